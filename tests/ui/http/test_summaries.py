"""Summaries and briefings over HTTP: the shapes of the commands, and clear refusals."""

import json

import pytest
from fastapi.testclient import TestClient
from support.helpers import readback, write
from support.weir import ARTICLES

from ui.server import create_app


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("doors")
    with readback(folder / "library") as opened:
        opened.add(write(folder / "articles", ARTICLES))
        yield opened


@pytest.fixture(scope="module")
def client(library):
    with TestClient(create_app(library), base_url="http://127.0.0.1") as made:
        yield made


@pytest.fixture(scope="module")
def ids(library):
    return {document.path.rsplit("/", 1)[1]: document.id for document in library.documents()}


def without_notes(shape) -> dict:
    from ui.words.verdicts import as_contract

    return json.loads(json.dumps(as_contract(shape)))


def refused(reply) -> tuple[int, str]:
    return reply.status_code, reply.json()["error"]["code"]


def test_a_briefing_is_the_one_of_the_command(client, library):
    assert client.post("/api/briefings", json={}).json() == without_notes(library.brief())


def test_a_briefing_can_be_narrowed(client, ids):
    body = {"documents": [ids["courier.txt"], ids["herald.txt"]], "topic": "the cost of the repair"}
    made = client.post("/api/briefings", json=body).json()
    assert made["documents"] == body["documents"]
    assert made["title"] == "the cost of the repair"


def test_a_summary_is_the_one_of_the_command(client, library, ids):
    body = {"document": ids["courier.txt"], "words": 30}
    made = client.post("/api/summaries", json=body).json()
    assert made == without_notes(library.summarize(ids["courier.txt"], 30))


@pytest.mark.parametrize(
    ("path", "body", "expected"),
    [
        ("summaries", {}, (422, "bad_request")),
        ("summaries", {"document": "nowhere"}, (404, "document_not_found")),
        ("summaries", {"document": "courier.txt"}, (404, "document_not_found")),
        ("summaries", {"document": "x", "words": 0}, (422, "bad_request")),
        ("briefings", {"documents": "x"}, (422, "bad_request")),
        ("briefings", {"documents": ["nowhere"]}, (404, "document_not_found")),
        ("briefings", {"topic": "x" * 1_001}, (422, "bad_request")),
        ("briefings", [], (422, "bad_request")),
    ],
)
def test_what_cannot_be_done_is_refused(client, path, body, expected):
    assert refused(client.post(f"/api/{path}", json=body)) == expected
