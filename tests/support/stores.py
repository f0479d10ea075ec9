"""The two stores of a library: filled by hand, and compared."""

import hashlib

import numpy as np
from support.helpers import chroma_vectors, embedder, rows

from index.chunk import split
from index.document import ParsedDocument
from index.store.incoming import Incoming


def assert_stores_agree(folder):
    """Chroma holds the passages of the catalog and nothing else, with the same vectors."""
    stored = rows(
        folder, "SELECT p.number, p.vector, d.state FROM passages p JOIN documents d ON d.number = p.document"
    )
    kept = {number: np.frombuffer(vector, np.float16).astype(float) for number, vector, _ in stored}
    held = chroma_vectors(folder)
    assert {state for _, _, state in stored} <= {"ready"}
    assert held.keys() == kept.keys()
    for number, vector in kept.items():
        assert np.dot(vector, held[number]) > 0.999
    assert rows(folder, "SELECT count(*) FROM words") == [(len(kept),)]
    assert rows(
        folder, "SELECT count(*) FROM passages WHERE document NOT IN (SELECT number FROM documents)"
    ) == [(0,)]


def assert_files_agree(folder):
    """The files kept are those of the documents, byte for byte, and no others."""
    kept = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in (folder / "files").iterdir()}
    assert kept == {sha256: sha256 for (sha256,) in rows(folder, "SELECT sha256 FROM documents")}


def put(catalog, id, text, **about):
    """Add a text with its vectors to a catalog alone; returns the numbers of its passages."""
    passages = split(text, embedder().token_starts, 40)
    vectors = embedder().passages(passages)
    reading = ParsedDocument(text, "text/plain", about.pop("title", id), **about)
    document = Incoming(id, "0" * 64, f"/x/{id}.txt", "en", reading, passages, vectors)
    catalog.start_adding([document])
    catalog.finish_adding([document])
    return catalog.passages.numbers_of(id)
