"""The application on a port of 127.0.0.1, for clients that need a real server."""

import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import uvicorn
from anyio.from_thread import start_blocking_portal
from fastapi import FastAPI

T = TypeVar("T")


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """The address of ``app`` while it is served from a thread of this process."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical", timeout_graceful_shutdown=2))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join()


def on_a_loop(work: Callable[[], Awaitable[T]]) -> T:
    """What ``work`` gives, in a thread of its own: in this one a browser's loop may be running."""
    with start_blocking_portal() as portal:
        return portal.call(work)
