"""What people really hand over: one line that says what to do, the right exit code, nothing lost."""

import json
import os
import sqlite3
import subprocess
import sys

import pytest
from support.permissions import NO_RIGHTS_DROPPED, bind_permissions

GOOD = "The otter sleeps in the reeds by the weir. It hunts at dusk."


@pytest.fixture
def folder(tmp_path):
    """A folder with one good file, to which tests add bad ones."""
    made = tmp_path / "folder"
    made.mkdir()
    (made / "good.txt").write_text(GOOD)
    return made


def paths_of(as_json, library):
    return [os.path.basename(d["path"]) for d in as_json("list", "--library", library)["documents"]]  # noqa: PTH119


# Files


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("blank.txt", b" \n\n\t ", "no text|nothing|empty"),
        ("binary.txt", bytes(range(256)) * 40, "binary"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(500), "rename it to|export it|binary"),
        ("broken.pdf", b"%PDF-1.4\nnothing of the kind", "fresh copy|damaged|broken|cannot"),
        ("text.docx", b"This is not a Word file at all.", "perhaps text"),
        ("notes.xyz", b"hello", ".xyz files cannot be read"),
        ("nosuffix", b"hello", "without a suffix"),
        ("large.txt", b"A line of text for the reader.\n" * 40_000, "over the limit of 1.0 MB"),
        (None, b"", "no such file"),
    ],
)
def test_a_bad_file_is_named_and_the_others_are_added(cli, as_json, folder, name, content, says):
    import re

    bad = folder.parent / (name or "missing.txt")
    if name:
        bad.write_bytes(content)
    done = cli("add", bad, folder, "--library", "lib", READBACK_MAX_MEGABYTES="1")
    assert done.exit_code == 1
    assert done.stderr.startswith(f"readback: {bad}: ")
    assert done.stderr.count("\n") == 1
    assert re.search(says, done.stderr)
    assert "1 added" in done.stdout
    assert paths_of(as_json, "lib") == ["good.txt"]


def test_the_size_limit_can_be_raised_as_the_message_says(cli, folder):
    (folder / "large.txt").write_bytes(b"1234567 \n" * 130_000)
    refused = cli("add", folder / "large.txt", "--library", "lib", READBACK_MAX_MEGABYTES="1")
    assert "--max-megabytes" in refused.stderr
    (folder / "large.txt").write_text(GOOD)
    assert (
        cli("add", folder, "--max-megabytes", 2, "--library", "lib", READBACK_MAX_MEGABYTES="1").exit_code
        == 0
    )


def test_a_folder_with_nothing_to_read(cli, tmp_path):
    (tmp_path / "pictures").mkdir()
    (tmp_path / "pictures" / "a.gif").write_bytes(b"GIF89a")
    done = cli("add", "pictures", "--library", "lib")
    assert done.exit_code == 1
    assert "holds no file that can be read" in done.stderr
    assert not (tmp_path / "lib").exists()


def test_one_very_long_line_is_read_and_split(tmp_path):
    from index.chunk import split
    from index.embedding.embedder import approximate_token_starts
    from index.read import read

    file = tmp_path / "long.txt"
    file.write_text("The “heron” said: stand still, for the fish are near and wary. " * 32_000)
    text = read(file).text
    assert split(text, approximate_token_starts)[-1].end == len(text.rstrip())


@pytest.mark.parametrize(
    "name", ["new\nline.txt", "es\x1b[31mcape.txt", "quo'te\".txt", "ünï „文“.txt", "-x.txt", "[b].txt"]
)
def test_odd_file_names_are_added_listed_and_found_again(cli, as_json, tmp_path, name):
    (tmp_path / name).write_text(GOOD)
    done = cli("add", "--library", "lib", "--", name)
    assert (done.exit_code, done.stderr) == (0, "")
    assert paths_of(as_json, "lib") == [name]
    assert cli("text", "--library", "lib", "--", name).stdout == GOOD
    missing = cli("add", f"no {name}", "--library", "lib")
    assert missing.exit_code == 1
    assert missing.stderr.count("\n") == 1
    assert "\x1b" not in missing.stderr


def test_a_file_name_that_is_not_utf_8_does_not_stop_the_others(process, tmp_path):
    (tmp_path / "good.txt").write_text(GOOD)
    with open(os.fsencode(tmp_path) + b"/bad\xff.txt", "wb") as file:  # noqa: PTH123
        file.write(b"The badger digs a sett in the wood.")
    done = process("add", ".", "--library", "lib", "--json")
    found = json.loads(done.stdout or "{}")
    assert len(found.get("added", ())) in (1, 2), done.stderr
    assert done.returncode == (1 if found["failed"] else 0)


def test_a_file_deleted_before_it_is_read_is_named(cli, as_json, folder, monkeypatch):
    from index import read

    (folder / "gone.txt").write_text("It will not be there.")
    found = read.find_files

    def and_delete(paths):
        result = found(paths)
        (folder / "gone.txt").unlink()
        return result

    monkeypatch.setattr(read, "find_files", and_delete)
    done = cli("add", folder, "--library", "lib")
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert "gone.txt" in done.stderr
    assert paths_of(as_json, "lib") == ["good.txt"]


# Libraries


@pytest.mark.parametrize(("version", "says"), [(99, "newer Readback"), (0, "older Readback")])
def test_a_library_of_another_version(cli, library, version, says):
    with sqlite3.connect(library / "catalog.sqlite3") as database:
        database.execute(f"PRAGMA user_version = {version}")
    for command in (["list"], ["ask", "Who?"], ["add", "."], ["remove", "x"], ["reindex"]):
        done = cli(*command, "--library", library)
        assert done.exit_code == 1, command
        assert done.stdout == "" or command == ["add", "."]
    assert says in cli("list", "--library", library).stderr
    with sqlite3.connect(library / "catalog.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM documents").fetchone() == (4,)


@pytest.mark.parametrize("kept", [0, 4096], ids=["all of it", "all but the start"])
def test_a_damaged_catalog(cli, library, kept):
    size = (library / "catalog.sqlite3").stat().st_size
    with (library / "catalog.sqlite3").open("r+b") as file:
        file.seek(kept)
        file.write(b"\xa5" * (size - kept))
    for command in (["list"], ["ask", "Who?"], ["search", "bread"], ["text", "bakery.txt"]):
        done = cli(*command, "--library", library)
        assert (done.exit_code, done.stdout) == (1, ""), command
        assert done.stderr.count("\n") == 1
        assert "catalog" in done.stderr
        assert "unexpected" not in done.stderr


def test_a_library_that_is_a_file(cli, tmp_path):
    (tmp_path / "lib").write_text("not a folder")
    (tmp_path / "a.txt").write_text(GOOD)
    for command in (["list"], ["ask", "Who?"], ["add", "a.txt"]):
        done = cli(*command, "--library", "lib")
        assert done.exit_code in (1, 2)
        assert done.stderr.count("\n") == 1
        assert str(tmp_path / "lib") in done.stderr
    assert (tmp_path / "lib").read_text() == "not a folder"


def test_settings_that_are_wrong_name_themselves(cli, library):
    (library / "readback.toml").write_text("embeding = 'int8'")
    done = cli("list", "--library", library)
    assert done.exit_code == 2
    assert "'embeding'" in done.stderr
    (library / "readback.toml").unlink()
    assert cli("list", "--library", library, READBACK_MAX_MEGABYTES="many").exit_code == 2


def test_a_read_only_library_is_read_and_a_write_says_why_not(library, papers):
    if sys.platform != "linux":
        pytest.skip("NOTHING OF READ-ONLY LIBRARIES WAS TESTED: this test needs Linux")
    for path in (*library.rglob("*"), library):
        path.chmod(0o555 if path.is_dir() else 0o444)

    def run(*arguments):
        done = subprocess.run(
            [sys.executable, "-m", "ui.cli", *map(str, arguments), "--library", str(library)],
            capture_output=True, text=True, preexec_fn=bind_permissions, check=False,
        )  # fmt: skip
        if done.returncode == NO_RIGHTS_DROPPED:
            pytest.skip("NOTHING OF READ-ONLY LIBRARIES WAS TESTED: root's rights cannot be dropped here")
        return done

    try:
        assert len(json.loads(run("list", "--json").stdout)["documents"]) == 4
        assert "[1]" in run("ask", "Who built the lighthouse on Gull Point?").stdout
        for command in (["add", papers], ["remove", "bakery.txt"], ["set", "bakery.txt", "--title", "x"]):
            done = run(*command)
            assert (done.returncode, done.stdout) == (1, "")
            assert "cannot be written" in done.stderr
            assert done.stderr.count("\n") == 1
        assert run("doctor").returncode == 0
    finally:
        for path in (library, *library.rglob("*")):
            path.chmod(0o755)


HOLD = """
import sys
from pathlib import Path
from index.store.lock import WriterLock
lock = WriterLock(Path(sys.argv[1]))
lock.take(0)
print("held", flush=True)
sys.stdin.read()
"""


def test_another_process_writes_reading_goes_on_and_a_write_names_it(cli, as_json, library, folder):
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(library)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert other.stdout.readline() == "held\n"
        assert len(as_json("list", "--library", library)["documents"]) == 4
        assert as_json("ask", "Who built the lighthouse?", "--library", library)["citations"]
        done = cli("add", folder, "--library", library)
        assert (done.exit_code, done.stdout) == (1, "")
        assert f"process {other.pid}" in done.stderr
        assert "wait until it is done" in done.stderr
    finally:
        other.communicate()
    assert cli("add", folder, "--library", library).exit_code == 0
