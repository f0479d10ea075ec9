"""Keys that nearly equal sentences share, for finding copies without comparing all texts.

MinHash signatures (Broder, "On the resemblance and containment of documents", 1997), cut into bands (Indyk
and Motwani's locality-sensitive hashing, 1998): once over pairs of neighbouring words, which lead from a
sentence to its reprint and to hardly any other, and once over the words that tell, which lead to it reworded.
A share of the keys is kept, the same ones in every text (Manber, "Finding similar files", 1994).
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.copies.weights import ONE_KEY_OF, PAIR_BANDS, ROWS, SHORTEST_KEYED, TELLING_BANDS
from index.language.words import words_and_telling

_SEED = 20_250_122
_VERSION = 1


def method() -> str:
    """The version of these keys: those of different methods cannot be compared."""
    from rensa import RMinHash

    return f"{_VERSION}.{RMinHash.ALGORITHM_VERSION}"


def keys(sentences: Sequence[str]) -> list[tuple[int, ...]]:
    """The keys of each sentence as signed 64-bit numbers; none of one too short to tell."""
    found = [words_and_telling(sentence) for sentence in sentences]
    pairs = _bands([_pairs(every) for every, _ in found], PAIR_BANDS, 0)
    telling = _bands([_if_enough(some) for _, some in found], TELLING_BANDS, PAIR_BANDS)
    return [a + b for a, b in zip(pairs, telling, strict=True)]


def _if_enough(found: list[str]) -> list[str]:
    return found if len(found) >= SHORTEST_KEYED else []


def _pairs(found: list[str]) -> list[str]:
    """Neighbouring words, but for pairs like "of the" that stand in every text."""
    enough = _if_enough(found)
    sized = zip(enough, map(_is_small, enough), strict=True)
    return [f"{a} {b}" for (a, is_small), (b, too) in pairwise(sized) if not (is_small and too)]


def _is_small(word: str) -> bool:
    return len(word) <= 3 and word.isascii() and word.isalpha()


def _bands(sets: Sequence[list[str]], bands: int, first: int) -> list[tuple[int, ...]]:
    from rensa import RMinHash

    digests = RMinHash.digests_from_token_sets(sets, bands * ROWS, _SEED)
    mixed = _mixed(np.array(digests, np.uint64).reshape(-1, bands, ROWS), first)
    return [
        tuple(key for key in its if key % ONE_KEY_OF == 0) if found else ()
        for found, its in zip(sets, mixed.tolist(), strict=True)
    ]


def _mixed(values: NDArray[np.uint64], first: int) -> NDArray[np.int64]:
    """A number for each band, of ``values`` of shape (sentences, bands, rows); ``first`` is the first band's.

    By FNV-1a's step over 64 bits, so that the band's own place counts, too.
    """
    key = np.uint64(0xCBF29CE484222325) ^ np.arange(first, first + values.shape[1], dtype=np.uint64)
    for row in range(ROWS):
        key = (key ^ values[:, :, row]) * np.uint64(0x100000001B3)
    return key.view(np.int64)
