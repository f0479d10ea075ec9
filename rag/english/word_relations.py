"""Synonyms and antonyms, from ``lexicon/opposites.txt``."""

import re
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files

from index.language.words import stem

_PREFIXES = ("un", "in", "im", "ir", "il", "dis", "non", "mis")
_PREFIX = re.compile(rf"^(?:{'|'.join(_PREFIXES)})(?=\w{{4}})")


def relation(one: str, other: str) -> int:
    """The relation of two stems: 1 for the same meaning, -1 for the opposite, 0 for unknown."""
    if one == other:
        return 1
    sides, others = _sides().get(one), _sides().get(other)
    if sides and others:
        if sides & others:
            return 1
        if any((line, not right) in others for line, right in sides):
            return -1
    return -1 if one.endswith(other[-4:]) and (_negates(one, other) or _negates(other, one)) else 0


def is_known(term: str) -> bool:
    """Return whether the list has a stem, or a phrase of stems joined by "_"."""
    return term in _sides()


@lru_cache(maxsize=20_000)
def related(term: str) -> frozenset[str]:
    """The stems that may have the same meaning as a stem, or the opposite; the stem itself included."""
    listed = (stem for line, _ in _sides().get(term, ()) for side in _lines()[line] for stem in side)
    bare = term[prefix.end() :] if (prefix := _PREFIX.match(term)) else term
    return frozenset({term, bare, *listed, *(prefix + term for prefix in _PREFIXES)})


def _negates(one: str, other: str) -> bool:
    """Return whether ``one`` is ``other`` with a negating prefix."""
    prefix = _PREFIX.match(one)
    return prefix is not None and one[prefix.end() :] == other


@lru_cache(maxsize=1)
def _lines() -> list[tuple[frozenset[str], frozenset[str]]]:
    text = (files("rag.english.lexicon") / "opposites.txt").read_text(encoding="utf-8")
    lines = [line.split("|") for line in text.splitlines() if "|" in line and not line.startswith("#")]
    return [(_stems(left), _stems(right)) for left, right in lines]


def _stems(side: str) -> frozenset[str]:
    return frozenset("_".join(map(stem, word.split("_"))) for word in side.split())


@lru_cache(maxsize=1)
def _sides() -> dict[str, frozenset[tuple[int, bool]]]:
    """For each stem, the numbers of its lines, with true where it stands right of the bar."""
    sides: dict[str, set[tuple[int, bool]]] = defaultdict(set)
    for number, pair in enumerate(_lines()):
        for right, stems in enumerate(pair):
            for word in stems:
                sides[word].add((number, bool(right)))
    return {word: frozenset(places) for word, places in sides.items()}
