"""The folder that a server follows: named by this computer's user, kept, and followed after a restart."""

import json
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest
from support.helpers import readback
from support.served import serving
from support.waiting import until

from rag import Readback
from ui.http.security.passwords import keep
from ui.server import create_app

NOTE = "The lock of Ammer holds boats of 38 metres.\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "lock.txt").write_text(NOTE)
    return tmp_path / "papers"


@contextmanager
def served(library):
    """The address of a server on a library, as ``readback serve`` begins and ends it."""
    with Readback(library) as held:
        app = create_app(held)
        with serving(app) as url:
            app.state.shelf.begin(url)
            yield url
        app.state.shelf.close()


def call(url, method, path, body=None, **headers):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(
        f"{url}{path}", data, {"Content-Type": "application/json", **headers}, method=method
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as reply:
            return reply.status, json.load(reply)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def names(url):
    return {one["path"] for one in call(url, "GET", "/api/documents")[1]["documents"]}


def test_a_folder_is_followed_until_it_is_no_more_and_again_after_a_restart(folder, tmp_path):
    with served(tmp_path / "lib") as url:
        assert call(url, "GET", "/api/watch") == (
            200, {"folder": "", "read": "", "failed": 0, "gone": 0, "error": ""},
        )  # fmt: skip
        assert call(url, "PUT", "/api/watch", {"folder": str(folder)})[0] == 200
        until(lambda: names(url) == {"lock.txt"})
        until(lambda: call(url, "GET", "/api/activity")[1]["watch"]["read"])
    (folder / "weir.txt").write_text("The weir of Ammer is 3 metres high.\n")
    with served(tmp_path / "lib") as url:
        until(lambda: names(url) == {"lock.txt", "weir.txt"})
        assert call(url, "PUT", "/api/watch", {"folder": ""})[1]["folder"] == ""
    assert "watch" not in (tmp_path / "lib" / "readback.toml").read_text()


def test_a_drive_that_was_taken_out_is_an_error_and_not_an_empty_library(folder, tmp_path):
    with served(tmp_path / "lib") as url:
        call(url, "PUT", "/api/watch", {"folder": str(folder)})
        until(lambda: names(url) == {"lock.txt"})
        folder.rename(tmp_path / "taken-out")
        until(lambda: "no such folder" in call(url, "GET", "/api/watch")[1]["error"])
        assert names(url) == {"lock.txt"}


@pytest.mark.parametrize(
    ("name", "why"), [("papers", "whole path"), ("/no/such", "no folder"), ("/", "disk")]
)
def test_what_cannot_be_watched_is_refused(folder, tmp_path, name, why):
    with served(tmp_path / "lib") as url:
        status, body = call(url, "PUT", "/api/watch", {"folder": name})
        assert (status, why in body["error"]["message"]) == (400, True)
        assert call(url, "GET", "/api/watch")[1]["folder"] == ""


def test_each_library_follows_a_folder_of_its_own_under_whatever_name(folder, tmp_path, monkeypatch):
    monkeypatch.setenv("READBACK_WATCH", str(tmp_path))  # of the library that the server was started on
    with Readback(tmp_path / "lib") as held:
        app = create_app(held, shelf=tmp_path / "shelf")
        with serving(app) as url:
            app.state.shelf.begin(url)
            call(url, "POST", "/api/libraries", {"name": "Locks"})
            assert call(url, "GET", "/api/watch?library=Locks")[1]["folder"] == ""
            monkeypatch.delenv("READBACK_WATCH")
            call(url, "POST", "/api/libraries", {"name": "Weirs"})
            call(url, "PUT", "/api/watch?library=Weirs", {"folder": str(folder)})
            until(lambda: call(url, "GET", "/api/watch?library=Weirs")[1]["read"])
            call(url, "PATCH", "/api/libraries/Weirs", {"name": "Dams"})
            (folder / "dam.txt").write_text("The dam of Ammer was closed in 1931.\n")
            until(lambda: len(call(url, "GET", "/api/documents?library=Dams")[1]["documents"]) == 2)
        app.state.shelf.close()


@pytest.mark.parametrize(("setting", "status"), [(False, 403), (True, 200)])
def test_whoever_logs_in_names_no_folder_unless_a_setting_lets_them(folder, tmp_path, setting, status):
    login = {"Authorization": "Bearer ammer-lock-38"}
    with readback(tmp_path / "lib", watch_from_afar=setting) as held:
        app = create_app(held, account=keep(tmp_path / "lib", "ann", "ammer-lock-38"))
        with serving(app) as url:
            assert call(url, "PUT", "/api/watch", {"folder": str(folder)}, **login)[0] == status
            told = call(url, "GET", "/api/activity", **login)[1]["watch"]
            assert (told is None) == (status == 403)
        app.state.shelf.close()
