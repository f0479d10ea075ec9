"""Documents are found by their words at once; their vectors follow, whoever is killed or fails between."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from support.held import HeldEmbedder, adding, opened
from support.helpers import BAKERY, COMET, HARBOUR, graph_cache, readback, write
from support.paths import ROOT
from support.stores import assert_files_agree, assert_stores_agree
from support.waiting import until

from index.document import Passage
from index.embedding.missing_vectors import MissingVectors, VectorSteps
from index.embedding.unembedded import Unembedded
from index.errors import FingerprintMismatch
from index.syncing.migrating import migrate

TEXTS = {"harbour.txt": HARBOUR, "bakery.txt": BAKERY, "comet.md": COMET}
QUESTION = "Who bakes rye bread?"
NOTE = "3 documents are found by their words only, until their vectors are made."


@pytest.fixture
def files(tmp_path):
    return write(tmp_path / "in", TEXTS)


@pytest.fixture(params=["folder", "servers"])
def place(request, tmp_path, shared_folder):
    """Where a library is: a folder and, if it is on servers, these."""
    if request.param == "folder":
        return {"folder": tmp_path / "lib"}
    return {"folder": shared_folder, "shared": request.getfixturevalue("places")}


@pytest.fixture
def left(place, files):
    """A library as a writer left it that was cut short before it had made any vector."""
    leave(place, files)
    return place


def leave(place, files):
    """Add files with an embedder that makes no vectors."""
    with opened(made=HeldEmbedder(held=False, refuses=" "), **place) as lib:
        assert len(lib.add(files).added) == len(files)


def states(lib):
    return {Path(document.path).name: document.state for document in lib.documents()}


def found(lib, question=QUESTION):
    return [(hit.document, hit.start, round(hit.score, 6)) for hit in lib.search(question)]


def test_a_document_is_found_by_its_words_while_its_vectors_are_made(place, files, tmp_path):
    held = HeldEmbedder()
    with opened(made=held, **place) as lib, opened(**place) as reader:
        with adding(lib, files) as done:
            until(lambda: len(reader.documents()) == 3 and held.asked.is_set())
            assert set(states(reader).values()) == {"indexing"}
            assert reader.text("comet.md").text == COMET
            assert reader.file("comet.md") == COMET.encode()
            with reader.snapshot():
                assert reader.search(QUESTION)[0].document == reader.document("bakery.txt").id
                assert reader.notes() == (NOTE,)
                assert reader.notes(["comet.md"]) == (NOTE.replace("3 documents are", "1 document is")
                                                      .replace("their", "its"),)  # fmt: skip
            assert not done
            held.release()
        assert (len(done[0].added), done[0].failed) == (3, ())
        assert set(states(reader).values()) == {"ready"}
        assert reader.notes() == ()
        with opened(tmp_path / "other") as other:
            other.add(files)
            assert found(reader) == found(other)
        assert_stores_agree(lib)
        assert_files_agree(lib)


def test_a_question_is_answered_while_the_vectors_are_made(files, tmp_path):
    held = HeldEmbedder()
    with opened(tmp_path / "lib", held) as lib, readback(tmp_path / "lib", owner=False) as asked:
        with adding(lib, files):
            until(lambda: len(asked.documents()) == 3)
            answer = asked.ask("How long is the quay of the harbour of Velm?")
            assert "412 metres" in answer.sentences[0].text
            assert asked.search("rye bread").notes == (NOTE,)
            assert NOTE in answer.notes
            held.release()
        assert asked.ask("How long is the quay of the harbour of Velm?").notes == ()


def test_who_waits_is_ranked_fairly_among_those_with_vectors(place, files, tmp_path):
    with opened(**place) as lib:
        lib.add(files)
    leave(place, write(tmp_path / "in", {"mill.txt": "The mill of Orme grinds barley. It has two stones."}))
    with opened(**place) as lib:
        for question, name in (
            ("Where is barley ground, in which mill?", "mill.txt"),
            (QUESTION, "bakery.txt"),
        ):
            assert lib.search(question)[0].document == lib.document(name).id


HOLD = """
import os, sys
from pathlib import Path
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/tests"]
from support.held import HeldEmbedder, opened
from index.store.shared.shared_places import SharedPlaces
folder, *paths = map(Path, sys.argv[2:])
shared = None
if "PG" in os.environ:
    shared = SharedPlaces(os.environ["PG"], os.environ["CHROMA"], files=os.environ["KEPT"])
with opened(folder, HeldEmbedder(), shared=shared) as lib:
    lib.add(paths)
"""


@contextmanager
def another_process(place, files):
    """A process that adds files, and never gets their vectors."""
    given = {"READBACK_CACHE": str(graph_cache())}
    if shared := place.get("shared"):
        given |= {"PG": shared.database, "CHROMA": shared.chroma, "KEPT": shared.files}
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(ROOT), str(place["folder"]), *map(str, files)],
        env={**os.environ, **given},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_killed_before_the_vectors_the_next_writer_makes_them_without_reading_again(
    place, files, monkeypatch
):
    with opened(**place) as lib:
        with another_process(place, files) as process:
            until(lambda: len(lib.documents()) == 3)
            process.send_signal(signal.SIGKILL)
        ids = [document.id for document in lib.documents()]
        assert set(states(lib).values()) == {"indexing"}
        assert lib.search(QUESTION)[0].document == lib.document("bakery.txt").id
        monkeypatch.setattr("index.adding.parse_apart", None)
        monkeypatch.setattr("index.adding.chunk", None)
        assert lib.add(files[:1]).unchanged == (lib.document("harbour.txt").id,)
        assert [document.id for document in lib.documents()] == ids
        assert set(states(lib).values()) == {"ready"}
        assert_stores_agree(lib)
        assert_files_agree(lib)


def test_a_sync_with_nothing_new_makes_the_missing_vectors(left, tmp_path):
    with opened(**left) as lib:
        assert lib.sync(tmp_path / "in").unchanged == 3
        assert set(states(lib).values()) == {"ready"}
        assert_stores_agree(lib)


def test_a_watched_folder_names_what_has_no_vectors_until_it_has(tmp_path, files):
    with opened(tmp_path / "lib", HeldEmbedder(held=False, refuses=["comet"])) as lib:
        first = lib.sync(tmp_path / "in", busy=frozenset())
        assert [Path(one.path).name for one in first.failed] == ["comet.md"]
        assert len(first.added) == 3
        lib.stores.embedder = HeldEmbedder(held=False)
        again = lib.sync(tmp_path / "in", busy=frozenset())
        assert (again.unchanged, again.failed, set(states(lib).values())) == (3, (), {"ready"})


def test_an_embedder_that_refuses_one_document_leaves_it_its_words_and_says_why(place, files):
    with opened(made=HeldEmbedder(held=False, refuses=["comet"]), **place) as lib:
        done = lib.add(files)
        assert len(done.added) == 3
        [failure] = done.failed
        assert failure.path == str(files[2])
        assert failure.error == (
            "the embedder refuses it; until it is added again, it is found by its words only"
        )
        assert states(lib) == {"harbour.txt": "ready", "bakery.txt": "ready", "comet.md": "indexing"}
        assert lib.document("comet.md").error == "the embedder refuses it"
        assert lib.search("comet observatory")[0].document == lib.document("comet.md").id
        remarks = []
        assert lib.add(files[:1], remark=remarks.append).failed == ()  # it was not asked for
        assert remarks == [
            "Documents added before are still found by their words only: the embedder refuses it"
        ]
        assert_stores_agree(lib)
    with opened(**place) as lib:
        assert (len(lib.add(files).unchanged), set(states(lib).values())) == (3, {"ready"})
        assert lib.document("comet.md").error is None
        assert_stores_agree(lib)


def test_a_document_that_waits_is_removed_replaced_moved_and_corrected_as_any(left, files, tmp_path):
    with opened(made=HeldEmbedder(held=False, refuses=["granite"]), **left) as lib:
        copy = shutil.copy(files[0], tmp_path / "in" / "copy.txt")
        [copied] = lib.add([copy]).added
        harbour = lib.document("harbour.txt").id
        assert lib.document(copied).copies_of == (harbour,)
        files[0].rename(tmp_path / "in" / "port.txt")
        assert [one.document for one in lib.sync(tmp_path / "in").moved] == [harbour]
        assert lib.set("port.txt", title="A port").state == "indexing"
        assert lib.remove(["copy.txt"]).removed == (copied,)
        assert states(lib) == {"port.txt": "indexing", "bakery.txt": "ready", "comet.md": "ready"}
        assert_stores_agree(lib)
        Path(copy).unlink()
        (tmp_path / "in" / "port.txt").write_text("The port is closed.")
        assert lib.sync(tmp_path / "in").changed
        assert set(states(lib).values()) == {"ready"}
        assert_stores_agree(lib)
        assert_files_agree(lib)


def test_a_document_removed_while_its_vectors_are_made_leaves_none(places, shared_folder, files):
    held, place = HeldEmbedder(), {"folder": shared_folder, "shared": places}
    with opened(made=held, **place) as lib, opened(**place) as other:
        with adding(lib, files) as done:
            until(lambda: len(other.documents()) == 3 and held.asked.is_set())
            other.remove(["bakery.txt"])
            held.release()
        assert done[0].failed == ()
        assert states(other) == {"harbour.txt": "ready", "comet.md": "ready"}
        assert_stores_agree(lib)
        assert_files_agree(lib)


def test_two_writers_make_each_vector_once(places, shared_folder, files):
    held, place = HeldEmbedder(), {"folder": shared_folder, "shared": places}
    free = HeldEmbedder(held=False)
    with opened(made=held, **place) as lib, opened(made=free, **place) as other:
        with adding(lib, files[:2]):
            until(lambda: len(other.documents()) == 2 and held.asked.is_set())
            assert len(other.add(files).added) == 1
            held.release()
        assert len(held.seen) + len(free.seen) == sum(one.passages for one in lib.documents())
        assert set(states(lib).values()) == {"ready"}
        assert_stores_agree(lib)


def test_reindexing_gives_vectors_to_those_that_wait(left):
    with opened(**left) as lib:
        assert lib.reindex() == 3
        assert set(states(lib).values()) == {"ready"}
        assert_stores_agree(lib)


def test_another_embedder_makes_no_vectors_beside_those_that_are_missing(tmp_path, files):
    leave({"folder": tmp_path / "lib"}, files)
    with readback(tmp_path / "lib", embedding="fp32") as other, pytest.raises(FingerprintMismatch):
        other.add([])


def test_a_library_is_copied_with_those_that_wait(left, tmp_path, files):
    with opened(**left) as lib, opened(tmp_path / "back") as back:
        assert len(migrate(lib.stores, back.stores, lambda _: None).copied) == 3
        assert [one.id for one in back.documents()] == [one.id for one in lib.documents()]
        assert set(states(back).values()) == {"indexing"}
        lib.add(files)
        back.remove(["comet.md"])
        done = migrate(lib.stores, back.stores, lambda _: None)
        assert (len(done.copied), len(done.there)) == (1, 2)
        assert set(states(back).values()) == {"ready"}
        assert found(back) == found(lib)
        assert_stores_agree(back)


def test_what_was_written_of_words_alone_is_forgotten_once_there_are_vectors(left, files):
    with opened(**left) as lib:
        [id] = [document.id for document in lib.documents() if document.path == str(files[0])]
        assert lib.catalog.derived.keep("summary", "by words", [id])
        version = lib.version()
        lib.add([])
        assert lib.catalog.derived.get("summary") is None
        assert lib.version() != version


def test_the_first_vectors_are_stored_at_once_and_later_ones_together(monkeypatch):
    monkeypatch.setattr("index.embedding.missing_vectors.BATCH_PASSAGES", 1)
    monkeypatch.setattr("index.embedding.missing_vectors.STORED_PASSAGES", 3)
    monkeypatch.setattr("index.embedding.missing_vectors.VECTORS_PAUSE", 3600)
    waiting = [
        Unembedded(number, f"{number}", f"/{number}.txt", (number,), (Passage(0, 1, "a", ()),))
        for number in range(1, 9)
    ]
    stored = []
    quick = SimpleNamespace(passages=lambda passages, _: [[0.0]] * len(passages))
    steps = VectorSteps(
        lambda after, _: [one for one in waiting if one.number > after][:1],
        lambda documents: stored.append([document.number for document, _ in documents]),
        lambda *_: None,
        lambda *_: None,
    )
    with closing(MissingVectors(quick, steps)) as missing:
        missing.go_on(fresh=True)

        def is_stored_twice():
            missing.go_on()
            return len(stored) == 2

        until(is_stored_twice)
        assert len(stored[1]) >= 3
        missing.finish()
    assert [number for together in stored for number in together] == list(range(1, 9))
