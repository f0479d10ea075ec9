"""Passages as columns: the same as one by one."""

import numpy as np
from support.helpers import BAKERY, COMET, HARBOUR
from support.stores import put

from index.store.tables.passage_columns import is_ready


def test_columns_hold_what_the_passages_hold(catalog):
    numbers = [*put(catalog, "harbour", HARBOUR * 3), *put(catalog, "bakery", BAKERY)][::-1]
    columns, passages = catalog.passages.columns([*numbers, 1000]), catalog.passages.get(numbers)
    assert list(columns.numbers) == numbers
    assert catalog.passages.texts([*numbers, 1000]) == [
        (p.number, p.document, p.ordinal, p.start, p.end, p.text) for p in passages
    ]
    assert np.array_equal(columns.vectors, np.stack([p.vector for p in passages]))
    for n, passage in enumerate(passages):
        within = columns.sentences_of(n)
        assert columns.spans[within].tolist() == [[s.start, s.end] for s in passage.sentences]
        assert np.array_equal(columns.sentence_vectors[within], passage.sentence_vectors)
        assert [frozenset(line.split()) for line in columns.bodies[n].split("\n")] == list(passage.words)


def test_no_passages_are_columns_without_rows(catalog):
    columns = catalog.passages.columns([1, 2])
    assert (len(columns), len(columns.spans), columns.vectors) == (0, 0, None)


def test_passages_that_are_not_ready_are_left_out(catalog):
    numbers = put(catalog, "comet", COMET)
    with catalog.database.writing() as db:
        db.execute("UPDATE documents SET id = 'comet+', state = 'indexing'")
    assert len(catalog.passages.columns(numbers)) == 0
    assert catalog.passages.texts(numbers) == []
    assert catalog.passages.sentence_vectors(numbers) == []
    assert (is_ready("comet"), is_ready("comet+")) == (True, False)
