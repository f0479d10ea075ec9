"""The work of a job: documents in the library, and a word on each file that could not be added."""

import zipfile
from contextlib import closing

import pytest
from support.held import HeldEmbedder, opened
from support.helpers import BAKERY, HARBOUR, library, write
from support.shared_servers import Chroma, running

from index.errors import StoreUnreachable
from index.results import Failure
from index.store.queue.file_work import FileWork


@pytest.fixture
def shared(shared_folder, own_places):
    with closing(library(shared_folder, shared=own_places)) as made:
        yield made


@pytest.fixture
def heard():
    return []


@pytest.fixture
def work(queue, shared, heard):
    return FileWork(queue, {"News": shared}.__getitem__, heard.append)


def put(queue, paths):
    """The name of a batch, and the numbers of its files."""
    batch = queue.put("news", "News", [(path, path.name) for path in paths])
    return batch, [one.number for one in queue.batch(batch)]


def test_files_become_documents_known_by_their_addresses(queue, work, shared, heard, tmp_path):
    batch, numbers = put(queue, write(tmp_path / "in", {"harbour.txt": HARBOUR, "bakery.txt": BAKERY}))
    work.add(numbers)
    assert [document.path for document in shared.documents()] == ["harbour.txt", "bakery.txt"]
    assert queue.results(batch).added == tuple(document.id for document in shared.documents())
    assert [(one.name, one.state) for one in heard] == [("harbour.txt", "ready"), ("bakery.txt", "ready")]
    work.add(numbers)
    assert len(heard) == 2
    again, numbers = put(queue, [tmp_path / "in" / "bakery.txt"])
    work.add(numbers)
    assert queue.results(again).unchanged == (shared.documents()[1].id,)


def test_what_cannot_be_read_fails_by_its_name_and_the_others_go_on(queue, work, shared, tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("bakery.txt", BAKERY)
        archive.writestr("empty.txt", "")
    [empty] = write(tmp_path, {"blank.txt": " \n"})
    batch, numbers = put(queue, [tmp_path / "all.zip", empty])
    work.add(numbers)
    assert [document.path for document in shared.documents()] == ["all.zip/bakery.txt"]
    failed = queue.results(batch).failed
    assert [failure.path for failure in failed] == ["all.zip/empty.txt", "blank.txt"]
    assert not [failure.error for failure in failed if "readback-" in failure.error]
    assert [(one.state, one.error) for one in queue.batch(batch)] == [
        ("ready", ""),
        ("failed", failed[1].error),
    ]


def test_lost_bytes_and_unknown_errors_fail_alone(queue, work, tmp_path, heard):
    batch, numbers = put(queue, write(tmp_path / "in", {"a.txt": HARBOUR, "b.txt": BAKERY}))
    queue.files("news").remove([queue.batch(batch)[0].key])
    work.add(numbers)
    assert [one.state for one in queue.batch(batch)] == ["failed", "ready"]
    assert "add the file again" in queue.results(batch).failed[0].error
    other = queue.put("sport", "Sport", [(tmp_path / "in" / "a.txt", "a.txt")])
    work.add([one.number for one in queue.batch(other)])  # whose library cannot be opened
    assert queue.results(other).failed == (Failure("a.txt", "unexpected error, KeyError: 'Sport'"),)


def test_while_chroma_is_down_files_wait_and_say_why(queue, own_places, shared_folder, heard, tmp_path):
    from dataclasses import replace

    with running(Chroma) as chroma:
        mortal = replace(own_places, chroma=chroma.address)
        with closing(library(shared_folder, shared=mortal)) as shared:
            work = FileWork(queue, lambda _: shared, heard.append)
            batch, numbers = put(queue, write(tmp_path / "in", {"a.txt": HARBOUR}))
            chroma.kill()
            with pytest.raises(StoreUnreachable):
                work.add(numbers)
            [one] = queue.batch(batch)
            assert (one.state, one.tries) == ("queued", 0)
            assert "Chroma" in one.error
            chroma.start()
            work.add(numbers)
            assert [one.state for one in queue.batch(batch)] == ["ready"]
            assert len(shared.documents()) == 1


def test_vectors_of_an_earlier_document_are_made_with_those_of_the_job(
    queue, shared_folder, own_places, heard, tmp_path, monkeypatch
):
    monkeypatch.setattr("index.store.queue.file_work.REPORT_PAUSE", 0.0)
    [harbour] = write(tmp_path / "in", {"harbour.txt": HARBOUR})
    with opened(shared_folder, HeldEmbedder(held=False, refuses=" "), shared=own_places) as lib:
        lib.add([harbour])
        lib.stores.embedder = HeldEmbedder(held=False)
        work = FileWork(queue, {"News": lib}.__getitem__, heard.append)
        batch, numbers = put(queue, write(tmp_path / "in", {"bakery.txt": BAKERY}))
        work.add(numbers)
        assert queue.results(batch).failed == ()
        assert {document.state for document in lib.documents()} == {"ready"}
    assert [one.state for one in heard] == ["ready"]
