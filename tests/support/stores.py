"""The two stores of a library, compared."""

import numpy as np
from support.helpers import chroma_vectors, rows


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
