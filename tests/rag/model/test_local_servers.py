"""Servers of models on this computer, found only when asked for."""

import pytest
from support.scripted import ScriptedServer, data, error, reply

from rag.model import local_servers
from rag.model.local_servers import OfferedModel, find_servers

LISTED = data({"data": [{"id": "tern", "max_model_len": 4096}, {"id": "llama3:8b"}, {"id": 7}]})


@pytest.fixture
def server():
    with ScriptedServer() as server:
        yield server


@pytest.fixture
def local(server, monkeypatch):
    """Two usual addresses: a server's, and one where nobody listens."""
    with ScriptedServer() as gone:
        nobody = gone.url
    monkeypatch.setattr(local_servers, "SERVERS", {"Ollama": server.url, "vLLM": nobody})


def test_servers_that_answer_are_listed_with_their_models_windows(server, local):
    server.enqueue(LISTED, path="/models")
    (found,) = find_servers()
    assert (found.name, found.base_url) == ("Ollama", server.url)
    assert found.models == (
        OfferedModel("tern", "4,096 tokens, told by the server"),
        OfferedModel("llama3:8b", "8,192 tokens, known of models of this name"),
    )
    server.enqueue(error(401, "no"), path="/models")
    assert find_servers() == ()


def test_the_address_that_is_set_is_asked_too_and_gets_the_key_alone(server, local):
    with ScriptedServer() as other:
        found = find_servers(f"{other.url}/", "sk-mine")
        assert [one.base_url for one in found] == [server.url, f"{other.url}/"]
        assert other.listings[0].headers["authorization"] == "Bearer sk-mine"
        assert server.listings[0].headers["authorization"] == "Bearer none"
        find_servers(server.url, "sk-mine")
        assert server.listings[1].headers["authorization"] == "Bearer sk-mine"


def test_the_command_lists_them_and_says_where_none_answers(server, local, as_json, cli, tmp_path):
    library = tmp_path / "lib"
    assert as_json("doctor", "--models", "--library", library)["servers"][0]["models"] == [
        {"name": "qwen3", "window": "32,768 tokens, known of models of this name"}
    ]
    said = cli("doctor", "--models", "--library", library)
    assert said.exit_code == 0
    assert f"Ollama at {server.url}" in said.stdout
    assert "qwen3  window: 32,768 tokens" in said.stdout
    server.models = []
    none = cli("doctor", "--models", "--library", library)
    assert none.exit_code == 1
    assert "no server of models answers" in none.stderr
    assert not library.exists()


def test_a_model_is_named_for_one_run(server, cli, library, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("READBACK_MODEL", "tern")
    server.otherwise = reply("Nothing.")
    question = "Who built the lighthouse?"
    assert cli("ask", question, "--library", library, "--model", "gull").exit_code == 0
    assert {request.body["model"] for request in server.requests} == {"gull"}


@pytest.mark.parametrize("json", [True, False])
def test_a_key_without_a_model_is_spoken_of_once_and_nothing_is_sent(server, cli, library, monkeypatch, json):
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-verysecret")
    monkeypatch.delenv("READBACK_MODEL", raising=False)
    done = cli("ask", "Who built the lighthouse?", "--library", library, *(["--json"] if json else []))
    assert done.stderr.count("--model NAME") == 1
    assert "--model" not in done.stdout
    assert "verysecret" not in done.output
    assert "--model" not in cli("search", "lighthouse", "--library", library).stderr
    assert server.requests == server.listings == []
