"""Reading in a process of its own: a file that takes too long, or too much memory, ends nothing else.

The process is kept for the next files, and ends when this one does, however that ends: its input is closed.
"""

import atexit
import json
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from index import errors
from index.document import OcrPage, Page, ParsedDocument, PlacedWord, Span
from index.errors import Damaged
from index.read import display_name, parse
from index.readers import FORMATS
from index.readers.apart.weights import READING_IDLE, READING_MEGABYTES, READING_SECONDS
from index.readers.ocr.rapid_ocr import is_installed
from index.readers.ocr.weights import LONGEST_OCR

SIGXCPU = getattr(signal, "SIGXCPU", None)  # ends who worked for longer than allowed; Windows has none
_ROOT = Path(__file__).resolve().parents[3]
_START = """
import sys
sys.path.insert(0, sys.argv[1])
from index.readers.apart.reading_worker import serve
serve(int(sys.argv[2]), int(sys.argv[3]))
"""


def parse_apart(path: Path, data: bytes) -> ParsedDocument:
    """Make a document of a file's bytes, as :func:`index.read.parse` does, in a process where that is wise.

    Raises ``Damaged`` if it takes too long or too much memory, and what ``parse`` raises.
    """
    file_format = FORMATS.get(path.suffix.lower())
    if file_format is None or file_format.is_plain or not sys.executable:
        return parse(path, data)
    process = _spare.take()
    try:
        return process.read(path, data)
    finally:
        _spare.put(process)


class ReadingProcess:
    """A process that reads one file at a time, in at most ``seconds``, with at most so many ``megabytes``.

    A file that is over the limits ends it.
    """

    def __init__(self, seconds: float = READING_SECONDS, megabytes: int = READING_MEGABYTES) -> None:
        self._seconds = seconds
        # "-P": a file in the current folder is no module.
        command = [sys.executable, "-P", "-c", _START, str(_ROOT), str(round(seconds) + 1), str(megabytes)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )

    @property
    def has_ended(self) -> bool:
        """True if it reads no more files."""
        return self.process.poll() is not None

    def read(self, path: Path, data: bytes) -> ParsedDocument:
        """Read a file of which only the name is used.

        Raises ``Damaged`` if it is over the limits, and what ``parse`` raises.
        """
        late = threading.Event()

        def end() -> None:
            late.set()
            self.process.kill()

        clock = threading.Timer(self._seconds, end)
        clock.daemon = True
        clock.start()
        line = b""
        try:
            line = self._ask(path.name, data)
        finally:
            clock.cancel()
            if not line:
                self.close()
        name = display_name(path)
        if late.is_set():
            raise Damaged(f"{name}: reading it takes more than {self._seconds:g} seconds: split the file.")
        if not line and -self.process.returncode == SIGXCPU:
            raise Damaged(f"{name}: reading it takes too long: split the file, or save it anew.")
        answer = json.loads(line) if line else {"error": "memory"}
        if answer.get("error") == "memory":
            self.close()  # what is loaded by half, or not given back, would fail the next file, too
        return _document(name, answer)

    def close(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.communicate()

    def _ask(self, name: str, data: bytes) -> bytes:
        """The line that the process answers; empty if it ends before."""
        source, answers = self.process.stdin, self.process.stdout
        assert source is not None  # noqa: S101 - tells the type checker what PIPE gives
        assert answers is not None  # noqa: S101
        try:
            source.write(json.dumps({"name": name, "size": len(data)}).encode() + b"\n")
            source.write(data)
            source.flush()
            return answers.readline()
        except BrokenPipeError:
            return b""


class _Spare:
    """The process that is kept for the next file, until none has come for a while."""

    def __init__(self) -> None:
        self._process: ReadingProcess | None = None
        self._clock: threading.Timer | None = None
        self._lock = threading.Lock()

    def take(self) -> ReadingProcess:
        """The process kept, or a new one."""
        kept = self._exchange(None)
        if kept and not kept.has_ended:
            return kept
        return ReadingProcess(READING_SECONDS + LONGEST_OCR if is_installed() else READING_SECONDS)

    def put(self, process: ReadingProcess) -> None:
        """Keep a process in the place of the one kept, which is ended."""
        before = self._exchange(None if process.has_ended else process)
        if before:
            before.close()

    def close(self) -> None:
        """End the process kept."""
        before = self._exchange(None)
        if before:
            before.close()

    def _exchange(self, process: ReadingProcess | None) -> ReadingProcess | None:
        with self._lock:
            before, self._process = self._process, process
            if self._clock:
                self._clock.cancel()
                self._clock = None
            if process:
                self._clock = threading.Timer(READING_IDLE, self._end, [process])
                self._clock.daemon = True
                self._clock.start()
        return before

    def _end(self, process: ReadingProcess) -> None:
        with self._lock:
            if self._process is not process:
                return
            self._process = None
        process.close()


_spare = _Spare()
atexit.register(_spare.close)


def _document(name: str, answer: dict[str, Any]) -> ParsedDocument:
    """The document that a process answered. Raises the error that it answered."""
    if "reading" in answer:
        reading = answer["reading"]
        evidence, pages = reading["published_evidence"], reading["pages"]
        return ParsedDocument(
            **reading
            | {
                "published_evidence": Span(**evidence) if evidence else None,
                "pages": tuple(Page(**page) for page in pages) if pages is not None else None,
                "notes": tuple(reading["notes"]),
                "ocr": tuple(
                    OcrPage(**page | {"words": tuple(PlacedWord(*word) for word in page["words"])})
                    for page in reading["ocr"]
                ),
            }
        )
    if answer["error"] == "memory":
        raise Damaged(f"{name}: reading it takes too much memory: split the file, or save it anew.")
    if answer["error"] == "failure":
        raise Damaged(f"{name}: it cannot be read ({answer['message']}): get a fresh copy, or save it anew.")
    raise getattr(errors, answer["error"])(answer["message"])
