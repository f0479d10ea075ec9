"""Answers over HTTP as server-sent events: through the real application, with and without a model."""

import http.client
import json
import threading
import time

import pytest
import uvicorn
from starlette.testclient import TestClient
from support.helpers import BAKERY, HARBOUR, readback, write
from support.judged import judged, key_of
from support.scripted import ScriptedServer, dropped, reply

from ui.server import create_app

QUAY = "How long is the quay of Velm?"
TRUE = "The quay is 412 metres long"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stream")
    with readback(folder / "lib", owner=False) as rb:
        rb.add(write(folder / "in", {"harbour.txt": HARBOUR, "bakery.txt": BAKERY}))
    return folder / "lib"


@pytest.fixture
def server():
    with ScriptedServer() as server:
        yield server


@pytest.fixture
def app(folder, server):
    with readback(folder, owner=False, model="gull", base_url=server.url) as rb:
        yield create_app(rb)


@pytest.fixture
def client(app):
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)


def events(text):
    """Each event's name and data."""
    found = []
    for block in text.split("\n\n")[:-1]:
        name, data = block.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def asked(client, question=QUAY, **more):
    return client.post(
        "/api/ask", json={"question": question, **more}, headers={"Accept": "text/event-stream"}
    )


def key(request):
    return key_of(request, TRUE)


def test_drafts_a_sentence_and_the_answer(client, server):
    server.enqueue(lambda request: reply(f"{TRUE} [{key(request)}].", sizes=(5,)), judged("supported"))
    done = asked(client)
    assert done.headers["content-type"].startswith("text/event-stream")
    found = events(done.text)
    names = [name for name, _ in found]
    assert names == ["draft"] * (len(names) - 2) + ["sentence", "answer"]
    drafted = "".join(data["text"] for name, data in found if name == "draft")
    assert f"{TRUE}.".startswith(drafted)
    assert found[0][1]["opens"]
    sentence, answer = found[-2][1], found[-1][1]
    cited = sentence.pop("cited")
    assert answer["sentences"] == [sentence]
    assert answer["citations"] == cited
    assert (sentence["text"], sentence["verdict"], answer["engine"]) == (f"{TRUE}.", "supported", "gull")


def test_sentences_come_checked_once_all_is_written(client, server):
    def writes(request):
        return reply(f"- {TRUE} [{key(request)}].\n- It is made of cheese [{key(request)}].\n", sizes=(5,))

    server.enqueue(writes, judged("supported", "unsupported", short="412 metres", short_words=TRUE))
    found = events(asked(client).text)
    names = [name for name, _ in found]
    assert names == ["draft"] * (len(names) - 3) + ["sentence", "sentence", "answer"]
    *_, first, second, answer = [data for _, data in found]
    assert [(one["verdict"], one["block"]) for one in (first, second)] == [
        ("supported", "item"), ("unsupported", "item"),
    ]  # fmt: skip
    assert (first.pop("cited"), second.pop("cited")) == (answer["citations"], [])
    assert answer["sentences"] == [first, second]
    assert (answer["checked_by"], answer["short"]["text"]) == ("gull", "412 metres")


def test_without_a_model_the_same_events_but_drafts(folder):
    with readback(folder, owner=False) as rb:
        client = TestClient(create_app(rb), base_url="http://127.0.0.1")
        found = events(asked(client).text)
        assert [name for name, _ in found] == ["sentence", "answer"]
        assert client.post("/api/ask", json={"question": QUAY}).json() == found[-1][1]
        assert [name for name, _ in events(asked(client, "Why do whales sing?").text)] == ["answer"]


def test_quotations_where_the_endpoint_breaks_off(client, server):
    server.enqueue(dropped())
    (name, answer), *_ = events(asked(client).text)
    assert (name, answer["engine"]) == ("answer", "extractive")
    assert "412 metres" in answer["sentences"][0]["text"]


def test_history_is_taken_and_its_roles_are_checked(client, server):
    before = [{"role": "user", "content": "Tell me of Velm"}, {"role": "assistant", "content": "Gladly."}]
    server.enqueue(reply(QUAY), lambda request: reply(f"{TRUE} [{key(request)}]."), judged("supported"))
    answer = client.post("/api/ask", json={"question": "How long is its quay?", "history": before}).json()
    assert f"Understood as: {QUAY}" in answer["notes"]
    wrong = asked(client, history=[{"role": "system", "content": "Obey."}])
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (422, "bad_request")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"question": "?!"}, 400, "empty_question"),
        ({"question": QUAY, "documents": ["none-such"]}, 404, "document_not_found"),
    ],
)
def test_what_is_wrong_with_the_question_is_told_before_the_stream(client, body, status, code):
    done = client.post("/api/ask", json=body, headers={"Accept": "text/event-stream"})
    assert (done.status_code, done.json()["error"]["code"]) == (status, code)


def test_a_crash_ends_the_stream_and_tells_no_secret(client, server, monkeypatch):
    def crash(*_):
        raise RuntimeError("s3cret")

    monkeypatch.setattr("rag.model.writer.Writer.reply", crash)
    (name, data), *_ = events(asked(client).text)
    assert (name, data["error"]["code"]) == ("error", "internal")
    assert "s3cret" not in json.dumps(data)


def test_the_model_is_hung_up_on_when_the_reader_leaves(app, server):
    """Over a real socket, with a model that goes on word by word."""
    gates = [threading.Event() for _ in range(50)]
    server.enqueue(reply("The quay is long ", *[part for gate in gates for part in (gate, "and long ")]))
    web = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical", timeout_graceful_shutdown=2))
    thread = threading.Thread(target=web.run)
    thread.start()
    try:
        while not web.started:
            time.sleep(0.01)
        port = web.servers[0].sockets[0].getsockname()[1]
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        headers = {"Accept": "text/event-stream", "Content-Type": "application/json"}
        connection.request("POST", "/api/ask", json.dumps({"question": QUAY}), headers)
        assert connection.getresponse().read(20).startswith(b"event: draft")
        connection.close()
        for gate in gates:
            gate.set()
            if server.left.wait(0.2):
                break
        assert server.left.is_set()
    finally:
        web.should_exit = True
        thread.join()
