"""The two stores of a library: filled by hand, and compared."""

import hashlib

import numpy as np
import pytest
from support.helpers import chroma_vectors, embedder, rows

from index.chunk import split
from index.document import ParsedDocument
from index.library import Library
from index.store.catalog import Catalog
from index.store.incoming import Incoming
from index.store.shared.shared_stores import SharedStores

only_sqlite = pytest.mark.parametrize("catalog", ["sqlite"], indirect=True)
"""For a test of the fixture ``catalog`` that looks into SQLite's file."""


only_folder = pytest.mark.parametrize("lib", ["folder"], indirect=True)
"""For a test of the fixture ``lib`` that looks into the library's folder."""


def assert_stores_agree(place):
    """Chroma holds the passages of the catalog and nothing else, with the same vectors.

    Of a document all passages have vectors or, if it waits for them, none.

    ``place`` is a library's folder, or a library, which may be a shared one.
    """
    if isinstance(place, Library) and isinstance(place.stores, SharedStores):
        assert_servers_agree(place)
        return
    folder = place.folder if isinstance(place, Library) else place
    stored = rows(
        folder, "SELECT p.number, p.vector, d.state FROM passages p JOIN documents d ON d.number = p.document"
    )
    kept = {number: np.frombuffer(v, np.float16).astype(float) for number, v, _ in stored if v is not None}
    without = "SELECT DISTINCT document FROM passages WHERE vector IS NULL"
    assert rows(folder, f"{without} ORDER BY document") == rows(
        folder, "SELECT document FROM unembedded ORDER BY document"
    )
    assert rows(folder, f"SELECT 1 FROM passages WHERE vector IS NOT NULL AND document IN ({without})") == []
    held = chroma_vectors(folder)
    assert {state for _, _, state in stored} <= {"ready"}
    assert held.keys() == kept.keys()
    for number, vector in kept.items():
        assert np.dot(vector, held[number]) > 0.999
    assert rows(folder, "SELECT count(*) FROM words") == [(len(stored),)]
    assert rows(
        folder, "SELECT count(*) FROM passages WHERE document NOT IN (SELECT number FROM documents)"
    ) == [(0,)]


def assert_servers_agree(library):
    """Nothing is half there on the servers, and Chroma has the vectors of Postgres."""
    stores = library.stores
    catalog, database = stores.catalog, stores.catalog.database
    assert catalog.documents.unfinished() == ()
    numbers, vectors = catalog.passages.vectors()
    edition, server = catalog.properties.edition(), stores.mirror.server
    assert server.numbers(edition) == set(numbers.tolist())
    held = server._collection(edition).get(include=["embeddings"])
    by_number = dict(zip(map(int, held["ids"]), held["embeddings"], strict=True))
    for number, vector in zip(numbers.tolist(), vectors, strict=True):
        assert np.dot(vector, by_number[number]) > 0.999
    totals = "SELECT count(*), coalesce(sum(length), 0) FROM words WHERE ready"
    assert database.rows("SELECT passages, words FROM totals") == database.rows(totals)
    assert catalog.passages.count() == catalog.words.count(numbers.tolist())
    without = "SELECT DISTINCT document FROM passages WHERE vector IS NULL ORDER BY document"
    assert database.rows(without) == database.rows("SELECT document FROM unembedded ORDER BY document")
    for table in ("gone_vectors", "gone_files"):
        assert database.rows(f"SELECT * FROM {table}") == []


def catalog_counts(library):
    """How many documents, passages and passages' words are stored, ready or not."""
    tables = ("documents", "passages", "words")
    if isinstance(library.stores, SharedStores):
        database = library.catalog.database
        return {table: database.value(f"SELECT count(*) FROM {table}") for table in tables}
    return {table: rows(library.folder, f"SELECT count(*) FROM {table}")[0][0] for table in tables}


def assert_files_agree(place):
    """The files kept are those of the documents, byte for byte, and no others."""
    if isinstance(place, Library) and isinstance(place.stores, SharedStores):
        there = {file.name for file in place.stores.files._folder.iterdir()}
        assert there == place.catalog.documents.hashes()
        assert all(hashlib.sha256(place.stores.files.read(one)).hexdigest() == one for one in there)
        return
    folder = place.folder if isinstance(place, Library) else place
    kept = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in (folder / "files").iterdir()}
    assert kept == {sha256: sha256 for (sha256,) in rows(folder, "SELECT sha256 FROM documents")}


def put(catalog, id, text, **about):
    """Add a text with its vectors to a catalog alone; returns the numbers of its passages."""
    put_words(catalog, id, text, **about)
    give_vectors(catalog)
    return catalog.passages.numbers_of(id)


def put_words(catalog, id, text, **about):
    """Add a text to a catalog alone, which waits for its vectors; returns its passages."""
    passages = split(text, embedder().token_starts, 40)
    reading = ParsedDocument(text, "text/plain", about.pop("title", id), **about)
    document = Incoming(id, "0" * 64, f"/x/{id}.txt", "en", reading, passages)
    if isinstance(catalog, Catalog):
        catalog.add([document], embeds=True)
    else:
        catalog.start_adding([document], embeds=True)
        catalog.finish_adding([document])
    return passages


def give_vectors(catalog, **which):
    """Give a catalog's documents the vectors for which they wait; returns those of each."""
    documents = catalog.unembedded.after(0, 1_000_000, **which)
    made = [(one, embedder().passages(one.passages)) for one in documents]
    catalog.add_vectors(made)
    return [vectors for _, vectors in made]
