"""The limit on the size of a request: a larger one is refused, not read into memory."""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.http.problems import problem
from ui.http.security.weights import LARGEST

_UPLOADS = ("POST", "/api/documents")  # keeps files on disk, and has limits of its own


class _Larger(Exception):
    """The body goes on beyond the limit."""


class Limit:
    """ASGI middleware: refuses bodies over the limit (bytes), by Content-Length or while they come."""

    def __init__(self, app: ASGIApp, largest: int = LARGEST) -> None:
        self.app = app
        self.largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it."""
        if scope["type"] != "http" or (scope["method"], scope["path"]) == _UPLOADS:
            await self.app(scope, receive, send)
        elif announced(Headers(scope=scope)) > self.largest:
            await self._refuse(scope, receive, send)
        else:
            await self._serve(scope, receive, send)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request and count its bytes; over the limit, the application's response is not sent."""
        taken, started = 0, False

        async def receiving() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self.largest:
                raise _Larger
            return message

        async def sending(message: Message) -> None:
            nonlocal started
            if taken <= self.largest:
                started = True
                await send(message)

        try:
            await self.app(scope, receiving, sending)
        except Exception:
            if taken <= self.largest:
                raise
        if taken > self.largest and not started:
            await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        why = f"The request is larger than {self.largest / 1_000_000:,g} MB. Send less at once."
        await problem(413, "too_large", why)(scope, receive, send)


def announced(headers: Headers) -> int:
    """The Content-Length of a request, in bytes; 0 if it does not say."""
    length = headers.get("content-length", "")
    return int(length) if length.isdecimal() else 0
