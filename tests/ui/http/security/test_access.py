"""Locked doors over HTTP: who gets in, how, and who does not, on a real library."""

import base64
import re
from itertools import count

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from rag import Readback
from ui.http.security import passwords
from ui.server import create_app
from ui.web.login_routes import local

USER, PASSWORD = "Jonas Vik", "seven grey herons"
BASE = "http://reading-room:7860"
HERE = {"Origin": BASE}
PAGE = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="module")
def account():
    return passwords.new(USER, PASSWORD, n=2**10, p=1)  # quick: there are many attempts below


@pytest.fixture(scope="module")
def readback(tmp_path_factory):
    with Readback(library=tmp_path_factory.mktemp("locked") / "library", owner=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def app(readback, account):
    return create_app(readback, account=account, wide=True)


@pytest.fixture(scope="module")
def caller(app):
    """A client at an address of its own, with a cookie jar of its own."""
    numbers = count(1)

    def at(base=BASE):
        address = (f"192.0.2.{next(numbers)}", 40000)
        return TestClient(
            app, base_url=base, client=address, follow_redirects=False, raise_server_exceptions=False
        )

    return at


@pytest.fixture
def client(caller):
    return caller()


def log_in(client, password=PASSWORD, user=USER, **more):
    return client.post("/login", data={"user": user, "password": password, **more})


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def code(reply):
    return reply.status_code, reply.json()["error"]["code"]


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/"), ("GET", "/config"), ("GET", "/openapi.json"), ("GET", "/api/health"), ("GET", "/mcp"),
        ("GET", "/api/documents"), ("POST", "/api/documents"), ("DELETE", "/api/documents/x"),
        ("GET", "/v1/models"), ("POST", "/v1/chat/completions"), ("POST", "/mcp"), ("GET", "/assets/x.js"),
        ("GET", "/gradio_api/info"), ("POST", "/gradio_api/queue/join"), ("POST", "/gradio_api/upload"),
        ("GET", "/theme.css"), ("GET", "/favicon.ico"), ("GET", "/login/"), ("GET", "/login_check"),
        ("PUT", "/login"), ("POST", "/api/ask"),
        ("GET", "//login"), ("GET", "/LOGIN"), ("GET", "/logout"), ("POST", "/logout"), ("GET", "/readback"),
        ("POST", "/readback/app.css"), ("OPTIONS", "/api/ask"), ("GET", "/nothing"),
        ("GET", "/login/../api/health"),
    ],
)  # fmt: skip
def test_nothing_is_open_to_strangers(client, method, path):
    reply = client.request(method, f"{BASE}{path}")
    assert code(reply) == (401, "unauthorized")
    assert reply.headers["www-authenticate"] == 'Bearer realm="Readback"'
    page = client.request(method, f"{BASE}{path}", headers=PAGE)
    if method == "GET":
        assert page.status_code == 303
        assert page.headers["location"].startswith("/login")
    else:
        assert page.status_code == (303 if path == "/logout" else 401)


def test_the_log_in_page_is_open_and_its_style_and_they_hold_no_script(client):
    page = client.get("/login")
    assert page.status_code == 200
    assert "<script" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "script-src" not in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"
    style = re.search(r'rel="stylesheet" href="([^"]+)"', page.text)[1]
    assert client.get(style).status_code == 200
    for path in ("/readback/../server.py", "/readback/%2e%2e/server.py", "/readback//etc/passwd"):
        assert client.get(path).status_code in (401, 404)


def test_websockets_of_strangers_are_closed(client):
    for path in ("/gradio_api/queue/join", "/login", "/readback/x"):
        with pytest.raises(WebSocketDisconnect) as closed, client.websocket_connect(path):
            pass
        assert closed.value.code == 1008


def test_a_browser_logs_in_goes_where_it_wanted_and_logs_out(client):
    to_login = client.get("/?library=Second+one", headers=PAGE).headers["location"]
    assert to_login == "/login?next=/%3Flibrary%3DSecond%2Bone"
    form = client.get(to_login).text
    wanted = re.search(r'name="next" value="([^"]*)"', form)[1]
    reply = log_in(client, next=wanted)
    assert (reply.status_code, reply.headers["location"]) == (303, "/?library=Second+one")
    assert client.get("/api/health").json()["ok"]
    assert client.get("/", headers=PAGE).status_code == 200
    assert client.get("/login").headers["location"] == "/"
    out = client.post("/logout", headers=HERE)
    assert (out.status_code, out.headers["location"]) == (303, "/login")
    assert "readback-7860" not in client.cookies
    assert client.get("/api/health").status_code == 401


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(client, caller):
    kept = log_in(client).headers["set-cookie"]
    assert re.match(r"readback-7860=[\w-]{43}; HttpOnly; Path=/; SameSite=lax$", kept)
    encrypted = log_in(caller(base="https://reading-room:7860")).headers["set-cookie"]
    assert encrypted.startswith("__Host-readback-7860=")
    assert "; Secure" in encrypted
    assert "Domain" not in encrypted


def test_each_log_in_has_a_session_of_its_own_and_ends_the_one_before(client, caller):
    log_in(client)
    old = client.cookies["readback-7860"]
    log_in(client)
    assert client.cookies["readback-7860"] != old
    other = caller()
    assert other.get("/api/health", headers={"Cookie": f"readback-7860={old}"}).status_code == 401
    given = {"Cookie": "readback-7860=chosen-by-somebody-else"}
    reply = other.post("/login", data={"user": USER, "password": PASSWORD}, headers=given)
    assert reply.status_code == 303
    assert "chosen-by-somebody-else" not in reply.headers["set-cookie"]
    assert caller().get("/api/health", headers=given).status_code == 401


def test_a_log_out_ends_the_session_and_not_only_the_cookie(client, caller):
    log_in(client)
    stolen = client.cookies["readback-7860"]
    client.post("/logout", headers=HERE)
    thief = caller()
    thief.cookies.set("readback-7860", stolen)
    assert thief.get("/api/health").status_code == 401


@pytest.mark.parametrize(
    "header",
    [
        "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode(),
        f"Bearer {PASSWORD}", f"Bearer {USER}:{PASSWORD}", f"bearer   {PASSWORD}  ",
    ],
)  # fmt: skip
def test_programs_send_the_password_along(client, header):
    assert client.get("/api/health", headers={"Authorization": header}).json()["ok"]
    assert "set-cookie" not in client.get("/api/health", headers={"Authorization": header}).headers
    reply = client.post("/api/check", json={"text": "Herons."}, headers={"Authorization": header})
    assert reply.status_code == 200
    assert reply.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "header",
    [
        f"Bearer {PASSWORD}x", "Bearer", "Bearer ", f"Bearer Someone:{PASSWORD}", f"Bearer {USER}:",
        "Basic ????",
        "Basic " + base64.b64encode(PASSWORD.encode()).decode(), f"Digest {PASSWORD}", PASSWORD,
        "Basic " + base64.b64encode(f"Someone:{PASSWORD}".encode()).decode(),
        "Basic " + base64.b64encode(b"\xff\xfe:x").decode(), "Bearer " + "x" * 5000,
    ],
)  # fmt: skip
def test_wrong_credentials_are_refused(client, header):
    assert code(client.get("/api/health", headers={"Authorization": header})) == (401, "unauthorized")


def test_a_password_may_hold_any_letters(readback):
    account = passwords.new("Zoë", "Brücke: élan 文", n=2**10, p=1)
    client = TestClient(create_app(readback, account=account), base_url="http://127.0.0.1")
    for token in (
        "Brücke: élan 文",
        "Zoë:Brücke: élan 文",
        "Bru\N{COMBINING DIAERESIS}cke: e\N{COMBINING ACUTE ACCENT}lan 文",
    ):
        header = {"Authorization": f"Bearer {token}".encode()}
        assert client.get("/api/health", headers=header).status_code == 200
    assert client.get("/api/health", auth=("Zoë", "Brücke: élan 文")).status_code == 200


def test_the_form_tells_what_is_wrong_and_shows_it_as_text(client):
    reply = log_in(client, "wrong password", user='<img src=x onerror="a()">', next='"><script>')
    assert reply.status_code == 401
    assert 'role="alert"' in reply.text
    assert "Name or password is wrong." in reply.text
    assert "&lt;img src=x onerror=&#34;a()&#34;&gt;" in reply.text
    assert "<img" not in reply.text
    assert "<script" not in reply.text
    assert "wrong password" not in reply.text
    assert "set-cookie" not in reply.headers


def test_forms_that_are_none_or_too_large_are_refused(client):
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for body in (b"x" * 20_000, b"user=\xff", b"&".join(b"a=1" for _ in range(50))):
        assert client.post("/login", content=body, headers=form).status_code in (400, 401)
    assert client.post("/login", content=b"x" * 20_000, headers=form).status_code == 400
    assert client.post("/login", json={"user": USER, "password": PASSWORD}).status_code == 400


@pytest.mark.parametrize(
    ("path", "led"),
    [
        ("/", "/"), ("/?library=Two", "/?library=Two"), ("/api/health", "/api/health"),
        ("", "/"), ("x", "/"),
        ("//evil.example", "/"), ("/\\evil.example", "/"), ("https://evil.example", "/"),
        ("/\t/evil.example", "/"), ("javascript:alert(1)", "/"), ("/a\r\nSet-Cookie: x=y", "/"),
        ("/login?next=/", "/"), ("/logout", "/"), ("/login/", "/"), ("/a\\b", "/"),
    ],
)  # fmt: skip
def test_a_log_in_leads_nowhere_else(client, path, led):
    assert local(path) == led
    reply = log_in(client, next=path)
    assert (reply.status_code, reply.headers["location"]) == (303, led)


def test_pages_of_elsewhere_cannot_use_a_session(client):
    log_in(client)
    ask = {"json": {"text": "Herons."}}
    assert client.post("/api/check", **ask, headers=HERE).status_code == 200
    assert client.post("/api/check", **ask, headers={"Referer": f"{BASE}/"}).status_code == 200
    for headers in (
        {}, {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://reading-room:9999"},
        {"Origin": "http://reading-room"}, {"Referer": "http://evil.example/"}, {"Referer": "http://[bad/"},
        {"Referer": "http://reading-room:7860.evil.example/"}, {**HERE, "Sec-Fetch-Site": "cross-site"},
        {"Origin": "ftp://reading-room:7860"},
    ):  # fmt: skip
        assert code(client.post("/api/check", **ask, headers=headers)) == (403, "forbidden"), headers
    assert code(client.post("/logout")) == (403, "forbidden")
    assert client.get("/api/health").status_code == 200
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert client.get("/", headers={**PAGE, **link}).status_code == 200


def test_nobody_else_can_log_a_browser_in(client):
    fields = {"user": USER, "password": PASSWORD}
    assert code(client.post("/login", data=fields, headers={"Origin": "http://evil.example"})) == (
        403,
        "forbidden",
    )
    assert client.post("/login", data=fields, headers=HERE).status_code == 303


def test_over_tls_pages_must_have_come_by_it_too(caller):
    base = "https://reading-room:7860"
    client = caller(base=base)
    assert log_in(client).headers["strict-transport-security"].startswith("max-age=")
    headers = {"Origin": "http://reading-room:7860"}
    assert code(client.post("/api/check", json={"text": "x"}, headers=headers)) == (403, "forbidden")
    assert client.post("/api/check", json={"text": "x"}, headers={"Origin": base}).status_code == 200
    assert "strict-transport-security" not in caller().get("/login").headers
    local_one = caller(base="https://localhost:7860").get("/login")
    assert "strict-transport-security" not in local_one.headers


def test_on_this_computer_only_its_own_names_do(readback, account):
    app = create_app(readback, account=account)
    near = TestClient(app, base_url="http://localhost:7860", follow_redirects=False)
    assert near.get("/login").status_code == 200
    assert near.get("/login", headers={"Host": "reading-room:7860"}).status_code == 403
    open_but_wide = TestClient(create_app(readback, wide=True), base_url="http://reading-room")
    assert open_but_wide.get("/api/health").status_code == 403


def test_answers_are_kept_nowhere_and_the_program_itself_may_be(client):
    log_in(client)
    for path in ("/", "/api/health", "/config", "/openapi.json", "/api/nothing"):
        assert client.get(path).headers["cache-control"] == "no-store", path
    assert client.get("/readback/app.css").headers["cache-control"] == "no-cache"
    script = re.search(r"/assets/[^\"']+\.js", client.get("/").text)[0]
    assert "no-store" not in client.get(script).headers.get("cache-control", "")


def test_after_five_failures_an_address_waits_and_the_others_do_not(client, caller):
    for attempt in range(5):
        by_form, by_header = attempt % 2, bearer(f"guess number {attempt}")
        wrong = log_in(client, "a guess") if by_form else client.get("/api/health", headers=by_header)
        assert wrong.status_code == 401
    for reply in (log_in(client), client.get("/api/health", headers=bearer(PASSWORD))):
        assert reply.status_code == 429
        assert 1 <= int(reply.headers["retry-after"]) <= 5
    assert "Too many wrong passwords" in log_in(client).text
    assert code(client.get("/api/health", headers=bearer(PASSWORD))) == (429, "too_many_attempts")
    spoofed = {**bearer(PASSWORD), "X-Forwarded-For": "192.0.2.77", "Forwarded": "for=192.0.2.77"}
    assert client.get("/api/health", headers=spoofed).status_code == 429
    other = caller()
    assert other.get("/api/health", headers=bearer(PASSWORD)).status_code == 200
    assert log_in(other).status_code == 303


def test_a_log_in_forgives_the_failures_before_it_and_a_programs_request_does_not(client, caller):
    program = caller()
    for _ in range(4):
        log_in(client, "a guess")
        program.get("/api/health", headers=bearer("a guess"))
    assert log_in(client).status_code == 303
    assert program.get("/api/health", headers=bearer(PASSWORD)).status_code == 200
    assert log_in(client, "a guess").status_code == 401
    assert log_in(client).status_code == 303
    program.get("/api/health", headers=bearer("a guess"))
    assert program.get("/api/health", headers=bearer(PASSWORD)).status_code == 429


def test_a_session_goes_on_while_its_address_waits(client):
    log_in(client)
    for _ in range(5):
        client.get("/api/health", headers=bearer("wrong one"))
    assert client.get("/api/health", headers=bearer(PASSWORD)).status_code == 429
    assert client.get("/api/health").status_code == 200


def test_remembered_credentials_do_not_help_who_guesses(client, caller):
    assert client.get("/api/health", headers=bearer(PASSWORD)).status_code == 200
    guessing = caller()
    for _ in range(5):
        guessing.get("/api/health", headers=bearer("wrong one"))
    assert guessing.get("/api/health", headers=bearer(PASSWORD)).status_code == 429


def test_open_doors_have_no_log_in(readback):
    client = TestClient(create_app(readback), base_url="http://127.0.0.1")
    assert client.get("/api/health").json()["ok"]
    assert "Log in" not in client.get("/login").text
