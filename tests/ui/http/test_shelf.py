"""The libraries of one server: which names they can have, which folders are some, and opening them."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from support.helpers import settings, write

from index.errors import LibraryBusy, LibraryNotFound, LibraryReadOnly, ReadbackError, UsageError
from rag import Readback
from ui.http.arrivals import Arriving
from ui.http.shelf import Shelf
from ui.server import create_app

NOTE = "A note\n\nThe heron of Tarn House eats 12 eels a week.\n"


@pytest.fixture
def home(tmp_path):
    with Readback(settings=settings(tmp_path / "home")) as readback:
        yield readback


@pytest.fixture
def shelf(home, tmp_path):
    served = Shelf(home, tmp_path / "shelf")
    yield served
    served.close()


def names(shelf):
    return [one.name for one in shelf.libraries()]


def test_a_new_library_is_listed_opened_once_and_its_own(shelf, home, tmp_path):
    assert names(shelf) == [""]
    assert shelf.create("  Étude n° 1 & #2 %41  ") == "Étude n° 1 & #2 %41"
    assert names(shelf) == ["", "Étude n° 1 & #2 %41"]
    made = shelf.get("Étude n° 1 & #2 %41")
    assert made is shelf.get("Étude n° 1 & #2 %41")
    assert made.path == tmp_path / "shelf" / "Étude n° 1 & #2 %41"
    made.add(write(tmp_path / "files", {"note.txt": NOTE}))
    assert (len(made.documents()), len(home.documents())) == (1, 0)
    assert shelf.get() is home


@pytest.mark.parametrize(
    "name",
    [
        "", "  ", ".", "..", ".hidden", "dot.", "a/b", "../up", "a\\b", "C:", "a\0b", "a\nb", "a\u202eb",
        "a\u2028b", "\ud800", 'a"b', "a<b", "a|b", "a?b", "a*b", "x" * 61,
        "con", "NUL", "Com1", "lpt9.txt", "aux .x", "com¹",
    ],
)  # fmt: skip
def test_names_that_some_file_system_cannot_carry_are_refused(shelf, name):
    with pytest.raises(UsageError, match="A library's name"):
        shelf.create(name)
    assert names(shelf) == [""]


@pytest.mark.parametrize("again", ["straße", "STRASSE", " Straße ", "Ｓtrasse"])
def test_names_that_differ_in_case_only_are_taken(shelf, again):
    shelf.create("Straße")
    with pytest.raises(UsageError, match="already"):
        shelf.create(again)


def test_the_first_librarys_name_and_that_of_any_other_file_are_taken(shelf, tmp_path):
    write(tmp_path / "shelf", {"Notes": "a file"})
    (tmp_path / "shelf" / "Pictures").mkdir()
    for name in ("HOME", "notes", "Pictures"):
        with pytest.raises(UsageError, match="already"):
            shelf.create(name)


def test_of_many_who_make_the_same_library_one_does(shelf):
    made, refused = [], []

    def make():
        try:
            made.append(shelf.create("Same"))
        except UsageError as error:
            refused.append(error)

    threads = [threading.Thread(target=make) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (made, len(refused)) == (["Same"], 15)


@pytest.mark.parametrize("name", ["..", "../home", "/etc", "a/../a", ".", "A", "a\0", "C:\\", "x" * 5000])
def test_no_other_folder_is_opened_by_any_name(shelf, name):
    shelf.create("a")
    with pytest.raises(LibraryNotFound):
        shelf.get(name)


def test_links_files_and_foreign_folders_are_no_libraries(shelf, home, tmp_path):
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / "readback.toml").touch()
    inside = tmp_path / "shelf" / shelf.create("inside")
    for link, target in (("out", other), ("twice", inside), ("home", home.path), ("gone", tmp_path / "none")):
        (tmp_path / "shelf" / link).symlink_to(target, target_is_directory=True)
    write(tmp_path / "shelf", {"file": "text"})
    write(tmp_path / "shelf" / "pictures", {"a.txt": "text"})
    write(tmp_path / "shelf" / ".hidden", {"readback.toml": ""})
    assert names(shelf) == ["", "inside"]
    for name in ("out", "twice", "file", "pictures", ".hidden"):
        with pytest.raises(LibraryNotFound):
            shelf.get(name)


def test_the_first_library_may_stand_among_the_others(tmp_path):
    with Readback(settings=settings(tmp_path / "shelf" / "home")) as home:
        home.add(write(tmp_path / "files", {"note.txt": NOTE}))
        shelf = Shelf(home, tmp_path / "shelf")
        shelf.create("b")
        assert names(shelf) == ["", "b"]


def test_a_broken_library_is_listed_and_says_what_is_wrong(shelf, tmp_path):
    write(tmp_path / "shelf" / "torn", {"catalog.sqlite3": "this is no database"})
    write(tmp_path / "shelf" / "wrong", {"readback.toml": "model = "})
    shelf.create("whole")
    assert names(shelf) == ["", "torn", "whole", "wrong"]
    with pytest.raises(ReadbackError, match="torn"):
        shelf.get("torn").documents()
    with pytest.raises(UsageError, match=r"readback\.toml"):
        shelf.get("wrong")
    assert shelf.get("whole").documents() == ()


def test_a_folder_where_nothing_can_be_made(home, tmp_path):
    write(tmp_path, {"file": "text"})
    shelf = Shelf(home, tmp_path / "file" / "shelf")
    assert names(shelf) == [""]
    with pytest.raises(LibraryReadOnly, match="No library can be made"):
        shelf.create("a")
    with pytest.raises(UsageError, match="one library only"):
        Shelf(home).create("a")


def test_many_libraries_are_open_at_once_and_closed_together(shelf, tmp_path):
    files = write(tmp_path / "files", {"note.txt": NOTE})
    made = [shelf.create(f"Library {n}") for n in range(12)]
    for name in made:
        shelf.get(name).add(files)
    opened = [shelf.get(name) for name in made]
    assert len({id(readback) for readback in opened}) == 12
    shelf.close()
    for name in made:  # another process could have them now
        with Readback(settings=settings(tmp_path / "shelf" / name)) as again:
            assert len(again.documents()) == 1
            again.remove([again.documents()[0].id])


HOLD = """
import sys
from rag import Readback
with Readback(sys.argv[1]) as readback:
    readback.add([sys.argv[2]])
    readback.search("heron")
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_library_that_another_process_holds_is_read_and_says_who_writes(home, tmp_path):
    held = tmp_path / "shelf" / "held"
    held.mkdir(parents=True)
    note = write(tmp_path / "files", {"note.txt": NOTE})[0]
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(held), str(note)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ.copy(),
    ) as holder:  # fmt: skip
        assert holder.stdout.readline() == "held\n"
        app = create_app(home, shelf=tmp_path / "shelf")
        client = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
        listed = client.get("/api/documents", params={"library": "held"}).json()["documents"]
        assert [document["title"] for document in listed] == ["A note"]
        files = {"files": ("other.txt", "Another note about otters.")}
        got = client.post("/api/documents", params={"library": "held"}, files=files)
        assert got.status_code == 409
        assert got.json()["error"]["code"] == "library_busy"
        assert f"process {holder.pid}" in got.json()["error"]["message"]
        app.state.shelf.close()
        holder.stdin.close()


def test_libraries_over_http(home, tmp_path):
    app = create_app(home, shelf=tmp_path / "shelf")
    client = TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
    assert client.post("/api/libraries", json={"name": " Côte & Mer "}).json() == {"name": "Côte & Mer"}
    again = client.post("/api/libraries", json={"name": "côte & mer"})
    assert (again.status_code, again.json()["error"]["code"]) == (400, "usage_error")
    here = {"name": "", "title": "home", "current": True}
    there = {"name": "Côte & Mer", "title": "Côte & Mer", "current": False}
    assert client.get("/api/libraries").json() == {"libraries": [here, there], "can_create": True}
    moved = client.get("/api/libraries", params={"library": "Côte & Mer"}).json()["libraries"]
    assert [one["current"] for one in moved] == [False, True]
    files = {"files": ("note.txt", NOTE)}
    assert client.post("/api/documents", params={"library": "Côte & Mer"}, files=files).json()["added"]
    assert client.get("/api/documents").json()["documents"] == []
    lost = client.get("/api/documents", params={"library": "../home"})
    assert (lost.status_code, lost.json()["error"]["code"]) == (404, "library_not_found")
    app.state.shelf.close()
    alone = TestClient(create_app(home), base_url="http://127.0.0.1", raise_server_exceptions=False)
    assert alone.get("/api/libraries").json() == {"libraries": [here], "can_create": False}
    assert alone.post("/api/libraries", json={"name": "a"}).status_code == 400


def test_an_open_library_is_closed_renamed_and_opened_again(shelf, tmp_path):
    shelf.create("Herons")
    shelf.get("Herons").add(write(tmp_path / "files", {"note.txt": NOTE}))
    assert shelf.get("Herons").search("eels").hits  # its server holds the right to write
    assert shelf.rename("Herons", "Eels") == "Eels"
    assert names(shelf) == ["", "Eels"]
    assert len(shelf.get("Eels").documents()) == 1
    with pytest.raises(LibraryNotFound):
        shelf.get("Herons")


def test_a_library_to_which_documents_are_being_added_stays(shelf):
    shelf.create("Herons")
    arriving = Arriving([Path("note.txt")])
    with (
        shelf.arrivals.following(shelf.get("Herons"), arriving),
        pytest.raises(LibraryBusy, match="being added"),
    ):
        shelf.remove("Herons")
    shelf.remove("Herons")
    assert names(shelf) == [""]


def test_the_library_that_the_server_was_started_on_stays(shelf, home):
    for change in (lambda: shelf.rename("", "Other"), lambda: shelf.remove("")):
        with pytest.raises(UsageError, match="was started on"):
            change()
    with pytest.raises(UsageError, match="one library only"):
        Shelf(home).rename("Herons", "Eels")


def test_over_http_a_library_is_renamed_and_deleted(home, tmp_path):
    with TestClient(create_app(home, shelf=tmp_path / "shelf"), base_url="http://127.0.0.1") as client:
        client.post("/api/libraries", json={"name": "A & B #1"})
        assert client.patch("/api/libraries/A%20%26%20B%20%231", json={"name": "C"}).json() == {"name": "C"}
        assert client.patch("/api/libraries/C", json={"name": "a/b"}).status_code == 400
        assert client.get("/api/documents", params={"library": "C"}).json() == {"documents": []}
        foreign = {"Origin": "https://evil.example"}
        assert client.delete("/api/libraries/C", headers=foreign).status_code == 403
        assert client.delete("/api/libraries/C").json() == {"removed": ["C"]}
        assert client.delete("/api/libraries/C").status_code == 404
        assert (
            client.get("/api/documents", params={"library": "C"}).json()["error"]["code"]
            == "library_not_found"
        )
