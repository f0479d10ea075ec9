"""The routes of the log-in page; they are there where access is locked."""

import re
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from ui.http.security.access import CHALLENGE, client, cookie_name, secure, session, too_many
from ui.http.security.gate import Gate
from ui.http.teams.team_access import TeamDoor
from ui.web.panes.login_page import login_page
from ui.web.panes.notice_page import notice_page
from ui.web.weights import LOGIN_FORM

api = APIRouter(include_in_schema=False)

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
_HEADERS = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"}
_AT_PROXY = (
    "People log in to this server at a proxy in front of it, and the proxy did not say who you are. Open the "
    "proxy's address, not this one."
)
_LOCAL = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")


def local(path: str) -> str:
    """Return ``path`` if it is a path of this server to go to after the log-in, else ``/``."""
    is_ours = _LOCAL.fullmatch(path) and path.split("?")[0].rstrip("/") not in ("/login", "/logout")
    return path if is_ours else "/"


@api.get("/login")
def page(request: Request, next: str = "/") -> Response:
    """The form, or the page that was wanted if the browser is logged in already."""
    if _by_proxy(request):
        return _at_proxy()
    if _is_logged_in(request):
        return RedirectResponse(local(next), 303)
    return _form(local(next), many=request.app.state.door is not None)


@api.post("/login")
async def log_in(request: Request) -> Response:
    """Open a session, in a cookie that scripts cannot read."""
    if _by_proxy(request):
        return _at_proxy()
    fields = await _fields(request)
    if fields is None:
        return _form("/", "The form could not be read. Try again.", status=400)
    many = request.app.state.door is not None
    gate, user, wanted = _gate(request), fields.get("user", ""), local(fields.get("next", "/"))
    outcome = await gate.check(user, fields.get("password", ""), client(request.scope))
    if outcome.wait:
        again = {"Retry-After": str(outcome.wait)}
        return _form(wanted, too_many(outcome.wait), user, many=many, status=429, headers=again)
    if outcome.account is None:
        return _form(wanted, "Name or password is wrong.", user, many=many, status=401, headers=CHALLENGE)
    gate.sessions.close(session(request.scope))
    answer = RedirectResponse(wanted, 303, _HEADERS)
    _give(request, answer, gate.log_in(outcome.account, client(request.scope)))
    return answer


@api.post("/logout")
async def log_out(request: Request) -> Response:
    """End the session."""
    _gate(request).sessions.close(session(request.scope))
    answer = RedirectResponse("/login", 303, _HEADERS)
    _give(request, answer, "")
    return answer


def _is_logged_in(request: Request) -> bool:
    account, door = _gate(request).sessions.account(session(request.scope)), request.app.state.door
    return account is not None and (door is None or door.accounts.is_current(account))


def _by_proxy(request: Request) -> bool:
    """Return whether people log in at a proxy in front of this server, and not here."""
    door: TeamDoor | None = request.app.state.door
    return door is not None and door.proxy is not None


def _at_proxy() -> Response:
    return HTMLResponse(notice_page(_AT_PROXY), 403, _HEADERS)


def _gate(request: Request) -> Gate:
    gate: Gate = request.app.state.gate
    return gate


def _give(request: Request, answer: Response, token: str) -> None:
    """The session's cookie; an empty one removes it. Lax, so that a link from elsewhere finds one logged in:
    it changes nothing, since all that does must come from a page of ours.
    """
    answer.set_cookie(
        cookie_name(request.scope), token, max_age=None if token else 0,
        path="/", httponly=True, samesite="lax", secure=secure(request.scope),
    )  # fmt: skip


async def _fields(request: Request) -> dict[str, str] | None:
    """The form's fields; ``None`` where it is too large or none."""
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/x-www-form-urlencoded":
        return None
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LOGIN_FORM:
            return None
    try:
        fields = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=10)
    except ValueError:
        return None
    return {name: values[0] for name, values in fields.items()}


def _form(
    wanted: str,
    error: str = "",
    user: str = "",
    *,
    many: bool = False,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response:
    return HTMLResponse(login_page(wanted, error, user, many=many), status, {**_HEADERS, **(headers or {})})
