"""Vectors of another embedder are refused, with the way out."""

from pathlib import Path

import pytest
from support.helpers import PAPERS, write

from index.embedding.embedder import WORDS_ONLY
from index.errors import FingerprintMismatch, LibraryMissing
from index.store.fingerprint import check_fingerprint, check_length, matching_embedder

FOLDER = Path("/my/library")


def test_the_same_embedder_passes():
    check_fingerprint("a", "a", FOLDER)


def test_any_length_fits_a_library_without_vectors_and_then_one(lib, tmp_path):
    with lib.stores.writing():
        check_length(lib.stores, 3)
    lib.add(write(tmp_path / "in", PAPERS))
    check_length(lib.stores, 384)
    with pytest.raises(FingerprintMismatch, match=r"have 384 numbers.* now have 3; .*readback reindex"):
        check_length(lib.stores, 3)


def test_without_a_library_there_is_none_that_matches(lib):
    with pytest.raises(LibraryMissing, match="readback add"):
        matching_embedder(lib.stores)


@pytest.mark.parametrize(("now", "way_out"), [("b", "--library /my/library"), (WORDS_ONLY, "by words alone")])
def test_another_embedder_is_refused(now, way_out):
    with pytest.raises(FingerprintMismatch, match="readback reindex") as error:
        check_fingerprint("a", now, FOLDER)
    assert way_out in str(error.value)
