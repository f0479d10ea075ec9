"""Fetching a known reader: from where is said, and nothing but the pinned bytes is kept."""

import hashlib
import json

import pytest
from support.tiny_reader import tiny_reader
from support.web_site import SitePage, web_site

from index.errors import ReadbackError
from rag.model.reading.fetch_reader import fetch_reader
from rag.model.reading.known_readers import KNOWN_READERS, KnownReader, PinnedFile
from rag.model.reading.open_reader import open_reader
from rag.model.reading.pair_graph import GRAPHS

ROOT = "/some/reader/resolve/abc"


@pytest.fixture
def files(tmp_path):
    folder = tiny_reader(tmp_path / "published", kind="scores")
    return {"onnx/model.onnx": folder / "model.onnx", "tokenizer.json": folder / "tokenizer.json"}


@pytest.fixture
def known(files):
    pinned = (
        PinnedFile(path, hashlib.sha256(file.read_bytes()).hexdigest(), file.name)
        for path, file in files.items()
    )
    return KnownReader("some/reader", "abc", "MIT", 1, "ranks", tuple(pinned))


@pytest.fixture
def site(files, monkeypatch):
    moved = {f"/moved/{path}": SitePage(file.read_bytes()) for path, file in files.items()}
    pages = {f"{ROOT}/{path}": SitePage(status=302, location=f"/moved/{path}") for path in files}
    with web_site(pages | moved) as served:
        monkeypatch.setenv("HF_ENDPOINT", served("/"))
        yield served


def test_a_reader_that_was_fetched_reads_and_is_not_fetched_again(tmp_path, known, site):
    heard, folder = [], tmp_path / "cache" / "readers" / "some"
    fetch_reader(known, folder, heard.append)
    asked = len(site.asked)
    assert heard == [f"fetching 1 MB (MIT) from {site(ROOT)}"]
    assert open_reader(str(folder)).read("What?", ["granite", "sand"])[0].answered == 1
    fetch_reader(known, folder, heard.append)
    assert (len(site.asked), "nothing to fetch" in heard[1]) == (asked, True)
    assert [path.name for path in folder.parent.iterdir()] == ["some"]


def test_other_bytes_are_refused_and_what_was_there_stays(tmp_path, known, site):
    folder = tmp_path / "readers" / "some"
    folder.mkdir(parents=True)
    (folder / "mine.txt").write_text("here")
    changed = KnownReader(
        known.repository, "abc", "MIT", 1, "ranks", (PinnedFile("tokenizer.json", "0" * 64, "x"),)
    )
    with pytest.raises(ReadbackError, match="SHA-256 differs"):
        fetch_reader(changed, folder, lambda _: None)
    assert [path.name for path in folder.parent.rglob("*")] == ["some", "mine.txt"]


def test_a_file_that_is_not_there_is_one_clear_line(tmp_path, known, site):
    gone = KnownReader("some/reader", "gone", "MIT", 1, "ranks", known.files)
    with pytest.raises(ReadbackError, match="404") as failed:
        fetch_reader(gone, tmp_path / "readers" / "some", lambda _: None)
    assert "by other means" in str(failed.value)


def test_the_command_says_from_where_and_fails_with_one_line(cli, tmp_path):
    with web_site({}) as served:
        done = cli(
            "doctor", "--fetch-weights", "ms-marco-minilm", "--library", tmp_path / "lib", "--json",
            HF_ENDPOINT=served("/"), READBACK_CACHE=str(tmp_path / "cache"), READBACK_READER="off",
        )  # fmt: skip
    assert done.exit_code == 1
    first, second = done.stderr.splitlines()[:2]
    assert first.startswith("note: fetching 24 MB (Apache-2.0) from http://127.0.0.1:")
    assert second.startswith("readback: the reader could not be fetched")
    assert json.loads(done.stdout)["checks"]


def test_a_name_that_nobody_knows_is_refused_with_those_that_are(cli, tmp_path):
    done = cli("doctor", "--fetch-weights", "largest", "--library", tmp_path / "lib")
    assert done.exit_code == 2
    assert all(name in done.stderr for name in ("embedder", *KNOWN_READERS))


@pytest.mark.parametrize("known", KNOWN_READERS.values(), ids=list(KNOWN_READERS))
def test_each_known_reader_has_what_a_folder_needs(known):
    names = {file.name for file in known.files}
    assert "tokenizer.json" in names
    assert names & set(GRAPHS)
    assert all(len(file.sha256) == 64 and int(file.sha256, 16) for file in known.files)
    assert len(known.revision) == 40
