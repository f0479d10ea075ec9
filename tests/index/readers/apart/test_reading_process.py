"""A process that reads for another: the same documents and errors, limits, and none left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.helpers import REPOSITORY
from support.paths import ROOT
from support.workbooks import book_of, bytes_of_book

from index.errors import Damaged, NoText, ReadError
from index.read import parse
from index.readers.apart.reading_process import ReadingProcess, parse_apart

SAMPLE = ROOT / "ui" / "sample"
PAGE = b"<html><body><article><p>The mill stands on the Lode. It has two wheels.</p></article></body></html>"


@pytest.fixture
def process():
    made = ReadingProcess()
    yield made
    made.close()


def gone(pid):
    """Whether a process has ended; a zombie has."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_what_it_reads_is_what_is_read_here(process):
    for path in sorted(SAMPLE.iterdir()):
        data = path.read_bytes()
        assert process.read(path, data) == parse(path, data)
    assert not process.has_ended


def test_its_errors_are_those_of_reading_here_and_it_goes_on(process):
    for name, data, kind in [("a.html", b"", NoText), ("b.pdf", b"%PDF-1.4\nno more", Damaged)]:
        with pytest.raises(kind) as here:
            parse(Path(name), data)
        with pytest.raises(kind) as there:
            process.read(Path(name), data)
        assert str(there.value) == str(here.value)
    assert "two wheels" in process.read(Path("c.html"), PAGE).text


@pytest.mark.parametrize(
    ("limits", "message"),
    [({"seconds": 0.01}, "more than 0.01 seconds"), ({"megabytes": 100}, "too much memory")],
    ids=["seconds", "memory"],
)
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_a_file_over_the_limits_ends_its_process_with_a_line(limits, message):
    process = ReadingProcess(**limits)
    with pytest.raises(ReadError, match=rf"^a\.html: reading it takes {message}: [^\n]+$"):
        process.read(Path("a.html"), PAGE)
    assert process.has_ended


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no work")
def test_a_file_that_takes_too_much_work_ends_its_process_with_a_line():
    process = ReadingProcess()
    until = time.monotonic() + 60
    for path in sorted(SAMPLE.iterdir()):
        process.read(path, path.read_bytes())  # loads what it reads with
    limit = int(Path(f"/proc/{process.process.pid}/limits").read_text().split("cpu time")[1].split()[0])
    assert limit < 60
    os.kill(process.process.pid, signal.SIGXCPU)
    while not process.has_ended:
        assert time.monotonic() < until
        time.sleep(0.01)
    with pytest.raises(Damaged, match=r"^a\.html: reading it takes too long: [^\n]+$"):
        process.read(Path("a.html"), PAGE)


KILLED = """
import sys
from pathlib import Path
import index.readers.apart.reading_process as reading
reading.parse_apart(Path("a.html"), sys.argv[1].encode())
print(reading._spare._process.process.pid, flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_it_ends_when_who_started_it_is_killed():
    parent = subprocess.Popen(
        [sys.executable, "-c", KILLED, PAGE.decode()],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=REPOSITORY,
    )  # fmt: skip
    with parent:
        pid = int(parent.stdout.readline())
        assert not gone(pid)
        os.kill(parent.pid, signal.SIGKILL)
    until = time.monotonic() + 60
    while not gone(pid):
        assert time.monotonic() < until
        time.sleep(0.01)


def test_plain_text_is_read_here(monkeypatch):
    monkeypatch.setattr("index.readers.apart.reading_process._spare", None)
    assert parse_apart(Path("a.txt"), b"The mill stands on the Lode.").text


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_a_workbook_that_unfolds_beyond_the_memory_is_not_said_to_be_damaged():
    process = ReadingProcess(megabytes=400)
    book = bytes_of_book(book_of([["a long cell of text " * 1_000 + str(n)] for n in range(6_000)]))
    with pytest.raises(ReadError, match=r"^a\.xlsx: reading it takes too much memory: [^\n]+$"):
        process.read(Path("a.xlsx"), book)
    process.close()
