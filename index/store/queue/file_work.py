"""The work of one job: files are fetched, added to their library, and what became of each is noted."""

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from index.errors import LibraryError, ReadbackError, StoreUnreachable
from index.library import Library
from index.results import Added, Failure, Progress
from index.store.queue.job_queue import JobQueue
from index.store.queue.queued_file import FileState, QueuedFile
from index.store.queue.weights import REPORT_PAUSE

_LOST = "its bytes are no longer in READBACK_FILES; add the file again"


class FileWork:
    """Adds files of ``queue`` to the libraries that ``open`` gives by their title.

    ``heard`` is called with each file once it is ready or failed.
    """

    def __init__(
        self, queue: JobQueue, open: Callable[[str], Library], heard: Callable[[QueuedFile], None]
    ) -> None:
        self._queue, self._open, self._heard = queue, open, heard

    def add(self, numbers: Sequence[int]) -> None:
        """Add those of these files, all of one library, that are not done.

        Raises ``LibraryError`` if some must wait: they are in the queue again, and the job is to be tried
        later.
        """
        files = self._queue.claim(numbers)
        if not files:
            return
        try:
            added, errors = self._add(files)
        except StoreUnreachable as error:
            self._queue.put_back(files, str(error), counted=False)
            raise
        except LibraryError as error:
            if often := self._queue.put_back(files, str(error), counted=True):
                self._fail(often, str(error))
            raise
        except ReadbackError as error:
            self._fail(files, str(error))
        except Exception as error:  # noqa: BLE001  # of this job alone: the worker goes on
            self._fail(files, f"unexpected error, {type(error).__name__}: {error}")
        else:
            self._finish(files, added, errors)

    def _add(self, files: Sequence[QueuedFile]) -> tuple[Added, dict[int, str]]:
        """Add files; the result with their addresses, and the errors of those that failed, by number."""
        library = self._open(files[0].title)
        with tempfile.TemporaryDirectory(prefix="readback-") as room:
            folder = Path(room)
            there = {one.number: self._fetched(one, folder) for one in files}
            paths = {path: one for one in files if (path := there[one.number])}
            report = _Report(self._queue, folder)
            added = library.add(list(paths), report, lambda path: paths[path].address)
            errors = {number: _LOST for number, path in there.items() if path is None}
            failed = [Failure(one.address, _LOST) for one in files if one.number in errors]
            for failure in added.failed:
                one = next(
                    (one for path, one in paths.items() if failure.path.startswith(str(path))), files[0]
                )
                at = str(there[one.number])
                error = failure.error.replace(failure.path, Path(failure.path).name).replace(at, one.name)
                failed.append(Failure(failure.path.replace(at, one.address), error))
                if failure.path == at:
                    errors[one.number] = error
        return replace(added, failed=tuple(failed)), errors

    def _fetched(self, one: QueuedFile, folder: Path) -> Path | None:
        """The file in a folder of its own, under its name; ``None`` if its bytes are lost."""
        data = self._queue.files(one.library).read(one.key)
        if data is None:
            return None
        path = folder / str(one.number) / one.name
        path.parent.mkdir()
        path.write_bytes(data)
        return path

    def _fail(self, files: Sequence[QueuedFile], error: str) -> None:
        failed = tuple(Failure(one.address, error) for one in files)
        self._finish(files, Added((), (), (), failed), {one.number: error for one in files})

    def _finish(self, files: Sequence[QueuedFile], added: Added, errors: dict[int, str]) -> None:
        self._queue.finish(files, added, errors)
        for one in files:
            state = FileState.FAILED if one.number in errors else FileState.READY
            self._heard(replace(one, state=state, error=errors.get(one.number, "")))


class _Report:
    """Notes the progress of files in ``folder``, each in one of its number, now and then."""

    def __init__(self, queue: JobQueue, folder: Path) -> None:
        self._queue, self._folder = queue, folder
        self._last = 0.0

    def __call__(self, at: Progress) -> None:
        now = time.monotonic()
        if at.ended or not at.total or now - self._last < REPORT_PAUSE:
            return
        self._last = now
        path = Path(at.path)
        if not path.is_relative_to(self._folder):
            return  # a document of an earlier job, whose vectors are made here
        number = int(path.relative_to(self._folder).parts[0])
        self._queue.progress(number, FileState.INDEXING, at.done, at.total)
