"""Settings over HTTP: what is written, what is not, and which server sees which key."""

import logging
import os
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from support.helpers import write
from support.scripted import ScriptedServer, data, error, reply

from rag import Readback, load_settings
from rag.model.connection_test import try_out
from ui.server import create_app

FERRY = "Ferry adrift\n\nThe Aldis Rose left Norhaven at 16:05 with 212 people aboard.\n"
WHEN = "When did the Aldis Rose leave Norhaven?"
KEY = "sk-typed-5up3rs3cr3tk3y"
AROUND = "sk-around-4n0th3rs3cr3t"


@contextmanager
def opened(folder: Path, shelf: Path | None = None, **environment: str):
    """A client of a server on the library in ``folder``, started with this environment."""
    with Readback(settings=load_settings(folder, {**os.environ, **environment})) as readback:
        app = create_app(readback, shelf=shelf)
        yield TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)
        app.state.shelf.close()


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "library"
    with Readback(folder) as readback:
        assert not readback.add(write(tmp_path / "files", {"ferry.txt": FERRY})).failed
    return folder


def written(_):
    """An answer that quotes the ferry's passage."""
    return reply("The Aldis Rose left Norhaven at 16:05 [The Aldis Rose left Norhaven at 16:05].")


@pytest.fixture
def endpoint():
    with ScriptedServer(otherwise=written) as server:
        yield server


def problem(got):
    return got.status_code, got.json()["error"]["code"]


def put(client, **body):
    return client.put("/api/settings", json=body)


def ask(client):
    return client.post("/api/ask", json={"question": WHEN}).json()


def keys(endpoint):
    """What each request carried as its key; servers that ask for none are sent the word none."""
    return [
        request.headers["authorization"].removeprefix("Bearer ")
        for request in (*endpoint.requests, *endpoint.listings)
    ]


def test_without_a_model_nothing_is_sent(folder):
    with opened(folder) as client:
        assert client.get("/api/settings").json() == {
            "model": "", "base_url": "", "context_window": 0, "judge": True, "embedding_model": "",
            "price_read": 0.0, "price_written": 0.0, "max_megabytes": 50, "has_key": False, "fixed": {},
            "engine": "extractive", "leaves": "",
        }  # fmt: skip


def test_a_model_is_set_answers_at_once_and_stays_for_the_next_start(folder, endpoint):
    with opened(folder) as client:
        assert ask(client)["engine"] == "extractive"
        told = put(client, model=" qwen3 ", base_url=endpoint.url, context_window=8192).json()
        assert (told["model"], told["base_url"], told["context_window"]) == ("qwen3", endpoint.url, 8192)
        assert told["engine"] == "qwen3"
        assert told["leaves"].endswith(f"are sent to {endpoint.address}, on this computer.")
        assert client.get("/api/settings").json() == told
        assert ask(client)["engine"] == "qwen3"
    found = load_settings(folder, {})
    assert (found.model, found.base_url, found.context_window) == ("qwen3", endpoint.url, 8192)
    with opened(folder) as client:
        assert put(client, model="", base_url=endpoint.url).json()["engine"] == "extractive"
        assert ask(client)["engine"] == "extractive"
    assert load_settings(folder, {}).model == ""


def test_the_second_reading_is_switched_off_and_the_window_left_to_be_found(folder):
    with opened(folder) as client:
        told = put(client, model="", base_url="", judge=False, context_window=8192).json()
        assert (told["judge"], told["context_window"]) == (False, 8192)
        assert put(client, model="", base_url="").json() == told
        assert put(client, model="", base_url="", context_window=0).json()["context_window"] == 0
    found = load_settings(folder, {})
    assert (found.judge, found.context_window) == (False, 0)


def test_the_file_keeps_its_comments_and_the_settings_that_are_not_changed(folder):
    file = folder / "readback.toml"
    before = '# mine\nmax_megabytes = 7  # small files only\n\nmodel = "old"  # slow\nprice_read = 0.15\n'
    file.write_bytes(before.replace("\n", "\r\n").encode())
    file.chmod(0o640)
    with opened(folder) as client:
        assert put(client, model='n"ew', base_url="http://127.0.0.1:9/v1").status_code == 200
    after = file.read_bytes().decode()
    assert "# mine\r\nmax_megabytes = 7  # small files only\r\n" in after
    assert "# slow" in after
    found = load_settings(folder, {})
    assert (found.model, found.base_url) == ('n"ew', "http://127.0.0.1:9/v1")
    assert (found.max_megabytes, found.price_read) == (7, 0.15)
    assert file.stat().st_mode & 0o777 == 0o640
    assert [path.name for path in folder.iterdir() if path.suffix == ".new"] == []


def test_a_file_that_was_broken_meanwhile_is_told_of_and_left_as_it_is(folder, endpoint):
    with opened(folder) as client:
        (folder / "readback.toml").write_text("model = ")
        assert problem(put(client, model="qwen3", base_url=endpoint.url)) == (400, "usage_error")
        assert client.get("/api/settings").json()["engine"] == "extractive"
    assert (folder / "readback.toml").read_text() == "model = "


def test_a_file_that_cannot_be_written_is_told_of(folder):
    with opened(folder) as client:
        (folder / "readback.toml").mkdir()  # nothing is forbidden to root, but this
        (folder / "readback.toml" / "in the way").touch()
        status, code = problem(put(client, model="qwen3", base_url=""))
        assert (status, code) in {(409, "library_read_only"), (400, "usage_error")}
        assert client.get("/api/settings").json()["model"] == ""


def test_what_the_environment_sets_is_told_and_cannot_be_changed(folder, endpoint):
    with opened(folder, READBACK_MODEL="fixed", OPENAI_BASE_URL=endpoint.url) as client:
        told = client.get("/api/settings").json()
        assert told["fixed"] == {
            "model": "READBACK_MODEL in the environment",
            "base_url": "OPENAI_BASE_URL in the environment",
        }
        got = put(client, model="other", base_url=endpoint.url)
        assert problem(got) == (409, "setting_fixed")
        assert "READBACK_MODEL in the environment" in got.json()["error"]["message"]
        assert problem(put(client, model="fixed", base_url="http://127.0.0.1:9/v1")) == (409, "setting_fixed")
        assert client.get("/api/settings").json() == told
        assert put(client, model="fixed", base_url=endpoint.url, context_window=999).status_code == 200
    assert (folder / "readback.toml").read_text() == "context_window = 999\n"


def test_an_address_that_made_the_index_cannot_be_changed(tmp_path, endpoint):
    folder = tmp_path / "library"
    folder.mkdir()
    (folder / "readback.toml").write_text(f'embedding_model = "bge"\nbase_url = "{endpoint.url}"\n')
    with opened(folder) as client:
        told = client.get("/api/settings").json()
        assert told["fixed"] == {"base_url": "embedding_model, whose vectors come from this address"}
        assert "for bge to index" in told["leaves"]
        assert problem(put(client, model="m", base_url="http://127.0.0.1:9/v1")) == (409, "setting_fixed")
        assert put(client, model="m", base_url=endpoint.url).json()["engine"] == "m"


@pytest.mark.parametrize(
    "address",
    [
        "localhost:8080", "ftp://127.0.0.1/v1", "http://", "http://[::1", "http://127.0.0.1:port/v1",
        "http://127.0.0.1:99999/v1", "http://127.0.0.1:0/v1", "http://a b/v1", "http://a\nb/v1",
        "http://user:s3cret@127.0.0.1/v1", "http://127.0.0.1/v1?key=s3cret", "http://127.0.0.1/#s3cret",
        "javascript:alert(1)", "http://a\u202eb/v1",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_refused_and_not_repeated(folder, address):
    with opened(folder) as client:
        for got in (
            put(client, model="m", base_url=address),
            client.post("/api/settings/test", json={"model": "m", "base_url": address}),
        ):
            assert problem(got) == (400, "bad_address")
            assert "s3cret" not in got.text
        assert client.get("/api/settings").json()["base_url"] == ""
    assert not (folder / "readback.toml").exists()


@pytest.mark.parametrize(
    "body",
    [
        {"model": "m\nn"}, {"model": "m" * 3000}, {"context_window": -1}, {"model": 7}, {"base_url": None},
        {"api_key": "a b"}, {"api_key": "schlüssel"}, {"api_key": "a\r\nX-Other: b"},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_changes(folder, body):
    with opened(folder) as client:
        got = put(client, **{"model": "m", "base_url": "", **body})
        assert got.status_code in (400, 422)
        assert "X-Other" not in got.text
        assert client.get("/api/settings").json()["engine"] == "extractive"
        assert client.put("/api/settings", json={"model": "m"}).status_code == 422  # not: at OpenAI's service
    assert not (folder / "readback.toml").exists()


def test_a_key_is_sent_and_neither_shown_nor_written_nor_logged(folder, endpoint, caplog):
    caplog.set_level(logging.DEBUG)
    with opened(folder) as client:
        told = put(client, model="qwen3", base_url=endpoint.url, api_key=f" {KEY} ")
        tried = client.post("/api/settings/test", json={"model": "qwen3", "base_url": endpoint.url})
        endpoint.enqueue(error(401, f"Incorrect API key provided: {KEY}"))
        wrong = client.post(
            "/api/settings/test", json={"model": "qwen3", "base_url": endpoint.url, "api_key": "sk-wrong"}
        )
        shown = client.get("/api/settings")
        answer = ask(client)
        page = client.get("/")
    assert told.json()["has_key"]
    assert set(keys(endpoint)) == {KEY, "sk-wrong"}
    for text in (told.text, tried.text, wrong.text, shown.text, str(answer), page.text, caplog.text):
        assert KEY not in text
        assert "sk-wrong" not in text
    for path in folder.rglob("*"):
        assert not path.is_file() or KEY.encode() not in path.read_bytes()


def test_a_typed_key_is_for_its_address_only_and_is_known_when_one_comes_back(folder, endpoint):
    with ScriptedServer(otherwise=written) as other, opened(folder) as client:
        put(client, model="m", base_url=endpoint.url, api_key=KEY)
        ask(client)
        assert not put(client, model="m", base_url=other.url).json()["has_key"]
        ask(client)
        client.post("/api/settings/test", json={"model": "m", "base_url": other.url})
        assert put(client, model="m", base_url=f"{endpoint.url}/").json()["has_key"]
        ask(client)
        assert set(keys(endpoint)) == {KEY}
        assert set(keys(other)) == {"none"}
        assert not put(client, model="m", base_url=endpoint.url, api_key="").json()["has_key"]


def test_the_environments_key_goes_to_no_address_set_later(folder, endpoint):
    around = {"OPENAI_API_KEY": AROUND, "READBACK_MODEL": "m"}
    (folder / "readback.toml").write_text(f'base_url = "{endpoint.url}"\n')
    with ScriptedServer(otherwise=written) as other, opened(folder, **around) as client:
        assert client.get("/api/settings").json()["has_key"]
        ask(client)
        client.post("/api/settings/test", json={"model": "m", "base_url": other.url})
        assert not put(client, model="m", base_url=other.url).json()["has_key"]
        ask(client)
        assert set(keys(endpoint)) == {AROUND}
        assert set(keys(other)) == {"none"}
        assert put(client, model="m", base_url=other.url, api_key=KEY).json()["has_key"]
        ask(client)
        assert set(keys(other)) == {"none", KEY}
        assert put(client, model="m", base_url=endpoint.url).json()["has_key"]


def test_a_new_librarys_address_does_not_get_the_environments_key(folder, tmp_path, endpoint, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", AROUND)
    with opened(folder, shelf=tmp_path / "shelf") as client:
        name = client.post("/api/libraries", json={"name": "Second"}).json()["name"]
        (tmp_path / "shelf" / name / "readback.toml").write_text(
            f'model = "m"\nbase_url = "{endpoint.url}"\n'
        )
        told = client.get("/api/settings", params={"library": name}).json()
        assert (told["engine"], told["has_key"]) == ("m", False)
        client.post("/api/settings/test", params={"library": name}, json={"base_url": endpoint.url})
        assert set(keys(endpoint)) == {"none"}


def test_an_answer_under_way_keeps_its_model(folder, endpoint):
    gate = threading.Event()

    words = "The Aldis Rose left Norhaven at 16:05"
    endpoint.enqueue(reply("The Aldis Rose left ", gate, f"Norhaven at 16:05 [{words}]."))
    with opened(folder) as client, ScriptedServer(otherwise=written) as other:
        put(client, model="first", base_url=endpoint.url)
        answers = []
        asking = threading.Thread(target=lambda: answers.append(ask(client)))
        asking.start()
        while not endpoint.requests:
            assert asking.is_alive()
        put(client, model="second", base_url=other.url)
        assert ask(client)["engine"] == "second"
        gate.set()
        asking.join(60)
        assert answers[0]["engine"] == "first"
        assert {request.body["model"] for request in endpoint.requests} == {"first"}


def test_trying_tells_that_it_works_and_which_models_there_are(folder, endpoint):
    endpoint.models = ["qwen3", "gemma", "<b>"]
    with opened(folder) as client:
        body = {"model": "qwen3", "base_url": endpoint.url}
        told = client.post("/api/settings/test", json=body).json()
        detail = f"Qwen3 answers at {endpoint.address}."
        window = "32,768 tokens, known of models of this name"
        assert told == {"ok": True, "detail": detail, "models": ["qwen3", "gemma", "<b>"], "window": window}
        assert FERRY.split()[0] not in str([request.body for request in endpoint.requests])
        told = client.post("/api/settings/test", json={"base_url": endpoint.url}).json()
        assert (told["ok"], told["models"][0]) == (False, "qwen3")
        assert client.get("/api/settings").json()["engine"] == "extractive"


def test_models_on_this_computer_are_found(folder, endpoint, monkeypatch):
    monkeypatch.setattr("rag.model.local_servers.SERVERS", {"Ollama": endpoint.url})
    with opened(folder) as client:
        found = client.post("/api/settings/models").json()
    window = "32,768 tokens, known of models of this name"
    models = [{"name": "qwen3", "window": window}]
    assert found == {"servers": [{"name": "Ollama", "base_url": endpoint.url, "models": models}]}
    assert endpoint.requests == []


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (error(404, "model 'm' not found", code="model_not_found"), "There is no"),
        (error(401, "no"), "asks for a key"),
        (error(400, "<b>bad</b>"), "refused"),
    ],
)
def test_trying_tells_what_is_wrong_in_one_line(folder, endpoint, answer, told):
    endpoint.enqueue(answer)
    with opened(folder) as client:
        got = client.post("/api/settings/test", json={"model": "m", "base_url": endpoint.url})
    assert got.status_code == 200
    assert not got.json()["ok"]
    assert told in got.json()["detail"]
    assert "\n" not in got.json()["detail"]


def test_trying_an_address_where_nobody_listens(folder):
    with ScriptedServer() as gone:
        address = gone.url
    with opened(folder) as client:
        got = client.post("/api/settings/test", json={"model": "m", "base_url": address}).json()
    assert (got["ok"], got["models"]) == (False, [])
    assert "no server listens there" in got["detail"]


def test_trying_ends_in_time_whatever_the_endpoint_does(endpoint):
    gate = threading.Event()
    endpoint.enqueue(reply("Ye", gate, "s."))
    tried = try_out("m", endpoint.url, seconds=0.5)
    gate.set()
    assert not tried.ok
    assert f"{endpoint.address} did not answer within" in tried.detail


@pytest.mark.parametrize("listed", [b"[]", b"{", b'{"data": [{"id": 7}, "x", {"id": "a\\nb"}]}', b"<html>"])
def test_a_list_that_is_none_is_as_good_as_none(endpoint, listed):
    endpoint.enqueue(data(listed), path="/models")
    assert try_out("m", endpoint.url).models == ()
    endpoint.enqueue(error(500, "no list"), path="/models")
    assert try_out("m", endpoint.url).ok
