"""The main clause of an English sentence about a named subject, if it is unambiguous.

This is no grammar of English: a list of verbs finds the end of the subject. Only the past and the passive are
read, and unclear sentences are left out: a missing question costs less than an odd one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.english.dates import find_dates
from rag.english.names import names
from rag.english.text import read, word_set
from rag.english.verbs import BE, by_base, by_participle, by_past, is_finite, is_verb
from rag.english.word_lists import word_list
from rag.summarizing.weights import REST_WORDS, SUBJECT_WORDS

_CUT = re.compile(
    r"[;:]| [–—-] |^ (?:and|or)\b|, (?=(?:and|with|according|most|an?|the|[a-z]+ing)\b|[A-Z])"
    r"|,? \b(?:because|while|after|before|when|since|until|who|which|where|although|though|but|as)\b"
)
_OPEN_ENDED = word_list("prepositions", "begin")  # "since 1907" says when it began, not when it was
_VAGUE_DATE = re.compile(r"(?:recent|now|this)|.*\b(?:later|earlier|before|after)$", re.IGNORECASE)
_NATIONAL = re.compile(r"\b[A-Z]\w+(?:an|ish|ese|ch|ek) (?=[a-z])")  # "the Russian leader" names nobody
_WORD = re.compile(r"[\w’'.&€$£%/-]+")
_UNCLEAR = word_list("pronouns", "unclear") | word_set("""
    what whether if than so how why here there one both between either
    neither not never no cannot nor hardly without other others another such same each said says
    """)
_HANGING = word_list("prepositions", "hanging") | word_set("and or the a an")
_OPENERS = word_set("an also now still already later soon then first once again even just only")
_DONE = word_set("born stuck")  # participles of verbs that the list does not have


@dataclass(frozen=True)
class Clause:
    """A main clause: ``stated`` is its verb, asked with ``helping`` and ``form`` around the subject.

    "opened", "did", "open"; in the passive "was built", "was", "built". ``rest`` are the words after the verb
    without the ``date`` ("" for none).
    """

    subject: str
    stated: str
    helping: str
    form: str
    rest: str
    date: str


def clause_of(sentence: str, known: frozenset[str], counted: bool = False) -> Clause | None:
    """The main clause of a sentence on one line, without its full stop; ``None`` if it is unclear.

    ``known`` are the names of its document, as in :func:`names_in`. ``counted``: the subject is a number of
    things, and need not be named.
    """
    tokens = sentence.split()
    at = next((n for n, word in enumerate(tokens) if n and _is_past(word)), len(tokens))
    stated, helping, form = _verb(tokens[at:])
    before, date_before = _without_date(" ".join(tokens[:at]))
    rest, date = _without_date(_main(tokens[at + len(stated.split()) :]))
    words = before.split()
    is_plain = _is_plain(words, SUBJECT_WORDS) and _is_plain(rest.split(), REST_WORDS)
    if not stated or not is_plain or any(map(is_verb, words)):
        return None
    if not sentence.startswith(before) or (date_before and date):
        return None
    subject = before if counted else _named(words, known)
    return Clause(subject, stated, helping, form, rest, date_before or date) if subject else None


def names_in(lines: Sequence[str]) -> frozenset[str]:
    """The words that are capitalized within the lines, and nowhere in lower case."""
    capital = {word for line in lines for word in re.findall(r"(?<=[a-z,;] )[A-Z][\w’'-]*", line)}
    lower = {word for line in lines for word in re.findall(r"\b[a-z][\w’'-]*", line)}
    return frozenset(word for word in capital if word.lower() not in lower)


def is_named(words: str) -> bool:
    """Return whether words that stand within a sentence name someone or something."""
    return bool(names(read(f"of {_NATIONAL.sub('', words)}")))


def _is_past(word: str) -> bool:
    """Return whether a word surely makes a clause: "was", "opened"."""
    return is_finite(word) or word in by_past()


def _verb(tokens: Sequence[str]) -> tuple[str, str, str]:
    """The verb that begins the tokens: as stated, and the two words that ask for it; "" if it is another."""
    first, second = [*tokens, "", ""][:2]
    if first in {*by_past(), "had"} and second not in by_participle():
        return first, "did", by_past()[first].base if first in by_past() else "have"
    is_done = second in by_participle() or second in _DONE or (second.endswith("ed") and len(second) > 4)
    return (f"{first} {second}", first, second) if first in BE and is_done else ("", "", "")


def _main(tokens: Sequence[str]) -> str:
    """The text after the verb, up to another clause."""
    found = _CUT.split(f" {' '.join(tokens)}", maxsplit=1)[0].split()
    joined = (n for n, (one, other) in enumerate(pairwise(found)) if one == "and" and is_verb(other))
    return " ".join(found[: next(joined, len(found))])


def _is_plain(words: Sequence[str], most: int) -> bool:
    """True if the words are of one clause, without references elsewhere or a dangling last word."""
    low = [word.lower() for word in words]
    return (
        len(low) <= most
        and all(map(_WORD.fullmatch, words))
        and not _UNCLEAR & set(low)
        and not _HANGING & set(low[-1:])
        and not any(map(_is_past, words))
        and not any(one == "to" and other in by_base() for one, other in pairwise(low))
    )


def _named(words: Sequence[str], known: frozenset[str]) -> str:
    """The subject as within a sentence; "" if it names nobody or may begin with another word."""
    first, second = [*words, "", ""][:2]
    is_name = first in known or (len(first) > 1 and (first.isupper() or second[:1].isupper()))
    if first != "The" and (not is_name or first.lower() in _OPENERS or first.endswith("ly")):
        return ""
    subject = " ".join(["the" if first == "The" else first, *words[1:]])
    return subject if is_named(subject) else ""


def _without_date(text: str) -> tuple[str, str]:
    """The text without its date, and the date; "" if there is not exactly one clear date."""
    found = find_dates.find(text)
    if len(found) != 1 or found[0].bound not in ("exact", "about") or found[0].lead in _OPEN_ENDED:
        return text, ""
    date = found[0].text
    led = re.compile(rf"(?:^|\s)(?:(?:on|in|at) )?(?:the )?{re.escape(date)}(?=$|\s)", re.IGNORECASE)
    if _VAGUE_DATE.match(date) or not led.search(text):
        return text, ""
    return " ".join(led.sub(" ", text).split()), date
