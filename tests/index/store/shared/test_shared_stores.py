"""Shared stores: many write beside each other, who is killed or meets a dead server loses nothing."""

import os
import signal
import subprocess
import sys
from contextlib import closing

import pytest
from support.helpers import BAKERY, COMET, HARBOUR, embedder, graph_cache, library, write
from support.paths import ROOT
from support.shared_servers import PASSWORD, Chroma, Postgres, running
from support.stores import assert_files_agree, assert_stores_agree
from support.waiting import until

from index.errors import (
    FingerprintMismatch,
    LibraryBusy,
    LibraryError,
    LibraryMissing,
    LibraryVersion,
    StoreUnreachable,
)
from index.store.shared.shared_places import SharedPlaces

TEXTS = {"harbour.txt": HARBOUR, "bakery.txt": BAKERY, "comet.md": COMET}
ADD = """
import os, signal, sys
from pathlib import Path
sys.path[:0] = [sys.argv[1], sys.argv[1] + "/tests"]
from support.helpers import library
from index.store.shared.shared_places import SharedPlaces
import index.adding
import index.store.postgres.postgres_catalog as catalogs, index.store.shared.chroma_server as vectors
import index.store.shared.shared_files, index.store.kept_files as files
folder, step, when, *paths = sys.argv[2:]
for module in (index.adding, index.embedding.missing_vectors):  # each document alone
    module.BATCH_PASSAGES = module.STORED_PASSAGES = 1
owners = {"catalog": catalogs.PostgresCatalog, "chroma": vectors.ChromaServer, "files": files.KeptFiles}
if step:
    owner, name = owners[step.split(".")[0]], step.split(".")[1]
    real, left = getattr(owner, name), [2]
    def doomed(*args, **kwargs):
        left[0] -= 1
        if left[0] == 0 and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*args, **kwargs)
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    setattr(owner, name, doomed)
places = SharedPlaces(os.environ["PG"], os.environ["CHROMA"], files=os.environ["KEPT"])
lib = library(Path(folder), shared=places)
done = lib.add(map(Path, paths))
print(len(done.added), len(done.unchanged), len(done.failed))
lib.close()
"""


def adding(folder, places, paths, step="", when=""):
    """A process that adds files, killed at the second time of a step."""
    environment = {
        **os.environ, "PG": places.database, "CHROMA": places.chroma, "KEPT": places.files,
        "READBACK_CACHE": str(graph_cache()),
    }  # fmt: skip
    return subprocess.Popen(
        [sys.executable, "-c", ADD, str(ROOT), str(folder), step, when, *map(str, paths)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
    )  # fmt: skip


@pytest.fixture
def files(tmp_path):
    return write(tmp_path / "in", TEXTS)


@pytest.fixture
def shared(shared_folder, places):
    with closing(library(shared_folder, shared=places)) as made:
        yield made


def test_without_a_library_there_is_nothing_to_read_and_nothing_is_made(shared):
    assert (shared.stores.exists(), shared.documents(), shared.search("harbour")) == (False, (), [])
    with pytest.raises(LibraryMissing, match="readback add"), shared.stores.writing(new=False):
        pass
    assert not shared.stores.exists()
    assert not shared.folder.exists()


def test_another_process_sees_at_once_what_is_added(shared, shared_folder, places, files):
    with closing(library(shared_folder, shared=places)) as other:
        shared.add(files[:2])
        assert [hit.text for hit in other.search("Who bakes rye bread?")] == [
            hit.text for hit in shared.search("Who bakes rye bread?")
        ]
        other.add(files[2:])
        assert len(shared.documents()) == 3
    assert_stores_agree(shared)


def test_libraries_of_other_names_are_apart(shared, tmp_path, places, files):
    shared.add(files)
    with closing(library(tmp_path / f"{shared.folder.name}-b", shared=places)) as other:
        assert other.documents() == ()
        other.add(files[:1])
        assert len(other.documents()) == 1
    assert len(shared.documents()) == 3


def test_many_processes_add_the_same_files_once_each(shared, shared_folder, places, tmp_path):
    paths = write(tmp_path / "in", {f"{n}.txt": f"Note {n}. {BAKERY}" for n in range(6)})
    at_work = [adding(shared_folder, places, paths) for _ in range(3)]
    ends = [process.communicate(timeout=120) for process in at_work]
    assert [process.returncode for process in at_work] == [0, 0, 0], ends
    assert sum(int(out.split()[0]) for out, _ in ends) == 6
    assert sum(int(out.split()[1]) for out, _ in ends) == 12
    assert sorted(document.path for document in shared.documents()) == sorted(map(str, paths))
    assert_stores_agree(shared)
    assert_files_agree(shared)


STEPS = [
    ("catalog.start_adding", "after"),
    ("files.keep", "after"),
    ("chroma.add", "before"),
    ("chroma.add", "after"),
    ("catalog.finish_adding", "after"),
]


@pytest.mark.parametrize(("step", "when"), STEPS)
def test_what_a_killed_adder_left_the_next_writer_clears_up(shared, shared_folder, places, files, step, when):
    process = adding(shared_folder, places, files, step, when)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL, errors
    done = len(shared.documents())
    assert done in {"catalog.finish_adding": [2], "chroma.add": [2, 3]}.get(step, [1])
    assert all(shared.search(document.title) for document in shared.documents())
    again = shared.add(files)
    assert (len(again.added), len(again.unchanged), again.failed) == (3 - done, done, ())
    assert_stores_agree(shared)
    assert_files_agree(shared)


def test_what_a_living_adder_has_begun_stays(shared, shared_folder, places, files):
    with closing(library(shared_folder, shared=places)) as other, other.stores.writing():
        start_only(other, "comet", COMET)
        shared.add(files[:1])
        assert other.catalog.documents.unfinished() == ("comet+",)
    shared.add(files[1:2])
    assert shared.catalog.documents.unfinished() == ()
    assert_stores_agree(shared)


def start_only(lib, id, text):
    from index.chunk import split
    from index.document import ParsedDocument
    from index.store.incoming import Incoming

    passages = split(text, embedder().token_starts)
    reading = ParsedDocument(text, "text/plain", id)
    new = Incoming(id, "0" * 64, f"/x/{id}", "en", reading, passages)
    lib.catalog.start_adding([new], embeds=True)
    return new


def test_who_lost_the_connection_gives_up_and_can_add_again(shared, files):
    with shared.stores.writing():
        new = start_only(shared, "comet", COMET)
        shared.catalog.owner += 1  # as the next writer removed what this one had begun
        with pytest.raises(LibraryError, match="run the same command again"):
            shared.catalog.finish_adding([new])
    assert shared.documents() == ()


def test_the_same_name_and_content_elsewhere_gets_an_id_of_its_own(shared, shared_folder, places, tmp_path):
    here, there = (write(tmp_path / name, {"a.txt": HARBOUR})[0] for name in ("one", "two"))
    with closing(library(shared_folder, shared=places)) as other, other.stores.writing():
        from index.adding import Adder
        from index.results import Progress

        adder = Adder(other.stores, lambda _: None)
        adder.take(here, str(here), Progress("", 1, 1, 0, 0))
        first = shared.add([there]).added
        second = adder.finish().added
        adder.close()
    assert len({*first, *second}) == 2
    assert len(shared.documents()) == 2
    assert_stores_agree(shared)


def test_while_all_vectors_are_made_anew_nobody_writes_and_all_read(
    shared, shared_folder, places, files, monkeypatch
):
    monkeypatch.setattr("index.store.shared.shared_stores.LOCK_WAIT", 1)
    shared.add(files)
    with closing(library(shared_folder, shared=places)) as other:
        with shared.stores.reindexing():
            with pytest.raises(LibraryBusy):
                other.add(files)
            assert other.search("Who bakes rye bread?")
            bakery = other.document("bakery.txt").id
            for document in shared.documents():
                start_only(shared, document.id, shared.text(document.id).text)
        assert other.search("Who bakes rye bread?")[0].document == bakery
    assert shared.catalog.properties.edition() == 1


def test_another_embedder_reads_nothing_of_these_vectors_until_they_are_made_anew(
    shared, shared_folder, places, files
):
    shared.add(files)
    with closing(library(shared_folder, quantisation="fp32", shared=places)) as exact:
        for act in (lambda: exact.search("harbour"), lambda: exact.add(files)):
            with pytest.raises(FingerprintMismatch, match="readback reindex"):
                act()
        assert exact.reindex() == 3
        assert exact.search("Who bakes rye bread?")[0].document == exact.document("bakery.txt").id
        assert_stores_agree(exact)
        assert_files_agree(exact)


def test_a_library_of_another_format_is_refused(shared, shared_folder, places, files):
    shared.add(files[:1])
    shared.catalog.properties.set("format", "99")
    with closing(library(shared_folder, shared=places)) as other, pytest.raises(LibraryVersion, match="99"):
        other.documents()


def test_a_snapshot_reads_one_moment(shared, shared_folder, places, files):
    shared.add(files)
    with closing(library(shared_folder, shared=places)) as reader:
        with reader.snapshot():
            before = reader.documents(), [hit.text for hit in reader.search("Who bakes rye bread?")]
            shared.remove(["bakery.txt"])
            shared.set("comet.md", title="Another title")
            assert (reader.documents(), [h.text for h in reader.search("Who bakes rye bread?")]) == before
            assert "Oskar" in reader.text("bakery.txt").text
        assert len(reader.documents()) == 2


# Servers that stop


@pytest.fixture(scope="module")
def mortal():
    """Servers that a test may kill, if it starts them again."""
    with running(Postgres) as postgres, running(Chroma) as chroma:
        yield postgres, chroma


@pytest.fixture
def frail(mortal, shared_folder, tmp_path):
    """A library on servers that may be killed, and who makes another object of it."""
    with closing(library(shared_folder, shared=places_of(mortal, tmp_path))) as made:
        yield made


def places_of(mortal, tmp_path):
    postgres, chroma = mortal
    return SharedPlaces(postgres.address, chroma.address, files=str(tmp_path / "kept"))


def test_without_postgres_there_is_a_clear_error_and_then_all_goes_on(frail, mortal, files):
    postgres, _ = mortal
    frail.add(files[:1])
    postgres.kill()
    for act in (frail.documents, lambda: frail.search("harbour"), lambda: frail.add(files)):
        with pytest.raises(
            StoreUnreachable, match=r"127\.0\.0\.1:\d+ does not answer: .*same command"
        ) as failed:
            act()
        assert PASSWORD not in str(failed.value)
    postgres.start()
    assert len(frail.documents()) == 1
    assert len(frail.add(files).added) == 2
    assert_stores_agree(frail)


def test_without_chroma_nothing_is_added_and_the_catalog_is_searched(frail, mortal, files):
    _, chroma = mortal
    frail.add(files[:2])
    before = [hit.text for hit in frail.search("Who bakes rye bread?")]
    chroma.kill()
    with pytest.raises(StoreUnreachable, match=r"Chroma at 127\.0\.0\.1:\d+ does not answer"):
        frail.add(files)
    assert [hit.text for hit in frail.search("Who bakes rye bread?")] == before
    chroma.start()
    assert len(frail.documents()) == 2
    assert len(frail.add(files).added) == 1
    assert_stores_agree(frail)
    assert_files_agree(frail)


def test_chroma_is_given_again_what_it_lost(frail, files):
    frail.add(files)
    frail.stores.mirror.server.drop(0)
    assert frail.search("Who bakes rye bread?")[0].document == frail.document("bakery.txt").id
    assert frail.add(files).added == ()
    assert_stores_agree(frail)


@pytest.mark.parametrize("which", [0, 1], ids=["postgres", "chroma"])
def test_a_server_killed_while_files_are_added_costs_nothing(frail, mortal, shared_folder, tmp_path, which):
    paths = write(tmp_path / "in", {f"{n}.txt": f"Note {n}. {BAKERY}" for n in range(12)})
    frail.add(paths[:1])
    process = adding(shared_folder, places_of(mortal, tmp_path), paths)
    until(lambda: len(frail.documents()) > 2 or process.poll() is not None)
    mortal[which].kill()
    _, errors = process.communicate(timeout=120)
    mortal[which].start()
    assert process.returncode == 0 or "StoreUnreachable" in errors or "LibraryError" in errors
    again = frail.add(paths)
    assert again.failed == ()
    assert sorted(document.path for document in frail.documents()) == sorted(map(str, paths))
    assert_stores_agree(frail)
    assert_files_agree(frail)
