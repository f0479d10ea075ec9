"""Copies of a library between a folder and servers, there and back."""

from contextlib import closing

import pytest
from support.helpers import PAPERS, library, write

from index.errors import FingerprintMismatch, LibraryError, LibraryMissing
from index.syncing.migrating import migrate


@pytest.fixture
def local(tmp_path):
    with closing(library(tmp_path / "local")) as made:
        yield made


@pytest.fixture
def served(shared_folder, places):
    with closing(library(shared_folder, shared=places)) as made:
        yield made


def fill(made, tmp_path):
    """Add the papers, correct one, and remove another's file."""
    made.add(write(tmp_path / "in", PAPERS))
    made.set("bakery.txt", title="Bread by night", outlet="The Baker", published="2026-02-03")
    missing = made.document("harbour.md")
    made.stores.files.remove([missing.sha256])


def copy(source, target):
    reported = []
    done = migrate(source.stores, target.stores, reported.append)
    assert [one.file for one in reported] == list(range(1, len(source.documents()) + 1))
    return done


def found(made, question):
    return [(hit.document, hit.start, hit.text, round(hit.score, 9)) for hit in made.search(question)]


def test_there_and_back_nothing_is_lost_or_changed(tmp_path, local, served):
    fill(local, tmp_path)
    ids = tuple(document.id for document in local.documents())
    assert copy(local, served).copied == ids
    with closing(library(tmp_path / "back")) as back:
        assert copy(served, back).copied == ids
        assert back.documents() == served.documents() == local.documents()
        assert back.document("bakery.txt").title == "Bread by night"
        for question in ("rye bread", "Which ferry ran aground?"):
            assert found(back, question) == found(local, question) != []
        assert back.stores.files.read(local.document("bakery.txt").sha256) == PAPERS["bakery.txt"].encode()
        assert back.stores.files.read(local.document("harbour.md").sha256) is None


def test_what_was_added_since_is_copied_and_the_rest_compared(tmp_path, local, served):
    fill(local, tmp_path)
    copy(local, served)
    local.add(write(tmp_path / "in", {"later.txt": "A kiln was built at Orme in 1903.\n"}))
    again = copy(local, served)
    assert again.copied == (local.document("later.txt").id,)
    assert len(again.there) == len(PAPERS)


def test_cut_short_it_goes_on(tmp_path, local, served, monkeypatch):
    fill(local, tmp_path)
    monkeypatch.setattr("index.syncing.migrating._TOGETHER", 1)
    add, added = served.stores.add, []

    def fail_at_the_third(documents):
        if len(added) == 2:
            raise KeyboardInterrupt
        added.append(documents)
        return add(documents)

    monkeypatch.setattr(served.stores, "add", fail_at_the_third)
    with pytest.raises(KeyboardInterrupt):
        migrate(local.stores, served.stores, lambda _: None)
    monkeypatch.undo()
    assert len(served.documents()) == 2
    done = copy(local, served)
    assert len(done.there) == 2
    assert served.documents() == local.documents()


def test_another_document_at_the_same_address_is_not_replaced(tmp_path, local, served):
    (file,) = write(tmp_path / "in", {"note.txt": "The kiln was built in 1903.\n"})
    local.add([file])
    file.write_text("The kiln was built in 1907.\n", encoding="utf-8")
    served.add([file])
    before = served.documents()
    with pytest.raises(LibraryError, match=r"another document in .*Nothing was copied"):
        migrate(local.stores, served.stores, lambda _: None)
    assert served.documents() == before


def test_a_document_that_was_changed_there_is_named_and_kept(tmp_path, local, served):
    fill(local, tmp_path)
    copy(local, served)
    served.set("bakery.txt", title="Another title")
    with pytest.raises(LibraryError, match=r"bakery\.txt.* is not the same in .*fields"):
        migrate(local.stores, served.stores, lambda _: None)
    assert served.document("bakery.txt").title == "Another title"


def test_a_copy_that_is_not_the_same_is_removed(tmp_path, local, served, monkeypatch):
    fill(local, tmp_path)
    keep = served.stores.files.keep
    monkeypatch.setattr(served.stores.files, "keep", lambda files: keep(dict.fromkeys(files, b"spoiled")))
    with pytest.raises(LibraryError, match="the copy was removed"):
        migrate(local.stores, served.stores, lambda _: None)
    monkeypatch.undo()
    assert len(served.documents()) < len(local.documents())
    copy(local, served)
    assert served.documents() == local.documents()


def test_without_a_library_nothing_is_made(local, served):
    with pytest.raises(LibraryMissing):
        migrate(local.stores, served.stores, lambda _: None)
    assert not served.stores.exists()


def test_vectors_of_another_embedder_are_not_mixed_in(tmp_path, local, shared_folder, places):
    fill(local, tmp_path)
    with closing(library(shared_folder, shared=places, quantisation="fp32")) as other:
        with pytest.raises(FingerprintMismatch):
            migrate(local.stores, other.stores, lambda _: None)
        assert other.documents() == ()
