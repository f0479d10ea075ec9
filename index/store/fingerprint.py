"""Checks that a library's vectors and those of today's embedder can be compared."""

from pathlib import Path

from index.embedding.embedder import WORDS_ONLY
from index.errors import FingerprintMismatch


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


def check_length(made: int | None, now: int, folder: Path) -> None:
    """Raise ``FingerprintMismatch`` unless vectors of length ``now`` fit the library's of length ``made``.

    Any length fits a library without vectors (``None``).
    """
    if made not in (None, now):
        raise FingerprintMismatch(
            f"this library's vectors have {made} numbers, and the embedding model's now have {now}; "
            f"{_advice(folder)}"
        )


def _advice(folder: Path) -> str:
    return f"make them anew with: readback reindex --library {folder}"
