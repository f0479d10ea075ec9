"""The noun that a number counts, and ages."""

from rag.english.quantities.number_tokens import NumberReading, TokenSentence
from rag.english.quantities.number_words import NOT_ONE_AFTER, SPOKEN, word_set
from rag.english.quantities.weights import OLDEST

NOUN_STOPS = NOT_ONE_AFTER | word_set(
    "this these those so too now then later ago earlier last next yesterday today tomorrow each every per "
    "between about while because since until during against through its his her their our my your said says "
    "more less fewer got went came took made left died won lost fell rose"
)
_NOUN_SKIPS = word_set("of the its their his her our these those other more different additional")
PEOPLE = word_set(
    "people men women children police staff troops personnel passengers workers jobs deaths homes "
    "soldiers employees protesters demonstrators students patients residents migrants refugees visitors "
    "houses households families"
)
_AGE_BEFORE = word_set("aged age ages")
_AGE_LIMITS = word_set("under over above below")
_AGE_COMPARED = word_set("younger older")
_NO_PERSONS = word_set("police staff troops personnel jobs deaths homes houses households families")
_PERSONS = (PEOPLE - _NO_PERSONS) | word_set(
    "boys girls adults teenagers pupils drivers riders readers members guests pensioners "
    "those anyone anybody nobody everyone everybody"
)


def is_plural(word: str) -> bool:
    """Return whether a word looks like a plural noun."""
    return word in PEOPLE or (
        len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is", "'s", "’s"))
    )


def read_age(s: TokenSentence, r: NumberReading) -> None:
    """Read "aged 30", "children under six" and "Ann Karr, 30, said" in years, like "30 years old".

    Changes ``r``.
    """
    if r.dimension != "count" or not 0 < r.low <= OLDEST:
        return
    i = r.first - 1
    aged = s.low(i) in _AGE_BEFORE or s.words(i - 1, 2) == "age of" or _is_age_limit(s, r)
    name = (
        s.low(i) == ","
        and s.written(i - 1)[:1].isupper()
        and s.low(r.last + 1) == ","
        and s.is_number(r.last)
    )
    if aged or (name and not r.noun and r.low == int(r.low)):
        r.dimension, r.unit = "time", "year"


def _is_age_limit(s: TokenSentence, r: NumberReading) -> bool:
    """Return whether a number says how old people may be: "children under six", "people older than 65".

    Not "workers under 25 bridges", where it counts what stands after it.
    """
    if r.noun and is_plural(r.noun):
        return False
    if s.low(r.first) == "between":
        return s.low(r.first - 1) in _PERSONS
    if s.low(r.first - 1) == "than":
        return s.low(r.first - 2) in _AGE_COMPARED
    return s.low(r.first - 1) in _AGE_LIMITS and s.low(r.first - 2) in _PERSONS


def noun_after(s: TokenSentence, last: int, reach: int = 4) -> tuple[str | None, int]:
    """The noun counted after token ``last``, and its token: the first plural within ``reach`` tokens, else
    the first word; ``None`` and ``last`` where there is none.
    """
    j = s.after(last)
    while s.low(j) in _NOUN_SKIPS and j - last < 4:
        j += 1
    first = None
    for k in range(j, j + reach):
        word = s.low(k)
        if not word[:1].isalpha() or word in NOUN_STOPS or word in SPOKEN:
            break
        if is_plural(word):
            return word, k
        if first is None and not word.endswith(("ed", "ly")):
            first = k
    return (s.low(first), first) if first is not None else (None, last)
