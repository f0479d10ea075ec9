"""Reading files: text to the character, and one clear line where there is none to read."""

import codecs
import os
import subprocess
import sys
import tempfile
import unicodedata
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from support.files import STORY, written
from support.paths import ROOT

from index.errors import NoText, ReadError, TooLarge, UnsupportedFormat
from index.read import find_files, read
from index.readers import SUFFIXES


@pytest.mark.parametrize("content", [b"", b" \n\t\r\n ", codecs.BOM_UTF8, "\u2003\u3000".encode()])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_blank_files_hold_no_text(tmp_path, name, content):
    with pytest.raises(NoText, match=r"a\.\w+: "):
        read(written(tmp_path, name, content))


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf", "a.docx"])
@pytest.mark.parametrize("content", [b"", "\u200b\u2060\ufeff".encode()])
def test_an_empty_file_is_called_empty_in_every_format(tmp_path, name, content):
    with pytest.raises(ReadError, match=r"^a\.\w+: the file is empty" if not content else r"^a\.\w+: "):
        read(written(tmp_path, name, content))


def test_characters_that_nobody_sees_are_no_text(tmp_path):
    with pytest.raises(NoText, match="but for characters that nobody sees"):
        read(written(tmp_path, "a.txt", "\u200b \u2060\ufeff\n".encode()))
    assert read(written(tmp_path, "b.txt", "\u200b½".encode())).text == "\u200b½"


def test_too_large_names_size_limit_and_way_out(tmp_path):
    path = written(tmp_path, "a.txt", b"x" * 200_001)
    with pytest.raises(TooLarge) as caught:
        read(path, max_bytes=200_000)
    for part in ("a.txt", "0.2 MB", "--max-megabytes", "READBACK_MAX_MEGABYTES"):
        assert part in str(caught.value)
    assert len(read(path, max_bytes=200_001).text) == 200_001


def test_other_formats_are_unsupported(tmp_path):
    with pytest.raises(UnsupportedFormat, match=r"\.xls files.*\.docx"):
        read(written(tmp_path, "a.xls", b"x"))
    with pytest.raises(UnsupportedFormat, match="without a suffix"):
        read(written(tmp_path, "README", b"x"))


def test_missing_files_folders_and_pipes(tmp_path):
    with pytest.raises(ReadError, match="no such file"):
        read(tmp_path / "none.txt")
    (tmp_path / "folder.txt").mkdir()
    with pytest.raises(ReadError, match="folder"):
        read(tmp_path / "folder.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(ReadError, match="not a regular file"):
        read(tmp_path / "pipe.txt")


def test_a_name_with_a_line_end_stays_one_line(tmp_path):
    with pytest.raises(NoText) as caught:
        read(written(tmp_path, "a\nb.txt", b""))
    assert "\n" not in str(caught.value)


def test_suffixes_in_capitals(tmp_path):
    assert read(written(tmp_path, "A.TXT", STORY)).text == STORY


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    content=st.binary(max_size=400)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
@example(content=b"\xff\xfe\x00\xd8a\x00")
@example(content=b"<a>&#xD800;</a>")
@example(content=b"<?xml version='1.0' encoding='utf-7'?><p>x")
@example(content=b"<meta charset=rot13><p>\xff")
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.pdf", "a.docx"])
def test_any_bytes_are_read_or_refused(tmp_path, name, content):
    error, reading = None, None
    try:
        reading = read(written(tmp_path, name, content))
    except ReadError as caught:
        error = str(caught)
    if reading is None:
        assert error.startswith(f"{name}: ")
        assert "\n" not in error
        return
    assert reading.text.strip()
    assert reading.title.strip()
    reading.text.encode()
    reading.title.encode()
    if reading.published_evidence:
        span = reading.published_evidence
        assert reading.text[span.start : span.end] == span.text


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1))
@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_utf8_text_is_never_changed(tmp_path, suffix, text):
    own = text.removeprefix("\ufeff")
    assume(any(not char.isspace() and unicodedata.category(char) not in ("Cc", "Cf") for char in own))
    assert read(written(tmp_path, f"a{suffix}", text)).text == own


def test_find_files_expands_folders_in_order(tmp_path):
    for name in ("b/2.md", "b/1.txt", "a.html", "b/.hidden.txt", ".git/x.txt", "b/notes.xyz", "c/D.PDF"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        written(tmp_path, name, STORY)
    files, failures = find_files([tmp_path])
    assert [str(path.relative_to(tmp_path)) for path in files] == ["a.html", "b/1.txt", "b/2.md", "c/D.PDF"]
    assert failures == []


def test_find_files_reports_what_was_named(tmp_path):
    known = written(tmp_path, "a.txt", STORY)
    unknown = written(tmp_path, "a.xyz", STORY)
    missing = tmp_path / "none.txt"
    (tmp_path / "empty").mkdir()
    files, failures = find_files(
        [unknown, known, missing, known, tmp_path / "." / "a.txt", tmp_path / "empty"]
    )
    assert files == [known]
    assert [path for path, _ in failures] == [unknown, missing, tmp_path / "empty"]
    assert isinstance(failures[0][1], UnsupportedFormat)
    assert all(suffix in str(failures[2][1]) for suffix in SUFFIXES)


def test_find_files_takes_a_folder_of_files_named_before(tmp_path):
    known = written(tmp_path, "a.txt", STORY)
    assert find_files([known, tmp_path]) == ([known], [])


def test_find_files_survives_circles_and_dead_links(tmp_path):
    written(tmp_path, "a.txt", STORY)
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "dead.txt").symlink_to(tmp_path / "gone.txt")
    files, _ = find_files([tmp_path])
    assert tmp_path / "a.txt" in files
    assert len([path for path in files if path.name == "a.txt"]) == 1
    for path in files:
        if path.name != "a.txt":
            with pytest.raises(ReadError):
                read(path)


@contextmanager
def _as_nobody():
    """Root, who may read everything, as somebody who may not."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)


def test_what_may_not_be_read_is_said():
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        read(written(folder, "b.txt", STORY))  # what reading loads, root loads
        path = written(folder, "a.txt", STORY)
        path.chmod(0)
        with _as_nobody(), pytest.raises(ReadError, match="Permission denied"):
            read(path)


def test_naming_formats_imports_no_reader():
    code = (
        "import sys, index.read; heavy = {'trafilatura', 'lxml', 'docx', 'pypdfium2', 'dateparser'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    root = ROOT
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"
