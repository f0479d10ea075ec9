"""Libraries renamed and deleted, in a folder and on servers: nothing lost when cut short, none in use."""

import signal
import subprocess
import sys
from contextlib import closing

import pytest
from filelock import FileLock
from support.helpers import readback, settings, write
from support.workers import own_database

from index.errors import LibraryBusy, LibraryNotFound, UsageError
from ui.http.open_folders import open_folders

NOTE = "A note\n\nThe lock of Ardle mill has 14 gates.\n"
KILLED = """
import os, shutil, signal, sys
from pathlib import Path
from ui.http.library_folders import LibraryFolders
step, root = sys.argv[1:]
real = {"rename": Path.rename, "rmtree": shutil.rmtree}[step]
def doomed(*arguments, **options):
    if step == "rename":
        real(*arguments, **options)
    else:
        next(Path(arguments[0]).glob("catalog.sqlite3")).unlink()
    os.kill(os.getpid(), signal.SIGKILL)
setattr(*{"rename": (Path, "rename"), "rmtree": (shutil, "rmtree")}[step], doomed)
LibraryFolders(Path(root)).remove("Mills")
"""


only_folder = pytest.mark.parametrize("shared", ["folder"], indirect=True)
"""For a test that looks into the folder."""


@pytest.fixture(params=["folder", "servers"])
def shared(request):
    """The settings that name servers, where the libraries are on some."""
    if request.param == "folder":
        return {}
    places = own_database(request.getfixturevalue("places"))
    return {"database": places.database, "chroma": places.chroma, "files": places.files}


@pytest.fixture
def folders(tmp_path, shared):
    with closing(
        open_folders(settings(tmp_path / "home", **shared), tmp_path / "shelf", tmp_path / "home")
    ) as shelf:
        for name in ("Mills", "Weirs"):
            shelf.create(name)
        with readback(shelf.path("Mills"), **shared) as made:
            made.add(write(tmp_path / "files", {"note.txt": NOTE}))
        yield shelf


def test_a_renamed_library_has_its_documents(folders, shared):
    assert folders.rename("Mills", " Water mills ") == "Water mills"
    assert list(folders.all()) == ["Water mills", "Weirs"]
    with readback(folders.path("Water mills"), **shared) as made:
        assert len(made.documents()) == 1
        assert made.library.file("note.txt") == NOTE.encode()
        assert not made.add([folders.root.parent / "files" / "note.txt"]).added


@pytest.mark.parametrize("name", ["weirs", "WEIRS", "home", "a/b", "", ".x"])
def test_a_name_that_is_taken_or_none_changes_nothing(folders, name):
    with pytest.raises(UsageError):
        folders.rename("Mills", name)
    assert list(folders.all()) == ["Mills", "Weirs"]


def test_a_name_may_change_in_its_letters_case(folders):
    assert folders.rename("Mills", "MILLS") == "MILLS"
    assert list(folders.all()) == ["MILLS", "Weirs"]


def test_a_deleted_library_is_gone_and_its_name_is_free(folders, shared):
    folders.remove("Mills")
    assert list(folders.all()) == ["Weirs"]
    assert folders.create("Mills") == "Mills"
    with readback(folders.path("Mills"), **shared) as made:
        assert made.documents() == ()
    folders.remove("Mills")


@only_folder
def test_a_deleted_library_leaves_nothing(folders):
    folders.remove("Mills")
    assert [path.name for path in folders.root.iterdir()] == ["Weirs"]


def test_what_is_not_there_is_named(folders):
    for change in (lambda: folders.rename("Ponds", "Lakes"), lambda: folders.remove("Ponds")):
        with pytest.raises(LibraryNotFound, match="Ponds"):
            change()


@only_folder
def test_a_library_that_another_process_writes_to_stays(folders):
    with FileLock(folders.root / "Mills" / "writer.lock"):
        for change in (lambda: folders.rename("Mills", "Lakes"), lambda: folders.remove("Mills")):
            with pytest.raises(LibraryBusy, match="is being written by"):
                change()
    assert list(folders.all()) == ["Mills", "Weirs"]
    assert folders.rename("Mills", "Lakes") == "Lakes"


@only_folder
@pytest.mark.parametrize("step", ["rename", "rmtree"])
def test_killed_while_deleting_it_is_gone_and_swept_away_later(folders, step):
    done = subprocess.run(
        [sys.executable, "-c", KILLED, step, str(folders.root)], check=False, capture_output=True
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert list(folders.all()) == ["Weirs"]
    assert len(list(folders.root.iterdir())) == 2
    folders.sweep()
    assert [path.name for path in folders.root.iterdir()] == ["Weirs"]
