"""The HTTP door: JSON routes beside the web app, for this computer only unless told otherwise."""

import errno
import os
import socket
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import uvicorn
from fastapi import APIRouter, FastAPI, Header, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel, Field, StrictBool
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from index import errors
from rag.shapes import as_json
from rag.stream import Answered
from ui.guard import LOOPBACK, Guard
from ui.problems import bad_request, crash, http_error, problem, readback_error
from ui.sse import WANTED, stream
from ui.summing import routes
from ui.uploads import receive
from ui.verdicts import as_contract

if TYPE_CHECKING:
    from rag import Readback

STATIC = Path(__file__).parent / "static"
_LONGEST_DRAFT = 1_000_000  # characters
_TRIES = 100  # ports after the one asked for


class Turn(BaseModel):
    """What the reader asked, or what was answered."""

    role: Literal["user", "assistant"]
    content: Annotated[str, Field(max_length=100_000)]


class Question(BaseModel):
    """The body of ``POST /api/ask``. ``documents`` are the ids of those that may be used: none named, all.

    ``history``: what was said before, oldest first.
    """

    question: Annotated[str, Field(min_length=1)]
    documents: list[str] = []
    history: Annotated[list[Turn], Field(max_length=200)] = []


class Draft(BaseModel):
    """The body of ``POST /api/check``: a draft, and which documents it is held against: none named, all."""

    text: str
    documents: list[str] = []
    markdown: StrictBool = False


def _exact(readback: "Readback", ident: str) -> str:
    """The id itself, once it is known to be one; HTTP takes no prefixes and no file names."""
    if all(document.id != ident for document in readback.documents()):
        raise errors.DocumentNotFound(
            f"No document has the id {ident[:80]!r}. GET /api/documents lists them."
        )
    return ident


async def _add(readback: "Readback", request: Request) -> dict[str, Any]:
    """Take the files of a request into the library; the ``add`` shape."""
    megabytes = readback.settings.max_megabytes
    with tempfile.TemporaryDirectory(prefix="readback-") as folder:
        paths, large = await receive(request, Path(folder), megabytes)
        why = f"It is larger than {megabytes} MB, the limit for one file."
        if large and not paths:
            raise errors.TooLarge(f"{', '.join(large)}: {why}")
        result = await run_in_threadpool(readback.add, paths, address=lambda path: path.name)
    failed = [{"path": Path(f.path).name, "error": _without_folder(f.error, f.path)} for f in result.failed]
    failed += [{"path": name, "error": why} for name in large]
    done = {"added": result.added, "unchanged": result.unchanged, "replaced": result.replaced}
    return {**{name: list(ids) for name, ids in done.items()}, "failed": failed}


def _without_folder(message: str, path: str) -> str:
    """An error without the temporary folder that its reader knows nothing of."""
    return message.replace(path, Path(path).name).replace(f"{Path(path).parent}{os.sep}", "")


def _documents(readback: "Readback") -> APIRouter:
    """The routes under /api/documents."""
    api = APIRouter(prefix="/api/documents")

    @api.get("")
    def listing() -> dict[str, Any]:
        return {"documents": [as_json(document) for document in readback.documents()]}

    @api.post("")
    async def add(request: Request) -> dict[str, Any]:
        return await _add(readback, request)

    @api.get("/{ident}")
    def one(ident: str) -> dict[str, Any]:
        return as_json(readback.document(_exact(readback, ident)))

    @api.delete("/{ident}")
    def remove(ident: str) -> dict[str, Any]:
        result = readback.remove([_exact(readback, ident)])
        return {"removed": list(result.removed), "failed": [as_json(failure) for failure in result.failed]}

    @api.get("/{ident}/text")
    def text(ident: str) -> dict[str, Any]:
        return as_json(readback.text(_exact(readback, ident)))

    return api


def _questions(readback: "Readback") -> APIRouter:
    """Search, ask, check, and whether the server is well."""
    api = APIRouter(prefix="/api")

    @api.get("/health")
    def health() -> dict[str, Any]:
        return {"ok": True, "documents": len(readback.documents())}

    @api.get("/search")
    def search(query: str, doc: Annotated[list[str] | None, Query()] = None) -> dict[str, Any]:
        return as_json(readback.search(query, documents=tuple(doc or ())))

    @api.post("/ask")
    def ask(body: Question, accept: Annotated[str, Header()] = "") -> Response:
        history = [turn.model_dump() for turn in body.history]
        stop = threading.Event()
        events = readback.stream(body.question, tuple(body.documents), history, stop)
        if WANTED in accept.lower():
            return stream(events, stop)
        answer = next(event.answer for event in events if isinstance(event, Answered))
        return JSONResponse(as_json(answer))

    @api.post("/check")
    def check(body: Draft) -> dict[str, Any]:
        if len(body.text) > _LONGEST_DRAFT:
            raise errors.TooLarge(
                f"The draft has {len(body.text):,} characters; {_LONGEST_DRAFT:,} can be checked at once."
            )
        return as_contract(readback.check(body.text, tuple(body.documents), markdown=body.markdown))

    return api


def create_app(readback: "Readback", sample: Path | None = None) -> FastAPI:
    """The application: JSON routes under /api, and the web app at /.

    ``sample`` is a folder whose files the first screen offers to load.
    """
    from ui.app import mount

    app = FastAPI(title="Readback", docs_url=None, redoc_url=None)
    app.add_middleware(Guard, hosts=LOOPBACK)
    app.add_exception_handler(errors.ReadbackError, readback_error)
    app.add_exception_handler(RequestValidationError, bad_request)
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(Exception, crash)
    app.include_router(_documents(readback))
    app.include_router(_questions(readback))
    app.include_router(routes(readback, lambda ident: _exact(readback, ident)))

    @app.api_route("/api/{path:path}", methods=["GET", "POST", "PUT", "DELETE"], include_in_schema=False)
    def unknown(path: str) -> JSONResponse:
        return problem(404, "not_found", f"There is no /api/{path[:100]}. /openapi.json lists what there is.")

    app.mount("/readback", StaticFiles(directory=STATIC))
    return mount(app, readback, sample)


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
    app = create_app(readback, sample)
    server = _Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=2))
    server.ready = (lambda: on_ready(url)) if on_ready else None
    with sock:
        server.run(sockets=[sock])
