"""The lock of a server whose people have accounts: who asks, what the route needs, whether they may."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from index.errors import LibraryNotFound
from rag.request_errors import RoleMissing, TeamNotFound
from ui.http.problems import error_code, problem
from ui.http.security.access import (
    client,
    from_here,
    is_page,
    login_address,
    secure,
    session,
    unauthorized,
    unkept,
    wrong_password,
)
from ui.http.security.gate import Gate
from ui.http.shelf import Shelf
from ui.http.teams.accounts import Accounts
from ui.http.teams.roster import Role
from ui.http.teams.route_needs import BareNeed, RouteNeed, need_of
from ui.http.teams.team_shelf import check, check_team
from ui.http.teams.trusted_proxy import AmbiguousPerson, TrustedProxy
from ui.http.teams.visitor import Visitor, visitor_of
from ui.http.teams.weights import LONGEST_PERSON

NO_ACCOUNT = (
    "You are logged in as {}, and nobody of that name has an account here. Ask whoever runs this server."
)
NO_TEAM = "You are in no team yet, so there is no library for you here. Ask an owner of a team to add you."
NO_LIBRARY = "There is no such library for you. Choose one of yours."
_HARMLESS = ("GET", "HEAD", "OPTIONS")
_PROGRAM = ("/assets/", "/static/", "/readback/")


class Notice(Protocol):
    """Makes the page that says why somebody sees no library; ``links``: addresses by libraries' titles."""

    def __call__(
        self, words: str, visitor: Visitor | None = None, links: Mapping[str, str] | None = None
    ) -> str:
        """The HTML of the page."""
        ...


@dataclass(frozen=True)
class TeamDoor:
    """The parts of a log-in to a server with accounts; ``proxy``: the one that may name people, if any."""

    accounts: Accounts
    gate: Gate
    notice: Notice
    proxy: TrustedProxy | None = None


@dataclass(frozen=True)
class _Caller:
    """A person, and whether a browser names them by itself, as with a cookie or behind a proxy."""

    person: str
    by_browser: bool
    by_proxy: bool = False


class TeamAccess:
    """ASGI middleware, inside the guard: serves what the table of routes allows, and nothing else."""

    def __init__(self, app: ASGIApp, door: TeamDoor) -> None:
        self.app = app
        self.door = door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or say why not."""
        if scope["type"] == "websocket":  # the page uses none
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] != "http":
            await self.app(scope, receive, send)
        else:
            refused = await self._refusal(scope)
            public = scope["path"].startswith(_PROGRAM)
            sending = send if public else unkept(send)
            if refused is None and scope["path"] == "/":
                sending = self._marking(scope, sending)
            await (refused or self.app)(scope, receive, sending)

    def _marking(self, scope: Scope, send: Send) -> Send:
        """A ``send`` that marks the visitor, in a cookie that the page's script reads. It proves nothing."""
        visitor, accounts = visitor_of(scope), self.door.accounts
        mark = accounts.mark(visitor.person) if visitor else ""
        cookie = f"{accounts.cookie}={mark}; Path=/; SameSite=lax{'; Secure' if secure(scope) else ''}"

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("Set-Cookie", cookie)
            await send(message)

        return sending

    async def _refusal(self, scope: Scope) -> Response | None:
        """The response that refuses a request; ``None``: it may be served, its visitor is in the scope."""
        try:
            named = self.door.proxy.take(scope) if self.door.proxy else ""
        except AmbiguousPerson:
            return problem(
                400, "ambiguous_person", "The proxy names more than one person, or none that is text."
            )
        need = need_of(scope["method"], scope["path"])
        if need is not None and need.needs is BareNeed.ANYONE:
            return None
        caller = await self._caller(scope, named)
        if not isinstance(caller, _Caller):
            return caller
        if caller.by_browser and scope["method"] not in _HARMLESS and not from_here(Headers(scope=scope)):
            return problem(403, "forbidden", "A log-in by a browser serves this server's own pages only.")
        if need is None:
            return problem(404, "no_such_route", "There is nothing here. /openapi.json lists what there is.")
        return self._admitted(scope, need, caller)

    async def _caller(self, scope: Scope, named: str) -> "_Caller | Response":
        """The person who asks, or the response to somebody who is none."""
        headers = Headers(scope=scope)
        if named:
            person = self.door.accounts.person(named)
            return (
                _Caller(person, by_browser=True, by_proxy=True)
                if person
                else self._unknown(scope, headers, named)
            )
        if authorization := headers.get("authorization"):
            outcome = await self.door.gate.check_header(authorization, client(scope))
            return (
                _Caller(outcome.account.user, by_browser=False)
                if outcome.account
                else wrong_password(outcome)
            )
        account = self.door.gate.sessions.account(session(scope))
        if account is None or not self.door.accounts.is_current(account):
            if is_page(scope, headers):
                return RedirectResponse(login_address(scope), 303)
            return unauthorized("This server is locked.")
        return _Caller(account.user, by_browser=True)

    def _admitted(self, scope: Scope, need: RouteNeed, caller: _Caller) -> Response | None:
        """Put the visitor into the scope, if they may have what they ask for; else the refusal."""
        libraries = QueryParams(scope["query_string"]).getlist("library")
        if len(libraries) > 1:
            return problem(400, "bad_request", "library: name one library, once.")
        role = need.needs if isinstance(need.needs, Role) else None
        sign_out = self.door.proxy.sign_out if self.door.proxy and caller.by_proxy else ""
        visitor = Visitor(
            caller.person, self.door.accounts.roster, role or Role.READER, caller.by_proxy, sign_out
        )
        visitor.enter(scope)
        if need.needs is BareNeed.TEAM_OWNER:
            return self._of_team(visitor, need.value(scope["path"], "team"))
        if role is None:
            return None
        path = scope["path"]
        library = need.value(path, "name") if need.library_in_path else (libraries or [""])[0]
        try:
            check(visitor, library, role)
        except (LibraryNotFound, RoleMissing) as error:
            if need.template == "/":
                return self._elsewhere(scope, visitor, library)
            return _problem(error)
        return None

    def _of_team(self, visitor: Visitor, team: str) -> Response | None:
        """The refusal of what only owners of a team may do."""
        try:
            check_team(visitor.roster, visitor.person, team)
        except (TeamNotFound, RoleMissing) as error:
            return _problem(error)
        return None

    def _unknown(self, scope: Scope, headers: Headers, named: str) -> Response:
        """The response to somebody whom the proxy names and nobody has added."""
        words = NO_ACCOUNT.format(named[:LONGEST_PERSON])
        if is_page(scope, headers):
            return HTMLResponse(self.door.notice(words), 403)
        return problem(403, "no_account", words)

    def _elsewhere(self, scope: Scope, visitor: Visitor, library: str) -> Response:
        """The page in place of a library that is not the visitor's: their first one, or why there is none."""
        shelf: Shelf = scope["app"].state.shelf
        theirs = [one for one in shelf.libraries() if visitor.may(Role.READER, one.name)]
        links = {one.title: f"/?library={quote(one.name, safe='')}" if one.name else "/" for one in theirs}
        if not library and theirs:
            return RedirectResponse(links[theirs[0].title], 303)
        words = NO_LIBRARY if theirs else NO_TEAM
        return HTMLResponse(self.door.notice(words, visitor, links), 404)


def _problem(error: LibraryNotFound | TeamNotFound | RoleMissing) -> Response:
    return problem(403 if isinstance(error, RoleMissing) else 404, error_code(error), str(error))
