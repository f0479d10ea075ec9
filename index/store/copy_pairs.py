"""The search for documents that share text, without the store in which they are: keys, candidates, pairs."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from index.copies.alignment import Sentences, Shared
from index.copies.origin import claims
from index.copies.shingles import keys
from index.store.rows import NamedRow
from index.store.weights import MOST_COMPARED, MOST_WITH_ONE_KEY

Seeds = list[tuple[int, int]]
"""Pairs of sentences, mine and theirs, that may be the same."""


def first_of_keys(mine: Sentences) -> dict[int, int]:
    """The keys of a document, each with the number of the first sentence that has it."""
    own: dict[int, int] = {}
    for number, found in enumerate(keys([mine.text[a:b] for a, b in mine.spans])):
        for key in found:
            own.setdefault(key, number)
    return own


def likely(own: Mapping[int, int], rows: Iterable[tuple[int, int, int]]) -> list[tuple[int, Seeds]]:
    """The documents that may share sentences, those that may share most first, with these sentences.

    ``rows`` are key, document and sentence of others that have a key of ``own``. The larger the library, the
    more of it shares a single key by chance: only a few of those are given.
    """
    found: defaultdict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
    for key, other, theirs in rows:
        found[other][key] = own[key], theirs
    best = sorted(found, key=lambda other: (-len({i for i, _ in found[other].values()}), other))
    by_chance = set([other for other in best if len(found[other]) == 1][MOST_WITH_ONE_KEY:])
    chosen = [other for other in best if other not in by_chance][:MOST_COMPARED]
    return [(other, sorted(set(found[other].values()))) for other in chosen]


def newer_first(one: int, other: int, spans: Sequence[Shared]) -> tuple[int, int, Sequence[Shared]]:
    """A pair in the order in which it is stored: the document of the larger number first."""
    if one < other:
        return other, one, sorted((c, d, a, b) for a, b, c, d in spans)
    return one, other, spans


def attributed(mine: NamedRow, theirs: NamedRow, spans: Sequence[Shared]) -> int:
    """The sign says which of two documents names the other as its source; of each "text" and "outlet"."""
    outlets = (None, None) if mine["outlet"] == theirs["outlet"] else (mine["outlet"], theirs["outlet"])
    claimed = claims(mine["text"], ((a, b) for a, b, _, _ in spans), outlets[1])
    return claimed - claims(theirs["text"], ((c, d) for _, _, c, d in spans), outlets[0])
