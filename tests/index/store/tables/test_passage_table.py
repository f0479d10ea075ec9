"""The passages of a catalog with their vectors, as they are read."""

import numpy as np
from support.helpers import BAKERY, HARBOUR, embedder
from support.stores import put


def test_passages_come_in_the_order_asked_for_without_those_that_are_not_there(catalog):
    numbers = put(catalog, "harbour", HARBOUR)
    assert len(numbers) > 1
    found = catalog.passages.get([numbers[-1], 1000, numbers[0]])
    assert [passage.number for passage in found] == [numbers[-1], numbers[0]]
    for passage in found:
        assert passage.text == HARBOUR[passage.start : passage.end]
        assert all(HARBOUR[one.start : one.end] == one.text for one in passage.sentences)
        assert passage.sentence_vectors.shape == (len(passage.sentences), 384)
        assert len(passage.words) == len(passage.sentences)


def test_vectors_are_those_of_the_documents_asked_for(catalog):
    assert catalog.passages.dimension() is None
    harbour, bakery = put(catalog, "harbour", HARBOUR), put(catalog, "bakery", BAKERY)
    numbers, vectors = catalog.passages.vectors()
    assert numbers.tolist() == catalog.passages.numbers() == harbour + bakery
    assert vectors.shape == (catalog.passages.count(), catalog.passages.dimension()) == (len(numbers), 384)
    of_one, theirs = catalog.passages.vectors(["bakery"])
    assert of_one.tolist() == bakery
    assert (theirs == vectors[len(harbour) :]).all()
    text = catalog.passages.get(bakery[:1])[0].text
    assert np.dot(embedder().question(text), theirs[0]) > 0.99
