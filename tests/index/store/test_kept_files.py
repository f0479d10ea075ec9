"""The kept files: whole or not there, and the bytes they are named by."""

import hashlib

import pytest

from index.store.kept_files import KeptFiles


@pytest.fixture
def files(tmp_path):
    return KeptFiles(tmp_path / "files")


def test_nothing_is_made_before_the_first_file(files, tmp_path):
    files.keep_only(())
    files.remove(["0" * 64])
    assert files.read("0" * 64) is None
    assert list(tmp_path.iterdir()) == []


def test_only_the_files_that_are_named_stay(files, tmp_path):
    sha256 = hashlib.sha256(b"\0\xff a").hexdigest()
    files.keep({sha256: b"\0\xff a"})
    (tmp_path / "files" / ".half.new").write_bytes(b"cut sho")
    files.keep_only({sha256})
    assert [file.name for file in (tmp_path / "files").iterdir()] == [sha256]
    assert files.read(sha256) == b"\0\xff a"
    files.keep_only(())
    assert not files.has(sha256)
