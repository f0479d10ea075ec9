"""The command ``sync``: each file that is not as it was is named, on one line or as JSON."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.permissions import NO_RIGHTS_DROPPED, bind_permissions

LEDGER = "The ledger of the mill shows 312 sacks for April.\n"


@pytest.fixture
def folder(papers, tmp_path):
    return Path(shutil.copytree(papers, tmp_path / "papers"))


@pytest.fixture
def followed(folder, cli, tmp_path):
    """A library that has the folder, in which something of each kind has happened since."""
    library = tmp_path / "lib"
    assert cli("sync", folder, "--library", library).exit_code == 0
    (folder / "harbour.md").unlink()
    (folder / "lighthouse.txt").rename(folder / "tower.txt")
    (folder / "bakery.txt").write_text(LEDGER)
    (folder / "new.txt").write_text("The otter is back at the weir.\n")
    return library


def test_each_thing_is_said_in_a_line(cli, folder, followed):
    dry = cli("sync", folder, "--dry-run", "--library", followed)
    done = cli("sync", folder, "--library", followed)
    assert done.exit_code == 0
    *lines, last = done.stdout.splitlines()
    assert lines[:3] == ["added: new.txt", "changed: bakery.txt", "moved: lighthouse.txt -> tower.txt"]
    assert lines[3].startswith("gone: harbour.md (still in the library as ")
    assert last == f"1 added, 1 changed, 1 moved, 1 gone, 1 unchanged, in {followed}"
    assert dry.stdout.splitlines() == [*lines, f"{last} (dry run)"]
    assert (
        done.stderr
        == "note: 1 file is gone; to remove what the library has of it, sync again with --remove\n"
    )
    assert cli("sync", folder, "--library", followed, "--remove").stdout.startswith("removed: harbour.md\n")


def test_as_json_it_is_one_object(as_json, folder, followed):
    done = as_json("sync", folder, "--remove", "--library", followed)
    listed = {one["path"]: one["id"] for one in as_json("list", "--library", followed)["documents"]}
    assert done["added"] == [{"path": str(folder / "new.txt"), "document": listed[str(folder / "new.txt")]}]
    moved = {"path": str(folder / "tower.txt"), "old_path": str(folder / "lighthouse.txt")}
    assert done["moved"] == [{**moved, "document": listed[str(folder / "tower.txt")]}]
    assert [one["path"] for one in done["changed"]] == [str(folder / "bakery.txt")]
    assert [one["path"] for one in done["removed"]] == [str(folder / "harbour.md")]
    assert (done["gone"], done["unchanged"], done["failed"]) == ([], 1, [])


def test_a_failure_is_named_and_ends_with_1_and_a_missing_folder_in_one_line(cli, folder, tmp_path):
    (folder / "blank.txt").write_text(" ")
    done = cli("sync", folder, "--library", tmp_path / "lib")
    assert (done.exit_code, done.stdout.splitlines()[-1].partition(",")[0]) == (1, "4 added")
    assert "blank.txt: the file is empty" in done.stderr
    shutil.rmtree(folder)
    done = cli("sync", folder, "--remove", "--library", tmp_path / "lib")
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "is its drive connected" in done.stderr


def test_nothing_of_a_folder_that_may_not_be_opened_is_gone(cli, folder, tmp_path):
    if sys.platform != "linux":
        pytest.skip("root may open every folder, and only Linux can take that right away")
    (folder / "shut").mkdir()
    (folder / "bakery.txt").rename(folder / "shut" / "bakery.txt")
    assert cli("sync", folder, "--library", tmp_path / "lib").exit_code == 0
    (folder / "shut").chmod(0)
    command = ["sync", folder, "--remove", "--json", "--library", tmp_path / "lib"]
    try:
        run = subprocess.run(
            [sys.executable, "-m", "ui.cli", *map(str, command)],
            capture_output=True, text=True, preexec_fn=bind_permissions, check=False,
        )  # fmt: skip
    finally:
        (folder / "shut").chmod(0o755)
    assert run.returncode != NO_RIGHTS_DROPPED, "root's rights cannot be dropped here"
    done = json.loads(run.stdout)
    assert (done["gone"], done["removed"], len(done["failed"])) == ([], [], 1)
