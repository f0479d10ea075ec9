"""Keys that nearly equal sentences share, for finding copies without comparing all texts.

MinHash signatures (Broder, "On the resemblance and containment of documents", 1997), cut into bands (Indyk
and Motwani's locality-sensitive hashing, 1998): once over pairs of neighbouring words, which lead from a
sentence to its reprint and to hardly any other, and once over the words that tell, which lead to it reworded.
A share of the keys is kept, the same ones in every text (Manber, "Finding similar files", 1994).
"""

from collections.abc import Sequence
from itertools import pairwise

from index.copies.weights import ONE_KEY_OF, PAIR_BANDS, ROWS, SHORTEST_KEYED, TELLING_BANDS
from index.language.words import query_words, words

_SEED = 20_250_122
_VERSION = 1


def method() -> str:
    """The version of these keys: those of different methods cannot be compared."""
    from rensa import RMinHash

    return f"{_VERSION}.{RMinHash.ALGORITHM_VERSION}"


def keys(sentences: Sequence[str]) -> list[tuple[int, ...]]:
    """The keys of each sentence as signed 64-bit numbers; none of one too short to tell."""
    pairs = _bands([_pairs(sentence) for sentence in sentences], PAIR_BANDS, 0)
    telling = _bands([_telling(sentence) for sentence in sentences], TELLING_BANDS, PAIR_BANDS)
    return [a + b for a, b in zip(pairs, telling, strict=True)]


def _pairs(sentence: str) -> list[str]:
    """Neighbouring words, but for pairs like "of the" that stand in every text."""
    found = words(sentence)
    if len(found) < SHORTEST_KEYED:
        return []
    return [f"{a} {b}" for a, b in pairwise(found) if not (_is_small(a) and _is_small(b))]


def _telling(sentence: str) -> list[str]:
    found = query_words(sentence)
    return found if len(found) >= SHORTEST_KEYED else []


def _is_small(word: str) -> bool:
    return len(word) <= 3 and word.isascii() and word.isalpha()


def _bands(sets: Sequence[list[str]], bands: int, first: int) -> list[tuple[int, ...]]:
    from rensa import RMinHash

    digests = RMinHash.digests_from_token_sets(sets, bands * ROWS, _SEED)
    return [
        tuple(key for key in _keys(digest, bands, first) if key % ONE_KEY_OF == 0) if found else ()
        for found, digest in zip(sets, digests, strict=True)
    ]


def _keys(digest: Sequence[int], bands: int, first: int) -> list[int]:
    return [_mixed(first + n, digest[n * ROWS : (n + 1) * ROWS]) for n in range(bands)]


def _mixed(band: int, values: Sequence[int]) -> int:
    """A band as one number: FNV-1a's step over 64 bits, so that the band's own place counts, too."""
    key = 0xCBF29CE484222325 ^ band
    for value in values:
        key = ((key ^ value) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return key - (1 << 64) if key >> 63 else key
