"""Reading of files: the files to read among those named, and the text of each."""

import os
import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from index.document import ParsedDocument, Span
from index.errors import Damaged, NoText, ReadError, TooLarge, UnsupportedFormat
from index.readers import BOOK, FORMATS, OFFICE, PDF, SUFFIXES, Format, is_found
from index.readers.kinds import BROKEN_ZIP, kind_of
from index.weights import MAX_BYTES

SURROGATES = re.compile("[\ud800-\udfff]")
_PASSED_OVER = (".", "~$")  # hidden files, and what Word keeps beside a file that is open
INVISIBLE = ("Cc", "Cf")  # control characters, and those that only steer how others are shown


def read(path: Path, *, max_bytes: int = MAX_BYTES) -> ParsedDocument:
    """Read one file, as :func:`load` and :func:`parse` do. Every message is one line."""
    return parse(path, load(path, max_bytes=max_bytes))


def load(path: Path, *, max_bytes: int = MAX_BYTES) -> bytes:
    """The bytes of a file, read once: what is made of them is of one version, though the file may change.

    Raises ``UnsupportedFormat`` for other suffixes than ``SUFFIXES``, ``TooLarge`` over ``max_bytes``, and
    ``ReadError`` if the file is missing or may not be read.
    """
    _check_suffix(path)
    return _bytes(path, max_bytes)


def parse(path: Path, data: bytes) -> ParsedDocument:
    """Make a document of the bytes of the file at ``path``, of which only the name is used.

    Raises ``UnsupportedFormat`` as :func:`load`, ``NoText`` if there is nothing to read, and ``Damaged`` if
    the file is broken, encrypted or not what its name says.
    """
    name = display_name(path)
    _check_suffix(path, FORMATS)
    file_format = FORMATS[path.suffix.lower()]
    if not data.strip():
        raise NoText(f"{name}: the file is empty: nothing to read until it holds text.")
    _check_kind(name, path.suffix.lower(), data, file_format)
    reading = file_format.read(name, data)
    if all(char.isspace() or unicodedata.category(char) in INVISIBLE for char in reading.text):
        raise NoText(f"{name}: the file is empty but for characters that nobody sees.")
    return _storable(replace(reading, media_type=file_format.media_type))


def find_files(paths: Iterable[Path]) -> tuple[list[Path], list[tuple[Path, ReadError]]]:
    """Give the files to read among ``paths``, folders expanded, and what of them cannot be read and why.

    Folders are walked in sorted order, without hidden files and folders, without files of other formats and
    without those that Word keeps beside an open file (``~$minutes.docx``); links to folders are followed
    once. A file named twice comes once.
    """
    files: dict[Path, Path] = {}
    failures: dict[Path, ReadError] = {}
    for path in paths:
        try:
            for found in _expand(path, failures):
                files.setdefault(_identity(found), found)
        except ReadError as error:
            failures.setdefault(path, error)
    return list(files.values()), list(failures.items())


def _expand(path: Path, failures: dict[Path, ReadError]) -> Iterator[Path]:
    """Give a file itself, or the readable files below a folder; raise ``ReadError`` if there is none."""
    name = display_name(path)
    if not _exists(path):
        raise ReadError(f"{name}: no such file or folder: check the name and where you are.")
    if not path.is_dir():
        _check_suffix(path)
        yield path
        return
    before = len(failures)
    nothing = True
    for found in _walk(path, failures):
        nothing = False
        yield found
    if nothing and len(failures) == before:
        raise ReadError(f"{name}: this folder holds no file that can be read: add {_suffixes()} files to it.")


def _walk(folder: Path, failures: dict[Path, ReadError]) -> Iterator[Path]:
    """Files of known formats below ``folder``; each folder is entered once, whatever links lead to it."""
    entered: set[tuple[int, int]] = set()

    def failed(error: OSError) -> None:
        place = Path(error.filename or folder)
        failures[place] = ReadError(
            f"{display_name(place)}: this folder cannot be opened ({error.strerror}): check its permissions."
        )

    for parent, folders, names in os.walk(folder, onerror=failed, followlinks=True):
        status = Path(parent).stat()
        if (status.st_dev, status.st_ino) in entered:
            folders.clear()
            continue
        entered.add((status.st_dev, status.st_ino))
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if is_readable(name):
                yield Path(parent) / name


def is_readable(name: str) -> bool:
    """Return whether a file of this name in a folder is read: not a hidden one, nor one of another format."""
    return not name.startswith(_PASSED_OVER) and is_found(Path(name).suffix.lower())


def _identity(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a link to itself
        return path.absolute()


def _exists(path: Path) -> bool:
    """Return whether a path leads anywhere; raise ``ReadError`` if permissions do not let that be known."""
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return False
    except OSError as error:
        raise _unreadable(path, error) from error
    return True


def _check_suffix(path: Path, known: Container[str] = SUFFIXES) -> None:
    """Raise ``UnsupportedFormat`` if the file's suffix is not ``known``."""
    suffix = path.suffix.lower()
    if suffix not in known:
        what = f"{suffix} files cannot be read" if suffix else "a file without a suffix cannot be read"
        advice = f"save it as one of {_suffixes()}, then add it again."
        raise UnsupportedFormat(f"{display_name(path)}: {what}: {advice}")


def _bytes(path: Path, max_bytes: int) -> bytes:
    """Read the file's bytes; raise ``TooLarge`` for more than ``max_bytes``, and ``ReadError``."""
    name = display_name(path)
    try:
        if path.is_dir():
            raise ReadError(f"{name}: this is a folder, not a file: add the files in it.")
        if not path.is_file():  # a pipe or a device would be waited for
            missing = not _exists(path)
            what = (
                "no such file: check the name" if missing else "not a regular file: copy its content to one"
            )
            raise ReadError(f"{name}: {what}.")
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
            size = max(os.fstat(file.fileno()).st_size, len(data))
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from error
    if len(data) > max_bytes:
        raise TooLarge(
            f"{name}: {_megabytes(size)} is over the limit of {_megabytes(max_bytes)}: split the file, or "
            "raise the limit with --max-megabytes or READBACK_MAX_MEGABYTES."
        )
    return data


def _unreadable(path: Path, error: OSError | ValueError) -> ReadError:
    reason = getattr(error, "strerror", None) or "the name is no file name"
    return ReadError(
        f"{display_name(path)}: cannot be opened ({reason}): check its permissions, or copy it elsewhere."
    )


def _check_kind(name: str, suffix: str, data: bytes, file_format: Format) -> None:
    """Raise ``Damaged`` for files that are plainly something else than their name says."""
    kind = kind_of(data)
    if kind is None:
        if (file_format is PDF and b"%PDF-" not in data[:1024]) or file_format in OFFICE:
            other = (
                "a web page: rename it to .html"
                if b"<html" in data[:2000].lower()
                else "perhaps text: rename it to .txt"
            )
            raise Damaged(f"{name}: this is not {file_format.called} but {other}, or get a fresh copy.")
        return
    called, fitting = kind
    if fitting is not None and (FORMATS.get(fitting) is file_format):
        return
    raise Damaged(f"{name}: {_otherwise(called, fitting, suffix, file_format)}")


def _otherwise(called: str, fitting: str | None, suffix: str, file_format: Format) -> str:
    if called == BROKEN_ZIP and file_format in (*OFFICE, BOOK):
        return f"{file_format.called}, but broken, or not all there: get a fresh copy."
    if file_format in OFFICE and fitting is None:
        return f"encrypted, or of an old format: open it and save it as {suffix}, without a password."
    advice = f"rename it to {fitting}" if fitting else "open it with its program and export it as text"
    if fitting and fitting not in FORMATS:
        advice += f" and convert it: it cannot be read as it is, {_suffixes()} can"
    return f"this is {called}, not what {suffix} says: {advice}."


def _storable(reading: ParsedDocument) -> ParsedDocument:
    """Give the reading without lone surrogates, which no UTF-8 store takes; offsets stay as they are."""
    fields = (reading.text, reading.title, reading.outlet or "")
    if not any(map(SURROGATES.search, fields)):
        return reading
    text, title, outlet = (SURROGATES.sub("\ufffd", field) for field in fields)
    span = reading.published_evidence
    if span:
        span = Span(span.start, span.end, text[span.start : span.end])
    return replace(reading, text=text, title=title, outlet=outlet or None, published_evidence=span)


def display_name(path: Path) -> str:
    """Give a file's name as part of a one-line message; accents as one character with their letter."""
    name = unicodedata.normalize("NFC", path.name or str(path))
    return "".join(char if char.isprintable() else "\ufffd" for char in name)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB" if size >= 50_000 else f"{size:,} bytes"


def _suffixes() -> str:
    return ", ".join(SUFFIXES)
