"""The comparison of a folder with the documents of a library: new, changed, moved, gone."""

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from index.document import Document
from index.readers.containers.source_files import containers_of, name_of

Contents = Mapping[str, Collection[str]]  # addresses of documents, with the hashes of what is there


@dataclass(frozen=True)
class FolderFile:
    """A readable file, or one in it: ``address`` is the path by which a document of it is known."""

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
    parts: Callable[[FolderFile], Mapping[str, str]] = lambda file: {file.address: file.sha256},
) -> FolderPlan:
    """The plan for a folder that holds ``files``; ``missing`` are the addresses of files that are not there.

    A file is compared by its ``parts``, the addresses and hashes of the documents in it: of an archive the
    files in it, of a mail also itself. A part has moved if a document of the same content is missing at its
    old place: of several, the one of the same name, else of the same folder, else the first.
    """
    known: dict[str, list[Document]] = {}
    for document in documents:
        known.setdefault(document.path, []).append(document)
    lost = [document for path, there in known.items() if path in missing for document in there]
    inside = _contents(known)
    unlike: dict[FolderFile, list[FolderFile]] = {}
    outdated: set[FolderFile] = set()  # of which a part is not there any more
    unchanged = 0
    for file in files:
        there, now = inside.get(file.address, {}), parts(file)
        fresh = [FolderFile(Path(at), at, of) for at, of in now.items() if of not in there.get(at, ())]
        if not there.keys() <= now.keys():
            outdated.add(file)
        if fresh or file in outdated:
            unlike[file] = fresh
        else:
            unchanged += 1
    pairs = _pairs([part for fresh in unlike.values() for part in fresh], lost)
    moved = tuple(
        Move(document, part, tuple(one.id for one in known.get(part.address, ())))
        for part, document in pairs.items()
    )
    ids = {move.document.id for move in moved}
    others = [file for file, fresh in unlike.items() if file in outdated or not pairs.keys() >= set(fresh)]
    return FolderPlan(
        new=tuple(file for file in others if file.address not in inside),
        changed=tuple(file for file in others if file.address in inside),
        moved=moved,
        gone=tuple(document for document in lost if document.id not in ids),
        unchanged=unchanged,
    )


def _contents(known: Mapping[str, Sequence[Document]]) -> dict[str, Contents]:
    """The documents of each file, and of each archive or mail, by its address."""
    found: dict[str, dict[str, set[str]]] = {}
    for path, there in known.items():
        for file in (path, *containers_of(path)):
            found.setdefault(file, {})[path] = {document.sha256 for document in there}
    return dict(found)


def _pairs(parts: Sequence[FolderFile], lost: Sequence[Document]) -> dict[FolderFile, Document]:
    """The part that each lost document is now, for those that are one; each stands in one pair at most."""
    pairs: dict[FolderFile, Document] = {}
    paired: set[str] = set()
    for likeness in (name_of, _name, _folder, lambda _: ""):
        left: dict[tuple[str, str], deque[Document]] = defaultdict(deque)
        for document in lost:
            if document.id not in paired:
                left[document.sha256, likeness(document.path)].append(document)
        for part in parts:
            alike = left.get((part.sha256, likeness(part.address))) if part not in pairs else None
            if alike:
                pairs[part] = alike.popleft()
                paired.add(pairs[part].id)
    return {part: pairs[part] for part in parts if part in pairs}


def _name(address: str) -> str:
    return PurePath(address).name


def _folder(address: str) -> str:
    return str(PurePath(address).parent)
