"""Documents coming and going over HTTP: told as it happens, seen by all, described anew."""

import http.client
import json
import tempfile
import threading
import time
import urllib.error
import urllib.request
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from filelock import FileLock
from support.served import serving

from rag import Readback
from ui.server import create_app

FERRY = "Ferry adrift in Corrin Sound\n\nThe Aldis Rose left Norhaven at 16:05 with 212 people aboard.\n"
CLERK = "Council minutes\n\nThe clerk had no figure for the cost of the relief ship.\n"
LIMIT = 60  # seconds to wait for something that is to happen


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where the library is; uploads are kept beside it meanwhile."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path / "library"


@pytest.fixture
def url(folder):
    with Readback(library=folder) as readback, serving(create_app(readback)) as address:
        yield address


def call(url, method, path, body=None):
    """One request: its status and its JSON."""
    sent = {} if body is None else {"Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{url}{path}", data, sent, method=method)
    try:
        with urllib.request.urlopen(request, timeout=LIMIT) as reply:
            return reply.status, json.load(reply)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def post(url, files, **headers):
    """Send files; the open connection and its reply."""
    parts = "".join(
        f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n{text}\r\n'
        for name, text in files.items()
    )
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=LIMIT)
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    connection.request("POST", "/api/documents", f"{parts}--x--\r\n".encode(), {**kind, **headers})
    return connection, connection.getresponse()


def events(reply):
    """Name and data of each server-sent event, as they come."""
    name = None
    for line in reply:
        field, _, value = line.decode().rstrip("\n").partition(": ")
        if field == "event":
            name = value
        elif field == "data":
            yield name, json.loads(value)


def told(url, files):
    connection, reply = post(url, files, Accept="text/event-stream")
    with closing(connection):
        assert reply.status == 200
        assert reply.headers["content-type"].startswith("text/event-stream")
        return list(events(reply))


def awaited(look):
    """What ``look`` gives, once it is true."""
    until = time.monotonic() + LIMIT
    while not (found := look()):
        assert time.monotonic() < until, "it did not come to pass"
        time.sleep(0.02)
    return found


def activity(url):
    return call(url, "GET", "/api/activity")[1]


def test_adding_tells_how_far_it_is_and_then_what_was_done(url):
    *progress, (last, added) = told(url, {"ferry.txt": FERRY, "clerk.txt": CLERK})
    assert {name for name, _ in progress} == {"progress"}
    assert {data["path"] for _, data in progress} == {"ferry.txt", "clerk.txt"}
    assert {data["state"] for _, data in progress} <= {"queued", "reading", "indexing"}
    assert all(0 <= data["done"] <= data["total"] for _, data in progress)
    assert last == "added"
    assert set(added) == {"added", "unchanged", "replaced", "failed"}
    assert [d["id"] for d in call(url, "GET", "/api/documents")[1]["documents"]] == added["added"]
    assert activity(url)["adding"] == []


def test_without_that_header_the_answer_is_json(url):
    connection, reply = post(url, {"ferry.txt": FERRY})
    with closing(connection):
        assert reply.headers["content-type"] == "application/json"
        assert len(json.load(reply)["added"]) == 1


def test_a_file_that_fails_is_named_without_the_folder_it_was_kept_in(url, folder):
    (_, added) = told(url, {"broken.pdf": "%PDF-1.7 not really", "ferry.txt": FERRY})[-1]
    assert len(added["added"]) == 1
    [failure] = added["failed"]
    assert failure["path"] == "broken.pdf"
    assert "readback-" not in failure["error"]
    assert list((folder.parent / "temporary").glob("readback-*")) == []


def test_files_sent_again_and_two_of_one_name_are_all_kept(url):
    [first] = told(url, {"ferry.txt": FERRY})[-1][1]["added"]
    boundary = b'--x\r\nContent-Disposition: form-data; name="files"; filename="%b"\r\n\r\n%b\r\n'
    files = [(b"clerk.txt", CLERK), (b"ferry.txt", FERRY), (b"clerk.txt", CLERK.replace("no", "a"))]
    body = b"".join(boundary % (name, text.encode()) for name, text in files) + b"--x--\r\n"
    sent = {"Content-Type": "multipart/form-data; boundary=x"}
    request = urllib.request.Request(f"{url}/api/documents", body, sent)
    with urllib.request.urlopen(request, timeout=LIMIT) as reply:
        done = json.load(reply)
    assert (done["unchanged"], done["replaced"], done["failed"]) == ([first], [], [])
    paths = {document["path"] for document in call(url, "GET", "/api/documents")[1]["documents"]}
    assert paths == {"ferry.txt", "clerk.txt", "clerk (2).txt"}


def test_mails_subtitles_and_tables_are_read_and_cited_with_their_place(url):
    files = {
        "tolls.csv": "Cart,Toll in crowns\nOx cart,17\nHand cart,3",
        "weir.srt": "1\n00:01:05,000 --> 00:01:09,000\nThe weir at Brenn was built by Ida Noll.",
        "lift.eml": "From: Zoe <z@mill.example>\nSubject: Lift\n\nThe lift in Mill Street opens on Monday.",
    }
    assert len(told(url, files)[-1][1]["added"]) == 3
    asked = {
        "What is the toll for an ox cart?": "Row 2: Cart: Ox cart; Toll in crowns: 17",
        "Who built the weir at Brenn?": "[00:01:05] The weir at Brenn was built by Ida Noll.",
        "When does the lift in Mill Street open?": "The lift in Mill Street opens on Monday.",
    }
    for question, quote in asked.items():
        answer = call(url, "POST", "/api/ask", {"question": question})[1]
        assert answer["citations"][0]["quote"] == quote


def test_a_file_of_the_command_line_can_be_sent_too(url, folder, tmp_path):
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "ferry.txt").write_text(FERRY)
    with Readback(library=folder) as readback:
        [first] = readback.add([kept / "ferry.txt"]).added
    done = told(url, {"clerk.txt": CLERK, "ferry.txt": FERRY})[-1][1]
    assert (len(done["added"]), done["unchanged"], done["failed"]) == (1, [first], [])
    listed = call(url, "GET", "/api/documents")[1]["documents"]
    assert [document["path"] for document in listed] == ["ferry.txt", "clerk.txt"]
    assert call(url, "GET", f"/api/documents/{first}")[1]["path"] == "ferry.txt"


def test_what_cannot_begin_is_refused_with_its_status(url):
    connection, reply = post(url, {}, Accept="text/event-stream")
    with closing(connection):
        assert reply.status == 400
        assert json.load(reply)["error"]["code"] == "usage_error"


def test_a_file_in_waiting_is_seen_by_all_and_added_when_its_turn_comes(url, folder):
    folder.mkdir()
    ended = []
    with FileLock(folder / "writer.lock"):  # as another process that writes
        sending = threading.Thread(target=lambda: ended.extend(told(url, {"ferry.txt": FERRY})))
        sending.start()
        [waiting] = awaited(lambda: activity(url)["adding"])
        said = {"path": "ferry.txt", "state": "queued", "done": 0, "total": 0, "error": "", "number": 0}
        assert waiting == said
    sending.join()
    assert ended[0] == ("progress", waiting)
    assert ended[-1][0] == "added"
    assert activity(url)["adding"] == []


def test_a_library_that_stays_locked_is_an_error_at_the_end(url, folder):
    folder.mkdir()
    with FileLock(folder / "writer.lock"):
        name, data = told(url, {"ferry.txt": FERRY})[-1]
    assert name == "error"
    assert data["error"]["code"] == "library_busy"
    assert list((folder.parent / "temporary").glob("readback-*")) == []


def test_who_hangs_up_loses_nothing_that_was_sent(url, folder):
    folder.mkdir()
    with FileLock(folder / "writer.lock"):
        connection, reply = post(url, {"ferry.txt": FERRY}, Accept="text/event-stream")
        assert next(events(reply))[0] == "progress"
        reply.close()
        connection.close()
    awaited(lambda: call(url, "GET", "/api/documents")[1]["documents"])
    awaited(lambda: not list((folder.parent / "temporary").glob("readback-*")))


def test_the_version_differs_once_a_document_came_went_or_was_described_anew(url):
    seen = [activity(url)["version"]]
    ident = told(url, {"ferry.txt": FERRY})[-1][1]["added"][0]
    seen.append(activity(url)["version"])
    call(url, "POST", "/api/ask", {"question": "When did the Aldis Rose leave Norhaven?"})
    assert activity(url)["version"] == seen[-1]
    for change in ({"title": "Adrift"}, {"outlet": "Corrin Courier"}, {"published": "2026-03-14"}):
        assert call(url, "PATCH", f"/api/documents/{ident}", change)[0] == 200
        seen.append(activity(url)["version"])
    assert told(url, {"ferry.txt": FERRY})[-1][1]["unchanged"] == [ident]
    assert activity(url)["version"] == seen[-1]
    assert call(url, "DELETE", f"/api/documents/{ident}")[0] == 200
    seen.append(activity(url)["version"])
    assert len(set(seen)) == len(seen)


def test_another_process_is_noticed(url, folder, process, papers):
    before = activity(url)["version"]
    assert process("add", papers / "bakery.txt", "--library", folder).returncode == 0
    after = activity(url)["version"]
    assert after != before
    assert process("set", "bakery.txt", "--title", "Loaves", "--library", folder).returncode == 0
    assert activity(url)["version"] not in {before, after}


def test_a_document_is_described_anew(url):
    ident = told(url, {"ferry.txt": FERRY})[-1][1]["added"][0]
    path = f"/api/documents/{ident}"
    said = {"title": "Adrift <b>", "outlet": "Corrin Courier", "published": "2026-03-14"}
    status, document = call(url, "PATCH", path, said)
    assert status == 200
    assert {name: document[name] for name in said} == said
    assert call(url, "PATCH", path, {"outlet": "", "published": ""})[1]["published"] is None
    assert call(url, "GET", path)[1]["title"] == "Adrift <b>"
    for wrong in ({"title": " "}, {"published": "yesterday"}):
        status, error = call(url, "PATCH", path, wrong)
        assert (status, error["error"]["code"]) == (400, "usage_error")
    assert call(url, "PATCH", "/api/documents/none", {"title": "x"})[0] == 404
    assert call(url, "GET", path)[1]["title"] == "Adrift <b>"
