"""The noun phrases of an English question: what a pronoun in the next one may stand for.

This is no grammar: a phrase begins at an article or another determiner, at a name or after a preposition, and
ends at the next word that is none of its parts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.english.text import Word, read, word_set
from rag.english.verbs import BE, HELPING, by_base, by_participle, by_past, by_third, is_finite
from rag.english.word_lists import word_list

DETERMINERS = word_list("determiners")
_ASKING_FOR = word_set("which what whose")
_JOINING = word_set("of")
_FOLLOWING = word_set("worth due like alike")  # never part of what they are said of
_UNCHANGING = word_set("cost put set cut hit let shut hurt split spread burst cast")  # their past is no other
_SINGULAR = word_set("bus gas news series mathematics physics lens mass class glass pass boss loss press")


@dataclass(frozen=True)
class NounPhrase:
    """Characters ``start`` to ``end`` of a question; ``words`` as they go on in another question.

    ``before``: the preposition in front of it, "" for none; with it the phrase begins at ``led_at``.
    ``is_name``: it is a name and nothing else; ``is_asked_for``: the question asks which it is;
    ``is_counted``: it asks how many there are.
    """

    start: int
    end: int
    words: str
    before: str
    led_at: int
    is_name: bool
    is_plural: bool
    is_asked_for: bool
    is_counted: bool


def noun_phrases(question: str) -> list[NounPhrase]:
    """Find the noun phrases of a question, in order."""
    words = read(question).words
    runs = _runs(question, words)
    found = (
        _phrase(question, words, (at, end)) or _phrase(question, words, (at + 1, end)) for at, end in runs
    )
    return [phrase for phrase in found if phrase]


def _runs(question: str, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """The first and last word (exclusive) of each phrase."""
    at = 0
    while at < len(words):
        end = _end(question, words, at)
        if end > at:
            yield at, end
        at = max(end, at + 1)


def _end(question: str, words: Sequence[Word], at: int, is_helped: bool = False) -> int:
    """The index after the phrase that begins at a word; ``at`` itself where none begins.

    ``is_helped``: a helping verb stands somewhere before it ("did"), so that another verb may follow.
    """
    is_helped = is_helped or any(word.form in HELPING - BE for word in words[:at])
    end = at + 1 if words[at].form in DETERMINERS | _ASKING_FOR else at
    first = end
    while end < len(words) and _goes_on(question, words, at, end, is_helped):
        end += 1
    if end == first:
        return at
    if end + 1 < len(words) and words[end].form in _JOINING:
        inner = _end(question, words, end + 1, is_helped)
        end = inner if inner > end + 1 else end
    return end


def _goes_on(question: str, words: Sequence[Word], start: int, at: int, is_helped: bool) -> bool:
    word = words[at]
    is_month = at > 0 and word.is_capital and word.form == "may"
    if not is_month and (word.form in _FOLLOWING or not word.is_content or is_finite(word.form)):
        return False
    if at > start and re.search(r"[^\s'’&-]", question[words[at - 1].end : word.start]):
        return False
    if word.is_capital or not any(one.is_content for one in words[start:at]):
        return True
    owns = question[words[at - 1].start : words[at - 1].end].endswith(("'s", "’s", "s'", "s’"))
    is_name = words[start].is_capital and words[start].is_content and not owns
    if is_name and not _is_counted(words, start):  # a name goes on in capitals
        return False
    if word.form in by_participle() or word.form in by_past():
        return at + 1 < len(words) and words[at + 1].is_content
    is_last = at + 1 == len(words)
    is_verb = word.form in by_base() or word.form in _UNCHANGING
    is_helped = is_helped or words[start].form in _ASKING_FOR
    return not (is_helped and (is_last or (is_verb and not words[at + 1].is_content)))


def _is_counted(words: Sequence[Word], start: int) -> bool:
    """Return whether a phrase is what is counted: "How many Norwegian boats"."""
    return start > 0 and words[start - 1].form in ("many", "much")


def _phrase(question: str, words: Sequence[Word], run: tuple[int, int]) -> NounPhrase | None:
    if run[0] == run[1]:
        return None
    first, last = words[run[0]], words[run[1] - 1]
    text = question[first.start : last.end]
    inside = [word for word in words[run[0] : run[1]] if word.is_content]
    if not inside or (first.is_content and _is_no_noun(words, run)):
        return None
    is_counted = _is_counted(words, run[0])
    if first.form in _ASKING_FOR or first.form in ("a", "an") or (is_counted and first.is_capital):
        text = f"the {question[inside[0].start : last.end]}"
    is_name = first.is_content and all(word.is_capital for word in inside)
    is_led = run[0] > 0 and words[run[0] - 1].form in _PLACING
    lead = words[run[0] - 1] if is_led else first
    head = inside[-1].form
    is_plural = head.endswith("s") and not head.endswith("ss") and head not in _SINGULAR and not is_name
    before = lead.form if is_led else ""
    is_asked_for = first.form in _ASKING_FOR
    return NounPhrase(
        first.start, last.end, text, before, lead.start, is_name, is_plural, is_asked_for, is_counted
    )


def _is_no_noun(words: Sequence[Word], run: tuple[int, int]) -> bool:
    """Return whether a phrase without a determiner is a verb, a number or what "how" asks ("how tall")."""
    first = words[run[0]]
    if run[0] and words[run[0] - 1].form == "how":
        return True
    if first.is_capital and run[0]:
        return False
    is_verb = first.form.endswith("ing") or any(
        first.form in verbs for verbs in (by_base(), by_past(), by_participle(), by_third())
    )
    is_alone = run[1] - run[0] == 1
    return (is_verb and (is_alone or words[run[0] + 1].is_capital)) or (
        is_alone and (first.form.isdigit() or run[0] == 0)
    )


_PLACING = word_set(
    "in at on to from into near under over inside outside behind beside for with by about during"
)
