"""Uploads in shared mode: workers add them where there are any, and every server sees how far they are."""

import pytest
from fastapi.testclient import TestClient
from support.helpers import BAKERY, HARBOUR, settings
from support.waiting import until
from support.workers import start_worker, working

from index.results import Added
from rag import Readback
from ui.server import create_app


@pytest.fixture
def servers(own_places, shared_folder):
    """Two servers of one library."""
    shared = {"database": own_places.database, "chroma": own_places.chroma, "files": own_places.files}
    opened = [Readback(settings=settings(shared_folder, **shared)) for _ in range(2)]
    apps = [create_app(one) for one in opened]
    yield [TestClient(app, base_url="http://127.0.0.1") for app in apps]
    for app, one in zip(apps, opened, strict=True):
        app.state.shelf.close()
        one.close()


def upload(server, texts, **headers):
    files = [("files", (name, text.encode(), "text/plain")) for name, text in texts.items()]
    return server.post("/api/documents", files=files, headers=headers)


def queued(server):
    return server.get("/api/activity").json()["adding"]


def test_without_a_worker_the_server_adds_uploads_itself(servers, queue):
    assert len(upload(servers[0], {"bakery.txt": BAKERY}).json()["added"]) == 1
    assert not queue.exists()


def test_a_worker_adds_an_upload_and_the_answer_is_the_same(servers, queue, own_places, shared_folder):
    with working(own_places, shared_folder):
        until(queue.workers)
        answer = upload(servers[0], {"bakery.txt": BAKERY, "blank.txt": " ", "odd.xyz": "?"})
        assert answer.status_code == 200, answer.text
        told = answer.json()
        [document] = servers[1].get("/api/documents").json()["documents"]
        assert (told["added"], told["unchanged"]) == ([document["id"]], [])
        assert document["path"] == "bakery.txt"
        assert {failure["path"] for failure in told["failed"]} == {"blank.txt", "odd.xyz"}
        assert upload(servers[1], {"bakery.txt": BAKERY}).json()["unchanged"] == [document["id"]]
        events = upload(servers[1], {"harbour.txt": HARBOUR}, accept="text/event-stream").text
        assert events.count("event: added") == 1
    assert queue.database.rows("SELECT * FROM files") == []  # whoever sent them knows


def test_every_server_sees_what_waits_and_what_failed(servers, queue, own_places, shared_folder, tmp_path):
    for name, text in (("bakery.txt", BAKERY), ("blank.txt", " ")):
        (tmp_path / name).write_text(text)
        queue.put(shared_folder.name, shared_folder.name, [(tmp_path / name, f"/press/{name}")])
    for server in servers:
        assert [(one["path"], one["state"]) for one in queued(server)] == [
            ("bakery.txt", "queued"), ("blank.txt", "queued"),
        ]  # fmt: skip
    with working(own_places, shared_folder):
        until(lambda: [one["state"] for one in queued(servers[0])] == ["failed"])
    [failed] = queued(servers[1])
    assert failed["path"] == "blank.txt"
    assert "text" in failed["error"]


def test_a_file_that_failed_is_dismissed_for_all_and_one_that_waits_is_not(
    servers, queue, shared_folder, tmp_path
):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(BAKERY)
        queue.put(shared_folder.name, shared_folder.name, [(tmp_path / name, name)])
    first, waits = queue.open_files()
    queue.finish([first], Added((), (), (), ()), {first.number: "no text"})
    assert {one["path"]: one["number"] for one in queued(servers[0])} == {
        "a.txt": first.number, "b.txt": waits.number,
    }  # fmt: skip
    told = [
        servers[0].delete(f"/api/activity/{number}").json()["dismissed"]
        for number in (waits.number, first.number, first.number)
    ]
    assert told == [0, 1, 0]
    assert [one["path"] for one in queued(servers[1])] == ["b.txt"]
    assert servers[0].delete("/api/activity/0").status_code == 422


def test_where_there_is_no_queue_nothing_is_dismissed(built):
    with Readback(built) as home:
        server = TestClient(create_app(home), base_url="http://127.0.0.1")
        assert server.delete("/api/activity/1").json() == {"dismissed": 0}


def test_a_library_with_a_file_that_failed_can_be_renamed_and_one_with_a_file_that_waits_cannot(
    own_places, queue, tmp_path, shared_folder
):
    shared = {"database": own_places.database, "chroma": own_places.chroma, "files": own_places.files}
    with Readback(settings=settings(shared_folder, **shared)) as home:
        app = create_app(home, shelf=tmp_path / "shelf")
        server = TestClient(app, base_url="http://127.0.0.1")
        server.post("/api/libraries", json={"name": "mills"})
        server.get("/api/documents?library=mills")
        (tmp_path / "a.txt").write_text(BAKERY)
        batch = queue.put("mills", "mills", [(tmp_path / "a.txt", "a.txt")])
        busy = server.patch("/api/libraries/mills", json={"name": "weirs"})
        assert "being added" in busy.json()["error"]["message"]
        files = queue.batch(batch)
        queue.finish(files, Added((), (), (), ()), {files[0].number: "no text"})
        assert server.patch("/api/libraries/mills", json={"name": "weirs"}).json() == {"name": "weirs"}
        app.state.shelf.close()


def test_an_upload_outlives_its_worker(servers, queue, own_places, shared_folder):
    doomed = start_worker(own_places, shared_folder, "JobQueue.claim", "after")
    until(queue.workers)
    with working(own_places, shared_folder):
        until(lambda: queue.workers() == 2)
        texts = {f"{n}.txt": f"Note {n}. {BAKERY}" for n in range(17)}
        assert len(upload(servers[0], texts).json()["added"]) == 17
    doomed.kill()
    doomed.communicate()
