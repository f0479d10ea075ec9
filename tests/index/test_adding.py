"""One run of adding: what is there stays, what changed is replaced, who is silent is not asked again."""

import hashlib
import threading
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest
from support.helpers import BAKERY, COMET, HARBOUR, embedder, write
from support.stores import assert_stores_agree

from index.adding import Adder
from index.errors import EmbeddingFailed
from index.results import Progress
from index.store.stores import Stores


@pytest.fixture
def stores(tmp_path):
    made = Stores(tmp_path / "lib", embedder)
    with made.writing():
        yield made
    made.close()


def add_together(stores, paths, report=lambda _: None, address=str):
    with closing(Adder(stores, report)) as run:
        for number, path in enumerate(paths):
            run.take(path, address(path), Progress(path.name, number + 1, len(paths), 0, 0))
        return run.finish()


def add(stores, path, address=None):
    """Add one file by itself."""
    return add_together(stores, [path], address=lambda _: address or str(path))


def test_a_file_is_added_once_and_replaced_once_it_has_changed(stores, tmp_path):
    [path] = write(tmp_path, {"a.txt": HARBOUR})
    first = add(stores, path)
    assert (len(first.added), first.replaced) == (1, ())
    again = add(stores, path)
    assert (again.added, again.unchanged) == ((), first.added)
    path.write_text(BAKERY)
    second = add(stores, path)
    assert (second.replaced, second.added != first.added) == (first.added, True)
    assert [document.id for document in stores.documents()] == list(second.added)
    stores.close()
    assert_stores_agree(stores.folder)


def test_the_same_file_elsewhere_has_an_id_of_its_own(stores, tmp_path):
    paths = [write(tmp_path / name, {"a.txt": HARBOUR})[0] for name in ("one", "other")]
    assert len(set(add_together(stores, paths).added)) == 2


def test_an_upload_of_a_file_that_is_there_is_known_again(stores, tmp_path):
    [path] = write(tmp_path, {"a.txt": HARBOUR})
    first = add(stores, path).added
    assert add(stores, path, "a.txt").unchanged == first
    other = add(stores, path, "b.txt")
    assert (other.replaced, other.added != first) == ((), True)


def test_two_files_of_one_address_are_one_after_the_other(stores, tmp_path):
    files = write(tmp_path, {"a.txt": HARBOUR, "b.txt": BAKERY})
    done = add_together(stores, files, address=lambda _: "https://example.org/")
    assert done.replaced == done.added[:1]
    assert [document.id for document in stores.documents()] == [done.added[1]]


def test_a_file_that_changes_meanwhile_is_of_one_version(stores, tmp_path):
    [path] = write(tmp_path, {"a.txt": HARBOUR})

    def change(at):
        if at.total:  # it is read
            path.write_text(BAKERY)

    [id] = add_together(stores, [path], change).added
    [document] = stores.documents()
    assert stores.catalog.documents.text(id).text == HARBOUR
    assert stores.files.read(document.sha256) == HARBOUR.encode()
    assert hashlib.sha256(HARBOUR.encode()).hexdigest() == document.sha256


def test_progress_of_each_file_ends_with_all_passages_once_it_is_stored(stores, tmp_path):
    seen = []

    def look(at):
        seen.append((at, len(stores.documents())))

    add_together(stores, write(tmp_path, {"a.txt": HARBOUR * 5, "b.txt": BAKERY}), look)
    for document, name in zip(stores.documents(), ("a.txt", "b.txt"), strict=True):
        mine = [(at, there) for at, there in seen if Path(at.path).name == name]
        assert {at.total for at, _ in mine} == {document.passages}
        assert [at.done for at, _ in mine] == sorted(at.done for at, _ in mine)
        assert [(at.done, there) for at, there in mine if at.ended] == [(document.passages, 2)]


def test_many_documents_are_embedded_together_but_no_more_than_fit(stores, tmp_path, monkeypatch):
    monkeypatch.setattr("index.embedding.missing_vectors.BATCH_PASSAGES", 4)
    asked = []
    real = embedder()

    def passages(given, heard):
        asked.append(len(given))
        return real.passages(given, heard)

    stores.embedder = SimpleNamespace(
        token_starts=real.token_starts, passages=passages, fingerprint=real.fingerprint
    )
    done = add_together(stores, write(tmp_path, {f"{n}.txt": f"{HARBOUR} {n}" for n in range(10)}))
    assert (len(done.added), asked) == (10, [4, 4, 2])
    stores.close()
    assert_stores_agree(stores.folder)


def test_the_next_documents_are_read_while_some_are_embedded(stores, tmp_path, monkeypatch):
    monkeypatch.setattr("index.embedding.missing_vectors.BATCH_PASSAGES", 1)
    real = stores.embedder
    read, threads = threading.Event(), set()

    def passages(given, heard):
        assert read.wait(30), "the second document is not read"
        return real.passages(given, heard)

    def look(at):
        threads.add(threading.current_thread())
        if at.total and Path(at.path).name == "b.txt":
            read.set()

    stores.embedder = SimpleNamespace(
        token_starts=real.token_starts, passages=passages, fingerprint=real.fingerprint
    )
    done = add_together(stores, write(tmp_path, {"a.txt": HARBOUR, "b.txt": BAKERY}), look)
    assert (len(done.added), threads) == (2, {threading.current_thread()})


def test_copies_under_other_names_are_embedded_together_and_a_file_once(stores, tmp_path):
    asked = []
    real = stores.embedder

    def passages(given, heard):
        asked.append(len(given))
        return real.passages(given, heard)

    stores.embedder = SimpleNamespace(
        token_starts=real.token_starts, passages=passages, fingerprint=real.fingerprint
    )
    files = write(tmp_path, {f"{name}.txt": HARBOUR for name in "abcd"})
    done = add_together(stores, [*files, files[0]])
    assert (len(done.added), len(done.unchanged), asked) == (4, 1, [4])


def test_copies_have_the_same_vectors_whatever_is_added_with_them(stores, tmp_path):
    texts = {"a.txt": HARBOUR, "b.txt": COMET, "c.txt": f"{HARBOUR} " * 4 + BAKERY}
    add_together(stores, write(tmp_path, texts))
    add(stores, write(tmp_path, {"copy.txt": HARBOUR})[0])
    numbers = {Path(d.path).name: stores.catalog.passages.numbers_of(d.id) for d in stores.documents()}
    first, again = (stores.catalog.passages.get(numbers[name]) for name in ("a.txt", "copy.txt"))
    assert [p.vector.tolist() for p in first] == [p.vector.tolist() for p in again]


@pytest.mark.parametrize(("answers", "asked"), [(False, 1), (True, 5)], ids=["silent", "refuses a text"])
def test_who_cannot_be_embedded_fails_alone_and_who_is_silent_is_not_asked_again(
    stores, tmp_path, answers, asked
):
    calls = []
    real = embedder()

    def passages(given, heard):
        calls.append(1)
        if not answers or any("comet" in passage.text for passage in given):
            raise EmbeddingFailed("no vectors")
        return real.passages(given, heard)

    stores.embedder = SimpleNamespace(
        token_starts=real.token_starts,
        passages=passages,
        answers=lambda: answers,
        fingerprint=real.fingerprint,
    )
    texts = {"a.txt": HARBOUR, "b.txt": COMET, "c.txt": BAKERY, "d.txt": BAKERY * 2}
    done = add_together(stores, write(tmp_path, texts))
    assert len(calls) == asked
    assert [Path(failure.path).name for failure in done.failed] == (["b.txt"] if answers else sorted(texts))
    assert {failure.error for failure in done.failed} == {
        "no vectors; until it is added again, it is found by its words only"
    }
    assert len(done.added) == 4
    waits = [document for document in stores.documents() if document.state == "indexing"]
    assert [Path(one.path).name for one in waits] == (["b.txt"] if answers else sorted(texts))
    assert {one.error for one in waits} == {"no vectors"}
    stores.embedder = real
    assert add_together(stores, write(tmp_path, texts)).failed == ()
    assert {(one.state, one.error) for one in stores.documents()} == {("ready", None)}
    stores.close()
    assert_stores_agree(stores.folder)
