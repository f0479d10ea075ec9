"""Passage vectors in Chroma, kept through LlamaIndex's vector store: the only file that imports either.

Chroma lets one process at a time own a local folder; the library's writer lock sees to that.
"""

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from index.embedding.embedder import Vectors
from index.store.scrub import scrub
from index.store.weights import CHROMA_LOG, TRIED_ADDING, TRIED_SEARCHING

_COLLECTION = "passages"
_GRAPH = {"ef_construction": TRIED_ADDING, "ef_search": TRIED_SEARCHING}


class VectorStore:
    """Vectors by passage number. One object on one folder at a time, in one process only."""

    def __init__(self, folder: Path) -> None:
        import chromadb

        self._folder = folder
        self._scrubbing = threading.Lock()  # a search can write the index, too
        settings = chromadb.Settings(anonymized_telemetry=False)
        self._client = chromadb.PersistentClient(str(folder), settings=settings)
        self._batch = self._client.get_max_batch_size()
        self._open()

    def _open(self) -> None:
        from llama_index.vector_stores.chroma import ChromaVectorStore

        # The embedder is ours; without None, Chroma would fetch one of its own.
        self._collection = self._client.get_or_create_collection(
            _COLLECTION, configuration={"hnsw": {"space": "cosine", **_GRAPH}}, embedding_function=None
        )
        self._store = ChromaVectorStore(chroma_collection=self._collection)
        self._load()

    def _load(self) -> None:
        """Make Chroma write now the index that it keeps in its log so far, as it does on loading it."""
        if 0 < self.count() <= CHROMA_LOG:
            one = self._collection.get(limit=1, include=["embeddings"])["embeddings"]
            self._collection.query(query_embeddings=one, n_results=1, include=[])
        self._scrub()

    def _scrub(self) -> None:
        with self._scrubbing:
            scrub(self._folder)

    def add(self, passages: Sequence[tuple[str, int, Vectors]]) -> None:
        """Store passages of many documents: of each its document's id, number and vector.

        Chroma is never given a text: its log would keep it long after the document was removed.
        """
        from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode

        new = self._is_empty()
        if new:  # an emptied collection still asks for vectors as long as those it held
            self._client.delete_collection(_COLLECTION)
            self._open()
        nodes: list[Any] = [
            TextNode(
                id_=str(number),
                embedding=vector.tolist(),
                relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=document)},
            )
            for document, number, vector in passages
        ]
        for at in range(0, len(nodes), self._batch):
            self._store.add(nodes[at : at + self._batch])
        if new:
            self._scrub()

    def remove(self, numbers: Sequence[int]) -> None:
        """Remove these passages' vectors; those that are not there are no error."""
        for at in range(0, len(numbers), self._batch):
            self._collection.delete(ids=[str(number) for number in numbers[at : at + self._batch]])

    def holds_texts(self) -> bool:
        """Return whether Chroma has texts beside the vectors."""
        texts = self._collection.get(limit=1, include=["documents"])["documents"]
        return any(texts or ())

    def count_of(self, numbers: Sequence[int]) -> int:
        """Number of these passages whose vectors are there."""
        parts = (numbers[at : at + self._batch] for at in range(0, len(numbers), self._batch))
        return sum(len(self._collection.get(ids=[str(n) for n in part], include=[])["ids"]) for part in parts)

    def numbers(self) -> set[int]:
        """The numbers of all passages there."""
        return {int(id) for id in self._collection.get(include=[])["ids"]}

    def count(self) -> int:
        """Number of all passages there."""
        return int(self._collection.count())

    def _is_empty(self) -> bool:
        """Return whether there are no passages; Chroma counts them one by one."""
        return not self._collection.get(limit=1, include=[])["ids"]

    def nearest(self, vector: Vectors, limit: int) -> list[int]:
        """Numbers of the passages nearest to ``vector`` (of shape (dimension,)) by cosine, nearest first."""
        with self._scrubbing:
            # Numbers are all that is wanted: LlamaIndex would have Chroma read more, and make nodes of it.
            found = self._collection.query(query_embeddings=[vector.tolist()], n_results=limit, include=[])
        return [int(id) for id in found["ids"][0]]

    def close(self) -> None:
        """Release the folder."""
        self._client.close()
