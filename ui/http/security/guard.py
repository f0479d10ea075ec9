"""The guard before the application: only known host names and this server's own pages are served."""

from collections.abc import Collection, Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.http.security.weights import TLS_SECONDS

LOOPBACK = ("127.0.0.1", "localhost", "::1")

_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
"""The headers of every response; a route's own Content-Security-Policy, which is stricter, stays."""


def _host(authority: str) -> str | None:
    """The host name of ``host:port``, or None if that is not one."""
    try:
        return urlsplit(f"//{authority}").hostname
    except ValueError:
        return None


def refusal(headers: Headers, hosts: Collection[str] | None, *, encrypted: bool = False) -> str | None:
    """The reason to refuse a request, a foreign Host (DNS rebinding) or a foreign origin; ``None`` if none.

    ``hosts``: the names that the server answers to; ``None`` for any.
    """
    host = headers.get("host", "")
    name = _host(host)
    if not name or (hosts is not None and name not in hosts):
        return f"This server does not answer to the host name {host[:100]!r}."
    origin = headers.get("origin")
    if origin is not None and not _same(origin, host, encrypted=encrypted):
        return f"Pages of {origin[:100]!r} may not use this server."
    if headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate":
        return "Pages of other sites may not use this server."
    return None


def _same(origin: str, host: str, *, encrypted: bool) -> bool:
    """Return whether a page's origin is the host asked. Behind a proxy the page may be https, not we."""
    scheme, _, authority = origin.rpartition("://")
    return authority.lower() == host.lower() and scheme in (("https",) if encrypted else ("https", "http"))


class Guard:
    """ASGI middleware: refuses foreign hosts and origins, and adds ``HEADERS`` to every response."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str] | None = LOOPBACK) -> None:
        self.app = app
        self.hosts = None if hosts is None else frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        encrypted = scope["scheme"] in ("https", "wss")
        why = refusal(headers, self.hosts, encrypted=encrypted)
        # Browsers hold a name to TLS on all its ports: this computer's own may serve other things without.
        lasting = encrypted and _host(headers.get("host", "")) not in LOOPBACK
        if why is None:
            await self.app(scope, receive, _with_headers(send, lasting=lasting))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            error = {"error": {"code": "forbidden", "message": why}}
            await JSONResponse(error, 403, HEADERS)(scope, receive, send)


def _with_headers(send: Send, *, lasting: bool) -> Send:
    """A ``send`` that adds ``HEADERS``, and with ``lasting`` Strict-Transport-Security (RFC 6797)."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            own = headers.get("content-security-policy")
            for name, value in HEADERS.items():
                headers[name] = value
            headers["Content-Security-Policy"] = own or HEADERS["Content-Security-Policy"]
            if lasting:
                headers["Strict-Transport-Security"] = f"max-age={TLS_SECONDS}"
        await send(message)

    return sending
