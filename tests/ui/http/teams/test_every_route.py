"""Every route of the application, asked by everybody: the table of needs holds, and nothing is left out."""

import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.routing import Mount
from support.teams import OTHERS, OURS, team_server

from ui.http.late_app import LateApp
from ui.http.teams.roster import Role
from ui.http.teams.route_needs import NEEDS, UNSERVED, BareNeed, RouteNeed, need_of

FILLED = {
    "ident": "000000000000", "n": "1", "number": "1", "name": OURS, "model": "readback",
    "team": "news", "person": "nobody", "path": "app.css", "api_name": "predict", "session_hash": "",
}  # fmt: skip
ROLES = {"sam": None, "rita": Role.READER, "eda": Role.EDITOR, "odo": Role.OWNER}


@pytest.fixture(scope="module")
def server(built, tmp_path_factory):
    with team_server(built, tmp_path_factory.mktemp("teams")) as served:
        yield served


def routes(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Method and template of every route that the application has, Gradio's among them."""
    for route in iter_route_contexts(app.routes):
        if route.path is not None:
            for method in route.methods or {"GET", "POST"}:  # MCP's has none, and takes any
                yield method, route.path
    for mount in app.routes:
        if isinstance(mount, Mount):
            app = mount.app.application() if isinstance(mount.app, LateApp) else mount.app
            inner = getattr(app, "routes", None)
            yield from routes(app) if inner else [("GET", f"{mount.path}/{{path:path}}")]


def served(app: FastAPI) -> list[tuple[str, str]]:
    found = {(method, template) for method, template in routes(app) if template not in ("", "/readback")}
    return sorted(found)


def entry(method: str, template: str) -> RouteNeed | None:
    asked = "GET" if method == "HEAD" else method
    return next((need for need in NEEDS if need.template == template and asked in need.methods), None)


def test_every_route_is_in_the_table_or_known_not_to_be_served(server):
    left = [
        (method, template)
        for method, template in served(server.app)
        if entry(method, template) is None and template not in UNSERVED
    ]
    assert left == []


def test_the_table_has_no_route_that_there_is_not(server):
    there = {template for _, template in routes(server.app)}
    assert {need.template for need in NEEDS} - there == {"/svelte/{path:path}"} - there
    assert not UNSERVED - there


def path_of(template: str, person: str) -> str:
    values = {**FILLED, "session_hash": f"tab-of-{person}"}
    return re.sub(r"\{(\w+)(?::path)?\}", lambda found: values.get(found[1], "x"), template)


def outcome(status: int, code: str) -> str:
    if status == 401:
        return "unauthorized"
    if status == 404 and code in ("library_not_found", "no_such_route", "team_not_found"):
        return "hidden"
    return "refused" if status == 403 and code == "role_missing" else "served"


def asked(server, person: str, method: str, template: str) -> str:
    """The outcome of a request for the library of news; a stream is left once it has begun."""
    query = {"library": OURS, "session_hash": f"tab-of-{person}"}
    body = None if method in ("GET", "HEAD", "DELETE") else {"session_hash": f"tab-of-{person}"}
    request = server.client(person).stream(method, path_of(template, person), params=query, json=body)
    with request as reply:
        if reply.status_code < 400:
            return "served"
        text = reply.read()
    code = "" if not text.startswith(b"{") else reply.json().get("error", {}).get("code", "")
    if reply.status_code == 404 and (template == "/" or method == "HEAD"):  # which send no JSON
        return "hidden"
    return outcome(reply.status_code, code)


def expected(need: RouteNeed | None, person: str) -> str:
    if need is not None and need.needs is BareNeed.ANYONE:
        return "served"
    if not person:
        return "unauthorized"
    if need is None:
        return "hidden"
    if need.needs is BareNeed.PERSON:
        return "served"
    role = ROLES[person]
    if need.needs is BareNeed.TEAM_OWNER:
        return "hidden" if role is None else "served" if role is Role.OWNER else "refused"
    if role is None:
        return "hidden"
    return "served" if role.covers(need.needs) else "refused"


@pytest.mark.parametrize("person", ["", *ROLES])
def test_every_route_serves_whom_it_may_and_nobody_else(server, person):
    wrong = []
    last = [("DELETE", "/api/libraries/{name}")]  # for the owner it is the end of the library
    for method, template in [route for route in served(server.app) if route not in last] + last:
        wanted, got = expected(entry(method, template), person), asked(server, person, method, template)
        if wanted != got:
            wrong.append((method, template, person, wanted, got))
    assert wrong == []


def test_the_route_that_the_table_finds_is_the_one_that_the_application_finds():
    for need in NEEDS:
        for method in need.methods:
            assert need_of(method, path_of(need.template, "rita")).template == need.template
    assert need_of("HEAD", "/api/documents") == need_of("GET", "/api/documents")
    assert need_of("TRACE", "/api/documents") is None
    assert OTHERS not in str(NEEDS)
