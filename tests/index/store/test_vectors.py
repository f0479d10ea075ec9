"""Vectors in a real Chroma: found by cosine, removed, and still there when it is opened again."""

import chromadb
import numpy as np
import pytest

from index.store.vectors import VectorStore


@pytest.fixture
def store(tmp_path):
    made = VectorStore(tmp_path / "chroma")
    yield made
    made.close()


def axes(*rows):
    return [np.array(row, np.float32) for row in rows]


def add(store, document, numbers, vectors):
    store.add([(document, number, vector) for number, vector in zip(numbers, vectors, strict=True)])


NEAR = axes((1, 0, 0), (0, 1, 0), (0.9, 0.1, 0))


def test_the_nearest_come_first(store):
    assert store.nearest(NEAR[0], 5) == []
    add(store, "a", [7, 8, 9], NEAR)
    assert store.nearest(NEAR[0], 2) == [7, 9]
    assert (store.count(), store.numbers(), store.count_of([7, 9, 10])) == (3, {7, 8, 9}, 2)


def test_what_is_removed_is_not_found(store):
    add(store, "a", [7, 8, 9], NEAR)
    store.remove([7, 1000])
    assert store.nearest(NEAR[0], 1) == [9]
    assert store.numbers() == {8, 9}


def test_an_emptied_store_takes_vectors_of_another_length(store):
    add(store, "a", [1], NEAR[:1])
    store.remove([1])
    add(store, "b", [2], axes((0, 0, 0, 1)))
    assert store.nearest(axes((0, 0, 0, 1))[0], 1) == [2]


def test_vectors_that_were_stored_with_another_graph_stay_and_take_more(tmp_path):
    client = chromadb.PersistentClient(
        str(tmp_path / "chroma"), settings=chromadb.Settings(anonymized_telemetry=False)
    )
    old = client.create_collection(
        "passages", configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
    )
    old.add(ids=["7"], embeddings=NEAR[:1])
    client.close()
    store = VectorStore(tmp_path / "chroma")
    add(store, "a", [8], NEAR[1:2])
    assert (store.nearest(NEAR[1], 2), store.count()) == ([8, 7], 2)
    store.close()


def test_all_is_there_when_it_is_opened_again(store, tmp_path):
    add(store, "a", [7, 8], NEAR[:2])
    store.close()
    again = VectorStore(tmp_path / "chroma")
    assert again.nearest(NEAR[1], 1) == [8]
    again.close()
