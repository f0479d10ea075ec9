"""Kept files in a folder that servers share, or in a store with a URL, such as S3."""

from contextlib import closing

import fsspec
import pytest
from support.helpers import PAPERS, library, write
from support.shared_servers import PASSWORD, S3, running, s3_variables
from support.waiting import until
from support.workers import working

from index.errors import StoreUnreachable, UsageError
from index.store.kept_files import KeptFiles
from index.store.queue.job_queue import JobQueue
from index.store.shared.shared_files import UrlFiles, open_files
from index.store.shared.shared_places import SharedPlaces


def test_without_a_place_they_are_in_the_library_s_folder(tmp_path):
    files = open_files("", "news", tmp_path)
    files.keep({"a": b"one"})
    assert (tmp_path / "files" / "a").read_bytes() == b"one"


def test_in_a_folder_each_library_has_its_own(tmp_path):
    one, other = (open_files(str(tmp_path), name, tmp_path / "x") for name in ("one", "other"))
    assert isinstance(one, KeptFiles)
    one.keep({"a": b"one"})
    assert (one.read("a"), other.read("a")) == (b"one", None)


@pytest.fixture
def own_s3(monkeypatch):
    """An S3 store of this test's, which may be killed."""
    with running(S3) as server:
        for name, value in s3_variables(server).items():
            monkeypatch.setenv(name, value)
        forget_clients()
        yield server
    forget_clients()


def forget_clients():
    """Let who asks next read the address and the keys anew."""
    fsspec.get_filesystem_class("s3").clear_instance_cache()


@pytest.fixture(params=["memory", "file", "s3"])
def url(request, tmp_path):
    return request.getfixturevalue("s3") if request.param == "s3" else f"{request.param}://{tmp_path}/kept"


def test_a_store_with_a_url_keeps_reads_and_removes(tmp_path, url):
    files = open_files(url, "news", tmp_path)
    assert isinstance(files, UrlFiles)
    assert (files.has("a"), files.read("a")) == (False, None)
    files.keep({"a": b"one", "b": b"two"})
    files.keep({"a": b"other"})  # of another content it would have another name
    assert (files.has("a"), files.read("a"), files.read("b")) == (True, b"one", b"two")
    files.remove(["a", "c"])
    assert (files.has("a"), files.has("b")) == (False, True)


def test_a_url_that_nothing_here_opens_is_refused(tmp_path):
    with pytest.raises(UsageError, match="not installed"):
        open_files("gs://bucket/folder", "news", tmp_path)
    with pytest.raises(UsageError, match="READBACK_FILES"):
        open_files("s3://", "news", tmp_path)
    with pytest.raises(UsageError, match="READBACK_FILES"):
        open_files("nowhere://x", "news", tmp_path)


def test_a_store_that_fails_is_named(tmp_path):
    (tmp_path / "kept").write_text("a file is in the way")
    files = open_files(f"file://{tmp_path}/kept", "news", tmp_path)
    with pytest.raises(StoreUnreachable, match="'file' store"):
        files.keep({"a": b"one"})


def test_libraries_of_one_bucket_are_apart(s3, tmp_path):
    one, other = (open_files(s3, name, tmp_path) for name in ("one", "other"))
    one.keep({"a": b"one"})
    assert (one.read("a"), other.read("a")) == (b"one", None)


def test_a_bucket_that_is_not_there_is_named_and_not_made(s3, tmp_path):
    files = open_files("s3://no-such-bucket/folder", "news", tmp_path)
    for _ in range(2):
        with pytest.raises(StoreUnreachable, match="'s3' store of READBACK_FILES has no such bucket"):
            files.keep({"a": b"one"})


def test_a_store_that_is_away_is_named_within_seconds_and_serves_again_when_it_is_back(own_s3, tmp_path):
    files = open_files("s3://press/folder", "news", tmp_path)
    files.keep({"a": b"one"})
    own_s3.kill()
    for ask in (lambda: files.has("a"), lambda: files.keep({"b": b"two"}), lambda: files.remove(["a"])):
        with pytest.raises(StoreUnreachable, match="see that it answers"):
            ask()
    own_s3.start()
    files.keep({"a": b"one"})
    assert files.read("a") == b"one"


def test_keys_that_the_store_refuses_are_said_to_be_refused_and_not_shown(own_s3, tmp_path):
    own_s3.ask("POST", "moto-api/reset-auth", b"0")  # it looks at keys from now on, and knows none
    files = open_files("s3://press/folder", "news", tmp_path)
    with pytest.raises(StoreUnreachable, match="refuses access") as refused:
        files.keep({"a": b"one"})
    assert PASSWORD not in str(refused.value)


def test_a_library_keeps_its_files_in_s3_and_workers_find_there_what_waits(
    s3, own_places, queue, shared_folder, tmp_path
):
    places = SharedPlaces(own_places.database, own_places.chroma, files=s3)
    paths = write(tmp_path / "in", PAPERS)
    with closing(library(shared_folder, shared=places)) as lib, closing(JobQueue(places)) as jobs:
        [first] = lib.add(paths[:1]).added
        assert lib.file(first) == paths[0].read_bytes()
        jobs.put(shared_folder.name, shared_folder.name, [(path, path.name) for path in paths[1:]])
        with working(places, shared_folder):
            until(lambda: not jobs.open_files())
        documents = {document.path: document for document in lib.documents()}
        assert {lib.file(documents[path.name].id) for path in paths[1:]} == {
            path.read_bytes() for path in paths[1:]
        }
        lib.remove(documents)
        kept = UrlFiles(s3, lib.stores.name)
        assert [kept.has(document.sha256) for document in documents.values()] == [False] * len(documents)
