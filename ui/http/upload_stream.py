"""The adding of one request's files, answered with JSON or with server-sent events."""

import os
import tempfile
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
from fastapi import Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from index import errors
from rag.shapes import as_json
from ui.http.arrivals import Arrivals, Arriving
from ui.http.sse import HEADERS, WANTED, failure, written
from ui.http.uploads import receive
from ui.http.weights import PROGRESS_PAUSE, SILENCE

if TYPE_CHECKING:
    from index.results import Added
    from rag import Readback


class Upload:
    """The files of a request. Once begun, all of them are added, even if the client has gone."""

    def __init__(
        self,
        readback: "Readback",
        arrivals: Arrivals,
        folder: "tempfile.TemporaryDirectory[str]",
        paths: list[Path],
        large: list[str],
    ) -> None:
        self._readback = readback
        self._arrivals = arrivals
        self._folder = folder
        self._paths = paths
        self._large = large
        self._arriving = Arriving(paths)
        self._told: tuple[str, dict[str, Any]] | None = None

    def add(self) -> dict[str, Any]:
        """Add the files and delete the copies that were sent; blocks. Returns the JSON shape of ``Added``."""
        with self._folder:
            result = self._arrivals.add(self._readback, self._paths, lambda path: path.name, self._arriving)
        return _told(result, self._large, self._readback.settings.max_megabytes)

    def begin(self) -> None:
        """Start adding in a thread."""
        threading.Thread(target=self._run, daemon=True).start()

    async def events(self) -> AsyncIterator[str]:
        """The events: ``progress`` of each file that got further, at the end ``added`` or ``error``."""
        shown: tuple[Any, ...] = ()
        silent = 0.0
        while self._told is None:
            now = self._arriving.now()
            for one in now:
                if one not in shown:
                    silent = 0.0
                    yield written("progress", as_json(one))
            shown = now
            if silent >= SILENCE:
                silent = 0.0
                yield ": still there\n\n"
            await anyio.sleep(PROGRESS_PAUSE)
            silent += PROGRESS_PAUSE
        yield written(*self._told)

    def _run(self) -> None:
        try:
            self._told = ("added", self.add())
        except Exception as error:  # noqa: BLE001 - the reader would wait for ever: say so
            self._told = ("error", {"error": failure(error)})


async def add(readback: "Readback", arrivals: Arrivals, request: Request) -> Response:
    """Receive the files of a request and add them.

    Raises ``TooLarge`` if all are too large, ``UsageError`` as ``receive`` does.
    """
    folder = tempfile.TemporaryDirectory(prefix="readback-")
    try:
        paths, large = await receive(request, Path(folder.name), readback.settings.max_megabytes)
        if large and not paths:
            raise errors.TooLarge(f"{', '.join(large)}: {_why(readback.settings.max_megabytes)}")
    except ClientDisconnect:
        folder.cleanup()
        return Response(status_code=400)  # that nobody reads
    except BaseException:
        folder.cleanup()
        raise
    upload = Upload(readback, arrivals, folder, paths, large)
    if WANTED in request.headers.get("accept", "").lower():
        upload.begin()
        return StreamingResponse(upload.events(), media_type=WANTED, headers=HEADERS)
    return JSONResponse(await run_in_threadpool(upload.add))


def _told(result: "Added", large: list[str], megabytes: int) -> dict[str, Any]:
    failed = [{"path": Path(f.path).name, "error": _without_folder(f.error, f.path)} for f in result.failed]
    failed += [{"path": name, "error": _why(megabytes)} for name in large]
    done = {"added": result.added, "unchanged": result.unchanged, "replaced": result.replaced}
    return {**{name: list(ids) for name, ids in done.items()}, "failed": failed}


def _why(megabytes: int) -> str:
    return f"It is larger than {megabytes} MB, the limit for one file."


def _without_folder(message: str, path: str) -> str:
    """The message without the temporary folder, which its reader knows nothing of."""
    return message.replace(path, Path(path).name).replace(f"{Path(path).parent}{os.sep}", "")
