"""Killed while writing: at every step that leaves the two stores apart, or a document half there."""

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

BEFORE = "The otter sleeps in the reeds by the weir. It hunts at dusk."

KILL = """
import os, signal, sys
step, after, times = sys.argv[1], sys.argv[2] == "after", int(sys.argv[3])
where, name = step.rsplit(".", 1)
import index.adding, index.library, index.store.catalog, index.store.vectors
import index.store.tables.property_table
for module in (index.adding, index.embedding.missing_vectors):  # each document alone
    module.BATCH_PASSAGES = module.STORED_PASSAGES = 1
owner = {
    "Catalog": index.store.catalog.Catalog,
    "PropertyTable": index.store.tables.property_table.PropertyTable,
    "VectorStore": index.store.vectors.VectorStore,
}[where]
real, left = getattr(owner, name), [times]
def doomed(*args, **kwargs):
    left[0] -= 1
    if left[0] == 0 and not after:
        os.kill(os.getpid(), signal.SIGKILL)
    result = real(*args, **kwargs)
    if left[0] == 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return result
setattr(owner, name, doomed)
from ui.cli.main import readback
readback.main(sys.argv[4:], prog_name="readback")
"""
STEPS = [
    ("PropertyTable.set", "after", 1),
    ("Catalog.add", "before", 2),
    ("Catalog.add", "after", 2),
    ("VectorStore.add", "before", 2),
    ("VectorStore.add", "after", 2),
    ("Catalog.add_vectors", "before", 2),
    ("Catalog.add_vectors", "after", 2),
]


def killed_at(step, when, times, *arguments):
    done = subprocess.run(
        [sys.executable, "-c", KILL, step, when, str(times), *map(str, arguments)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr


def check_whole(as_json, library, allowed):
    """Every document listed is whole: its text is a source's, and what it says is found."""
    listed = (
        as_json("list", "--library", library)["documents"] if (library / "catalog.sqlite3").exists() else []
    )
    for document in listed:
        assert document["state"] in ("ready", "indexing")
        text = as_json("text", document["id"], "--library", library)["text"]
        assert text in allowed
        assert as_json("search", text.strip()[-60:], "--doc", document["id"], "--library", library)["hits"]
    return listed


def check_stores_agree(as_json, library):
    """Every document has its vectors, in both stores."""
    assert {one["state"] for one in as_json("list", "--library", library)["documents"]} == {"ready"}
    chroma = {c["name"]: c for c in as_json("doctor", "--library", library)["checks"]}["chroma"]["detail"]
    assert "as many as the catalog has" in chroma


@pytest.mark.parametrize(("step", "when", "times"), STEPS)
def test_killed_while_adding_only_whole_documents_stay_and_adding_again_completes(
    as_json, papers, tmp_path, step, when, times
):
    library = tmp_path / "lib"
    texts = {path.read_text() for path in papers.iterdir()}
    killed_at(step, when, times, "add", papers, "--library", library)
    before = check_whole(as_json, library, texts)
    assert [document["state"] for document in before] != ["ready"] * 4
    done = as_json("add", papers, "--library", library)
    assert (len(done["added"]), len(done["unchanged"]), done["failed"]) == (4 - len(before), len(before), [])
    assert len(check_whole(as_json, library, texts)) == 4
    check_stores_agree(as_json, library)


@pytest.mark.parametrize(
    ("step", "when", "times"), [("VectorStore.add", "after", 1), ("VectorStore.remove", "before", 1)]
)
def test_killed_while_replacing_one_of_the_two_stays(as_json, tmp_path, step, when, times):
    library, file = tmp_path / "lib", tmp_path / "note.txt"
    file.write_text(BEFORE)
    as_json("add", file, "--library", library)
    file.write_text("The otter has moved to the mill pond.")
    killed_at(step, when, times, "add", file, "--library", library)
    assert len(check_whole(as_json, library, {BEFORE, file.read_text()})) == 1
    as_json("add", file, "--library", library)
    assert len(check_whole(as_json, library, {file.read_text()})) == 1
    check_stores_agree(as_json, library)


@pytest.mark.parametrize(
    ("step", "when"),
    [("Catalog.move", "after"), ("VectorStore.add", "after"), ("Catalog.remove", "after")],
)  # fmt: skip
def test_killed_while_syncing_a_second_sync_does_the_rest(as_json, library, papers, tmp_path, step, when):
    folder = shutil.copytree(papers, tmp_path / "followed")
    as_json("sync", folder, "--library", library)
    (folder / "lighthouse.txt").rename(folder / "gull-point.txt")
    (folder / "bakery.txt").unlink()
    (folder / "otter.txt").write_text(BEFORE)
    killed_at(step, when, 1, "sync", folder, "--remove", "--library", library)
    texts = {path.read_text() for path in (*papers.iterdir(), *folder.iterdir())}
    assert len(check_whole(as_json, library, texts)) in range(7, 10)
    as_json("sync", folder, "--remove", "--library", library)
    listed = check_whole(as_json, library, texts)
    assert len(listed) == 8
    as_json("set", "otter.txt", "--title", "Otters", "--library", library)  # a sync may have nothing to write
    names = {path.name for path in folder.iterdir()}
    assert {Path(one["path"]).name for one in listed if one["path"].startswith(str(folder))} == names
    check_stores_agree(as_json, library)


@pytest.mark.parametrize(
    ("step", "when"), [("Catalog.start_adding", "after"), ("Catalog.finish_all", "after")]
)
def test_killed_while_reindexing_every_document_is_found_before_and_after(
    as_json, library, papers, step, when
):
    texts = {path.read_text() for path in papers.iterdir()}
    killed_at(step, when, 1, "reindex", "--library", library)
    assert len(check_whole(as_json, library, texts)) == 4
    assert as_json("reindex", "--library", library) == {"documents": 4}
    assert len(check_whole(as_json, library, texts)) == 4
    check_stores_agree(as_json, library)


def test_killed_while_removing_or_reindexing_nothing_else_is_lost(as_json, library, papers, tmp_path):
    texts = {path.read_text() for path in papers.iterdir()}
    killed_at("Catalog.remove", "after", 1, "remove", "bakery.txt", "--library", library)
    assert len(check_whole(as_json, library, texts)) == 3
    killed_at("VectorStore.add", "after", 1, "reindex", "--library", library)
    assert len(as_json("list", "--library", library)["documents"]) == 3
    as_json("reindex", "--library", library)
    assert len(check_whole(as_json, library, texts)) == 3
    check_stores_agree(as_json, library)
    shutil.rmtree(library / "chroma")  # it is made again from the catalog
    as_json("set", "lighthouse.txt", "--title", "Light", "--library", library)
    check_stores_agree(as_json, library)
