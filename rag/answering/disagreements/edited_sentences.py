"""Sentences that are nearly one: what was edited in one of them, or filled into one form, stands out."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from rag.answering.weights import COMPARED_SENTENCES, SHARED_WORDS

_FRAME = 6  # words that two sentences share at least
_FILLED = 8  # words that fill a gap at most
_WORD = re.compile(r"\w+")


def filled(sentence: str, others: Sequence[str]) -> list[tuple[int, int]]:
    """The stretches of ``sentence`` in whose place nearly the same sentence has other words."""
    return [
        span
        for other in others
        if other != sentence and fuzz.ratio(sentence, other, score_cutoff=COMPARED_SENTENCES)
        for span in _gaps(sentence, other)
    ]


def _gaps(sentence: str, other: str) -> list[tuple[int, int]]:
    mine = [(match.group().lower(), *match.span()) for match in _WORD.finditer(sentence)]
    theirs = _WORD.findall(other.lower())
    matcher = SequenceMatcher(None, [word for word, _, _ in mine], theirs, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    if same < max(_FRAME, SHARED_WORDS * min(len(mine), len(theirs))):
        return []
    return [
        (mine[a][1], mine[b - 1][2])
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind == "replace" and b - a <= _FILLED and d - c <= _FILLED
    ]
