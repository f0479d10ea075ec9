"""Adding over HTTP: the files of one request, answered with JSON or with server-sent events."""

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

if TYPE_CHECKING:
    from index.results import Added
    from rag import Readback

_FRAME = 0.2  # seconds between two looks
_SILENCE = 15.0  # seconds after which a proxy may think that nobody is there any more


class Upload:
    """Files that a request brought. Once begun they are added to the end, whoever listens."""

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
        """The contract's shape of ``add``; blocks. The files that were sent are gone then."""
        with self._folder:
            result = self._arrivals.add(self._readback, self._paths, lambda path: path.name, self._arriving)
        return _told(result, self._large, self._readback.settings.max_megabytes)

    def begin(self) -> None:
        """Adds in a thread of its own."""
        threading.Thread(target=self._run, daemon=True).start()

    async def events(self) -> AsyncIterator[str]:
        """``progress`` of each file that is further, and ``added`` or ``error`` at the end."""
        shown: tuple[Any, ...] = ()
        silent = 0.0
        while self._told is None:
            now = self._arriving.now()
            for one in now:
                if one not in shown:
                    silent = 0.0
                    yield written("progress", as_json(one))
            shown = now
            if silent >= _SILENCE:
                silent = 0.0
                yield ": still there\n\n"
            await anyio.sleep(_FRAME)
            silent += _FRAME
        yield written(*self._told)

    def _run(self) -> None:
        try:
            self._told = ("added", self.add())
        except Exception as error:  # noqa: BLE001 - the reader would wait for ever: say so
            self._told = ("error", {"error": failure(error)})


async def add(readback: "Readback", arrivals: Arrivals, request: Request) -> Response:
    """Takes in the files of a request and adds them; raises ``TooLarge`` where all are too large."""
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
    """An error without the temporary folder that its reader knows nothing of."""
    return message.replace(path, Path(path).name).replace(f"{Path(path).parent}{os.sep}", "")
