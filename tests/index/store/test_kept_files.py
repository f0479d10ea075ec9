"""The kept files: whole or not there, and the bytes they are named by."""

import hashlib

import pytest

from index.errors import ReadError
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
    (tmp_path / "a.bin").write_bytes(b"\0\xff a")
    sha256 = hashlib.sha256(b"\0\xff a").hexdigest()
    files.keep(tmp_path / "a.bin", sha256)
    (tmp_path / "files" / ".half.new").write_bytes(b"cut sho")
    files.keep_only({sha256})
    assert [file.name for file in (tmp_path / "files").iterdir()] == [sha256]
    assert files.read(sha256) == b"\0\xff a"
    files.keep_only(())
    assert not files.has(sha256)


def test_other_bytes_than_those_that_were_read_are_not_kept(files, tmp_path):
    (tmp_path / "a.txt").write_text("another text by now")
    with pytest.raises(ReadError, match="was changed while it was read"):
        files.keep(tmp_path / "a.txt", hashlib.sha256(b"a text").hexdigest())
    assert not (tmp_path / "files").exists()
