"""Drafts over HTTP, for the page: the text of a file, and a report as a file."""

import pytest
from fastapi.testclient import TestClient
from support.helpers import readback, write

from ui.http import examples
from ui.http.drafts import fitting
from ui.server import create_app


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("drafts")
    with readback(folder / "library", max_megabytes=1) as opened:
        opened.add(write(folder / "in", {"ferry.txt": examples.TEXT["text"]}))
        with TestClient(create_app(opened), base_url="http://127.0.0.1") as made:
            yield made


def sent(client, name, data):
    return client.post("/api/drafts", files={"files": (name, data)})


@pytest.mark.parametrize(
    ("name", "data", "text", "markdown"),
    [
        ("a.md", b"# A\n\n**It sank.**\n", "# A\n\n**It sank.**\n", True),
        ("a.txt", "Größe".encode("cp1252"), "Größe", False),
        ("a.html", b"<html><body><p>It sank in the night, they said.</p></body></html>",
         "It sank in the night, they said.", False),
    ],
)  # fmt: skip
def test_a_files_text_is_what_the_command_line_reads(client, name, data, text, markdown):
    assert sent(client, name, data).json() == {"name": name, "text": text, "markdown": markdown}
    assert len(client.get("/api/documents").json()["documents"]) == 1  # it is not kept


@pytest.mark.parametrize(
    ("name", "data", "status", "words"),
    [
        ("a.xyz", b"?", 415, "a.xyz cannot be read. Choose a file of one of"),
        ("a.pdf", b"%PDF-1.4 nothing", 422, "a.pdf"),
        ("a.txt", b"x" * 1_000_001, 413, "a.txt is larger than 1 MB, the limit for one file."),
    ],
)
def test_a_file_that_is_no_draft_is_refused_by_its_name(client, name, data, status, words):
    reply = sent(client, name, data)
    assert reply.status_code == status
    message = reply.json()["error"]["message"]
    assert words in message
    assert "readback-" not in message


def test_a_report_is_a_web_page_or_a_word_file(client):
    checked = client.post("/api/check", json={"text": "It carried 212 passengers."}).json()
    for format, begins in (("html", b"<!DOCTYPE html>"), ("docx", b"PK")):
        body = {"report": checked, "title": "My draft", "format": format}
        reply = client.post("/api/drafts/report", json=body)
        assert reply.content.startswith(begins)
        assert reply.headers["content-disposition"].endswith(f"My%20draft.{format}")
    wrong = {"report": {"sentences": 1}, "title": "x", "format": "html"}
    assert client.post("/api/drafts/report", json=wrong).status_code == 422


def test_the_length_of_a_draft_has_a_limit():
    assert fitting("abc", 3) == "abc"
    with pytest.raises(Exception, match="The draft has 4 characters; 3 can be checked at once"):
        fitting("abcd", 3)
