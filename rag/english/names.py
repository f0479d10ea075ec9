"""Find the names of people, places and organisations in a text, and match them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from rag.english import weights
from rag.english.dates.date_words import MONTH_NAMES, WEEKDAY_NAMES
from rag.english.text import Text, Word, word_set
from rag.english.word_lists import word_list

_PARTICLES = word_set("of de da di du del van von der den al el la le bin ibn")
_TITLES = word_list("titles")
_AFTER_NAMES = word_set("qc kc mp mep msp phd md obe mbe cbe jr sr esq ii iii iv")
_NOT_NAMES = MONTH_NAMES | WEEKDAY_NAMES | {"i", "ok"}
_SAYS = word_list("saying", "named")
_VOWELS = re.compile("[aeiouy]")


@dataclass(frozen=True)
class Name:
    """A name in a text: ``words`` in lower case, without titles; ``at`` and ``end`` (exclusive) index the
    text's words.
    """

    at: int
    end: int
    words: tuple[str, ...]
    opens: bool  # a single word at the start of a sentence, which any word may be


@lru_cache(maxsize=500)
def names(text: Text) -> tuple[Name, ...]:
    """Find the names of a text, in order."""
    return tuple(name for run in _runs(text) if (name := _name(text, run)) is not None)


def same(one: Name, other: Name) -> bool:
    """Return whether two names may mean one bearer: a surname alone, an initial, an acronym, another
    spelling.
    """
    if one.words == other.words:
        return True
    if len(one.words) > 1 and len(other.words) > 1:
        if alike(one.words[-1], other.words[-1]):
            return _same_first(one.words[0], other.words[0])
    elif alike(one.words[-1], other.words[-1]) or alike(one.words[0], other.words[0]):
        return True
    return _is_acronym(one, other) or _is_acronym(other, one)


def clash(one: Name, other: Name) -> bool:
    """Return whether two names share a surname and differ in the first name."""
    return (
        len(one.words) == len(other.words) == 2
        and alike(one.words[-1], other.words[-1])
        and not _same_first(one.words[0], other.words[0])
        and fuzz.ratio(one.words[0], other.words[0]) < weights.FIRST_NAMES_DIFFER
    )


def written(text: Text, name: Name) -> tuple[int, int]:
    """The start and end of a name in its text, in characters."""
    return text.words[name.at].start, text.words[name.end - 1].end


def _runs(text: Text) -> Iterator[list[int]]:
    """Group capitalised words side by side, with the particles between them; indices of words."""
    run: list[int] = []
    for at, word in enumerate(text.words):
        joined = not run or not re.search(
            r"[.,;:!?()\[\]\"“”„–—/]",
            text.text[text.words[at - 1].end : word.start].replace(
                ". ", " ", _is_initial(text.words[at - 1])
            ),
        )
        if _is_capital(word) and joined:
            run.append(at)
        elif _is_capital(word):
            yield run
            run = [at]
        elif not (
            run
            and joined
            and word.form in _PARTICLES
            and at + 1 < len(text.words)
            and _is_capital(text.words[at + 1])
        ):
            if run:
                yield run
            run = []
        if run and word.text.endswith(("'s", "’s")):
            yield run
            run = []
    if run:
        yield run


def _is_initial(word: Word) -> int:
    return int(len(word.text) <= 2 or word.form in _TITLES)


def _is_capital(word: Word) -> bool:
    return (
        word.is_capital
        and word.text not in ("I", "A")
        and word.form not in _NOT_NAMES
        and not word.form[-1].isdigit()
    )


def _name(text: Text, run: list[int]) -> Name | None:
    while run and (
        text.words[run[0]].form in _TITLES or (not text.words[run[0]].is_content and _opens(text, run[0]))
    ):
        run = run[1:]
    while len(run) > 1 and text.words[run[-1]].form in _AFTER_NAMES:
        run = run[:-1]
    words = tuple(text.words[at].form for at in run if text.words[at].form not in _PARTICLES)
    if not words:
        return None
    following = text.words[run[-1] + 1].form if run[-1] + 1 < len(text.words) else ""
    opens = len(words) == 1 and _opens(text, run[0]) and following not in _SAYS
    return Name(run[0], run[-1] + 1, words, opens)


def _opens(text: Text, at: int) -> bool:
    """Return whether a word opens a sentence or a quotation."""
    before = text.text[: text.words[at].start].rstrip()
    return not before or before[-1] in "¿¡.!?:…\"“”„‘'•-*#>|"


def _same_first(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return alike(one, other)


@lru_cache(maxsize=20_000)
def alike(one: str, other: str) -> bool:
    """Return whether two words of names match: the same word, an adjective of it, or another spelling."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    if longer == shorter + "s" or (
        len(shorter) >= weights.SHORTEST_STEM
        and longer.startswith(shorter)
        and len(longer) - len(shorter) <= weights.LONGEST_ENDING
    ):
        return True
    if len(longer) <= weights.LONGEST_BY_CONSONANTS:
        return len(shorter) >= weights.SHORTEST_STEM and _VOWELS.sub("", one) == _VOWELS.sub("", other)
    return (
        len(shorter) >= weights.SHORTEST_BY_RATIO
        and fuzz.ratio(one, other, score_cutoff=weights.SPELLINGS_ALIKE) > 0
    )


def _is_acronym(short: Name, long: Name) -> bool:
    letters = "".join(short.words).replace(".", "")
    return len(short.words) == 1 and len(letters) > 1 and letters == "".join(w[0] for w in long.words)
