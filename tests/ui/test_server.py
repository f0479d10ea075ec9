"""The HTTP door on a real library: routes, errors, uploads, and who may call."""

import io
import socket
import threading
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from index import errors
from rag import Readback, load_settings
from ui.http.problems import error_code
from ui.http.uploads import safe_name
from ui.server import create_app, serve

FERRY = "Ferry adrift in Corrin Sound\n\nThe Aldis Rose left Norhaven at 16:05 with 212 people aboard.\n"
CLERK = "Council minutes\n\nThe clerk had no figure for the cost of the relief ship.\n"


@pytest.fixture
def readback(tmp_path):
    with Readback(library=tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def client(readback):
    return TestClient(create_app(readback), base_url="http://127.0.0.1", raise_server_exceptions=False)


def send(client, *files):
    """Upload ``(name, content)`` pairs."""
    parts = [
        ("files", (name, io.BytesIO(data if isinstance(data, bytes) else data.encode())))
        for name, data in files
    ]
    return client.post("/api/documents", files=parts)


def problem(reply):
    return reply.status_code, reply.json()["error"]["code"]


def test_an_empty_library_is_well(client):
    assert client.get("/api/health").json() == {"ok": True, "documents": 0}
    assert client.get("/api/documents").json() == {"documents": []}


def test_a_document_goes_in_is_read_searched_asked_and_removed(client):
    reply = send(client, ("ferry.txt", FERRY), ("clerk.txt", CLERK)).json()
    assert set(reply) == {"added", "unchanged", "replaced", "failed"}
    ferry, clerk = reply["added"]
    listed = client.get("/api/documents").json()["documents"]
    assert [document["path"] for document in listed] == ["ferry.txt", "clerk.txt"]
    assert client.get(f"/api/documents/{ferry}").json() == listed[0]
    assert client.get(f"/api/documents/{ferry}/text").json() == {
        "document": ferry,
        "text": FERRY,
        "pages": None,
    }

    hits = client.get("/api/search", params={"query": "When did the Aldis Rose leave Norhaven?"}).json()[
        "hits"
    ]
    cited = hits[0]["citation"]
    assert cited["document"] == ferry
    assert cited["quote"] == FERRY[cited["start"] : cited["end"]]
    only = client.get("/api/search", params={"query": "the Aldis Rose", "doc": clerk}).json()["hits"]
    assert {hit["citation"]["document"] for hit in only} <= {clerk}

    answer = client.post("/api/ask", json={"question": "When did the Aldis Rose leave Norhaven?"}).json()
    assert answer["found"]
    assert all(c["quote"] == FERRY[c["start"] : c["end"]] for c in answer["citations"])
    scoped = client.post(
        "/api/ask", json={"question": "When did the Aldis Rose leave?", "documents": [clerk]}
    ).json()
    assert not any(c["document"] == ferry for c in [*scoped["citations"], *scoped["nearest"]])

    assert client.delete(f"/api/documents/{ferry}").json() == {"removed": [ferry], "failed": []}
    assert problem(client.get(f"/api/documents/{ferry}")) == (404, "document_not_found")


def test_the_same_file_again_is_unchanged_and_a_new_version_replaces(client):
    first = send(client, ("ferry.txt", FERRY)).json()["added"]
    assert send(client, ("ferry.txt", FERRY)).json()["unchanged"] == first
    assert send(client, ("ferry.txt", FERRY + "More.\n")).json()["replaced"] == first
    assert len(client.get("/api/documents").json()["documents"]) == 1


def test_one_bad_file_does_not_stop_the_others(client):
    reply = send(client, ("broken.pdf", b"%PDF-1.7 not really"), ("ferry.txt", FERRY), ("a.xyz", b"x")).json()
    assert len(reply["added"]) == 1
    assert {failure["path"] for failure in reply["failed"]} == {"broken.pdf", "a.xyz"}
    for failure in reply["failed"]:
        assert failure["error"]
        assert "\n" not in failure["error"]
        assert "readback-" not in failure["error"]  # the temporary folder is nobody's business


def test_names_of_uploads_cannot_leave_the_folder(client, tmp_path):
    reply = send(
        client, ("../../../evil.txt", FERRY), ("..\\..\\evil.txt", CLERK), ("/etc/passwd.txt", "Root is one.")
    ).json()
    assert not reply["failed"]
    paths = {document["path"] for document in client.get("/api/documents").json()["documents"]}
    assert paths == {"evil.txt", "evil (2).txt", "passwd.txt"}
    assert [path.name for path in tmp_path.iterdir()] == ["library"]
    assert not list(tmp_path.rglob("*evil*"))


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.pdf", "report.pdf"), ("../../etc/passwd", "passwd"), ("C:\\me\\notes.txt", "notes.txt"),
        ("..", "document"), (".", "document"), ("", "document"), (None, "document"), ("/", "document"),
        (".env", "env"), ("a\0b\n.txt", "a_b_.txt"), ("Überfahrt 2026.txt", "Überfahrt 2026.txt"),
        ("Gru\u0308n.txt", "Gr\u00fcn.txt"),
        ("fdp\u202etxt.exe", "fdp_txt.exe"),
        ("a" * 400 + ".pdf", "a" * 196 + ".pdf"),
        ("x." + "y" * 400, "x." + "y" * 198), ("\ud800.txt", "_.txt"),
    ],
)  # fmt: skip
def test_safe_names(name, safe):
    assert safe_name(name) == safe
    assert Path(safe).name == safe


def test_an_upload_over_the_limit_is_refused_and_the_others_kept(tmp_path):
    big = ("big.txt", b"word " * 300_000)
    with Readback(settings=load_settings(tmp_path / "library", max_megabytes=1)) as small:
        client = TestClient(create_app(small), base_url="http://127.0.0.1", raise_server_exceptions=False)
        reply = send(client, big)
        assert problem(reply) == (413, "too_large")
        assert "1 MB" in reply.json()["error"]["message"]
        reply = send(client, big, ("ferry.txt", FERRY)).json()
    assert len(reply["added"]) == 1
    assert [failure["path"] for failure in reply["failed"]] == ["big.txt"]


def test_bad_requests_are_told_what_is_wrong(client):
    assert problem(client.post("/api/documents", content="a text")) == (400, "usage_error")
    assert problem(client.post("/api/documents", json={})) == (422, "bad_request")
    assert problem(client.post("/api/documents", data={"files": "x"}, files={})) == (400, "usage_error")
    broken = {"content-type": "multipart/form-data; boundary=x"}
    assert problem(client.post("/api/documents", content=b"nonsense", headers=broken)) == (400, "usage_error")
    assert problem(client.post("/api/documents", files={"x": (None, "no file")})) == (400, "usage_error")
    assert problem(client.post("/api/ask", json={"question": ""})) == (422, "bad_request")
    assert problem(client.post("/api/ask", json={"question": 3})) == (422, "bad_request")
    assert problem(client.post("/api/ask", content=b"{")) == (422, "bad_request")
    assert problem(client.get("/api/search")) == (422, "bad_request")
    assert problem(client.get("/api/nothing")) == (404, "not_found")
    assert problem(client.post("/api/nothing")) == (404, "not_found")
    assert problem(client.post("/api/ask", json={"question": "Why?", "documents": ["none"]})) == (
        404,
        "document_not_found",
    )


@pytest.mark.parametrize(
    "call", ["get /api/documents/x", "get /api/documents/x/text", "delete /api/documents/x"]
)
def test_unknown_documents_are_not_found(client, call):
    method, path = call.split()
    assert problem(client.request(method, path)) == (404, "document_not_found")


def test_http_takes_no_prefix_for_an_id(client):
    ident = send(client, ("ferry.txt", FERRY)).json()["added"][0]
    assert problem(client.delete(f"/api/documents/{ident[:-1]}")) == (404, "document_not_found")
    assert problem(client.delete("/api/documents/ferry.txt")) == (404, "document_not_found")


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (errors.LibraryBusy("busy"), 409, "library_busy"),
        (errors.AmbiguousDocument("two"), 409, "ambiguous_document"),
        (errors.UsageError("how"), 400, "usage_error"),
        (errors.ReadbackError("so"), 500, "readback_error"),
        (RuntimeError("secret"), 500, "internal"),
    ],
)
def test_errors_keep_their_words_and_get_their_status(client, readback, monkeypatch, error, status, code):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(readback, "stream", fail)
    reply = client.post("/api/ask", json={"question": "Why?"})
    assert problem(reply) == (status, code)
    assert "secret" not in reply.text
    assert client.get("/api/health").status_code == 200


def test_error_codes():
    assert error_code(errors.LibraryBusy("")) == "library_busy"
    assert error_code(errors.NoText("")) == "no_text"


@pytest.mark.parametrize("path", ["/", "/api/documents", "/readback/app.css", "/config"])
def test_foreign_hosts_and_origins_are_refused(client, path):
    assert client.get(path).status_code == 200
    assert client.get(path, headers={"Origin": "http://127.0.0.1"}).status_code == 200
    for headers in (
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example"},
        {"Host": "evil.example:7860"},
        {"Host": ""},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"},
    ):
        assert problem(client.get(path, headers=headers)) == (403, "forbidden")
    assert (
        client.get(path, headers={"Host": "localhost:7860", "Origin": "http://localhost:7860"}).status_code
        == 200
    )
    assert client.get(path, headers={"Host": "[::1]:7860"}).status_code == 200
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert client.get(path, headers=link).status_code == 200


def test_a_foreign_page_cannot_write(client):
    reply = client.post(
        "/api/documents", files={"files": ("a.txt", FERRY)}, headers={"Origin": "http://evil.example"}
    )
    assert problem(reply) == (403, "forbidden")
    assert client.get("/api/documents").json() == {"documents": []}


def test_every_answer_forbids_the_browser_to_go_elsewhere(client):
    for path in ("/", "/api/health", "/readback/app.css", "/api/nothing"):
        headers = client.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "connect-src 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_gradio_gives_no_files_and_takes_no_uploads(client, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    for path in (f"/gradio_api/file={secret}", "/gradio_api/file=/etc/passwd", "/readback/../server.py"):
        assert client.get(path).status_code in (403, 404)
    reply = client.post("/gradio_api/upload", files={"files": ("a.txt", b"x" * 100_000)})
    assert reply.status_code == 413


def test_the_description_names_the_routes(client):
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/api/documents", "/api/documents/{ident}", "/api/documents/{ident}/text", "/api/ask"} <= set(
        paths
    )
    for path in ("/docs", "/redoc"):  # they would load scripts from elsewhere
        assert "cdn" not in client.get(path).text


def test_serving_to_other_computers_is_refused(readback):
    with pytest.raises(errors.UsageError, match=r"0\.0\.0\.0"):
        serve(readback, "0.0.0.0", 0)


def test_the_next_free_port_is_taken(readback, monkeypatch):
    monkeypatch.setattr("ui.server._Server.run", lambda self, sockets: self.ready())
    said = []
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        serve(readback, "127.0.0.1", port, on_ready=said.append)
    assert said[0].startswith("http://127.0.0.1:")
    assert port < int(said[0].rsplit(":", 1)[1]) <= port + 100


def test_many_callers_at_once(client):
    send(client, ("ferry.txt", FERRY))
    replies = []

    def ask():
        replies.append(
            client.post("/api/ask", json={"question": "When did the Aldis Rose leave Norhaven?"}).json()
        )

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(replies) == 6
    assert all(reply == replies[0] for reply in replies)
