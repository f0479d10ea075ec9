"""Vectors of an endpoint: asked for in batches and once, missed with a note, exchanged all at one time."""

import json
import random
import signal
import subprocess
import sys
import threading
import zlib
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from unittest.mock import patch

import numpy as np
import pytest
from support.helpers import BAKERY, COMET, HARBOUR, REPOSITORY, graph_cache, python, readback, rows, write
from support.reprints import prose
from support.stores import assert_stores_agree
from support.waiting import until

from index.chunk import split
from index.embedding.embedder import open_token_starts
from index.embedding.endpoint_embedder import EndpointEmbedder
from index.errors import EmbeddingFailed, FingerprintMismatch, ReadbackError
from index.library import Library
from rag.doctor import doctor
from rag.model.client import Model
from rag.model.embedding_model import endpoint_embedder

KEY = "sk-sesame-1234567890"
QUESTION = "Who bakes rye bread?"
MIXED = "Who bakes rye bread, and was the old harbour built of granite in a year?"


def bag_of_words(text: str, dimension: int) -> list[float]:
    vector = [0.001] * dimension
    for word in text.lower().split():
        vector[zlib.crc32(word.strip(".,?").encode()) % dimension] += 1.0
    return vector


class Endpoint:
    """A server on loopback that makes vectors of words, and can be told to fail or to wait."""

    def __init__(self) -> None:
        self.dimension = 48
        self.asked: list[list[str]] = []
        self.refuse = lambda texts: False
        self.wait_at = 0  # the request that waits
        self.waits, self.go_on = threading.Event(), threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}/v1"
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self.go_on.set()
        self._server.shutdown()
        self._server.server_close()

    def down(self) -> None:
        self.refuse = lambda texts: True

    def up(self) -> None:
        self.refuse = lambda texts: False

    def settings(self) -> dict[str, str]:
        return {"embedding_model": "bag", "base_url": self.url, "api_key": KEY}

    def answer(self, texts: list[str]) -> tuple[int, object]:
        self.asked.append(texts)
        if len(self.asked) == self.wait_at:
            self.waits.set()
            self.go_on.wait(60)
        if self.refuse(texts):
            return 400, {"error": {"message": "these texts are refused"}}
        made = [{"index": i, "embedding": bag_of_words(t, self.dimension)} for i, t in enumerate(texts)]
        return 200, {"object": "list", "data": made, "model": "bag"}

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status, body = endpoint.answer(sent["input"])
                data = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                pass

        return Handler


@pytest.fixture
def endpoint():
    made = Endpoint()
    yield made
    made.close()


@pytest.fixture
def files(tmp_path):
    return write(tmp_path / "in", {"harbour.txt": HARBOUR, "bakery.txt": BAKERY, "comet.md": COMET})


def embedder_of(endpoint):
    return EndpointEmbedder("bag at endpoint/v1", Model("bag", endpoint.url, KEY, pause=0.0).embed)


@contextmanager
def opened(folder, endpoint=None, *, owner=False):
    """A library with the endpoint's embedder, or with this machine's."""
    given = endpoint and embedder_of(endpoint)
    made = Library(
        folder, quantisation="int8", cache=graph_cache(), max_bytes=5_000_000, owner=owner, embedder=given
    )
    try:
        yield made
    finally:
        made.close()


def found(lib, question=MIXED):
    """Where the hits are, and everything they score."""
    return [
        (h.document, h.start, h.score, [(s.similarity, s.coverage) for s in h.sentences])
        for h in lib.search(question)
    ]


# What is asked for


def passages_of(text, limit=254):
    return split(text, open_token_starts(), limit)


def test_passages_and_sentences_are_texts_of_their_own_in_batches(endpoint):
    text = " ".join(f"This is number {n} of many sentences." for n in range(1_200)) + " Same. Same. Same."
    passages = passages_of(text)
    heard = []
    made = embedder_of(endpoint).passages(passages, heard.append)
    asked = [text for batch in endpoint.asked for text in batch]
    wanted = {text for p in passages for text in (p.text, *(s.text for s in p.sentences))}
    assert sorted(asked) == sorted(wanted)
    assert all(len(batch) <= 512 for batch in endpoint.asked)
    assert len(heard) == len(endpoint.asked) >= 3
    assert [number for numbers in heard for number in numbers] == list(range(len(passages)))
    for passage, vectors in zip(passages, made, strict=True):
        assert vectors.passage.dtype == vectors.sentences.dtype == np.float32
        assert vectors.sentences.shape == (len(passage.sentences), 48)
        texts = [passage.text, *(s.text for s in passage.sentences)]
        for text, vector in zip(texts, [vectors.passage, *vectors.sentences], strict=True):
            exact = np.array(bag_of_words(text, 48))
            assert np.allclose(vector, exact / np.linalg.norm(exact), atol=1e-6)


def test_a_request_holds_a_bounded_number_of_characters(endpoint):
    text = " ".join(f"{n} " + "word " * 180 + "end." for n in range(70))
    embedder_of(endpoint).passages(passages_of(text))
    sizes = [sum(map(len, batch)) for batch in endpoint.asked]
    assert max(sizes) <= 60_000 < sum(sizes)


def test_no_passages_ask_nothing(endpoint):
    assert embedder_of(endpoint).passages([]) == []
    assert endpoint.asked == []


def test_vectors_of_another_length_are_refused(endpoint):
    embedder = embedder_of(endpoint)
    assert embedder.question("bread").shape == (48,)
    endpoint.dimension = 32
    with pytest.raises(EmbeddingFailed, match=r"32 and 48 numbers.*reindex"):
        embedder.passages(passages_of(HARBOUR))


def test_the_fingerprint_names_model_and_address_without_asking(endpoint, tmp_path):
    with readback(tmp_path / "lib", **endpoint.settings()) as rb:
        embedder = endpoint_embedder(rb.settings)
    for part in ("bag", endpoint.url.removeprefix("http://"), "splitter-"):
        assert part in embedder.fingerprint
    assert KEY not in embedder.fingerprint
    assert endpoint.asked == []


def test_opening_and_listing_ask_nothing(endpoint, files, tmp_path):
    with readback(tmp_path / "lib", **endpoint.settings()) as rb:
        rb.add(files)
    before = len(endpoint.asked)
    with readback(tmp_path / "lib", **endpoint.settings()) as rb:
        assert len(rb.documents()) == 3
        rb.set("comet.md", title="A comet")
        assert rb.text("comet.md").text == COMET
        assert len(rb.add(files).unchanged) == 3
        rb.remove(["comet.md"])
    assert len(endpoint.asked) == before


def test_a_question_is_asked_for_once(endpoint, files, tmp_path):
    with opened(tmp_path / "lib", endpoint, owner=True) as lib:
        lib.add(files)
        endpoint.asked.clear()
        with lib.snapshot():
            hits = lib.search(QUESTION)
            assert lib.searcher.best_similarity(QUESTION, hits) > 0.3
            assert lib.notes() == ()
        assert lib.search(QUESTION) == hits
    assert endpoint.asked == [[QUESTION]]
    assert_stores_agree(tmp_path / "lib")


def test_a_question_that_waits_for_its_vector_holds_up_no_other(endpoint, files, tmp_path):
    with readback(tmp_path / "lib", **endpoint.settings()) as rb:
        rb.add(files)
        endpoint.wait_at = len(endpoint.asked) + 1
        slow = threading.Thread(target=rb.ask, args=("When was the comet seen?",))
        slow.start()
        assert endpoint.waits.wait(60)
        assert rb.ask(QUESTION).question == QUESTION
        assert slow.is_alive()
        endpoint.go_on.set()
        slow.join(60)
    assert not slow.is_alive()


def test_many_texts_are_asked_for_together_and_each_once(endpoint, files, tmp_path):
    with opened(tmp_path / "lib", endpoint, owner=True) as lib:
        lib.add(files)
        endpoint.asked.clear()
        vectors = lib.searcher.embedded(["a comet", "", "the harbour", "a comet"])
    assert endpoint.asked == [["a comet", "the harbour"]]
    assert (vectors[0] == vectors[3]).all()
    assert not vectors[1].any()


def test_passages_of_many_documents_are_asked_for_together_and_several_requests_at_once(endpoint, tmp_path):
    chance, meet, requests = random.Random(2), threading.Barrier(2), count()
    texts = {f"{n}.txt": "\n\n".join(prose(chance, 9) for _ in range(4)) for n in range(60)}
    endpoint.refuse = lambda texts: next(requests) < 2 and meet.wait(60) < 0  # the first waits for the second
    with opened(tmp_path / "lib", endpoint) as lib:
        done = lib.add(write(tmp_path / "many", texts))
        passages = sum(document.passages for document in lib.documents())
    assert (len(done.added), done.failed) == (60, ())
    assert passages > 200
    assert 16 * next(requests) <= passages


def test_other_languages_need_no_note(endpoint, tmp_path):
    [file] = write(tmp_path, {"a.txt": "Die Bäckerei in der Mühlgasse backt jede Nacht achtzig Roggenbrote."})
    with opened(tmp_path / "lib", endpoint) as lib:
        lib.add([file])
        assert lib.search("Wer backt Roggenbrote?")
        assert lib.notes() == ()


def test_the_key_is_in_no_file(endpoint, files, tmp_path):
    with readback(tmp_path / "lib", **endpoint.settings()) as rb:
        rb.add(files)
        rb.search(QUESTION)
        rb.reindex()
    held = [path for path in (tmp_path / "lib").rglob("*") if path.is_file()]
    assert len(held) > 3
    assert not [path for path in held if KEY.encode() in path.read_bytes()]


def test_an_index_holds_nothing_but_the_index(endpoint, files, tmp_path):
    """A new one is written as its memory lay, whatever was there before."""
    with opened(tmp_path / "lib", endpoint) as lib:
        lib.add(files)
    [header] = (tmp_path / "lib" / "chroma").glob("*/header.bin")
    unused = [header.with_name("data_level0.bin"), header.with_name("length.bin")]
    assert all(file.stat().st_size for file in unused)
    for file in unused:  # as a process killed at the wrong moment leaves it
        assert not any(file.read_bytes())
        file.write_bytes(KEY.encode() * 20)
    with opened(tmp_path / "lib", endpoint, owner=True) as lib:
        assert len(found(lib)) == 3
        assert not any(b"".join(file.read_bytes() for file in unused))


# The endpoint fails


def test_a_silent_endpoint_is_not_asked_for_every_file(endpoint, files, tmp_path):
    with opened(tmp_path / "lib", endpoint) as lib:
        lib.add(files[:1])
        endpoint.asked.clear()
        endpoint.down()
        more = write(tmp_path / "more", {f"{n}.txt": f"{n} {BAKERY}" for n in range(20)})
        done = lib.add([*more, *files[:1], tmp_path / "missing.txt"])
        assert (len(done.added), len(done.unchanged), len(done.failed)) == (20, 1, 21)
        assert all("bag" in failure.error for failure in done.failed[1:])
        assert len(endpoint.asked) == 2
        assert lib.search("rye bread", [done.added[0]])
        endpoint.up()
        assert len(lib.add(more).unchanged) == 20
        assert {document.state for document in lib.documents()} == {"ready"}
    assert_stores_agree(tmp_path / "lib")


def test_a_text_the_endpoint_refuses_stops_only_its_file(endpoint, files, tmp_path):
    endpoint.refuse = lambda texts: any("rye bread" in text for text in texts)
    with opened(tmp_path / "lib", endpoint) as lib:
        done = lib.add(files)
        assert (len(done.added), [f.path for f in done.failed]) == (3, [str(files[1])])
        assert [one.path for one in lib.documents() if one.state == "indexing"] == [str(files[1])]
    assert_stores_agree(tmp_path / "lib")


def test_nobody_at_the_address_leaves_every_file_its_words_and_one_line_each(files, tmp_path):
    gone = Endpoint()
    gone.close()
    with opened(tmp_path / "lib", gone) as lib:
        done = lib.add(files)
        assert len(done.failed) == 3
        assert all("\n" not in failure.error and KEY not in failure.error for failure in done.failed)
        assert {document.state for document in lib.documents()} == {"indexing"}
        assert lib.search(QUESTION)[0].document == lib.document("bakery.txt").id
        [note] = lib.notes()
        assert "by words alone" in note


def test_an_endpoint_down_leaves_the_words_and_a_note(endpoint, files, tmp_path):
    with readback(tmp_path / "lib", **endpoint.settings()) as rb:
        rb.add(files)
        endpoint.asked.clear()
        endpoint.down()
        for result in (rb.search(QUESTION), rb.ask(QUESTION), rb.check("Oskar Lindqvist bakes 900 loaves.")):
            [note] = result.notes
            assert "gave no vector" in note
            assert "by words alone" in note
            assert "these texts are refused" in note
        assert rb.search(QUESTION).hits[0].citation.document == rb.document("bakery.txt").id
        assert len(endpoint.asked) == 4
        endpoint.up()
        assert rb.search(QUESTION).notes == rb.ask(QUESTION).notes == ()


def test_what_failed_for_one_is_no_note_to_another(endpoint, files, tmp_path):
    with opened(tmp_path / "lib", endpoint) as lib:
        lib.add(files)
        endpoint.refuse = lambda texts: "harbour" in texts[0]
        noted = {}

        def ask(question):
            with lib.snapshot():
                lib.search(question)
                noted[question] = lib.notes()

        lib.search("yet another harbour")
        assert lib.notes()
        ask("the stars")
        ask("the harbour")
        thread = threading.Thread(target=ask, args=("the bakery",))
        thread.start()
        thread.join()
        lib.search("another harbour")
        lib.search("the comet")
        assert lib.notes() == noted["the stars"] == noted["the bakery"] == ()
        assert noted["the harbour"]


# Other vectors


def test_vectors_of_another_embedder_are_refused(endpoint, files, tmp_path):
    with opened(tmp_path / "lib") as lib:
        lib.add(files)
    with opened(tmp_path / "lib", endpoint) as lib:
        for act in (lambda: lib.search(QUESTION), lambda: lib.add(files)):
            with pytest.raises(FingerprintMismatch, match="readback reindex"):
                act()
    assert endpoint.asked == []


def test_a_model_that_changed_its_length_is_refused_until_reindexed(endpoint, files, tmp_path):
    with opened(tmp_path / "lib", endpoint) as lib:
        lib.add(files[:2])
    endpoint.dimension = 64
    with opened(tmp_path / "lib", endpoint, owner=True) as lib:
        for act in (lambda: lib.search(QUESTION), lambda: lib.add(files)):
            with pytest.raises(FingerprintMismatch, match=r"48 numbers.*64.*readback reindex"):
                act()
        assert [one.path for one in lib.documents() if one.state == "indexing"] == [str(files[2])]
        assert lib.reindex() == 3
        assert lib.search(QUESTION)[0].document == lib.document("bakery.txt").id
        assert len(lib.add(files).unchanged) == 3
    assert_stores_agree(tmp_path / "lib")


def test_an_emptied_library_takes_vectors_of_another_length(endpoint, files, tmp_path):
    with opened(tmp_path / "lib", endpoint) as lib:
        lib.remove(lib.add(files).added)
    endpoint.dimension = 64
    with opened(tmp_path / "lib", endpoint) as lib:
        assert len(lib.add(files).added) == 3
    assert_stores_agree(tmp_path / "lib")


# Exchanging all vectors

READ = """
sys.path[:0] = [str(Path(repository) / "tests"), str(Path(repository) / "tests/index/embedding")]
from support.helpers import library
from test_endpoint_embedder import found
from index.errors import FingerprintMismatch
lib = library(Path(arguments[0]), owner=True)
try:
    print(json.dumps(found(lib)))
except FingerprintMismatch:
    print(json.dumps("mismatch"))
"""


def elsewhere(folder):
    """What another process finds with the local embedder."""
    return python(READ, folder, READBACK_CACHE=str(graph_cache()))


@contextmanager
def reindexing(lib, endpoint, at):
    """A re-indexing, document by document, that waits at request ``at`` while the body runs."""
    endpoint.asked.clear()
    endpoint.wait_at = at
    wrong = []

    def run():
        try:
            with patch("index.embedding.missing_vectors.BATCH_PASSAGES", 1):
                lib.reindex()
        except Exception as error:  # noqa: BLE001
            wrong.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    assert endpoint.waits.wait(60)
    try:
        yield
    finally:
        endpoint.go_on.set()
        thread.join()
    assert not wrong, wrong


def test_what_was_there_serves_until_all_is_made(endpoint, files, tmp_path):
    folder = tmp_path / "lib"
    with opened(folder) as lib:
        lib.add(files)
        documents, before = lib.documents(), found(lib)
    with opened(folder) as local, opened(folder, endpoint) as new:
        with reindexing(new, endpoint, 3):
            half = "SELECT count(*) FROM unembedded"
            until(lambda: rows(folder, half) == [(1,)])  # the second is stored while the third is embedded
            assert found(local) == before
            assert json.loads(json.dumps(before)) == elsewhere(folder)
            with pytest.raises(FingerprintMismatch):
                new.search(QUESTION)
        assert found(new)[0][0] == local.document("bakery.txt").id
        assert new.documents() == documents
        with pytest.raises(FingerprintMismatch):
            local.search(QUESTION)
        assert elsewhere(folder) == "mismatch"
    assert_stores_agree(folder)
    assert {len(blob) // 2 for (blob,) in rows(folder, "SELECT vector FROM passages")} == {48}
    with opened(folder) as lib:
        assert lib.reindex() == 3
        assert lib.documents() == documents
        assert found(lib) == before
    assert_stores_agree(folder)


def test_the_one_that_reindexes_is_searched_meanwhile(endpoint, files, tmp_path):
    with opened(tmp_path / "lib", endpoint, owner=True) as lib:
        lib.add(files)
        before = found(lib)
        with reindexing(lib, endpoint, 2):
            assert found(lib) == before
        assert found(lib) == before
        assert lib.stores.nearest(lib.stores.embedder.question(QUESTION), 5)  # by Chroma again
    assert_stores_agree(tmp_path / "lib")


def test_a_snapshot_outlives_the_exchange(endpoint, files, tmp_path):
    with opened(tmp_path / "lib", endpoint, owner=True) as lib:
        lib.add(files)
        before = found(lib, QUESTION)  # two of the three by their vectors alone
        assert len(before) == 3
        with lib.snapshot():
            assert found(lib, QUESTION) == before
            thread = threading.Thread(target=lib.reindex)
            thread.start()
            thread.join()
            assert found(lib, QUESTION) == before
            assert lib.searcher.best_similarity(QUESTION, lib.search(QUESTION)) > 0.3
        assert found(lib, QUESTION) == before
    assert_stores_agree(tmp_path / "lib")


def test_an_endpoint_that_fails_midway_leaves_what_was_there(endpoint, files, tmp_path):
    with opened(tmp_path / "lib") as lib:
        lib.add(files)
        before, kept = found(lib), rows(lib.folder, "SELECT * FROM passages")
    endpoint.refuse = lambda texts: any("Pellworth" in text for text in texts)
    with opened(tmp_path / "lib", endpoint) as lib, pytest.raises(ReadbackError, match="are refused"):
        lib.reindex()
    assert rows(lib.folder, "SELECT * FROM passages") == kept
    assert rows(lib.folder, "SELECT count(*) FROM waiting_words") == [(0,)]
    assert_stores_agree(lib.folder)
    with opened(tmp_path / "lib") as lib:
        assert found(lib) == before


KILLED = """
import os, signal, sys
from pathlib import Path
folder, url, step, when, times = *sys.argv[1:5], int(sys.argv[5])
sys.path[:0] = [sys.argv[6], sys.argv[6] + "/tests", sys.argv[6] + "/tests/index/embedding"]
from types import SimpleNamespace
import index.adding, index.embedding.missing_vectors
import index.store.catalog, index.store.vectors, index.store.tables.property_table
for module in (index.adding, index.embedding.missing_vectors):  # each document alone
    module.BATCH_PASSAGES = module.STORED_PASSAGES = 1
from test_endpoint_embedder import opened
where, name = step.split(".")
owner = {
    "Catalog": index.store.catalog.Catalog,
    "PropertyTable": index.store.tables.property_table.PropertyTable,
    "VectorStore": index.store.vectors.VectorStore,
}[where]
real, left = getattr(owner, name), [times]
def doomed(*args, **kwargs):
    left[0] -= 1
    if not left[0] and when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    result = real(*args, **kwargs)
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    return result
setattr(owner, name, doomed)
with opened(Path(folder), SimpleNamespace(url=url)) as lib:
    lib.reindex()
"""
STEPS = [
    ("PropertyTable.set", "after", 1, "old"),
    ("Catalog.start_adding", "after", 2, "old"),
    ("Catalog.finish_all", "before", 1, "old"),
    ("Catalog.finish_all", "after", 1, "new"),
    ("VectorStore.remove", "before", 1, "new"),
    ("VectorStore.remove", "after", 1, "new"),
    ("VectorStore.add", "before", 1, "new"),
    ("VectorStore.add", "after", 1, "new"),
    ("PropertyTable.set", "before", 2, "new"),
]


@pytest.mark.parametrize(("step", "when", "times", "serving"), STEPS)
def test_killed_while_reindexing_the_old_or_the_new_serve(
    endpoint, files, tmp_path, step, when, times, serving
):
    folder = tmp_path / "lib"
    with opened(folder) as lib:
        lib.add(files)
        documents, before = lib.documents(), found(lib)
    command = [sys.executable, "-c", KILLED, folder, endpoint.url, step, when, times, REPOSITORY]
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    for owner in (False, True):  # as it lies, and taken in hand
        with opened(folder, endpoint if serving == "new" else None, owner=owner) as lib:
            assert lib.documents() == documents
            assert found(lib)[0][0] == lib.document("bakery.txt").id
            assert serving == "new" or found(lib) == before
    assert_stores_agree(folder)
    with opened(folder, endpoint) as lib:
        assert lib.reindex() == 3
        assert lib.documents() == documents
    assert_stores_agree(folder)


# Doctor


def check_of(checks, name):
    return next(check for check in checks if check.name == name)


def test_the_doctor_asks_the_endpoint_once(endpoint, files, tmp_path):
    with readback(tmp_path / "lib", **endpoint.settings()) as rb:
        rb.add(files)
        endpoint.asked.clear()
        checks = doctor(rb.settings)
        host = endpoint.url.removeprefix("http://")
        assert check_of(checks, "embedder").detail == f"bag at {host}: 48 numbers a text"
        assert check_of(checks, "fingerprint").ok
        assert len(endpoint.asked) == 1
        assert KEY not in str(checks)
        endpoint.down()
        failed = check_of(doctor(rb.settings), "embedder")
        assert not failed.ok
        assert "these texts are refused" in failed.detail


def test_the_doctor_asks_nobody_without_an_embedding_model(endpoint, tmp_path):
    with readback(tmp_path / "lib", base_url=endpoint.url) as rb:
        doctor(rb.settings)
    assert endpoint.asked == []
