"""Zip archives: the files in them come out whole, and nothing that is made to do harm."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import Damaged, ReadError
from index.readers.containers import zip_archive
from index.readers.containers.inner_file import BadInnerFile, InnerFile
from index.readers.containers.zip_archive import zip_parts


def packed(files, **how):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", **how) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return data.getvalue()


def parts(data, max_bytes=1_000_000):
    return list(zip_parts("a.zip", data, lambda name: name.endswith(".txt"), max_bytes))


def test_files_come_with_their_folders_and_without_those_of_other_formats():
    data = packed(
        [("notes/may.txt", b"Rain."), ("notes/", b""), ("picture.bin", b"x"), ("june.txt", b"Sun.")]
    )
    assert parts(data) == [InnerFile("notes/may.txt", b"Rain."), InnerFile("june.txt", b"Sun.")]


def test_hidden_files_are_left_out():
    data = packed([("__MACOSX/._a.txt", b"x"), (".git/a.txt", b"x"), ("a.txt", b"Seen.")])
    assert parts(data) == [InnerFile("a.txt", b"Seen.")]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("../../a.txt", "a.txt"),
        ("/etc/a.txt", "etc/a.txt"),
        ("C:\\Temp\\a.txt", "Temp/a.txt"),
        ("b/./../a.txt", "b/a.txt"),
        ("b\x1b[2J/a.txt", "b [2J/a.txt"),
    ],
)
def test_no_name_leads_out_of_the_archive(name, path):
    assert [part.path for part in parts(packed([(name, b"x")]))] == [path]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_both_kept():
    found = parts(packed([("a.txt", b"One."), ("a.txt", b"Two.")]))
    assert [(part.path, part.data) for part in found] == [("a.txt", b"One."), ("a (2).txt", b"Two.")]


def test_a_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(zip_archive, "SMALL_PART", 1_000)
    bomb = packed([("bomb.txt", b"0" * 500_000), ("a.txt", b"Fine.")], compression=zipfile.ZIP_DEFLATED)
    [bad, good] = parts(bomb)
    assert (bad.path, "made to do harm" in bad.error, good) == (
        "bomb.txt",
        True,
        InnerFile("a.txt", b"Fine."),
    )
    [large, _] = parts(bomb, max_bytes=10_000)
    assert "over the limit" in large.error


def test_the_size_that_an_archive_claims_is_not_believed():
    data = packed([("a.txt", b"0" * 50_000)], compression=zipfile.ZIP_DEFLATED)
    lie = data.replace((50_000).to_bytes(4, "little"), (5).to_bytes(4, "little"))
    [bad] = parts(lie, max_bytes=10_000)
    assert isinstance(bad, BadInnerFile)


def test_too_many_files_are_refused_before_they_are_listed(monkeypatch):
    monkeypatch.setattr(zip_archive, "MOST_PARTS", 3)
    with pytest.raises(Damaged, match="more than 3 files"):
        parts(packed([(f"{n}.txt", b"x") for n in range(4)]))


def test_encrypted_files_are_named_together_and_the_others_come():
    data = bytearray(packed([("a.txt", b"Secret."), ("b.txt", b"Secret."), ("c.txt", b"Open.")]))
    for name in (b"a.txt", b"b.txt"):
        data[data.index(b"PK\x01\x02", data.rindex(name) - 46) + 8] |= 1
    [good, bad] = parts(bytes(data))
    assert good == InnerFile("c.txt", b"Open.")
    assert (bad.path, "password" in bad.error) == ("", True)


def test_a_broken_file_is_named_and_the_others_come():
    data = packed([("a.txt", b"Rain in May."), ("b.txt", b"Sun in June.")]).replace(b"Rain", b"Snow")
    [bad, good] = parts(data)
    assert (bad.path, "broken" in bad.error, good.data) == ("a.txt", True, b"Sun in June.")


@given(st.binary(max_size=300), st.integers(0, 120))
def test_any_bytes_are_unpacked_or_refused(noise, at):
    whole = packed([("a.txt", b"Rain."), ("b.txt", b"Sun.")])
    for data in (noise, whole[:at] + noise, noise + whole, whole[:at] + noise + whole[at:]):
        with suppress(ReadError):
            parts(data)
