"""The syncing of a library with a folder: adds what is new, follows what has moved, names what is gone."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from index.document import Document
from index.errors import FolderEmpty, ReadError, UsageError
from index.readers.containers.source_files import containers_of, is_container
from index.results import Failure, MovedFile, ReportProgress, Synced, SyncedFile
from index.syncing.folder_files import FolderFiles, address_of, is_missing, prefix_of
from index.syncing.folder_plan import FolderFile, FolderPlan, Move, compare

if TYPE_CHECKING:
    from index.library import Library


def sync(
    library: "Library",
    reading: FolderFiles,
    folder: Path,
    *,
    remove: bool = False,
    dry_run: bool = False,
    busy: Collection[str] | None = None,
    report: ReportProgress = lambda _: None,
    remark: Callable[[str], None] = lambda _: None,
) -> Synced:
    """Make the documents below ``folder`` those of its files; ``remove``: also remove those that are gone.

    ``dry_run``: only say what would be done. ``busy``, for a folder that is watched: files at these addresses
    are left as they are, and those that failed before are not tried again until they change. Whatever moment
    it is cut short at, the library is whole, and syncing again does the rest. Raises ``UsageError`` if
    ``folder`` is a file, ``ReadError`` if it is missing, ``FolderEmpty`` if all of its documents would be
    gone at once, and ``LibraryError``.
    """
    _check_folder(folder)
    content = reading.content(folder, busy or ())
    known = {} if busy is None else reading.failed_before(content.files)
    files = [file for file in content.files if file not in known]
    documents = library.documents()
    below = [document for document in documents if document.path.startswith(prefix_of(folder))]
    if below and not content.files and not busy:
        raise FolderEmpty(
            f"{str(folder)!r} holds no file that can be read, but its documents are in the library: is its "
            "drive connected? Nothing was changed; `readback remove` removes documents"
        )
    missing = {document.path for document in below if is_missing(document.path)}
    plan = compare(files, documents, missing, reading.parts)
    refused = [*content.failed, *chain.from_iterable(known.values())]
    if dry_run:
        return _result(plan, plan.gone if remove else (), refused)
    _move(library, plan.moved)
    tried = (*plan.new, *plan.changed)
    added = library.add([file.path for file in tried], report, remark=remark)
    removed = [document for document in plan.gone if remove]
    if removed:
        library.remove([document.id for document in removed])
    after = library.documents()
    came = {
        one.path for one in after if one.id in added.added
    }  # one may lack its vectors, and be among the failed
    reading.remember(tried, [one for one in added.failed if address_of(Path(one.path)) not in came])
    here = {one.path for one in documents if one.id in added.replaced}
    plan = _without_idle(plan, here | came)
    ids = {one.path: one.id for one in after}
    return _result(plan, removed, (*refused, *added.failed), ids, came)


def _without_idle(plan: FolderPlan, touched: Collection[str]) -> FolderPlan:
    """The plan without the archives and mails in which no document came or went at these addresses.

    One with a part that cannot be read is tried each time, but is not news each time.
    """
    around = {place for path in touched for place in (path, *containers_of(path))}
    idle = [file for file in plan.changed if is_container(file.address) and file.address not in around]
    changed = tuple(file for file in plan.changed if file not in idle)
    return replace(plan, changed=changed, unchanged=plan.unchanged + len(idle))


def _check_folder(folder: Path) -> None:
    """Raise ``UsageError`` for a file, ``ReadError`` for a folder that is not there."""
    if folder.is_file():
        raise UsageError(f"{str(folder)!r} is a file; name the folder it is in, or use `readback add`")
    if not folder.is_dir():
        raise ReadError(f"{str(folder)!r}: no such folder: is its drive connected? Nothing was changed")


def _move(library: "Library", moves: Sequence[Move]) -> None:
    """Give documents the addresses of their files. All else of them stays."""
    if not moves:
        return
    stores = library.stores
    with stores.writing(new=False):
        for move in moves:
            if not stores.catalog.documents.has(move.document.id):  # removed meanwhile
                continue
            there = stores.catalog.documents.at(move.file.address)
            replaced = {id: sha256 for id, sha256 in there.items() if id in move.replaces}
            stores.move(move.document.id, move.file.address, replaced)


def _result(
    plan: FolderPlan,
    removed: Sequence[Document],
    failed: Sequence[Failure],
    ids: "dict[str, str] | None" = None,
    came: Collection[str] = (),
) -> Synced:
    """The result of a sync; ``ids`` are those of the documents afterwards, by address.

    ``came`` are the addresses of those added, be they among the ``failed``.
    """
    known = ids or {}
    refused = {address_of(Path(one.path)) for one in failed} - set(came)
    gone = {document.id for document in removed}

    def done(files: Iterable[FolderFile]) -> tuple[SyncedFile, ...]:
        return tuple(
            SyncedFile(file.address, known.get(file.address)) for file in files if file.address not in refused
        )

    return Synced(
        added=done(plan.new),
        changed=done(plan.changed),
        moved=tuple(MovedFile(m.file.address, m.document.id, m.document.path) for m in plan.moved),
        gone=tuple(SyncedFile(one.path, one.id) for one in plan.gone if one.id not in gone),
        removed=tuple(SyncedFile(one.path, one.id) for one in removed),
        unchanged=plan.unchanged,
        failed=tuple(failed),
    )
