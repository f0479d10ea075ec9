"""Nothing of the process's memory stays in Chroma's index files."""

import struct

import pytest

from index.store.scrub import scrub

SECRET = b"sk-secret"


def index(folder, *, version=1, elements=2, size=4):
    """The files of an index whose elements use the first bytes only."""
    made = folder / "segment"
    made.mkdir()
    (made / "header.bin").write_bytes(struct.pack("<iQQQQ", version, 0, 100, elements, size) + b"more")
    (made / "data_level0.bin").write_bytes(b"abcdefgh" + SECRET)
    (made / "length.bin").write_bytes(b"12345678" + SECRET)
    return made


def test_what_no_element_uses_is_overwritten(tmp_path):
    made = index(tmp_path)
    scrub(tmp_path)
    assert (made / "data_level0.bin").read_bytes() == b"abcdefgh" + bytes(len(SECRET))
    assert (made / "length.bin").read_bytes() == b"12345678" + bytes(len(SECRET))


@pytest.mark.parametrize("about", [{"version": 2}, {"elements": 1000}], ids=["another version", "full"])
def test_an_index_that_is_not_understood_or_is_full_stays(tmp_path, about):
    made = index(tmp_path, **about)
    scrub(tmp_path)
    assert (made / "data_level0.bin").read_bytes() == b"abcdefgh" + SECRET


def test_a_header_cut_short_is_no_error(tmp_path):
    made = index(tmp_path)
    (made / "header.bin").write_bytes(b"\1")
    scrub(tmp_path)
    assert (made / "length.bin").read_bytes().endswith(SECRET)
