"""The comparison of a folder with the documents of a library: new, changed, moved, gone."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from index.document import Document
from index.readers.containers.source_files import archives_of


@dataclass(frozen=True)
class FolderFile:
    """A readable file: ``address`` is the path by which a document of it is known."""

    path: Path
    address: str
    sha256: str


@dataclass(frozen=True)
class Move:
    """A document whose file lies elsewhere now; ``replaces`` are the ids of those that were known there."""

    document: Document
    file: FolderFile
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True)
class FolderPlan:
    """The differences of a folder from the library. ``gone`` are documents without a file."""

    new: tuple[FolderFile, ...]
    changed: tuple[FolderFile, ...]
    moved: tuple[Move, ...]
    gone: tuple[Document, ...]
    unchanged: int


def compare(
    files: Iterable[FolderFile],
    documents: Iterable[Document],
    missing: Collection[str],
    parts: Callable[[FolderFile], Mapping[str, str]] = lambda _: {},
) -> FolderPlan:
    """The plan for a folder that holds ``files``; ``missing`` are the addresses of files that are not there.

    An archive is none of the documents: it is compared by its ``parts``, their addresses and hashes. A file
    has moved if a document of the same content is missing at its old place: of several, the one of the same
    name, else of the same folder, else the first.
    """
    known: dict[str, list[Document]] = {}
    for document in documents:
        known.setdefault(document.path, []).append(document)
    lost = [document for path, there in known.items() if path in missing for document in there]
    archived = _archived(known)
    unlike: list[FolderFile] = []
    unpacked: list[FolderFile] = []
    unchanged = 0
    for file in files:
        inside = archived.get(file.address)
        if inside:
            unpacked.append(file)
        same = parts(file) == inside if inside else _is_known(file, known)
        unchanged += same
        if not same:
            unlike.append(file)
    pairs = _pairs(unlike, lost)
    moved = tuple(
        Move(pairs[file], file, tuple(one.id for one in known.get(file.address, ())))
        for file in unlike
        if file in pairs
    )
    ids = {move.document.id for move in moved}
    others = [file for file in unlike if file not in pairs]
    return FolderPlan(
        new=tuple(file for file in others if file.address not in known and file not in unpacked),
        changed=tuple(file for file in others if file.address in known or file in unpacked),
        moved=moved,
        gone=tuple(document for document in lost if document.id not in ids),
        unchanged=unchanged,
    )


def _is_known(file: FolderFile, known: Mapping[str, Sequence[Document]]) -> bool:
    return any(document.sha256 == file.sha256 for document in known.get(file.address, ()))


def _archived(known: Mapping[str, Sequence[Document]]) -> dict[str, dict[str, str]]:
    """The addresses and hashes of the documents that came out of each archive, by its address."""
    found: dict[str, dict[str, str]] = {}
    for path, there in known.items():
        for archive in archives_of(path):
            found.setdefault(archive, {})[path] = there[-1].sha256
    return found


def _pairs(files: Sequence[FolderFile], lost: Sequence[Document]) -> dict[FolderFile, Document]:
    """The file that each lost document is now, for those that are one; each stands in one pair at most."""
    pairs: dict[FolderFile, Document] = {}
    left: dict[str, list[Document]] = {}
    for document in lost:
        left.setdefault(document.sha256, []).append(document)
    for alike in (_same_name, _same_folder, _any):
        for file in files:
            candidates = left.get(file.sha256, [])
            found = next((document for document in candidates if alike(file, document)), None)
            if file not in pairs and found is not None:
                pairs[file] = found
                candidates.remove(found)
    return pairs


def _same_name(file: FolderFile, document: Document) -> bool:
    return PurePath(file.address).name == PurePath(document.path).name


def _same_folder(file: FolderFile, document: Document) -> bool:
    return PurePath(file.address).parent == PurePath(document.path).parent


def _any(_file: FolderFile, _document: Document) -> bool:
    return True
