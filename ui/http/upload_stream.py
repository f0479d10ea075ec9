"""The adding of one request's files, or of its web address, answered with JSON or with server-sent events."""

import os
import tempfile
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anyio
from fastapi import Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from starlette.requests import ClientDisconnect

from index import errors
from index.readers.containers.source_files import name_of
from rag.shapes import as_json
from ui.http.arrivals import Arrivals, Arriving
from ui.http.sse import HEADERS, WANTED, failure, written
from ui.http.uploads import receive, received_address
from ui.http.weights import PROGRESS_PAUSE, SILENCE, UPLOADS

if TYPE_CHECKING:
    from index.results import Added
    from rag import Readback


_ADDING = anyio.CapacityLimiter(UPLOADS)
"""Threads that add or wait for workers, apart from those of questions."""


class Addition:
    """The adding of what a request brings. Once begun, all of it is added, even if the client has gone.

    ``add`` blocks, reports to ``arriving`` and returns the JSON shape of ``Added``.
    """

    def __init__(self, arriving: Arriving, add: Callable[[], dict[str, Any]]) -> None:
        self.add = add
        self._arriving = arriving
        self._told: tuple[str, dict[str, Any]] | None = None

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
    """Receive the files of a request, or a web address to fetch, and add them.

    Raises ``TooLarge`` if all are too large, ``UsageError`` as ``receive`` does, ``AddressRefused``, and
    ``RequestValidationError`` for JSON of another shape.
    """
    try:
        is_json = request.headers.get("content-type", "").lower().startswith("application/json")
        addition = await (_address if is_json else _files)(readback, arrivals, request)
    except ClientDisconnect:
        return Response(status_code=400)  # that nobody reads
    if WANTED in request.headers.get("accept", "").lower():
        addition.begin()
        return StreamingResponse(addition.events(), media_type=WANTED, headers=HEADERS)
    return JSONResponse(await anyio.to_thread.run_sync(addition.add, limiter=_ADDING))


async def _files(readback: "Readback", arrivals: Arrivals, request: Request) -> Addition:
    """The files that were sent, kept in a folder until they are added."""
    folder = tempfile.TemporaryDirectory(prefix="readback-")
    megabytes = readback.settings.max_megabytes
    try:
        paths, large = await receive(request, Path(folder.name), megabytes)
        if large and not paths:
            raise errors.TooLarge(f"{', '.join(large)}: {_why(megabytes)}")
    except BaseException:
        folder.cleanup()
        raise
    arriving = Arriving(paths)

    def add() -> dict[str, Any]:
        with folder:
            result = arrivals.receive(readback, paths, arriving)
        return _told(result, large, megabytes)

    return Addition(arriving, add)


async def _address(readback: "Readback", arrivals: Arrivals, request: Request) -> Addition:
    """The web address that a request names."""
    from ui.fetching.add_address import add_address
    from ui.fetching.web_address import web_address

    address = web_address(await received_address(request))
    arriving = Arriving(())

    def add() -> dict[str, Any]:
        with arrivals.following(readback, arriving):
            return as_json(add_address(readback, address, arriving.heard))

    return Addition(arriving, add)


def _told(result: "Added", large: list[str], megabytes: int) -> dict[str, Any]:
    failed = [{"path": name_of(f.path), "error": _without_folder(f.error, f.path)} for f in result.failed]
    failed += [{"path": name, "error": _why(megabytes)} for name in large]
    done = {"added": result.added, "unchanged": result.unchanged, "replaced": result.replaced}
    return {**{name: list(ids) for name, ids in done.items()}, "failed": failed}


def _why(megabytes: int) -> str:
    return f"It is larger than {megabytes} MB, the limit for one file."


def _without_folder(message: str, path: str) -> str:
    """The message without the temporary folder, which its reader knows nothing of."""
    return message.replace(path, Path(path).name).replace(f"{Path(path).parent}{os.sep}", "")
