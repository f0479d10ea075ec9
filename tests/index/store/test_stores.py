"""The two stores of a library: the right to write, what is taken back, and who may search Chroma."""

import pytest
from support.helpers import BAKERY, COMET, embedder
from support.stores import assert_stores_agree, put

from index.errors import FingerprintMismatch, LibraryBusy, LibraryError, LibraryMissing
from index.store.fingerprint import matching_embedder
from index.store.stores import Stores


@pytest.fixture
def stores(tmp_path):
    made = Stores(tmp_path / "lib", embedder)
    yield made
    made.close()


def test_without_a_library_there_is_nothing_to_read_and_nothing_is_made(stores):
    assert (stores.exists(), stores.documents()) == (False, ())
    with pytest.raises(LibraryMissing, match="readback add"), stores.writing(new=False):
        pass
    with pytest.raises(LibraryMissing):
        matching_embedder(stores)
    assert not stores.folder.exists()


def test_one_writes_at_a_time_and_the_lock_is_given_back(stores):
    other = Stores(stores.folder, embedder)
    with stores.writing(), pytest.raises(LibraryBusy):
        other._lock.take(0)
    with other.writing():
        pass
    other.close()


def test_a_change_that_fails_is_taken_back_in_both_stores(stores):
    with stores.writing():
        put(stores.catalog, "bakery", BAKERY)
        with stores.changing(refill=True):
            pass
        with pytest.raises(ZeroDivisionError), stores.changing():
            start_only(stores, "comet", COMET, ZeroDivisionError())
    assert [document.id for document in stores.documents()] == ["bakery"]
    stores.close()
    assert_stores_agree(stores.folder)


def test_what_a_dead_writer_left_is_taken_back_by_the_next(stores):
    with stores.writing():
        stores.catalog.properties.set("unfinished", "yes")
        start_only(stores, "comet", COMET)
    with stores.writing():
        assert stores.catalog.documents.unfinished() == ()
    assert stores.catalog.properties.get("unfinished") == "no"


def test_only_the_owner_searches_chroma(stores):
    with stores.writing():
        put(stores.catalog, "bakery", BAKERY)
    vector = embedder().question("Who bakes?")
    assert stores.nearest(vector, 1) is None
    owner = Stores(stores.folder, embedder, owner=True)
    assert owner.nearest(vector, 1) is None
    owner.try_own()
    assert owner.nearest(vector, 1)
    owner.close()


def test_another_embedder_reads_nothing_of_these_vectors(stores):
    with stores.writing():
        put(stores.catalog, "bakery", BAKERY)
    other = Stores(stores.folder, lambda: embedder("fp32"))
    with pytest.raises(FingerprintMismatch), other.snapshot():
        pass
    with pytest.raises(FingerprintMismatch), other.writing():
        pass
    with other.writing(check=False):
        pass
    other.close()


def test_closed_stores_are_not_written(stores):
    stores.close()
    with pytest.raises(LibraryError, match="closed"), stores.writing():
        pass


def start_only(stores, id, text, error=None):
    """Begin to add a document, as a process does that is then killed, or that meets an ``error``."""
    put(stores.catalog, id, text)
    with stores.catalog.database.writing() as db:
        db.execute("UPDATE documents SET state = 'indexing' WHERE id = ?", (id,))
    if error:
        raise error
