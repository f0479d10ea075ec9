"""Checks that a library's vectors and those of today's embedder can be compared."""

from pathlib import Path

from index.embedding.embedder import WORDS_ONLY, Embedder
from index.errors import FingerprintMismatch, LibraryMissing
from index.store.interfaces import LibraryStores


def matching_embedder(stores: LibraryStores) -> Embedder | None:
    """The embedder whose vectors the library has; ``None`` if either side has only words.

    Raises ``LibraryMissing``, and ``FingerprintMismatch`` if the vectors are another embedder's.
    """
    if not stores.exists():
        raise missing_library(stores)
    if stores.embedder is None or stores.catalog.properties.get("fingerprint") == WORDS_ONLY:
        return None
    check_embedder(stores)
    return stores.embedder


def check_embedder(stores: LibraryStores) -> None:
    """Raise ``FingerprintMismatch`` if the library's vectors are not of this process's embedder."""
    there = stores.catalog.properties.get("fingerprint") or WORDS_ONLY
    check_fingerprint(there, stores.fingerprint, stores.folder)


def missing_library(stores: LibraryStores) -> LibraryMissing:
    """The error of a library that is not there, with what makes it."""
    return LibraryMissing(f"no library in {stores.place}; make one with: readback add PATH")


def check_fingerprint(made: str, now: str, folder: Path) -> None:
    """Raise ``FingerprintMismatch`` unless the library's vectors are of the embedder of today.

    ``made`` is the fingerprint of the library's embedder, ``now`` that of today's.
    """
    if made != now and now == WORDS_ONLY:
        raise FingerprintMismatch(
            f"this library's vectors are of {made!r}, which is not installed here: `readback doctor` says"
            " how to get it; searching goes on by words alone, and `readback reindex` drops the vectors"
        )
    if made != now:
        raise FingerprintMismatch(
            f"this library's vectors are of {made!r}, and Readback now makes {now!r}; {_advice(folder)}"
        )


def check_length(stores: LibraryStores, length: int) -> None:
    """Raise ``FingerprintMismatch`` if vectors of ``length`` numbers cannot be compared with the library's.

    Any length fits a library without vectors.
    """
    made = stores.catalog.passages.dimension()
    if made not in (None, length):
        raise FingerprintMismatch(
            f"this library's vectors have {made} numbers, and the embedding model's now have {length}; "
            f"{_advice(stores.folder)}"
        )


def _advice(folder: Path) -> str:
    return f"make them anew with: readback reindex --library {folder}"
