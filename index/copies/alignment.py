"""The stretches that two texts share, to the character, from pairs of sentences that may be the same.

Seed and extend, as BLAST does (Altschul and others, 1990): from a pair of sentences that are nearly equal to
their neighbours, as long as these are nearly equal, too. A dropped paragraph ends a stretch and another one
begins behind it; two paragraphs that changed places are two stretches.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import groupby
from typing import TypeVar

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from index.copies.stretches import Stretch
from index.copies.weights import (
    FEW_WORDS,
    LONE_WORDS,
    MOVED_WORDS,
    MUCH,
    NEXT,
    ONE_SENTENCE,
    PROSE_WORDS,
    QUOTED_SPEECH,
    REWORDED,
    REWORDED_IN_ROW,
    SEED,
    SHORT,
    TWO_SENTENCES,
)
from index.language.words import query_words

Shared = tuple[int, int, int, int]
"""Start and end in one text, start and end in the other, where the same stands."""

_Run = tuple[int, int, int]
"""The numbers of the first sentence in one and in the other, and how many follow one another in both."""

_Value = TypeVar("_Value")

_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"“[^”]{0,2000}”|\"[^\"\n]{0,2000}\"|«[^»]{0,2000}»|„[^“”]{0,2000}[“”]")


class _Each(dict[int, _Value]):
    """A value of each sentence, by its number, worked out when it is first asked for."""

    def __init__(self, work_out: Callable[[int], _Value]) -> None:
        self._work_out = work_out

    def __missing__(self, i: int) -> _Value:
        value = self[i] = self._work_out(i)
        return value


class Sentences:
    """A text and the spans of its sentences, with what is compared of each sentence."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int]]) -> None:
        self.text, self.spans = text, spans
        self.words = _Each(self._words)
        self.plain = _Each(lambda i: " ".join(self.words[i]))
        self.prose = _Each(self._prose)
        self.figures = _Each(self._figures)
        self.telling = _Each(lambda i: frozenset(query_words(text[slice(*spans[i])])))

    def __len__(self) -> int:
        return len(self.spans)

    def _words(self, i: int) -> list[str]:
        return [match.group().casefold() for match in _WORD.finditer(self.text, *self.spans[i])]

    def _figures(self, i: int) -> frozenset[str]:
        """The digits of its numbers, however they are written: those of 2.3 million and 2,300,000 are 23."""
        found = re.findall(r"\d+(?:[.,]\d+)*", self.text[slice(*self.spans[i])])
        return frozenset(re.sub(r"\D", "", figure).strip("0") for figure in found)

    @cached_property
    def _quotations(self) -> bytes:
        """One byte a character: 1 within quotation marks."""
        mask = bytearray(len(self.text))
        for match in _QUOTED.finditer(self.text):
            mask[match.start() : match.end()] = b"\1" * len(match.group())
        return bytes(mask)

    def _prose(self, i: int) -> tuple[int, int]:
        """Number of words of a sentence that is running text, and of those that are not quoted; else 0, 0."""
        matches = list(_WORD.finditer(self.text, *self.spans[i]))
        letters = sum(not match.group()[0].isdigit() for match in matches)
        if len(matches) < PROSE_WORDS or letters * 3 < len(matches) * 2:
            return 0, 0
        return len(matches), sum(not self._quotations[match.start()] for match in matches)


def shared(one: Sentences, other: Sentences, seeds: Iterable[tuple[int, int]]) -> list[Shared]:
    """The stretches two texts share, in the order of ``one``; none where one sentence or a quotation is all.

    ``seeds`` are pairs of sentences, by number, that may be the same. No part of either text is in two
    stretches.
    """
    runs = _apart(one, _runs(one, other, sorted(set(seeds))))
    kept = [run for run in runs if _is_copy(one, other, run)]
    if not kept:
        return []
    shared_much = sum(_reach(one, run) for run in kept) >= MUCH * min(len(one.text), len(other.text))
    strong = set(kept)
    lone = (run for run in runs if run not in strong and _size(one, run) >= LONE_WORDS)
    kept += [run for run in lone if shared_much or _is_close(one, other, run)]
    return [_edges(one, other, run) for run in sorted(kept)]


def _runs(one: Sentences, other: Sentences, seeds: Sequence[tuple[int, int]]) -> list[_Run]:
    runs, seen = [], set[tuple[int, int]]()
    for i, j in seeds:
        if (i, j) not in seen and _same(one, other, i, j, SEED):
            before, after = _follow(one, other, i, j, -1), _follow(one, other, i, j, 1)
            runs.append((i - before, j - before, before + 1 + after))
            seen.update((i + n, j + n) for n in range(-before, after + 1))
    return runs


def _follow(one: Sentences, other: Sentences, i: int, j: int, step: int) -> int:
    """Number of neighbours of two sentences, before (-1) or after (1) them, that are the same."""
    count = 0
    while 0 <= (i := i + step) < len(one) and 0 <= (j := j + step) < len(other) and _same(one, other, i, j):
        count += 1
    return count


def _same(one: Sentences, other: Sentences, i: int, j: int, least: float = NEXT) -> bool:
    a, b = one.plain[i], other.plain[j]
    if a == b:
        return True
    if min(len(one.words[i]), len(other.words[j])) < FEW_WORDS:
        least = SHORT
    figures, others = one.figures[i], other.figures[j]
    if figures and others and 2 * len(figures & others) <= min(len(figures), len(others)):
        return False  # a form's sentence, filled in anew
    return bool(fuzz.ratio(a, b, score_cutoff=least)) or _is_reworded(one, other, i, j)


def _is_reworded(one: Sentences, other: Sentences, i: int, j: int) -> bool:
    """Return whether two sentences share half of the words that are not function words."""
    mine, theirs = one.telling[i], other.telling[j]
    if min(len(mine), len(theirs)) < FEW_WORDS:
        return False
    return 2 * len(mine & theirs) >= REWORDED * (len(mine) + len(theirs))


def _apart(one: Sentences, runs: Sequence[_Run]) -> list[_Run]:
    """The longest runs, and what is left of the others where those leave them room."""
    mine, theirs, kept = set[int](), set[int](), list[_Run]()
    for i, j, length in sorted(runs, key=lambda run: -_size(one, run)):
        free = [n for n in range(length) if i + n not in mine and j + n not in theirs]
        for _, group in groupby(enumerate(free), lambda pair: pair[1] - pair[0]):
            numbers = [n for _, n in group]
            kept.append((i + numbers[0], j + numbers[0], len(numbers)))
        mine.update(range(i, i + length))
        theirs.update(range(j, j + length))
    return kept


def _size(one: Sentences, run: _Run) -> int:
    return sum(len(one.words[run[0] + n]) for n in range(run[2]))


def _is_copy(one: Sentences, other: Sentences, run: _Run) -> bool:
    """Return whether a run is more than a sentence or a quotation that two texts may both cite."""
    i, j, length = run
    prose = [n for n in range(length) if one.prose[i + n][0]]
    close = [n for n in prose if fuzz.ratio(one.plain[i + n], other.plain[j + n], score_cutoff=NEXT)]
    words, own = (sum(one.prose[i + n][which] for n in close) for which in (0, 1))
    if own >= ONE_SENTENCE or (len(close) >= 2 and own >= TWO_SENTENCES) or words >= QUOTED_SPEECH:
        return True
    return len(prose) >= REWORDED_IN_ROW and sum(one.prose[i + n][1] for n in prose) >= ONE_SENTENCE


def _reach(one: Sentences, run: _Run) -> int:
    """The length of a run in characters."""
    return one.spans[run[0] + run[2] - 1][1] - one.spans[run[0]][0]


def _is_close(one: Sentences, other: Sentences, run: _Run) -> bool:
    """Return whether each sentence of a run is nearly equal to its counterpart, not only reworded."""
    i, j, length = run
    return all(fuzz.ratio(one.plain[i + n], other.plain[j + n]) >= SEED for n in range(length))


def _edges(one: Sentences, other: Sentences, run: _Run) -> Shared:
    """The start and end of a run: its sentences' edges, without words at them that are not shared."""
    i, j, length = run
    (a, b), (c, d) = one.spans[i], one.spans[i + length - 1]
    (e, f), (g, h) = other.spans[j], other.spans[j + length - 1]
    if one.plain[i] != other.plain[j]:
        a, e = _first_shared(one.text, (a, b), other.text, (e, f))
    if one.plain[i + length - 1] != other.plain[j + length - 1]:
        d, h = _last_shared(one.text, (c, d), other.text, (g, h))
    return a, d, e, h


def _equal_words(
    one: str, span: Stretch, other: str, other_span: Stretch
) -> tuple[list[re.Match[str]], list[re.Match[str]], list[tuple[int, int, int, int]]]:
    mine, theirs = list(_WORD.finditer(one, *span)), list(_WORD.finditer(other, *other_span))
    steps = Levenshtein.opcodes([m.group().casefold() for m in mine], [m.group().casefold() for m in theirs])
    equal = [
        (s.src_start, s.src_end, s.dest_start, s.dest_end)
        for s in steps
        if s.tag == "equal" and s.src_end - s.src_start >= 2
    ]
    return mine, theirs, equal


def _first_shared(one: str, span: Stretch, other: str, other_span: Stretch) -> Stretch:
    mine, theirs, equal = _equal_words(one, span, other, other_span)
    if not equal or max(equal[0][0], equal[0][2]) < MOVED_WORDS:
        return span[0], other_span[0]
    return mine[equal[0][0]].start(), theirs[equal[0][2]].start()


def _last_shared(one: str, span: tuple[int, int], other: str, other_span: tuple[int, int]) -> tuple[int, int]:
    mine, theirs, equal = _equal_words(one, span, other, other_span)
    if not equal or max(len(mine) - equal[-1][1], len(theirs) - equal[-1][3]) < MOVED_WORDS:
        return span[1], other_span[1]
    return mine[equal[-1][1] - 1].end(), theirs[equal[-1][3] - 1].end()
