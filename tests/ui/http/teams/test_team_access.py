"""People with roles on a real server: their libraries, their tabs, and no way around the table."""

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.teams import HOME, NOBODYS, OTHERS, OURS, PASSWORD, team_server

from ui.http.security import passwords
from ui.http.teams import accounts_file
from ui.http.teams.roster import Role

PAGE = {"Accept": "text/html,*/*;q=0.8"}


@pytest.fixture(scope="module")
def server(built, tmp_path_factory):
    with team_server(built, tmp_path_factory.mktemp("teams")) as served:
        yield served


def code(reply):
    return reply.status_code, reply.json()["error"]["code"]


def names(client):
    return [one["name"] for one in client.get("/api/libraries").json()["libraries"]]


def test_people_see_the_libraries_of_their_teams_and_no_others(server):
    assert names(server.client("rita")) == ["", OURS]
    assert names(server.client("mia")) == [OTHERS]
    assert names(server.client("loner")) == []
    assert server.client("rita").get("/api/me", params={"library": OURS}).json()["role"] == "reader"
    assert server.client("rita").get("/api/me", params={"library": OTHERS}).json()["role"] is None


def test_a_library_of_others_is_not_there_and_looks_like_one_that_does_not_exist(server):
    client = server.client("rita")
    for path in ("/api/documents", "/api/health", "/api/search?query=x", "/api/parts/documents"):
        replies = [
            client.get(f"{path}{'&' if '?' in path else '?'}library={name}")
            for name in (OTHERS, NOBODYS, "Nowhere", HOME)
        ]
        assert {code(reply) for reply in replies} == {(404, "library_not_found")}
        texts = {reply.text.replace(name, "?") for reply, name in
                 zip(replies, (OTHERS, NOBODYS, "Nowhere", f"'{HOME}'"), strict=True)}  # fmt: skip
        assert len(texts) <= 2
    assert code(server.client("mia").get("/api/documents")) == (404, "library_not_found")
    assert "GET /api/libraries" in server.client("mia").get("/api/documents").text


def test_a_missing_right_is_refused_with_the_role_that_it_needs(server):
    reply = server.client("rita").request("DELETE", "/api/documents/x", params={"library": OURS})
    assert code(reply) == (403, "role_missing")
    assert reply.json()["error"]["message"].startswith("This needs the role of editor; you are reader")


def test_the_page_leads_to_the_first_library_that_is_theirs(server):
    mia = server.browser("mia")
    reply = mia.get("/", headers=PAGE)
    assert (reply.status_code, reply.headers["location"]) == (303, f"/?library={OTHERS}")
    assert mia.get(f"/?library={OTHERS}", headers=PAGE).status_code == 200
    other = mia.get(f"/?library={OURS}", headers=PAGE)
    assert other.status_code == 404
    assert f'href="/?library={OTHERS}"' in other.text
    assert OURS not in other.text
    alone = server.browser("loner").get("/", headers=PAGE)
    assert alone.status_code == 404
    assert "You are in no team yet" in alone.text
    assert "Log out" in alone.text


def test_wrong_names_and_passwords_are_refused_alike(server):
    for user, password in (("rita", "wrong words"), ("nobody", PASSWORD), ("", PASSWORD), ("Rita", PASSWORD)):
        with httpx.Client(base_url=server.url, auth=(user, password)) as client:
            assert code(client.get("/api/libraries")) == (401, "unauthorized")
            assert client.post("/login", data={"user": user, "password": password}).status_code == 401
            server.browser("rita").close()  # a log-in forgives the failures before it
    bearer = {"Authorization": f"Bearer rita:{PASSWORD}"}
    assert httpx.get(f"{server.url}/api/libraries", headers=bearer).status_code == 200
    nameless = {"Authorization": f"Bearer {PASSWORD}"}
    assert code(httpx.get(f"{server.url}/api/libraries", headers=nameless)) == (401, "unauthorized")
    server.browser("rita").close()


def test_programs_protocols_keep_to_the_roles_too(server):
    rita, mia = server.client("rita"), server.client("mia")
    chat = {"model": "readback", "messages": [{"role": "user", "content": "How many passengers?"}]}
    assert rita.post("/v1/chat/completions", json=chat).status_code == 200
    assert code(mia.post("/v1/chat/completions", json=chat)) == (404, "library_not_found")
    assert mia.post("/v1/chat/completions", params={"library": OTHERS}, json=chat).status_code == 200
    call = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": "documents", "arguments": {}},
    }
    accepts = {"Accept": "application/json, text/event-stream"}
    assert "structuredContent" in rita.post("/mcp", json=call, headers=accepts).text
    assert code(mia.post("/mcp", json=call, headers=accepts)) == (404, "library_not_found")
    assert "structuredContent" in mia.post(f"/mcp?library={OTHERS}", json=call, headers=accepts).text
    secret = {"X-Readback-User": "guess"}
    for library in (OURS, "Nowhere"):  # which libraries there are is not told
        order = server.client().post(
            "/api/orders", params={"library": library}, json={"verb": "remove", "refs": ["x"]}, headers=secret
        )
        assert code(order) == (403, "forbidden")


def test_an_owner_makes_renames_and_deletes_libraries_of_the_team(server):
    odo, eda, mia = (server.client(name) for name in ("odo", "eda", "mia"))
    assert code(eda.post("/api/libraries", json={"name": "Pier"})) == (403, "role_missing")
    assert odo.post("/api/libraries", json={"name": "Pier"}).json() == {"name": "Pier"}
    assert "Pier" in names(odo)
    assert "Pier" in names(eda)
    assert "Pier" not in names(mia)
    assert code(eda.patch("/api/libraries/Pier", json={"name": "Quay"})) == (403, "role_missing")
    assert code(mia.patch("/api/libraries/Pier", json={"name": "Quay"})) == (404, "library_not_found")
    assert odo.patch("/api/libraries/Pier", json={"name": "Quay"}).json() == {"name": "Quay"}
    assert "Quay" in names(eda)
    assert code(odo.delete(f"/api/libraries/{OTHERS}")) == (404, "library_not_found")
    assert odo.delete("/api/libraries/Quay").status_code == 200
    assert "Quay" not in str(accounts_file.read(server.file))
    assert code(odo.post("/api/libraries", json={"name": OTHERS})) == (400, "usage_error")
    assert OTHERS not in names(odo)
    assert code(odo.post("/api/libraries", json={"name": "Pier", "team": "sport"})) == (403, "role_missing")


def test_a_library_made_anew_is_not_of_the_team_that_had_one_of_its_name(server):
    accounts_file.change(server.file, lambda roster: roster.with_libraries("sport", add=("Mole",)))
    assert server.client("odo").post("/api/libraries", json={"name": "Mole"}).status_code == 200
    assert "Mole" not in names(server.client("mia"))
    server.client("odo").delete("/api/libraries/Mole")


def test_an_owner_manages_the_members(server):
    odo, rita = server.client("odo"), server.client("rita")
    teams = odo.get("/api/teams").json()
    assert teams["teams"][0]["members"] == {"rita": "reader", "eda": "editor", "odo": "owner"}
    assert rita.get("/api/teams").json()["teams"][0]["members"] is None
    at = "/api/teams/news/members/loner"
    assert code(rita.put(at, json={"role": "owner"})) == (403, "role_missing")
    assert code(server.client("mia").put(at, json={"role": "owner"})) == (404, "team_not_found")
    assert odo.put(at, json={"role": "editor"}).status_code == 200
    assert names(server.client("loner")) == ["", OURS]
    assert odo.delete(at).status_code == 200
    assert names(server.client("loner")) == []
    assert code(odo.put("/api/teams/news/members/stranger", json={"role": "reader"})) == (400, "usage_error")
    for reply in (odo.delete("/api/teams/news/members/odo"),
                  odo.put("/api/teams/news/members/odo", json={"role": "reader"})):  # fmt: skip
        assert "at least one owner" in reply.text


def test_the_file_counts_at_once_and_a_broken_one_changes_nothing(server, caplog):
    before = server.file.read_bytes()
    rita = server.client("rita")
    try:
        accounts_file.change(server.file, lambda roster: roster.with_member("news", "rita", None))
        assert names(rita) == []
        server.file.write_bytes(b'{"people": {')
        assert names(rita) == []
        assert names(server.client("eda")) == ["", OURS]
        assert "What it said before stays in force." in caplog.text
        caplog.clear()
        assert names(server.client("eda")) == ["", OURS]
        assert not caplog.text  # once for each change
        server.file.unlink()
        assert names(server.client("eda")) == ["", OURS]
    finally:
        accounts_file.change(server.file, lambda _: accounts_file.parse(before))
    assert names(rita) == ["", OURS]


def test_a_session_ends_with_the_person_and_with_the_password(server):
    def with_password(password):
        account = passwords.new("eda", password, n=2**10, p=1)
        accounts_file.change(server.file, lambda roster: roster.with_person("eda", account))

    browser = server.browser("eda")
    assert browser.get("/api/libraries").status_code == 200
    with_password("another nine words")
    assert browser.get("/api/libraries").status_code == 401
    assert browser.get("/login").status_code == 200
    assert server.client("eda").get("/api/libraries").status_code == 401
    with_password(PASSWORD)
    browser = server.browser("eda")
    accounts_file.change(
        server.file,
        lambda roster: (
            roster.without_person("eda")
            .with_person("eda", passwords.new("eda", PASSWORD, n=2**10, p=1))
            .with_member("news", "eda", Role.EDITOR)
        ),
    )
    assert browser.get("/api/libraries").status_code == 401
    assert server.browser("eda").get("/api/libraries").status_code == 200


def test_pages_of_elsewhere_cannot_use_a_session(server):
    browser = server.browser("odo")
    for headers in ({"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        reply = browser.post("/api/check", json={"text": "x"}, headers=headers)
        assert code(reply) == (403, "forbidden")
    del browser.headers["Origin"]
    assert code(browser.post("/api/check", json={"text": "x"})) == (403, "forbidden")
    assert code(browser.post("/api/check", json={"text": "x"}, headers={"Referer": "http://a.example/"})) == (
        403, "forbidden",
    )  # fmt: skip


def event(server, name, data):
    """The number of an event of the page, and its body for Gradio."""
    config = server.client("odo").get("/config").json()
    found = next(one for one in config["dependencies"] if one["targets"][0][1] == name)
    return {"fn_index": found["id"], "data": [], "event_data": data, "trigger_id": found["targets"][0][0]}


def test_a_tab_is_its_persons_alone(server):
    rita, eda = server.browser("rita"), server.browser("eda")
    ask = {**event(server, "ask", {"question": "How many passengers?", "scope": "[]"}), "session_hash": "rt"}
    assert rita.post("/gradio_api/queue/join", json=ask).status_code == 200
    assert code(eda.post("/gradio_api/queue/join", json=ask)) == (404, "no_such_tab")
    assert code(eda.get("/gradio_api/queue/data", params={"session_hash": "rt"})) == (404, "no_such_tab")
    assert code(eda.get("/gradio_api/heartbeat/rt")) == (404, "no_such_tab")
    stop = {**event(server, "stop", {}), "session_hash": "rt"}
    assert code(eda.post("/gradio_api/run/predict", json=stop)) == (404, "no_such_tab")
    cancel = {"session_hash": "rt", "fn_index": 0, "event_id": "x"}
    assert code(eda.post("/gradio_api/cancel", json=cancel)) == (404, "no_such_tab")
    twice = b'{"session_hash": "et", "session_hash": "rt", "data": [], "fn_index": 0}'
    assert code(eda.post("/gradio_api/queue/join", content=twice)) == (404, "no_such_tab")
    for missing in ({}, {"session_hash": None}, {"session_hash": ["rt"]}, {"session_hash": ""}, []):
        assert code(eda.post("/gradio_api/queue/join", json=missing)) == (404, "no_such_tab")
    both = [("session_hash", "et"), ("session_hash", "rt")]
    assert code(eda.get("/gradio_api/queue/data", params=both)) == (404, "no_such_tab")
    with rita.stream("GET", "/gradio_api/queue/data", params={"session_hash": "rt"}) as stream:
        assert "process_generating" in next(line for line in stream.iter_lines() if "generating" in line)


def shown(client, server, name, data, tab, **query):
    """What an event of the page shows, by Gradio's own route."""
    body = {**event(server, name, data), "session_hash": tab}
    reply = client.post("/gradio_api/run/predict", params=query, json=body)
    return reply if reply.is_error else json.dumps(reply.json()["data"])


def test_the_pages_events_open_no_library_of_others(server):
    document = server.client("mia").get("/api/documents", params={"library": OTHERS}).json()["documents"][0]
    mia, rita = server.browser("mia"), server.browser("rita")
    wanted = {"doc": document["id"]}
    assert document["title"] in shown(mia, server, "open", wanted, "mt", library=OTHERS)
    assert code(shown(rita, server, "open", wanted, "rt2", library=OTHERS)) == (404, "library_not_found")
    assert code(shown(mia, server, "open", wanted, "mt")) == (404, "library_not_found")


def briefing(server, person, tab):
    """Have a briefing made by the page, and wait until it is there."""
    browser = server.browser(person)
    body = {**event(server, "brief", {"topic": "", "scope": "[]"}), "session_hash": tab}
    assert browser.post("/gradio_api/queue/join", params={"library": OURS}, json=body).status_code == 200
    with browser.stream("GET", "/gradio_api/queue/data", params={"session_hash": tab}) as stream:
        return next(line for line in stream.iter_lines() if "rb-paper" in line)


def test_a_readers_briefing_is_made_and_not_kept(server):
    def kept():
        return server.client("rita").get("/api/briefings", params={"library": OURS}).json()["briefings"]

    before = kept()
    assert "This briefing is not kept" in briefing(server, "rita", "rt3")
    assert kept() == before
    assert "This briefing is not kept" not in briefing(server, "eda", "et3")
    assert len(kept()) == len(before) + 1


def test_the_page_hides_what_a_role_cannot_do(server):
    def parts(person, group):
        return "".join(
            server.client(person).get(f"/api/parts/{group}", params={"library": OURS}).json().values()
        )

    for word in ('data-do="remove"', 'data-do="edit"', 'data-do="add"'):
        assert word not in parts("rita", "documents")
        assert word in parts("eda", "documents")
    assert 'data-view="settings" aria-label' not in parts("eda", "frame")
    assert 'data-view="settings" aria-label' in parts("odo", "frame")
    assert "Rename this library" not in parts("eda", "frame")
    assert "Rename this library" in parts("odo", "frame")
    assert "New library" not in parts("eda", "frame")
    assert 'data-role="reader"' in parts("rita", "frame")


def test_watching_is_an_owners_and_only_where_the_server_allows_it(server):
    odo = server.client("odo")
    assert code(odo.put("/api/watch", params={"library": OURS}, json={"folder": ""})) == (403, "forbidden")
    server.app.state.may_watch = True
    try:
        assert odo.put("/api/watch", params={"library": OURS}, json={"folder": ""}).status_code == 200
        watch = {name: server.client(name).get("/api/activity", params={"library": OURS}).json()["watch"]
                 for name in ("odo", "eda")}  # fmt: skip
        assert watch["odo"] is not None
        assert watch["eda"] is None
    finally:
        server.app.state.may_watch = False


# ---- no way around ----

WRITING = (
    ("POST", "/api/documents"), ("PATCH", "/api/documents/{id}"), ("DELETE", "/api/documents/{id}"),
    ("POST", "/api/briefings/notes"), ("DELETE", "/api/briefings/x"), ("POST", "/api/sample"),
    ("PUT", "/api/settings"), ("PUT", "/api/watch"), ("PATCH", "/api/libraries/Harbour"),
    ("DELETE", "/api/libraries/Harbour"), ("POST", "/api/libraries"),
    ("PUT", "/api/teams/news/members/rita"), ("POST", "/gradio_api/upload"),
)  # fmt: skip


def twisted(path, choices):
    """A path with letters in percent signs, other capitals, doubled slashes, dots, and other ends."""
    before, after, encoded, capital, doubled = choices
    letters = [
        f"%{ord(letter):02x}" if letter != "/" and encoded >> n % 24 & 1
        else letter.upper() if capital >> n % 24 & 1
        else "//" if letter == "/" and doubled >> n % 24 & 1
        else letter
        for n, letter in enumerate(path)
    ]  # fmt: skip
    return before + "".join(letters) + after


BITS = st.integers(0, 2**24).map(lambda bits: bits & bits >> 1 & bits >> 3)
BEFORE = st.sampled_from(
    ["/", "/.", "/x/..", "/%2e%2e", "/readback/..", "/readback/%2e%2e", "/assets/..", "/login/..", "/;"]
)
AFTER = st.sampled_from(["/", "//", "%2f", "/.", "%00", "%0a", ";a=b", "?", "#", "%20", ".json", "/%2e"])
NONE, ZERO = st.just(""), st.just(0)
TWISTS = st.one_of(
    st.tuples(NONE, NONE, ZERO, ZERO, ZERO),  # then it is the headers and the query that are twisted
    st.tuples(NONE, NONE, BITS, ZERO, ZERO),
    st.tuples(BEFORE, NONE, BITS, ZERO, ZERO),
    st.tuples(NONE, AFTER, BITS, ZERO, ZERO),
    st.tuples(BEFORE, AFTER, BITS, BITS, BITS),
)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "X-HTTP-Method-Override": st.sampled_from(["GET", "DELETE", "POST"]),
        "X-Original-URL": st.sampled_from(["/login", "/api/health", "/readback/app.css"]),
        "X-Rewrite-URL": st.just("/login"),
        "X-Forwarded-Email": st.sampled_from(["odo", "mia"]),
        "X-Forwarded-User": st.just("odo"),
        "X-Forwarded-For": st.just("127.0.0.1"),
        "X-Forwarded-Prefix": st.just("/login"),
        "Forwarded": st.just("for=127.0.0.1;host=localhost"),
        "X-Readback-User": st.just("guess"),
        "Accept": st.sampled_from(["text/html", "text/event-stream", "*/*"]),
        "Cookie": st.sampled_from(["readback-1=x", "access-token=x", "session=odo"]),
        "Upgrade": st.just("h2c"),
        "Content-Type": st.sampled_from(
            ["text/plain", "application/json", "multipart/form-data; boundary=b"]
        ),
    },
)
QUERIES = st.lists(
    st.tuples(
        st.sampled_from(["library", "Library", "library[]", "librar%79", "%20library", "_method"]),
        st.sampled_from(
            [OURS, OTHERS, "", NOBODYS, "..", HOME, f"../{OTHERS}", f"{OURS}/../{OTHERS}", "harbour"]
        ),
    ),
    max_size=3,
)  # fmt: skip


def state(server):
    """All that a reader must not change, and what others have."""
    folders = sorted(path.name for path in server.shelf.iterdir())
    documents = {name: server.client(person).get("/api/documents", params={"library": name}).json()
                 for person, name in (("odo", OURS), ("odo", ""), ("mia", OTHERS))}  # fmt: skip
    briefs = server.client("odo").get("/api/briefings", params={"library": OURS}).json()
    settings_now = server.client("odo").get("/api/settings", params={"library": OURS}).json()
    return folders, documents, briefs, settings_now, server.file.read_bytes()


def sent(server, method, path, query, headers, by_browser):
    """The status and the text of a reply; the address is sent as it is, which few clients do."""
    at = path + ("&" if "?" in path else "?") + "&".join(f"{name}={value}" for name, value in query)
    own = dict(_reader(server, by_browser=by_browser).build_request("GET", "/").headers)
    cookies = [value for value in (own.get("cookie"), headers.get("Cookie")) if value]
    kept = {name: own[name] for name in ("host", "origin") if name in own}
    if not by_browser:
        kept["Authorization"] = f"Bearer rita:{PASSWORD}"
    connection = HTTPConnection(own["host"], timeout=60)
    with closing(connection):
        connection.request(method, at, _BODY, {**kept, **headers, "Cookie": "; ".join(cookies)})
        reply = connection.getresponse()
        return reply.status, reply.read().decode("utf-8", "replace")


_BODY = b'{"role": "owner", "name": "New", "title": "x", "folder": "", "model": "", "base_url": ""}'


def test_what_is_twisted_below_is_the_readers_own_request(server):
    for by_browser in (True, False):
        status, text = sent(server, "GET", "/api/me", [], {}, by_browser)
        assert (status, json.loads(text)["person"]) == (200, "rita")


@settings(max_examples=120)
@given(st.sampled_from(WRITING), TWISTS, HEADERS, QUERIES, st.booleans())
def test_no_twist_of_a_request_lets_a_reader_write(server, route, choices, headers, query, by_browser):
    method, path = route
    ident = server.client("odo").get("/api/documents").json()["documents"][0]["id"]
    before = state(server)
    at = twisted(path.replace("{id}", ident), choices)
    status, text = sent(server, method, at, query, headers, by_browser)
    assert status in (303, 400, 401, 403, 404, 405, 413, 422), text
    assert state(server) == before


READING = (
    "/api/documents", "/api/documents/{id}/text", "/api/search", "/api/health", "/api/parts/documents",
    "/api/briefings", "/api/suggestions", "/mcp", "/api/settings",
)  # fmt: skip


@settings(max_examples=120)
@given(st.sampled_from(READING), TWISTS, HEADERS, QUERIES, st.booleans())
def test_no_twist_of_a_request_shows_another_teams_library(server, path, choices, headers, query, by_browser):
    ident = _marked(server)
    at = twisted(path.replace("{id}", ident), choices)
    asked_for = [*query, ("library", OTHERS), ("query", "passengers")]
    status, text = sent(server, "GET", at, asked_for, headers, by_browser)
    assert MARK not in text
    assert status != 200 or OTHERS not in text


def _reader(server, *, by_browser):
    if not by_browser:
        return server.client("rita")
    if "browser" not in server.clients:
        server.clients["browser"] = server.browser("rita")
    return server.clients["browser"]


MARK = "Known to sport alone"


def _marked(server):
    """The id of a document of the other team, which has a title that no other has."""
    mia = server.client("mia")
    documents = mia.get("/api/documents", params={"library": OTHERS}).json()["documents"]
    if documents[0]["title"] != MARK:
        mia.patch(f"/api/documents/{documents[0]['id']}", params={"library": OTHERS}, json={"title": MARK})
    return documents[0]["id"]


def test_many_people_at_once_get_their_own(server):
    def libraries(n):
        auth = (("rita", "mia")[n % 2], PASSWORD)
        reply = httpx.get(f"{server.url}/api/libraries", auth=auth, timeout=60)
        return n % 2, [one["name"] for one in reply.json()["libraries"]]

    with ThreadPoolExecutor(8) as pool:
        assert {(n, *found) for n, found in pool.map(libraries, range(40))} == {(0, "", OURS), (1, OTHERS)}
