"""The HTTP server: JSON routes beside the web app, by default for this computer only."""

import errno
import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Route

from index import errors
from ui.http import (
    activity,
    briefings,
    document_files,
    documents,
    drafts,
    libraries,
    orders,
    questions,
    settings,
    summaries,
    watch_routes,  # fmt: skip
)
from ui.http.late_app import LateApp
from ui.http.openapi import REFUSALS, describe
from ui.http.problems import bad_request, crash, http_error, problem, readback_error
from ui.http.protocols import openai_routes
from ui.http.security.access import Access
from ui.http.security.gate import Gate
from ui.http.security.guard import LOOPBACK, Guard
from ui.http.security.passwords import Account
from ui.http.security.size_limit import Limit
from ui.http.security.tls import tls_settings
from ui.http.shelf import Shelf
from ui.http.teams import team_routes
from ui.http.teams.accounts import Teams
from ui.http.teams.tab_guard import TabGuard
from ui.http.teams.team_access import TeamAccess, TeamDoor
from ui.http.weights import PORTS, SHUTDOWN
from ui.web import login_routes, pane_routes
from ui.web.panes.notice_page import notice_page
from ui.web.static_files import Static

if TYPE_CHECKING:
    from rag import Readback

STATIC = Path(__file__).parent / "web" / "static"
_TOOLS_AT = ("/mcp", "/mcp/")
_METHODS = ("GET", "POST", "PUT", "DELETE")


def create_app(
    readback: "Readback",
    sample: Path | None = None,
    shelf: Path | None = None,
    *,
    account: Account | None = None,
    teams: Teams | None = None,
    wide: bool = False,
) -> FastAPI:
    """Make the application: JSON under /api, OpenAI's protocol under /v1, MCP at /mcp, the web app at /.

    ``sample``: a folder whose files the first screen offers to load. ``shelf``: one of further libraries.
    With an ``account`` or ``teams`` all of it is locked, and may be ``wide``: served under any host name.
    """
    served = Shelf(readback, shelf, None if teams is None else teams.accounts)
    page, tools = LateApp(partial(_web_app, served)), LateApp(partial(_tools_app, served))

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with page.lifespan(app), tools.lifespan(app):
            yield

    app = FastAPI(title="Readback", docs_url=None, redoc_url=None, lifespan=lifespan)
    app.state.shelf = served
    app.state.sample = sample
    # Who names a folder reads its files: the user of this computer may, others only where the user says so.
    locked = account is not None or teams is not None
    app.state.may_watch = (not locked and not wide) or readback.settings.watch_from_afar
    _lock(app, account, teams, wide=wide)
    _add_routes(app, teams)
    app.router.routes += [Route(path, tools) for path in _TOOLS_AT]
    app.add_api_route("/api/{path:path}", _unknown, methods=list(_METHODS), include_in_schema=False)
    app.mount("/readback", Static(directory=STATIC))
    app.mount("/", page)
    return app


def _add_routes(app: FastAPI, teams: Teams | None) -> None:
    """Add the routes below /api and /v1, those of the page's parts, and what errors are answered with."""
    app.add_exception_handler(errors.ReadbackError, readback_error)
    app.add_exception_handler(RequestValidationError, bad_request)
    app.add_exception_handler(HTTPException, http_error)
    app.add_exception_handler(Exception, crash)
    groups = (activity, documents, document_files, watch_routes, briefings, questions, summaries, settings)
    for routes in (*groups, libraries):
        app.include_router(routes.api, responses=REFUSALS)
    app.include_router(openai_routes.api)
    app.include_router(pane_routes.api)
    app.include_router(drafts.api)
    app.include_router(orders.api)
    if teams is not None:
        app.include_router(team_routes.api, responses=REFUSALS)
    app.openapi = partial(describe, app)  # type: ignore[method-assign]


def _unknown(path: str) -> JSONResponse:
    return problem(404, "not_found", f"There is no /api/{path[:100]}. /openapi.json lists what there is.")


def _web_app(served: Shelf) -> FastAPI:
    from ui.web.app import web_app  # Gradio takes longer to import than all the rest

    return web_app(served)


def _tools_app(served: Shelf) -> FastAPI:
    from ui.http.protocols.mcp_server import Tools  # a third of what is imported before the server answers

    tools = Tools()
    app = FastAPI(openapi_url=None, lifespan=tools.lifespan)
    app.state.shelf = served
    app.router.routes += [Route(path, tools) for path in _TOOLS_AT]
    return app


def _lock(app: FastAPI, account: Account | None, teams: Teams | None, *, wide: bool) -> None:
    """Add the middleware that says who is served: the first is the innermost, the guard the outermost."""
    door = None if teams is None else TeamDoor(teams.accounts, Gate(teams.accounts), notice_page, teams.proxy)
    app.state.door = door
    app.state.gate = door.gate if door else Gate(account) if account else None
    if door is not None:
        app.add_middleware(TabGuard)
    app.add_middleware(Limit)
    if door is not None:
        app.add_middleware(TeamAccess, door=door)
    elif account is not None:
        app.add_middleware(Access, gate=app.state.gate)
    if app.state.gate is not None:
        app.include_router(login_routes.api)
    app.add_middleware(Guard, hosts=_hosts(teams, wide=wide and app.state.gate is not None))


def _hosts(teams: Teams | None, *, wide: bool) -> tuple[str, ...] | None:
    """The host names that the server answers to; ``None`` for any.

    Behind a proxy, only those that were named: a page of another name on this computer could send its header.
    """
    if teams is not None and teams.proxy is not None:
        return (*LOOPBACK, *teams.hosts)
    return None if wide else LOOPBACK


def _listen(host: str, port: int) -> socket.socket:
    """Open a socket on the port, or on the next free one.

    Raises ``UsageError`` if there is none, or no such host.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, min(port + PORTS, 65535) + 1):
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
    """Uvicorn with a callback, ``ready``, for when it accepts connections."""

    ready: Callable[[], None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then call ``ready``."""
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
    account: Account | None = None,
    teams: Teams | None = None,
    tls: tuple[Path, Path] | None = None,
    on_ready: Callable[[str], None] | None = None,
) -> None:
    """Serve until interrupted. ``on_ready`` is called with the address once it answers.

    ``account``: the one that may log in, or ``teams``: those that may; without them, only this computer is
    served. ``tls``: the files of a certificate and its key. Raises ``UsageError`` if these do not fit, or no
    port is free.
    """
    wide = host not in LOOPBACK
    if wide and account is None and teams is None:
        raise errors.UsageError(
            f"Serving on {host!r} without a password would let other computers read the library. "
            "Name an account, or serve on 127.0.0.1."
        )
    secured = tls_settings(*tls) if tls else {}
    with _listen(host, port) as sock:
        app = create_app(readback, sample, shelf, account=account, teams=teams, wide=wide)
        # A caller's address is the connection's: headers naming another would get past the limit of log-ins.
        config = uvicorn.Config(
            app, log_level="warning", timeout_graceful_shutdown=SHUTDOWN, proxy_headers=False,
            server_header=False, **secured,
        )  # fmt: skip
        server = _Server(config)
        url = f"{'https' if tls else 'http'}://{_name(host)}:{sock.getsockname()[1]}"

        def ready() -> None:
            app.state.shelf.begin(url, str(tls[0].absolute()) if tls else "")
            if on_ready:
                on_ready(url)

        server.ready = ready
        with closing(app.state.shelf):
            server.run(sockets=[sock])


def _name(host: str) -> str:
    """The host in the address for a browser on this computer; loopback for "all addresses"."""
    host = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"[{host}]" if ":" in host else host
