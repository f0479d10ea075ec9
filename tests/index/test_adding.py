"""One run of adding: what is there stays, what changed is replaced, who is silent is not asked again."""

import hashlib
from types import SimpleNamespace

import pytest
from support.helpers import BAKERY, COMET, HARBOUR, embedder, write
from support.stores import assert_stores_agree

from index.adding import Adder
from index.errors import EmbeddingFailed, ReadbackError
from index.readers.containers.source_files import source_files
from index.results import Progress
from index.store.stores import Stores


@pytest.fixture
def stores(tmp_path):
    made = Stores(tmp_path / "lib", embedder)
    with made.writing():
        yield made
    made.close()


def adder(stores, seen=None):
    return Adder(stores, (seen if seen is not None else []).append)


def add(run, path, address=None):
    [source] = source_files(path, address or str(path))
    return run.add(source, Progress(path.name, 1, 1, 0, 0))


def test_a_file_is_added_once_and_replaced_once_it_has_changed(stores, tmp_path):
    [path] = write(tmp_path, {"a.txt": HARBOUR})
    run = adder(stores)
    first, replaced = add(run, path)
    assert replaced == []
    assert add(run, path) == (first, None)
    path.write_text(BAKERY)
    second, replaced = add(run, path)
    assert (replaced, second != first) == ([first], True)
    assert [document.id for document in stores.documents()] == [second]
    stores.close()
    assert_stores_agree(stores.folder)


def test_the_same_file_elsewhere_has_an_id_of_its_own(stores, tmp_path):
    paths = [write(tmp_path / name, {"a.txt": HARBOUR})[0] for name in ("one", "other")]
    ids = [add(adder(stores), path)[0] for path in paths]
    assert len(set(ids)) == 2


def test_an_upload_of_a_file_that_is_there_is_known_again(stores, tmp_path):
    run, [path] = adder(stores), write(tmp_path, {"a.txt": HARBOUR})
    first, _ = add(run, path)
    assert add(run, path, "a.txt") == (first, None)
    other, replaced = add(run, path, "b.txt")
    assert (replaced, other != first) == ([], True)


def test_a_file_that_changes_meanwhile_is_of_one_version(stores, tmp_path):
    [path] = write(tmp_path, {"a.txt": HARBOUR})
    run = Adder(stores, lambda _: path.write_text(BAKERY))  # hears of the passages once it is read
    id, _ = add(run, path)
    [document] = stores.documents()
    assert stores.catalog.documents.text(id).text == HARBOUR
    assert stores.files.read(document.sha256) == HARBOUR.encode()
    assert hashlib.sha256(HARBOUR.encode()).hexdigest() == document.sha256


def test_progress_ends_with_all_passages(stores, tmp_path):
    seen = []
    id, _ = add(adder(stores, seen), write(tmp_path, {"a.txt": HARBOUR * 5})[0])
    total = stores.documents()[0].passages
    assert (seen[0].done, seen[0].total) == (0, total)
    assert seen[-1] == Progress("a.txt", 1, 1, total, total)
    assert stores.catalog.documents.has(id)


@pytest.mark.parametrize(("answers", "asked"), [(False, 1), (True, 2)], ids=["silent", "refuses a text"])
def test_an_embedder_that_is_silent_is_not_asked_again(stores, tmp_path, answers, asked):
    calls = []

    def passages(*_):
        calls.append(1)
        raise EmbeddingFailed("no vectors")

    failing = SimpleNamespace(
        token_starts=embedder().token_starts, passages=passages, answers=lambda: answers
    )
    stores.embedder = failing
    run = adder(stores)
    for path in write(tmp_path, {"a.txt": HARBOUR, "b.txt": COMET}):
        with pytest.raises(ReadbackError, match="no vectors"):
            add(run, path)
    assert len(calls) == asked
    assert stores.documents() == ()
    del stores.embedder
