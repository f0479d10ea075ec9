"""What doctor finds, and that it fetches only when told to."""

import sqlite3

import pytest
from support.scripted import ScriptedServer, data, error, reply

from index.errors import ReadbackError
from index.store.lock import WriterLock
from rag import doctor, load_settings

NAMES = {
    "python", "settings", "engine", "reader", "ocr", "embedder", "embedding", "words", "sentences", "library",
    "fingerprint", "writer", "chroma", "sizes",
}  # fmt: skip


def found(as_json, library, exit_code=0):
    checks = as_json("doctor", "--library", library, exit_code=exit_code)["checks"]
    assert all(set(check) == {"name", "ok", "detail"} for check in checks)
    return {check["name"]: check for check in checks}


def test_all_is_well_with_a_good_library(as_json, cli, library):
    checks = found(as_json, library)
    assert set(checks) == NAMES
    assert all(check["ok"] for check in checks.values()), checks
    assert "4 documents, 4 passages" in checks["library"]["detail"]
    assert "4 vectors" in checks["chroma"]["detail"]
    assert checks["engine"]["detail"] == "extractive: no model is asked"
    said = cli("doctor", "--library", library)
    assert said.exit_code == 0
    assert said.stdout.startswith("ok    python: ")


def test_no_library_yet_is_fine_and_none_is_made(as_json, tmp_path):
    checks = found(as_json, tmp_path / "lib")
    assert checks["library"]["ok"]
    assert "readback add PATH" in checks["library"]["detail"]
    assert not (tmp_path / "lib").exists()


def test_a_model_that_answers_and_one_that_does_not(as_json, cli, library, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-verysecret")
    monkeypatch.setenv("READBACK_MODEL", "small")
    with ScriptedServer() as server:
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        server.enqueue(data({"data": [{"id": "small", "context_length": 4096}]}), path="/models")
        server.enqueue(reply("yes"), error(401, "Incorrect API key provided: sk-verysecret"))
        engine = found(as_json, library)["engine"]
        assert engine["ok"]
        assert engine["detail"].startswith(f"small at {server.address}")
        assert engine["detail"].endswith("window: 4,096 tokens, told by the server")
        done = cli("doctor", "--library", library, "--json")
    assert done.exit_code == 0  # quotations still work
    assert "set OPENAI_API_KEY" in done.output
    assert "verysecret" not in done.output


def test_it_says_who_writes(as_json, library):
    lock = WriterLock(library)
    lock.take(0)
    try:
        checks = found(as_json, library)
    finally:
        lock.release()
    assert "is being written by" in checks["writer"]["detail"]
    assert checks["chroma"] == {"name": "chroma", "ok": True, "detail": "not looked at: the lock is not free"}


def test_vectors_of_another_embedder_stop_work(as_json, cli, library):
    with sqlite3.connect(library / "catalog.sqlite3") as database:
        database.execute("UPDATE meta SET value = 'another' WHERE key = 'fingerprint'")
    checks = found(as_json, library, exit_code=1)
    assert not checks["fingerprint"]["ok"]
    assert "readback reindex" in checks["fingerprint"]["detail"]
    assert cli("doctor", "--library", library).stderr == "readback: fingerprint fails\n"
    asked = cli("ask", "Who built the lighthouse?", "--library", library)
    assert asked.exit_code == 1
    assert "readback reindex" in asked.stderr


def test_chroma_that_lacks_vectors_is_told(as_json, library):
    import shutil

    shutil.rmtree(library / "chroma")
    assert "makes it from the catalog" in found(as_json, library)["chroma"]["detail"]


def test_a_broken_catalog_stops_work(as_json, library):
    size = (library / "catalog.sqlite3").stat().st_size
    with (library / "catalog.sqlite3").open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    checks = found(as_json, library, exit_code=1)
    assert "is damaged" in checks["library"]["detail"]


def test_without_an_embedder_words_still_work(as_json, cli, tmp_path, monkeypatch):
    monkeypatch.setattr("rag.doctor.open_embedder", lambda *_: None)
    checks = found(as_json, tmp_path / "lib")
    assert not checks["embedder"]["ok"]
    assert "readback doctor --fetch-weights" in checks["embedder"]["detail"]


def test_an_embedder_that_does_not_start_stops_work(as_json, tmp_path, monkeypatch):
    def fail(*_):
        raise OSError(13, "Permission denied", "/cache")

    monkeypatch.setattr("rag.doctor.open_embedder", fail)
    checks = found(as_json, tmp_path / "lib", exit_code=1)
    assert "READBACK_CACHE" in checks["embedding"]["detail"]


def test_nothing_is_fetched_where_the_weights_are_installed(cli, tmp_path):
    if doctor.minilm.find_weights() is None:
        pytest.skip("the weights are not installed here")
    done = cli("doctor", "--fetch-weights", "--library", tmp_path / "lib", "--json")
    assert (done.exit_code, done.stderr) == (
        0,
        "note: the embedder's weights are installed; there is nothing to fetch\n",
    )


def test_fetching_says_from_where_first_and_fails_with_one_line(cli, tmp_path, monkeypatch):
    from chromadb.utils.embedding_functions import ONNXMiniLM_L6_V2

    def offline(_):
        raise OSError("no\nnetwork")

    monkeypatch.setattr(doctor.minilm, "find_weights", lambda: None)
    monkeypatch.setattr(ONNXMiniLM_L6_V2, "_download_model_if_not_exists", offline)
    heard = []
    with pytest.raises(ReadbackError, match="could not be fetched"):
        doctor.fetch(heard.append)
    assert heard == [f"fetching the embedder (80 MB) from {ONNXMiniLM_L6_V2.MODEL_DOWNLOAD_URL}"]
    done = cli("doctor", "--fetch-weights", "--library", tmp_path / "lib", "--json")
    assert done.exit_code == 1
    first, second = done.stderr.splitlines()
    assert "https://" in first
    assert second.startswith("readback: the embedder could not be fetched (no network)")


def test_the_function_takes_settings(library):
    checks = doctor.doctor(load_settings(library))
    assert {check.name for check in checks} == NAMES
    assert not any(map(doctor.stops, checks))
