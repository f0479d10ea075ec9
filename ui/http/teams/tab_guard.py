"""The guard of the page's tabs: what one person's tab is told, another's cannot fetch, stop or add to."""

import json
import threading
from collections import OrderedDict
from typing import Any

from starlette.datastructures import MutableHeaders, QueryParams
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.http.problems import problem
from ui.http.teams.visitor import visitor_of
from ui.http.teams.weights import LONGEST_TAB, MOST_TABS

_IN_BODY = ("/gradio_api/queue/join", "/gradio_api/cancel")
_RUN = "/gradio_api/run/"
_DATA, _HEARTBEAT = "/gradio_api/queue/data", "/gradio_api/heartbeat/"


class TabOwners:
    """The person of each tab: whoever used its name first. Gradio makes the names at random. Thread-safe."""

    def __init__(self) -> None:
        self._owners: OrderedDict[str, str] = OrderedDict()  # the one used longest ago first
        self._lock = threading.Lock()

    def is_of(self, tab: object, person: str) -> bool:
        """Return whether a tab is this person's; one that nobody has is from now on."""
        if not isinstance(tab, str) or not 1 <= len(tab) <= LONGEST_TAB:
            return False
        with self._lock:
            owner = self._owners.pop(tab, person)
            self._owners[tab] = owner
            while len(self._owners) > MOST_TABS:
                self._owners.popitem(last=False)
        return owner == person


class TabGuard:
    """ASGI middleware, the innermost: refuses requests for tabs of another person with 404."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.owners = TabOwners()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or refuse it."""
        visitor = visitor_of(scope) if scope["type"] == "http" else None
        path = scope.get("path", "")
        if visitor is None or not path.startswith("/gradio_api/"):
            await self.app(scope, receive, send)
            return
        tab: object = None
        if scope["method"] == "POST" and (path in _IN_BODY or path.startswith(_RUN)):
            body = await _body(receive)
            tab, body = _tab_of(body)
            receive = _again(body, receive)
            scope = {**scope, "headers": list(scope["headers"])}
            MutableHeaders(scope=scope)["content-length"] = str(len(body))
        elif path == _DATA:
            tabs = QueryParams(scope["query_string"]).getlist("session_hash")
            tab = tabs[0] if len(tabs) == 1 else None
        elif path.startswith(_HEARTBEAT):
            tab = path.removeprefix(_HEARTBEAT)
        else:
            await self.app(scope, receive, send)
            return
        if self.owners.is_of(tab, visitor.person):
            await self.app(scope, receive, send)
        else:
            await problem(404, "no_such_tab", "There is no such tab. Load the page again.")(
                scope, receive, send
            )


async def _body(receive: Receive) -> bytes:
    """The whole body, which the limit of sizes lets through."""
    body = b""
    while True:
        message = await receive()
        body += bytes(message.get("body", b""))
        if message["type"] == "http.disconnect" or not message.get("more_body"):
            return body


def _tab_of(body: bytes) -> tuple[object, bytes]:
    """The tab that a body names, and the body written anew, so that no other reading of it is possible."""
    try:
        values: Any = json.loads(body)
    except (ValueError, RecursionError):
        return None, b""
    return (values.get("session_hash") if isinstance(values, dict) else None), json.dumps(values).encode()


def _again(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that gives a body, then what comes after it."""
    sent = False

    async def receiving() -> Message:
        nonlocal sent
        if sent:
            return await receive()
        sent = True
        return {"type": "http.request", "body": body, "more_body": False}

    return receiving
