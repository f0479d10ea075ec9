"""The libraries of a shelf on the command line."""

import pytest
from support.helpers import write

from ui.http.library_folders import LibraryFolders


@pytest.fixture
def shelf(tmp_path, cli):
    folders = LibraryFolders(tmp_path / "shelf")
    folders.create("Looms")
    folders.create("Mills")
    [note] = write(tmp_path / "files", {"note.txt": "The loom of Orrin weaves 9 metres a day."})
    assert cli("add", note, "--library", folders.path("Looms")).exit_code == 0
    return folders.root


def test_they_are_listed_with_their_documents(cli, as_json, shelf):
    assert as_json("libraries", "list", "--shelf", shelf) == {
        "libraries": [{"name": "Looms", "documents": 1}, {"name": "Mills", "documents": 0}]
    }
    assert "Looms: 1 document\n" in cli("libraries", "list", READBACK_SHELF=str(shelf)).stdout


def test_one_is_renamed(as_json, cli, shelf):
    assert as_json("libraries", "rename", "Looms", "Old looms", "--shelf", shelf) == {"name": "Old looms"}
    assert as_json("list", "--library", shelf / "Old looms")["documents"]
    done = cli("libraries", "rename", "Mills", "old looms", "--shelf", shelf)
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)


def test_one_is_deleted_only_when_that_is_sure(as_json, cli, shelf):
    refused = cli("libraries", "remove", "Looms", "--shelf", shelf)
    assert refused.exit_code == 2
    assert "add --yes to delete 'Looms' with 1 document" in refused.stderr
    assert (shelf / "Looms").is_dir()
    assert as_json("libraries", "remove", "Looms", "--shelf", shelf, "--yes") == {"removed": ["Looms"]}
    assert [path.name for path in shelf.iterdir()] == ["Mills"]
    gone = cli("libraries", "remove", "Looms", "--shelf", shelf, "--yes")
    assert (gone.exit_code, "There is no library 'Looms'" in gone.stderr) == (1, True)
