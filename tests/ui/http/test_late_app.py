"""The web app is made while the other routes already answer."""

import subprocess
import sys
import threading
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.testclient import TestClient

from ui.http.late_app import LateApp

NOTHING_LOADED = """
import sys
from rag import Readback
from ui.server import create_app
create_app(Readback(library=sys.argv[1]))
assert not {"gradio", "mcp"} & set(sys.modules)
"""


class Page:
    """A web app that is made once it may be; ``events`` tells what became of it."""

    def __init__(self):
        self.may_be_made, self.events = threading.Event(), []

    def make(self):
        assert self.may_be_made.wait(30)
        self.events.append("made")

        @asynccontextmanager
        async def lifespan(_):
            self.events.append("started")
            yield
            self.events.append("ended")

        app = FastAPI(lifespan=lifespan)
        app.get("/")(lambda: "the page")
        return app


def around(make):
    page = LateApp(make)
    app = FastAPI(lifespan=page.lifespan)
    app.get("/api/health")(lambda: "well")
    app.mount("/", page)
    return TestClient(app, raise_server_exceptions=False)


def test_others_answer_before_it_is_made_and_its_requests_wait():
    page, replies = Page(), []
    with around(page.make) as client:
        waiting = threading.Thread(target=lambda: replies.append(client.get("/").json()))
        waiting.start()
        assert client.get("/api/health").json() == "well"
        assert (page.events, replies) == ([], [])
        page.may_be_made.set()
        waiting.join(30)
        assert replies == ["the page"]
        assert page.events == ["made", "started"]
        assert client.get("/").json() == "the page"
    assert page.events == ["made", "started", "ended"]


def test_without_a_lifespan_the_first_request_makes_it():
    page = Page()
    page.may_be_made.set()
    client = around(page.make)
    assert [client.get("/").json() for _ in range(2)] == ["the page"] * 2
    assert page.events == ["made"]


def test_where_it_cannot_be_made_each_request_fails_and_others_answer(caplog):
    def make():
        raise ImportError("no such module")

    with around(make) as client:
        assert [client.get("/").status_code for _ in range(2)] == [500, 500]
        assert client.get("/api/health").json() == "well"
    assert "the web app cannot be made" in caplog.text


def test_the_page_s_library_is_not_loaded_before_the_server_answers(tmp_path):
    subprocess.run([sys.executable, "-c", NOTHING_LOADED, str(tmp_path / "library")], check=True, timeout=120)


def test_two_are_made_one_after_the_other():
    making, most = [], []

    def make():
        making.append(1)
        most.append(len(making))
        making.pop()
        return FastAPI()

    apps = [LateApp(make) for _ in range(2)]
    first = Page()
    holder = threading.Thread(target=LateApp(first.make).application)
    holder.start()
    others = [threading.Thread(target=app.application) for app in apps]
    for other in others:
        other.start()
    assert most == []
    first.may_be_made.set()
    for thread in (holder, *others):
        thread.join(30)
    assert most == [1, 1]
