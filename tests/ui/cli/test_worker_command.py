"""The commands ``worker``, ``queue`` and ``add --queue``."""

import pytest
from support.helpers import PAPERS, write
from support.shared_servers import PASSWORD
from support.waiting import until
from support.workers import variables, working


@pytest.fixture
def own_places(own_places, monkeypatch):
    for name, value in variables(own_places).items():
        monkeypatch.setenv(name, value)
    return own_places


@pytest.mark.parametrize("command", [("worker",), ("queue",), ("add", "--queue", ".")])
def test_without_shared_mode_it_says_what_to_set(cli, command):
    refused = cli(*command)
    assert refused.exit_code == 2
    assert "READBACK_DATABASE, READBACK_CHROMA and READBACK_FILES" in refused.output


def test_without_a_place_for_files_it_says_what_to_set(cli, own_places):
    refused = cli("worker", READBACK_FILES="")
    assert refused.exit_code == 2
    assert "workers need READBACK_FILES" in refused.output


def test_a_postgres_that_is_not_there_is_named_without_its_password(cli, own_places):
    address = f"postgresql://postgres:{PASSWORD}@127.0.0.1:1/postgres"
    failed = cli("worker", READBACK_DATABASE=address)
    assert failed.exit_code == 1
    assert "127.0.0.1:1 does not answer" in failed.output
    assert PASSWORD not in failed.output


def test_files_are_put_on_the_queue_and_added_by_a_worker(cli, as_json, own_places, shared_folder, tmp_path):
    folder = tmp_path / "in"
    write(folder, {**PAPERS, "blank.txt": " "})
    put = cli("add", folder, folder / "gone.txt", "--queue", "--library", shared_folder)
    assert put.exit_code == 1
    assert "5 on the queue at 127.0.0.1" in put.output
    assert "start one with `readback worker`" in put.output
    assert "gone.txt" in put.output
    shown = as_json("queue")
    assert (shown["workers"], {one["state"] for one in shown["files"]}) == (0, {"queued"})
    with working(own_places, shared_folder):
        until(lambda: [one["state"] for one in as_json("queue")["files"]] == ["failed"])
        assert as_json("queue")["workers"] == 1
    listed = as_json("list", "--library", shared_folder)["documents"]
    assert sorted(one["path"] for one in listed) == sorted(str(folder / name) for name in PAPERS)
    said = cli("queue").output
    assert f"{shared_folder.name}: {folder / 'blank.txt'} is failed: " in said
    assert "0 files on the queue" in said
    assert "1 failed" in said
    assert as_json("queue", "--clear")["cleared"] == 1
    assert as_json("queue")["files"] == []
    assert as_json("add", folder / "bakery.txt", "--queue", "--library", shared_folder) == {
        "queued": [str(folder / "bakery.txt")], "failed": [],
    }  # fmt: skip


def test_a_list_says_what_is_on_the_queue_of_its_library(cli, as_json, own_places, shared_folder, tmp_path):
    [path] = write(tmp_path / "in", {"bakery.txt": PAPERS["bakery.txt"]})
    as_json("add", path, "--library", shared_folder)
    assert "queue" not in cli("list", "--library", shared_folder).output
    for folder in (shared_folder, shared_folder.with_name("other")):
        as_json("add", path, "--queue", "--library", folder)
    said = cli("list", "--library", shared_folder).output
    assert "On the queue for workers: 1 file, 0 failed; see `readback queue`" in said
    assert len(as_json("list", "--library", shared_folder)["documents"]) == 1


def test_a_worker_serves_the_libraries_beside_its_own(cli, as_json, own_places, shared_folder, tmp_path):
    other = shared_folder.with_name(f"{shared_folder.name}-b")
    for folder, name in ((shared_folder, "harbour.md"), (other, "bakery.txt")):
        [path] = write(tmp_path / "in", {name: PAPERS[name]})
        as_json("add", path, "--queue", "--library", folder)
    with working(own_places, shared_folder):
        until(lambda: as_json("queue")["files"] == [])
    for folder, name in ((shared_folder, "harbour.md"), (other, "bakery.txt")):
        [document] = as_json("list", "--library", folder)["documents"]
        assert document["path"].endswith(name)


def test_the_queue_takes_no_web_addresses(cli, own_places):
    refused = cli("add", "https://example.org/a", "--queue")
    assert refused.exit_code == 2
    assert "files and folders alone" in refused.output
