"""The watching of a folder: what happens in it is synced as soon as it has come to rest."""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from index.errors import ReadbackError
from index.read import is_readable
from index.results import Synced
from index.syncing.folder_files import address_of
from ui.watching.weights import AGAIN, BLIND, LOOK, QUIET, WHOLE

Busy = frozenset[str]  # addresses of files that are still being written
Changes = set[str] | None  # paths of what has changed; ``None``: nobody knows


def watch(
    folder: Path,
    sync: Callable[[Busy | None], Synced],
    heard: Callable[[Synced | ReadbackError], None],
    stop: threading.Event,
) -> None:
    """Sync, and again whenever files change, until ``stop`` is set.

    ``sync`` gets the files that are still being written, ``None`` for the first time and now and then: then
    all count. ``heard`` gets each result, or the error after which it is tried again.
    """
    while not stop.is_set():
        try:
            for busy in _moments(_changes(folder, stop)):
                heard(sync(busy))
        except ReadbackError as error:
            heard(error)
            stop.wait(AGAIN)


def _moments(
    changes: Iterator[Changes], clock: Callable[[], float] = time.monotonic
) -> Iterator[Busy | None]:
    """The moments at which to sync, with the files that are busy then.

    The first one is as soon as changes are followed. A file is busy until nothing has happened to it for a
    while: what is saved or copied in steps comes once.
    """
    waiting: dict[str, float] = {}
    whole: float | None = None
    for changed in changes:
        now = clock()
        waiting |= dict.fromkeys(changed or (), now)
        rested = {address for address, at in waiting.items() if now - at >= QUIET}
        if changed is None or whole is None or now - whole >= WHOLE:
            whole = now
            yield None
        elif rested:
            yield frozenset(waiting) - rested
        waiting = {address: at for address, at in waiting.items() if address not in rested}


def _changes(folder: Path, stop: threading.Event) -> Iterator[Changes]:
    """The addresses of what has changed since the last look, until ``stop`` is set."""
    from watchfiles import watch as follow

    root, look = folder.resolve(), int(LOOK * 1000)
    try:
        for changes in follow(
            root, watch_filter=lambda _, path: _counts(Path(path), root), stop_event=stop, debounce=look,
            rust_timeout=look, yield_on_timeout=True, ignore_permission_denied=True,
        ):  # fmt: skip
            yield {address_of(Path(path)) for _, path in changes}
    except (
        OSError,
        RuntimeError,
    ):  # more folders than the system follows, or a drive that cannot be followed
        yield None
        while not stop.wait(BLIND):
            yield None


def _counts(path: Path, root: Path) -> bool:
    """Return whether a change may matter: of a readable file, or of a folder, neither of them hidden."""
    inside = path.relative_to(root)
    if any(part.startswith(".") for part in inside.parts):
        return False
    return is_readable(path.name) or path.is_dir() or not path.exists()


class News:
    """The results of one watch, without what was in the one before: each thing is named once."""

    def __init__(self) -> None:
        self._last: Synced | ReadbackError | None = None

    def fresh(self, result: Synced | ReadbackError) -> Synced | ReadbackError | None:
        """The new part of a result; ``None`` if there is none."""
        last, self._last = self._last, result
        if isinstance(result, ReadbackError):
            return None if isinstance(last, ReadbackError) and str(last) == str(result) else result
        if not isinstance(last, Synced):
            return result
        gone = tuple(one for one in result.gone if one not in last.gone)
        failed = tuple(one for one in result.failed if one not in last.failed)
        done = replace(result, gone=gone, failed=failed)
        return done if any((done.added, done.changed, done.moved, done.removed, gone, failed)) else None
