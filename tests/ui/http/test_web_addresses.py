"""A web address over HTTP: fetched, kept like a file, replaced when it changes, refused with a reason."""

import json
from contextlib import closing
from dataclasses import replace

import httpx
import pytest
from support.helpers import readback
from support.served import serving
from support.web_site import ARTICLE, SitePage, web_site

from ui.server import create_app

PAGES = {
    "/news/bridge": SitePage(),
    "/notes": SitePage(b"A note.\n\nThe tide at Tolm is 3 metres.\n", "text/plain"),
    "/empty": SitePage(b"", "text/plain"),
    "/picture": SitePage(b"GIF89a", "image/gif"),
}


@pytest.fixture
def site():
    with web_site(dict(PAGES)) as served:
        yield served


@pytest.fixture
def library(tmp_path):
    with readback(tmp_path / "lib", private_addresses=True) as made:
        yield made


@pytest.fixture
def client(library):
    with serving(create_app(library)) as url, httpx.Client(base_url=url, timeout=60) as opened:
        yield opened


def add(client, address, **headers):
    return client.post("/api/documents", json={"address": address}, headers=headers)


def test_a_page_becomes_a_document_that_knows_its_address(client, site):
    address = site("/news/bridge?day=5#top")
    added = add(client, address).json()
    assert {name: len(found) for name, found in added.items()} == {
        "added": 1, "unchanged": 0, "replaced": 0, "failed": 0,
    }  # fmt: skip
    [document] = client.get("/api/documents").json()["documents"]
    assert document["path"] == site("/news/bridge?day=5")
    assert (document["title"], document["outlet"]) == ("Harbour bridge closed", "127.0.0.1")
    file = client.get(f"/api/documents/{document['id']}/file")
    assert file.content == ARTICLE.encode()
    assert 'filename="document.html"' in file.headers["content-disposition"]
    assert file.headers["content-disposition"].endswith("''bridge.html")
    answer = client.post("/api/ask", json={"question": "How long was the harbour bridge closed?"}).json()
    assert "19 days" in answer["sentences"][0]["text"]


def test_the_same_address_again_is_left_or_replaced(library, tmp_path):
    pages = dict(PAGES)
    with (
        web_site(pages) as site,
        serving(create_app(library)) as url,
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        [first] = add(client, site("/notes")).json()["added"]
        assert add(client, site("/notes")).json()["unchanged"] == [first]
        pages["/notes"] = replace(pages["/notes"], body=b"The tide at Tolm is 4 metres.\n")
        changed = add(client, site("/notes")).json()
        assert changed["replaced"] == [first]
        assert "4 metres" in client.get(f"/api/documents/{changed['added'][0]}/text").json()["text"]


def test_its_progress_is_told_under_its_address(client, site):
    address = site("/notes")
    with closing(add(client, address, Accept="text/event-stream")) as reply:
        events = [block.split("\n") for block in reply.text.strip().split("\n\n")]
    told = [(name.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for name, data in events]
    assert {data["path"] for name, data in told if name == "progress"} <= {address}
    assert told[-1][0] == "added"
    assert len(told[-1][1]["added"]) == 1
    assert client.get("/api/activity").json()["adding"] == []


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/picture", "this is image/gif, which cannot be read"),
        ("/missing", "the server answers 404 Not Found"),
        ("/empty", "empty"),
    ],
)
def test_what_cannot_be_fetched_or_read_is_a_failure_under_its_address(client, site, path, why):
    [failure] = add(client, site(path)).json()["failed"]
    assert failure["path"] == site(path)
    assert why in failure["error"]
    assert not failure["error"].startswith("http")
    assert client.get("/api/documents").json()["documents"] == []


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"address": "ftp://paper.example/a"}, 400, "address_refused"),
        ({"address": "/etc/passwd"}, 400, "address_refused"),
        ({"address": 7}, 422, "bad_request"),
        ({}, 422, "bad_request"),
        ({"address": "https://paper.example/" + "a" * 70_000}, 413, "too_large"),
    ],
)
def test_what_is_no_address_is_refused(client, body, status, code):
    reply = client.post("/api/documents", json=body)
    assert (reply.status_code, reply.json()["error"]["code"]) == (status, code)


def test_a_page_of_another_site_cannot_have_an_address_fetched(client, site):
    reply = add(client, site("/notes"), Origin="https://evil.example")
    assert reply.status_code == 403
    assert site.asked == []


def test_without_the_setting_this_computer_is_not_asked(site, tmp_path):
    with (
        readback(tmp_path / "other") as made,
        serving(create_app(made)) as url,
        httpx.Client(base_url=url, timeout=60) as client,
    ):
        [failure] = add(client, site("/notes")).json()["failed"]
    assert "an address of this computer or of a private network" in failure["error"]
    assert site.asked == []
