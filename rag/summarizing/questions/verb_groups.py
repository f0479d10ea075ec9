"""The verb of an English clause with what helps it: "opened", "was built", "will be opened"."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.english.verbs import (
    BE,
    HAVE,
    MODALS,
    Verb,
    by_base,
    by_participle,
    by_past,
    by_third,
    is_unchanged,
)
from rag.summarizing.questions.vocabulary import DENIES, is_adverb

_HAVE = Verb("have", "has", "had", "had", takes_object=False)


@dataclass(frozen=True)
class VerbGroup:
    """A verb with its auxiliary, and what follows; ``form`` and ``words`` as in a ``Clause``."""

    form: str
    auxiliary: str
    verb: Verb | None
    words: str
    rest: Sequence[str]


def group_of(tokens: Sequence[str], *, one: bool) -> VerbGroup | None:
    """What begins with a verb; ``one``: whether the subject is a single thing, so that "it hit" is past.

    ``None`` where something is denied, or goes on, or is not plain.
    """
    first = tokens[0].lower()
    if first not in BE | HAVE | MODALS:
        return _alone(tokens, one=one)
    following = list(tokens[1:])
    while following and is_adverb(following[0]):
        following.pop(0)
    if not following or following[0].lower() in DENIES:
        return None
    return _being(first, following) if first in BE else _helped(first, following, tokens[1:])


def _being(first: str, following: Sequence[str]) -> VerbGroup | None:
    """What follows "is" or "was"."""
    word = following[0].lower()
    if verb := by_participle().get(word):
        return VerbGroup("passive", first, verb, word, following[1:])
    goes_on = word.endswith("ing") or word == "been"
    return None if goes_on else VerbGroup("copula", first, None, "", following)


def _helped(first: str, following: Sequence[str], all: Sequence[str]) -> VerbGroup | None:
    """What follows "has" or "will"; a plain "has" says what somebody has."""
    word, rest = following[0].lower(), following[1:]
    if word in ("be", "been") and rest and (verb := by_participle().get(rest[0].lower())):
        return VerbGroup("passive", first, verb, f"{word} {rest[0]}", rest[1:])
    form, forms = ("perfect", by_participle()) if first in HAVE else ("modal", by_base())
    if verb := forms.get(word):
        return VerbGroup(form, first, verb, word, rest)
    held = {"had": "past", "has": "present"}.get(first)
    return VerbGroup(held, "", _HAVE, first, all) if held else None


def _alone(tokens: Sequence[str], *, one: bool) -> VerbGroup | None:
    """A verb without an auxiliary: "opened", "opens", "hit"."""
    word = tokens[0].lower()
    if verb := by_past().get(word):
        return VerbGroup("past", "", verb, word, tokens[1:])
    if verb := by_third().get(word):
        return VerbGroup("present", "", verb, word, tokens[1:])
    return VerbGroup("past", "", by_base()[word], word, tokens[1:]) if one and is_unchanged(word) else None
