"""Kept files in a folder that servers share, or in a store with a URL."""

import pytest

from index.errors import StoreUnreachable, UsageError
from index.store.kept_files import KeptFiles
from index.store.shared.shared_files import UrlFiles, open_files


def test_without_a_place_they_are_in_the_library_s_folder(tmp_path):
    files = open_files("", "news", tmp_path)
    files.keep({"a": b"one"})
    assert (tmp_path / "files" / "a").read_bytes() == b"one"


def test_in_a_folder_each_library_has_its_own(tmp_path):
    one, other = (open_files(str(tmp_path), name, tmp_path / "x") for name in ("one", "other"))
    assert isinstance(one, KeptFiles)
    one.keep({"a": b"one"})
    assert (one.read("a"), other.read("a")) == (b"one", None)


@pytest.mark.parametrize("scheme", ["memory://", "file://"])
def test_a_store_with_a_url_keeps_reads_and_removes(tmp_path, scheme):
    files = open_files(f"{scheme}{tmp_path}/kept", "news", tmp_path)
    assert isinstance(files, UrlFiles)
    assert (files.has("a"), files.read("a")) == (False, None)
    files.keep({"a": b"one", "b": b"two"})
    files.keep({"a": b"other"})  # of another content it would have another name
    assert (files.has("a"), files.read("a"), files.read("b")) == (True, b"one", b"two")
    files.remove(["a", "c"])
    assert (files.has("a"), files.has("b")) == (False, True)


def test_a_url_that_nothing_here_opens_is_refused(tmp_path):
    with pytest.raises(UsageError, match="not installed"):
        open_files("s3://bucket/folder", "news", tmp_path)
    with pytest.raises(UsageError, match="READBACK_FILES"):
        open_files("nowhere://x", "news", tmp_path)


def test_a_store_that_fails_is_named(tmp_path):
    (tmp_path / "kept").write_text("a file is in the way")
    files = open_files(f"file://{tmp_path}/kept", "news", tmp_path)
    with pytest.raises(StoreUnreachable, match="'file' store"):
        files.keep({"a": b"one"})
