"""The HTTP door: JSON routes beside the web app, for this computer only unless told otherwise."""

import errno
import os
import socket
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from index import errors
from ui.api import documents, questions, summaries
from ui.api.guard import LOOPBACK, Guard
from ui.api.problems import bad_request, crash, http_error, problem, readback_error
from ui.api.static import Static
from ui.shelf import Shelf

if TYPE_CHECKING:
    from rag import Readback

STATIC = Path(__file__).parent / "static"
_TRIES = 100  # ports after the one asked for


def create_app(readback: "Readback", sample: Path | None = None, shelf: Path | None = None) -> FastAPI:
    """The application: JSON routes under /api, and the web app at /.

    ``sample`` is a folder whose files the first screen offers to load, ``shelf`` one of further libraries.
    """
    from ui.app import mount

    app = FastAPI(title="Readback", docs_url=None, redoc_url=None)
    app.state.shelf = Shelf(readback, shelf)
    app.add_middleware(Guard, hosts=LOOPBACK)
    app.add_exception_handler(errors.ReadbackError, readback_error)
    app.add_exception_handler(RequestValidationError, bad_request)
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(Exception, crash)
    for routes in (documents, questions, summaries):
        app.include_router(routes.api)

    @app.api_route("/api/{path:path}", methods=["GET", "POST", "PUT", "DELETE"], include_in_schema=False)
    def unknown(path: str) -> JSONResponse:
        return problem(404, "not_found", f"There is no /api/{path[:100]}. /openapi.json lists what there is.")

    app.mount("/readback", Static(directory=STATIC))
    return mount(app, app.state.shelf, sample)


def _listen(host: str, port: int) -> socket.socket:
    """A socket on the port, or on the next one that is free."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, min(port + _TRIES, 65535) + 1):
        sock = socket.socket(family, socket.SOCK_STREAM)
        if os.name == "posix":
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((host, candidate))
            sock.listen(128)
        except OSError as error:
            sock.close()
            if error.errno not in (errno.EADDRINUSE, errno.EACCES):
                raise errors.UsageError(f"Cannot listen on {host}: {error.strerror}.") from error
        else:
            return sock
    raise errors.UsageError(f"The ports from {port} on are all taken. Name another with --port.")


class _Server(uvicorn.Server):
    """Uvicorn, telling when it accepts connections."""

    ready: Callable[[], None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        await super().startup(sockets)
        if self.started and self.ready:
            self.ready()


def serve(
    readback: "Readback",
    host: str = "127.0.0.1",
    port: int = 7860,
    *,
    sample: Path | None = None,
    shelf: Path | None = None,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serve until interrupted. ``on_ready`` is called with the address once it answers."""
    if host not in LOOPBACK:
        raise errors.UsageError(
            f"Serving on {host} would let other computers read the library. Use --host 127.0.0.1."
        )
    sock = _listen(host, port)
    name = f"[{host}]" if ":" in host else host
    url = f"http://{name}:{sock.getsockname()[1]}"
    app = create_app(readback, sample, shelf)
    server = _Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2))
    server.ready = (lambda: on_ready(url)) if on_ready else None
    with sock, closing(app.state.shelf):
        server.run(sockets=[sock])
