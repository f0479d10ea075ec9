"""An application that is made while the server already answers others, because it takes long to import."""

import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import anyio
from anyio.to_thread import run_sync
from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

_log = logging.getLogger(__name__)


class LateApp:
    """The ASGI application that ``make`` returns: made in a thread from the start of ``lifespan`` on.

    Requests wait until it is there; outside ``lifespan`` the first one makes it. Each raises what ``make``
    raised. Safe to use from several threads. One is made at a time: two imports of one library at once may
    each find half of it.
    """

    _making = threading.Lock()

    def __init__(self, make: Callable[[], FastAPI]) -> None:
        self._make = make
        self._app: FastAPI | None = None
        self._started: anyio.Event | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if self._started is not None:
            await self._started.wait()
        app: FastAPI = await run_sync(self.application) if self._app is None else self._app
        await app(scope, receive, send)

    @asynccontextmanager
    async def lifespan(self, _: FastAPI) -> AsyncIterator[None]:
        """Make the application, and keep its own lifespan, from the start of the server to its end."""
        self._started, ended = anyio.Event(), anyio.Event()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self._live, self._started, ended)
            yield
            ended.set()
        self._started = None

    async def _live(self, started: anyio.Event, ended: anyio.Event) -> None:
        try:
            app = await run_sync(self.application)
        except Exception:  # noqa: BLE001 - whatever it is, the other routes can still serve
            _log.exception("the web app cannot be made")
            started.set()  # each request tries again, and fails with the reason
            return
        async with app.router.lifespan_context(app):
            started.set()
            await ended.wait()

    def application(self) -> FastAPI:
        """The application, made now if it is not there yet. Raises what ``make`` raises."""
        with self._making:
            if self._app is None:
                self._app = self._make()
            return self._app
