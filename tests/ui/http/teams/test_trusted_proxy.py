"""Log-in by a proxy's header on a real server: from the proxy only, for people who are known."""

import httpx
import pytest
from support.teams import OURS, PASSWORD, team_server

from index.errors import UsageError
from ui.http.teams import accounts_file
from ui.http.teams.roster import Role
from ui.http.teams.trusted_proxy import AmbiguousPerson, TrustedProxy

HEADER, HOST = "X-Forwarded-Email", "readback.example.org"
PAGE = {"Accept": "text/html,*/*;q=0.8"}


@pytest.fixture(scope="module")
def server(built, tmp_path_factory):
    proxy = TrustedProxy.of(HEADER, ("127.0.0.1",), "/oauth2/sign_out")
    with team_server(built, tmp_path_factory.mktemp("proxied"), proxy, (HOST,)) as served:
        accounts_file.change(
            served.file,
            lambda roster: roster.with_person("Ada@Example.org", None).with_member(
                "news", "Ada@Example.org", Role.EDITOR
            ),
        )
        yield served


@pytest.fixture
def proxy(server):
    """Asks as the proxy does, for a person."""

    def ask(method, path, person="ada@example.org", **more):
        headers = {"Host": HOST, HEADER: person, **more.pop("headers", {})}
        return httpx.request(method, server.url + path, headers=headers, timeout=60, **more)

    return ask


@pytest.fixture
def elsewhere(server):
    """A client of another address of this computer, which is not the proxy's."""
    with httpx.Client(
        base_url=server.url, transport=httpx.HTTPTransport(local_address="127.0.0.2")
    ) as client:
        yield client


def code(reply):
    return reply.status_code, reply.json()["error"]["code"]


def test_the_proxy_says_who_it_is_in_whatever_capitals(proxy):
    for name in ("ada@example.org", "Ada@Example.org", "ADA@EXAMPLE.ORG"):
        reply = proxy("GET", f"/api/me?library={OURS}", name)
        assert reply.json() == {"person": "Ada@Example.org", "role": "editor"}


def test_from_another_address_the_header_says_nothing(elsewhere):
    for name in ("ada@example.org", "odo"):
        assert code(elsewhere.get("/api/me", headers={HEADER: name})) == (401, "unauthorized")
    mixed = {HEADER: "odo", "X-Forwarded-For": "127.0.0.1"}
    reply = elsewhere.get("/api/me", headers=mixed, auth=("rita", PASSWORD))
    assert reply.json()["person"] == "rita"


def test_whoever_has_no_account_is_told_so(proxy):
    for name in ("eve@example.org", "ada@example.org.evil", "\u0430da@example.org".encode()):
        assert code(proxy("GET", "/api/me", name)) == (403, "no_account")
        page = proxy("GET", "/", name, headers=PAGE)
        assert page.status_code == 403
        assert "has an account here. Ask whoever runs this server." in page.text
    assert "&lt;b&gt;" in proxy("GET", "/", "<b>", headers=PAGE).text


def test_more_than_one_person_is_nobody(server):
    twice = [("Host", HOST), (HEADER, "odo"), (HEADER, "ada@example.org")]
    assert code(httpx.get(f"{server.url}/api/me", headers=twice)) == (400, "ambiguous_person")
    assert code(httpx.get(f"{server.url}/api/me", headers=[("Host", HOST), (HEADER, b"\xff")])) == (
        400, "ambiguous_person",
    )  # fmt: skip


def test_without_the_header_there_is_a_page_and_no_form(server):
    with httpx.Client(base_url=server.url) as client:
        assert code(client.get("/api/me")) == (401, "unauthorized")
        assert client.get("/", headers=PAGE).headers["location"] == "/login"
        for reply in (
            client.get("/login"),
            client.post("/login", data={"user": "rita", "password": PASSWORD}),
            client.get("/login", headers={HEADER: "ada@example.org"}),
        ):
            assert reply.status_code == 403
            assert "<form" not in reply.text
            assert "log in to this server at a proxy" in reply.text
            assert "set-cookie" not in reply.headers


def test_the_page_names_the_person_and_the_proxys_way_out(proxy):
    assert proxy("GET", f"/?library={OURS}", headers=PAGE).status_code == 200
    top = proxy("GET", f"/api/parts/frame?library={OURS}").json()["top"]
    assert "Ada@Example.org" in top
    assert 'href="/oauth2/sign_out"' in top
    assert "/logout" not in top


def test_only_pages_of_this_server_write(proxy):
    draft = {"json": {"text": "Herons."}}
    path = f"/api/check?library={OURS}"
    assert code(proxy("POST", path, **draft)) == (403, "forbidden")
    for origin in ("https://evil.example", "null", f"https://{HOST}.evil.example", f"https://{HOST}:444"):
        assert code(proxy("POST", path, headers={"Origin": origin}, **draft)) == (403, "forbidden")
    assert proxy("POST", path, headers={"Origin": f"https://{HOST}"}, **draft).status_code == 200


def test_only_the_names_of_the_proxy_are_served(proxy, server):
    for host in ("evil.example", f"{HOST}.evil.example", "127.0.0.1.evil.example"):
        assert code(proxy("GET", "/api/me", headers={"Host": host})) == (403, "forbidden")
    assert httpx.get(f"{server.url}/api/me", headers={HEADER: "odo"}).json()["person"] == "odo"


def test_an_owner_adds_somebody_whom_only_the_proxy_knows(proxy, server):
    headers = {"Origin": f"https://{HOST}"}
    at = "/api/teams/news/members/new@example.org"
    assert proxy("PUT", at, "odo", headers=headers, json={"role": "reader"}).status_code == 200
    assert proxy("GET", f"/api/me?library={OURS}", "new@example.org").json()["role"] == "reader"
    assert accounts_file.read(server.file).people["new@example.org"] is None
    with httpx.Client(base_url=server.url, auth=("new@example.org", "")) as client:
        assert client.get("/api/me").status_code == 401


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("X-Forwarded-Email", ()), "needs --trusted-proxy"), (("", ("127.0.0.1",)), "name a header"),
        (("X Mail", ("127.0.0.1",)), "name a header"), (("X_Mail", ("127.0.0.1",)), "name a header"),
        (("Cookie", ("127.0.0.1",)), "name a header"), (("Authorization", ("127.0.0.1",)), "name a header"),
        (("X-A", ("localhost",)), "looks like 127.0.0.1"), (("X-A", ("10.0.0.1/24",)), "looks like"),
        (("X-A", ("0.0.0.0/0",)), "believe everybody"), (("X-A", ("::/0",)), "believe everybody"),
        (("X-A", ("127.0.0.1",), "//evil.example"), "--sign-out"),
        (("X-A", ("::1",), "javascript:a()"), "--sign-out"),
    ],
)  # fmt: skip
def test_options_that_would_let_others_in_are_refused(options, why):
    with pytest.raises(UsageError, match=why):
        TrustedProxy.of(*options)


def test_the_header_is_taken_out_of_every_request():
    proxy = TrustedProxy.of("X-Person", ("127.0.0.1", "10.1.0.0/16"))
    for client, name in (
        ("127.0.0.1", "odo"), ("::ffff:127.0.0.1", "odo"), ("10.1.9.9", "odo"), ("10.2.0.1", ""), ("::1", ""),
        ("", ""), ("testclient", ""),
    ):  # fmt: skip
        scope = {"headers": [(b"x-person", b"odo"), (b"host", b"a")], "client": (client, 1)}
        assert proxy.take(scope) == name
        assert scope["headers"] == [(b"host", b"a")]
    twice = {"headers": [(b"x-person", b"odo"), (b"X-Person", b"mia")], "client": ("127.0.0.1", 1)}
    with pytest.raises(AmbiguousPerson):
        proxy.take(twice)
    assert twice["headers"] == []
