"""The lock of a server with an account: without a session or credentials, only the log-in page is served."""

from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.http.order_wire import ROUTE
from ui.http.problems import problem
from ui.http.security.gate import Gate, LoginOutcome

CHALLENGE = {
    "WWW-Authenticate": 'Bearer realm="Readback"'
}  # "Basic" would make browsers open a box of theirs
_HARMLESS = ("GET", "HEAD", "OPTIONS")
_STATIC = "/readback/"
_PROGRAM = ("/assets/", "/static/")  # Gradio's own files, the same for everyone: browsers may keep them


class Access:
    """ASGI middleware, inside the guard: serves requests with a session's cookie or with credentials."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self.app = app
        self.gate = gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or ask for the password."""
        if scope["type"] not in ("http", "websocket") or _open(scope):
            await self.app(scope, receive, send)
            return
        refused = await self._refusal(scope, Headers(scope=scope))
        if refused is None:
            public = scope["path"].startswith(_PROGRAM)
            await self.app(scope, receive, send if public else unkept(send))
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await refused(scope, receive, send)

    async def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """The response that refuses a request; ``None`` if it may be served."""
        if authorization := headers.get("authorization"):
            outcome = await self.gate.check_header(authorization, client(scope))
            return None if outcome.right else wrong_password(outcome)
        if not self.gate.sessions.holds(session(scope)):
            if is_page(scope, headers):
                return RedirectResponse(login_address(scope), 303)
            return unauthorized("This server is locked.")
        if scope.get("method", "") in _HARMLESS or from_here(headers):
            return None
        return problem(403, "forbidden", "A log-in by cookie serves this server's own pages only.")


def client(scope: Scope) -> str:
    """The caller's address, as the connection has it: headers can say anything."""
    return scope["client"][0] if scope.get("client") else ""


def cookie_name(scope: Scope) -> str:
    """The name of the session's cookie. Browsers share cookies between the ports of a host: it names ours."""
    port = (scope.get("server") or ("", 0))[1]
    return f"{'__Host-' if secure(scope) else ''}readback-{port}"


def secure(scope: Scope) -> bool:
    """Return whether the connection is encrypted."""
    return scope["scheme"] in ("https", "wss")


def session(scope: Scope) -> str:
    """The value of the session's cookie; "" if there is none."""
    return HTTPConnection(scope).cookies.get(cookie_name(scope), "")


def _open(scope: Scope) -> bool:
    """Return whether a request is for everyone: for the log-in page, or for styles and scripts.

    Orders have a secret of their own.
    """
    if scope["type"] == "websocket":
        return False
    path, method = scope["path"], scope["method"]
    if path == "/login":
        return method in ("GET", "POST")
    if path == ROUTE:
        return bool(method == "POST")
    return bool(path.startswith(_STATIC)) and method in ("GET", "HEAD")


def is_page(scope: Scope, headers: Headers) -> bool:
    """Return whether a browser asks for a page, or logs out of a session that has ended."""
    if scope["type"] == "websocket" or "text/html" not in headers.get("accept", ""):
        return False
    return scope["method"] in ("GET", "HEAD") or scope["path"] == "/logout"


def login_address(scope: Scope) -> str:
    """The address of the log-in page, which leads back to the one asked for."""
    query = scope["query_string"].decode("latin-1")
    wanted = f"{scope['path']}?{query}" if query else scope["path"]
    return "/login" if wanted in ("/", "/logout") else f"/login?next={quote(wanted, safe='/')}"


def from_here(headers: Headers) -> bool:
    """Return whether a page of this host sends this, by its Referer; the guard has checked any Origin."""
    if "origin" in headers:
        return True
    try:
        return urlsplit(headers.get("referer", "")).netloc.lower() == headers.get("host", "").lower()
    except ValueError:
        return False


def wrong_password(outcome: LoginOutcome) -> Response:
    """The response to wrong credentials, or to somebody who must wait before the next try."""
    if not outcome.wait:
        return unauthorized("Name or password is wrong.")
    answer = problem(429, "too_many_attempts", too_many(outcome.wait))
    answer.headers["Retry-After"] = str(outcome.wait)
    return answer


def unauthorized(why: str) -> Response:
    """The response to somebody who is not logged in: ``why``, and how to log in."""
    how = "Log in at /login, or send the password as “Authorization: Bearer PASSWORD” or by HTTP Basic."
    answer = problem(401, "unauthorized", f"{why} {how}")
    answer.headers.update(CHALLENGE)
    return answer


def too_many(wait: int) -> str:
    """The message after too many wrong passwords; ``wait`` in seconds."""
    spell = f"{wait} seconds" if wait < 120 else f"{-(-wait // 60)} minutes"
    return f"Too many wrong passwords. Wait {spell}, then try again."


def unkept(send: Send) -> Send:
    """A ``send`` that adds ``Cache-Control: no-store``, unless the response says otherwise."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).setdefault("Cache-Control", "no-store")
        await send(message)

    return sending
