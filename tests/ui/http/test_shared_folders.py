"""The libraries of a shelf in shared mode: one list for all servers, and nothing left of what is deleted."""

from contextlib import closing, suppress
from dataclasses import replace

import psycopg
import pytest
from fastapi.testclient import TestClient
from support.helpers import BAKERY, HARBOUR, readback, settings
from support.shared_servers import Chroma, running
from support.workers import own_database

from index.errors import LibraryBusy
from index.store.shared.shared_places import shared_name
from ui.http.open_folders import open_folders
from ui.server import create_app


@pytest.fixture
def own_places(places):
    return own_database(places)


def about(places):
    return {"database": places.database, "chroma": places.chroma, "files": places.files}


def opened(places, tmp_path, name="shelf"):
    return closing(open_folders(settings(tmp_path / "home", **about(places)), tmp_path / name))


def schemas(places):
    with psycopg.connect(places.database) as connection:
        query = "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'readback_%' ORDER BY nspname"
        return [row[0] for row in connection.execute(query)]


def add(places, folder, tmp_path, text=BAKERY):
    (tmp_path / "note.txt").write_text(text)
    with readback(folder, **about(places)) as made:
        assert made.add([tmp_path / "note.txt"]).added


def test_every_server_has_the_same_list_and_a_name_belongs_to_one(own_places, tmp_path):
    with opened(own_places, tmp_path) as one, opened(own_places, tmp_path, "elsewhere") as other:
        assert one.create("Mills") == "Mills"
        assert other.all() == {"Mills": tmp_path / "elsewhere" / one.path("Mills").name}
        assert other.rename("Mills", "Weirs") == "Weirs"
        assert one.create("Mills") == "Mills"
        assert one.path("Mills").name != one.path("Weirs").name


@pytest.mark.parametrize(
    "title", ["news", "Zeitung für Ölfragen", "x" * 60, "a" * 38, "Ü" * 60, "..a b.c"[2:]]
)
def test_the_folder_of_a_library_has_the_name_of_its_stores(own_places, tmp_path, title):
    with opened(own_places, tmp_path) as shelf:
        name = shelf.path(shelf.create(title)).name
        assert shared_name(shelf.path(title)) == name
        add(own_places, shelf.path(title), tmp_path)
        assert schemas(own_places) == [f"readback_{name}"]


def test_a_library_of_the_same_name_that_is_not_of_the_shelf_is_left_alone(own_places, tmp_path):
    add(own_places, tmp_path / "mills", tmp_path)
    with opened(own_places, tmp_path) as shelf:
        shelf.create("mills")
        assert shelf.path("mills").name == "mills-2"


def test_a_deleted_library_leaves_neither_tables_nor_vectors_nor_files(own_places, tmp_path):
    with opened(own_places, tmp_path) as shelf:
        shelf.create("mills")
        add(own_places, shelf.path("mills"), tmp_path)
        with readback(shelf.path("mills"), **about(own_places)) as library:
            stores = library.library.stores
            server, files = stores.mirror.server, stores.files._folder
            assert server.count(0) == 1
            with stores.writing(), pytest.raises(LibraryBusy, match="mills"):
                shelf.remove("mills")
            shelf.remove("mills")
            server.close()
            assert server.count(0) == 0
            server.drop(0)
            assert list(files.iterdir()) == []
        assert (schemas(own_places), shelf.all()) == ([], {})
        shelf.create("mills")
        assert shelf.path("mills").name == "mills-2"  # a server may still have the old one open


def test_while_chroma_is_down_a_library_is_deleted_and_swept_later(own_places, tmp_path):
    with running(Chroma) as chroma:
        mortal = replace(own_places, chroma=chroma.address)
        with opened(mortal, tmp_path) as shelf:
            shelf.create("mills")
            add(mortal, shelf.path("mills"), tmp_path)
            chroma.kill()
            with suppress(Exception):
                shelf.remove("mills")
            assert shelf.all() == {}
            assert schemas(own_places) == ["readback_mills"]
            chroma.start()
            shelf.sweep()
            assert schemas(own_places) == []


def test_a_server_answers_from_the_library_that_has_the_name_now(own_places, tmp_path):
    shared = about(own_places)
    with readback(tmp_path / "home", **shared) as one, readback(tmp_path / "home", **shared) as two:
        apps = [create_app(home, shelf=tmp_path / "shelf") for home in (one, two)]
        here, there = (TestClient(app, base_url="http://127.0.0.1") for app in apps)

        def upload(client, text):
            file = ("a.txt", text.encode(), "text/plain")
            assert client.post("/api/documents?library=News", files={"files": file}).json()["added"]

        def titles(client):
            documents = client.get("/api/documents?library=News").json()["documents"]
            return [document["title"] for document in documents]

        assert here.post("/api/libraries", json={"name": "News"}).json() == {"name": "News"}
        upload(there, BAKERY)
        assert titles(here) == titles(there)
        assert here.patch("/api/libraries/News", json={"name": "Old news"}).json() == {"name": "Old news"}
        assert there.get("/api/documents?library=News").status_code == 404
        here.post("/api/libraries", json={"name": "News"})
        assert titles(there) == []
        upload(here, HARBOUR)
        assert titles(there) == titles(here)
        assert there.delete("/api/libraries/Old news").json() == {"removed": ["Old news"]}
        listed = here.get("/api/libraries").json()["libraries"]
        assert [library["title"] for library in listed] == ["home", "News"]
        for app in apps:
            app.state.shelf.close()
