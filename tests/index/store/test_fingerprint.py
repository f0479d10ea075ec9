"""Vectors of another embedder are refused, with the way out."""

from pathlib import Path

import pytest

from index.embedding.embedder import WORDS_ONLY
from index.errors import FingerprintMismatch
from index.store.fingerprint import check_fingerprint, check_length

FOLDER = Path("/my/library")


def test_the_same_embedder_and_the_same_length_pass():
    check_fingerprint("a", "a", FOLDER)
    check_length(3, 3, FOLDER)
    check_length(None, 3, FOLDER)


@pytest.mark.parametrize(("now", "way_out"), [("b", "--library /my/library"), (WORDS_ONLY, "by words alone")])
def test_another_embedder_is_refused(now, way_out):
    with pytest.raises(FingerprintMismatch, match="readback reindex") as error:
        check_fingerprint("a", now, FOLDER)
    assert way_out in str(error.value)


def test_another_length_is_refused():
    with pytest.raises(FingerprintMismatch, match=r"have 3 numbers.* now have 4"):
        check_length(3, 4, FOLDER)
