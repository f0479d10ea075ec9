"""Who may call: programs and pages of this computer, under this computer's names, and no one else."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "::1")

_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def _host(authority: str) -> str | None:
    """The host name of ``host:port``, or None if that is not one."""
    try:
        return urlsplit(f"//{authority}").hostname
    except ValueError:
        return None


def refusal(headers: Headers, hosts: Iterable[str]) -> str | None:
    """Why a request is refused: a foreign Host (DNS rebinding), or a page of a foreign origin."""
    host = headers.get("host", "")
    if (_host(host) or "") not in hosts:
        return f"This server does not answer to the host name {host[:100]!r}."
    origin = headers.get("origin")
    if origin is not None and origin.split("://", 1)[-1].lower() != host.lower():
        return f"Pages of {origin[:100]!r} may not use this server."
    if headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate":
        return "Pages of other sites may not use this server."
    return None


class Guard:
    """ASGI middleware: refuses foreign hosts and origins, and lets browsers fetch nothing from elsewhere."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = LOOPBACK) -> None:
        self.app = app
        self.hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        why = refusal(Headers(scope=scope), self.hosts)
        if why is None:
            await self.app(scope, receive, _with_headers(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            error = {"error": {"code": "forbidden", "message": why}}
            await JSONResponse(error, 403)(scope, receive, send)


def _with_headers(send: Send) -> Send:
    """``send``, adding the headers every answer carries."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
        await send(message)

    return sending
