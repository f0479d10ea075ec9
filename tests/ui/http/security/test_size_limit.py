"""How much one request may bring, and what a file may be: refused in time, with the reason."""

import io
import tempfile
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from rag import Readback, load_settings
from ui.http import uploads
from ui.http.security.size_limit import LARGEST
from ui.server import create_app

FERRY = "Ferry adrift in Corrin Sound\n\nThe Aldis Rose left Norhaven at 16:05 with 212 people aboard.\n"
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def readback(tmp_path_factory):
    settings = load_settings(tmp_path_factory.mktemp("limits") / "library", max_megabytes=2)
    with Readback(settings=settings, owner=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(readback):
    return TestClient(create_app(readback), base_url="http://127.0.0.1", raise_server_exceptions=False)


def code(reply):
    return reply.status_code, reply.json()["error"]["code"]


def send(client, *files):
    return client.post("/api/documents", files=[("files", (name, io.BytesIO(data))) for name, data in files])


def pieces(size, taken):
    """A body of that many bytes, sent without saying so; ``taken`` fills with what was asked for."""
    piece = b" " * 1_000_000
    for _ in range(size // len(piece)):
        taken.append(len(piece))
        yield piece


@pytest.mark.parametrize("path", ["/api/ask", "/api/check", "/gradio_api/queue/join", "/gradio_api/run/x"])
def test_a_body_over_the_limit_is_refused_whether_it_says_so_or_not(client, path):
    said = client.post(path, content=b"{" + b" " * LARGEST, headers=JSON)
    assert code(said) == (413, "too_large")
    assert "20 MB" in said.json()["error"]["message"]
    assert code(client.post(path, content=pieces(LARGEST + 5_000_000, []), headers=JSON)) == (
        413,
        "too_large",
    )
    assert client.get("/api/health").status_code == 200


def test_a_body_within_the_limit_is_read_whole(client):
    reply = client.post("/api/check", content=pieces(LARGEST, []), headers=JSON)
    assert code(reply) == (422, "bad_request")  # nothing but spaces
    assert code(client.post("/api/ask", content=b"[" * 1_000_000, headers=JSON))[0] in (400, 422)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x7fELF\x02\x01\x01" + bytes(200), "a program"),
        (b"MZ\x90\x00\x03" + bytes(200) + b"This program cannot be run in DOS mode.", ""),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "a PNG image"),
        (b"\xff\xd8\xff\xe0" + bytes(200), "a JPEG image"),
        (b"\xca\xfe\xba\xbe\0\0\0\x34\0\x1d" * 40, ""),
    ],
    ids=["ELF", "Windows", "PNG", "JPEG", "Java"],
)  # fmt: skip
@pytest.mark.parametrize("suffix", ["txt", "md", "html", "pdf", "docx"])
def test_a_file_that_is_not_what_its_name_says_is_refused_and_why(client, data, what, suffix):
    reply = send(client, (f"notes.{suffix}", data), ("ferry.txt", FERRY.encode())).json()
    (failure,) = reply["failed"]
    assert failure["path"] == f"notes.{suffix}"
    assert what in failure["error"] or suffix in ("pdf", "docx")  # which tell what they would be
    assert "\n" not in failure["error"]
    names = {document["path"] for document in client.get("/api/documents").json()["documents"]}
    assert names == {"ferry.txt"}


def test_too_many_files_or_fields_are_refused(client):
    many = [("files", (f"{number}.txt", b"x")) for number in range(uploads.MAX_FILES + 1)]
    reply = client.post("/api/documents", files=many)
    assert code(reply) == (400, "usage_error")
    assert "1000" in reply.json()["error"]["message"]
    ferry = {"files": ("ferry.txt", FERRY.encode())}
    fields = {f"field{number}": "x" for number in range(101)}
    assert code(client.post("/api/documents", files=ferry, data=fields)) == (400, "usage_error")
    assert code(client.post("/api/documents", files=ferry, data={"note": "x" * 70_000})) == (
        400,
        "usage_error",
    )
    assert client.post("/api/documents", files=ferry, data={"note": "x"}).status_code == 200


def test_an_upload_too_large_in_all_is_not_taken_to_its_end(client, monkeypatch, tmp_path):
    monkeypatch.setattr(uploads, "WHOLE_MEGABYTES", 3)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
    boundary = {"Content-Type": "multipart/form-data; boundary=x"}
    said = client.post("/api/documents", content=head + b" " * 5_000_000, headers=boundary)
    assert code(said) == (413, "too_large")
    assert "4 MB in all" in said.json()["error"]["message"]
    unsaid = client.post("/api/documents", content=pieces(9_000_000, []), headers=boundary)
    assert code(unsaid)[0] in (400, 413)

    def files():
        for _ in range(5):
            yield head + b"word " * 200_000 + b"\r\n"

    assert code(client.post("/api/documents", content=files(), headers=boundary)) == (413, "too_large")
    assert list(Path(tmp_path).iterdir()) == []
