"""The documents of a file: usually itself; the files of an archive; a mail, and what is attached to it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from pathlib import Path, PurePath

from index.errors import ReadError
from index.read import display_name, load
from index.readers import ARCHIVES, SUFFIXES, is_found
from index.readers.containers.inner_file import BadInnerFile, Unpacked
from index.readers.containers.mail_parts import mail_parts, mailbox_parts
from index.readers.containers.weights import DEEPEST, MOST_PARTS, MOST_UNPACKED
from index.readers.containers.zip_archive import zip_parts
from index.readers.outlook import open_outlook
from index.weights import MAX_BYTES

Unpack = Callable[[str, bytes, Callable[[str], bool], int], Iterator[Unpacked]]
TOO_DEEP = "it lies too deep in archives and mails: take it out, then add it."
CONTAINERS: dict[str, Unpack] = {
    ".zip": zip_parts,
    ".eml": mail_parts,
    ".msg": partial(mail_parts, opened=open_outlook),
    ".mbox": mailbox_parts,
}


@dataclass(frozen=True)
class SourceFile:
    """A document to be: the file that it is read from, and the address by which it is known.

    The address of a part is that of its container, a slash, and its path there: "mail.eml/report.pdf".
    ``note`` says who brought it.
    """

    path: Path
    address: str
    data: bytes
    note: str = ""


@dataclass(frozen=True)
class BadFile:
    """A file, or a part of one, that cannot be read, and the reason."""

    path: Path
    address: str
    error: str


class _Room:
    """The room that is left for what is unpacked from one file: ``parts``, and ``size`` in bytes."""

    def __init__(self) -> None:
        self.parts, self.size = MOST_PARTS, MOST_UNPACKED

    def takes(self, data: bytes) -> bool:
        """Return whether there is room for a part, and take it."""
        self.parts, self.size = self.parts - 1, self.size - len(data)
        return self.parts >= 0 and self.size >= 0


def source_files(path: Path, address: str, max_bytes: int = MAX_BYTES) -> Iterator[SourceFile | BadFile]:
    """Give the documents of the file at ``path``, known by ``address``, one after the other.

    The parts of archives and mails are unpacked in memory as they are asked for; of those that cannot be
    taken out the reason is given, and the others come. ``max_bytes`` limits the file, and each of its parts.
    """
    try:
        data = load(path, max_bytes=max_bytes)
    except ReadError as error:
        yield BadFile(path, address, str(error))
        return
    yield from unpacked(SourceFile(path, address, data), max_bytes)


def unpacked(source: SourceFile, max_bytes: int = MAX_BYTES) -> Iterator[SourceFile | BadFile]:
    """Give the documents of a file that was read, as :func:`source_files` does."""
    yield from _unpacked(source, max_bytes, _Room(), 0)


def is_container(address: str) -> bool:
    """Return whether documents may be in the file at an address, be it one itself or not."""
    return _suffix(address) in CONTAINERS


def is_archive(address: str) -> bool:
    """Return whether the file at an address holds documents, and is none itself."""
    return _suffix(address) in ARCHIVES


def containers_of(address: str) -> list[str]:
    """The addresses of the archives and mails around a document, the outermost first."""
    around = list(accumulate(address.split("/"), "{}/{}".format))[:-1]
    return [one for one in around if is_container(one)]


def archives_of(address: str) -> list[str]:
    """The addresses of the archives around a document, the outermost first."""
    return [one for one in containers_of(address) if is_archive(one)]


def name_of(address: str) -> str:
    """The name of the file at an address; of a part with those of what it is in: "mail.eml/report.pdf"."""
    steps = PurePath(address).parts
    within = (n for n, step in enumerate(steps[:-1]) if _suffix(step) in CONTAINERS)
    return "/".join(steps[next(within, len(steps) - 1) :]) or address


def _unpacked(source: SourceFile, max_bytes: int, room: _Room, depth: int) -> Iterator[SourceFile | BadFile]:
    """Give a source itself, if it is a document, and those in it; ``depth`` containers are around it."""
    suffix = _suffix(source.path.name)
    is_archive = suffix in ARCHIVES
    if not is_archive:
        yield source
    if suffix not in CONTAINERS:
        return
    if is_archive and depth == DEEPEST:
        yield _bad(source, TOO_DEEP)
        return
    try:
        yield from _parts(source, max_bytes, room, depth)
    except ReadError as error:
        if is_archive:  # a mail that cannot be opened is refused as the document that it is
            yield BadFile(source.path, source.address, str(error))


def _parts(source: SourceFile, max_bytes: int, room: _Room, depth: int) -> Iterator[SourceFile | BadFile]:
    """Give the documents in a container. Raises ``Damaged`` if it cannot be opened."""
    suffix = _suffix(source.path.name)
    is_empty = True
    for part in CONTAINERS[suffix](display_name(source.path), source.data, _is_readable, max_bytes):
        is_empty = False
        inner = _inner(source, part)
        if isinstance(inner, BadFile):
            yield inner
        elif depth == DEEPEST:
            yield _bad(inner, TOO_DEEP)
        elif room.takes(inner.data):
            yield from _unpacked(inner, max_bytes, room, depth + 1)
        else:
            yield _bad(source, "it holds more than can be read at once: unpack it, and add the folder.")
            return
    if is_empty and suffix in ARCHIVES:
        yield _bad(source, f"this archive holds no file that can be read: {', '.join(SUFFIXES)} can.")


def _inner(source: SourceFile, part: Unpacked) -> SourceFile | BadFile:
    path = source.path / part.path
    address = f"{source.address}/{part.path}" if part.path else source.address
    if isinstance(part, BadInnerFile):
        return BadFile(path, address, f"{display_name(path)}: {part.error}")
    return SourceFile(path, address, part.data, part.note)


def _bad(source: SourceFile, why: str) -> BadFile:
    return BadFile(source.path, source.address, f"{display_name(source.path)}: {why}")


def _is_readable(name: str) -> bool:
    return is_found(_suffix(name))


def _suffix(name: str) -> str:
    return PurePath(name).suffix.lower()
