"""Chroma's copy of the catalog's vectors: searched only while it has the edition that is read."""

import pytest
from support.helpers import BAKERY, COMET, HARBOUR, embedder
from support.stores import put

from index.chunk import split
from index.errors import LibraryError
from index.store.vector_mirror import VectorMirror
from index.store.vectors import VectorStore


@pytest.fixture
def mirror(tmp_path):
    made = VectorMirror(tmp_path / "chroma")
    made.open()
    yield made
    made.close()


def test_what_is_not_opened_has_no_effect(tmp_path, catalog):
    mirror = VectorMirror(tmp_path / "chroma")
    mirror.serve(0)
    mirror.add([])
    mirror.refill(catalog.passages)
    assert mirror.nearest(embedder().question("bread"), 1, lambda: 0) is None
    assert mirror.has_as_many_as(catalog.passages)
    mirror.close()
    assert not (tmp_path / "chroma").exists()


def test_it_is_searched_between_serve_and_hide_by_readers_of_its_edition(mirror, catalog):
    bakery, _ = put(catalog, "bakery", BAKERY), put(catalog, "comet", COMET)
    mirror.refill(catalog.passages)
    vector = embedder().question("Who bakes rye bread?")
    assert mirror.nearest(vector, 1, lambda: 3) is None
    mirror.serve(3)
    assert set(mirror.nearest(vector, 1, lambda: 3)) <= set(bakery)
    assert mirror.nearest(vector, 1, lambda: 4) is None
    mirror.hide()
    assert mirror.nearest(vector, 1, lambda: 3) is None


def test_refilled_it_holds_what_the_catalog_holds(mirror, catalog):
    put(catalog, "bakery", BAKERY)
    mirror.refill(catalog.passages)
    put(catalog, "harbour", HARBOUR)
    assert not mirror.has_as_many_as(catalog.passages)
    catalog.remove(["bakery"])
    mirror.refill(catalog.passages)
    assert mirror.has_as_many_as(catalog.passages)
    mirror.serve(0)
    found = mirror.nearest(embedder().question("Who bakes rye bread?"), 100, lambda: 0)
    assert sorted(found) == catalog.passages.numbers_of("harbour")


def test_a_folder_of_an_earlier_version_with_texts_is_made_anew(tmp_path, catalog):
    import chromadb

    old = chromadb.PersistentClient(
        str(tmp_path / "old"), settings=chromadb.Settings(anonymized_telemetry=False)
    )
    old.get_or_create_collection("passages", embedding_function=None).add(
        ids=["1"], embeddings=[[1.0, 0.0]], documents=["A text that is nobody's business."]
    )
    old.close()
    mirror = VectorMirror(tmp_path / "old")
    mirror.open()
    assert not any(b"business" in f.read_bytes() for f in (tmp_path / "old").rglob("*") if f.is_file())
    mirror.refill(catalog.passages)
    assert mirror.has_as_many_as(catalog.passages)
    mirror.close()


def test_vectors_that_are_not_kept_are_an_error(mirror, monkeypatch):
    [vectors] = embedder().passages(split("One sentence.", embedder().token_starts))
    mirror.add([("a", 1, vectors.passage)])
    monkeypatch.setattr(VectorStore, "add", lambda *_: None)
    with pytest.raises(LibraryError, match="did not keep"):
        mirror.add([("b", 2, vectors.passage)])
