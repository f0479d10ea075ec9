"""Passage vectors in Chroma, through LlamaIndex's vector store: the only file that imports either.

Chroma lets one process at a time own a local folder; the library's writer lock sees to that.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from index.embed import Vectors

_COLLECTION = "passages"


class VectorStore:
    """Vectors by passage number. Not for two processes, nor two objects of one process, on one folder."""

    def __init__(self, folder: Path) -> None:
        import chromadb
        from llama_index.vector_stores.chroma import ChromaVectorStore

        settings = chromadb.Settings(anonymized_telemetry=False)
        self._client = chromadb.PersistentClient(str(folder), settings=settings)
        self._batch = self._client.get_max_batch_size()
        # The embedder is ours; without None, Chroma would fetch one of its own.
        self._collection = self._client.get_or_create_collection(
            _COLLECTION, configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )
        self._store = ChromaVectorStore(chroma_collection=self._collection)

    def add(
        self, document: str, numbers: Sequence[int], texts: Sequence[str], vectors: Sequence[Vectors]
    ) -> None:
        """Stores the vectors of a document's passages."""
        from llama_index.core.schema import NodeRelationship, RelatedNodeInfo, TextNode

        source = {NodeRelationship.SOURCE: RelatedNodeInfo(node_id=document)}
        nodes: list[Any] = [
            TextNode(id_=str(number), text=text, embedding=vector.tolist(), relationships=source)
            for number, text, vector in zip(numbers, texts, vectors, strict=True)
        ]
        for at in range(0, len(nodes), self._batch):
            self._store.add(nodes[at : at + self._batch])

    def remove(self, numbers: Sequence[int]) -> None:
        """Removes these passages' vectors; those that are not there are no error."""
        for at in range(0, len(numbers), self._batch):
            self._collection.delete(ids=[str(number) for number in numbers[at : at + self._batch]])

    def held(self, numbers: Sequence[int]) -> int:
        """How many of these passages are there."""
        parts = (numbers[at : at + self._batch] for at in range(0, len(numbers), self._batch))
        return sum(len(self._collection.get(ids=[str(n) for n in part], include=[])["ids"]) for part in parts)

    def numbers(self) -> set[int]:
        """Every passage there."""
        return {int(id) for id in self._collection.get(include=[])["ids"]}

    def count(self) -> int:
        """How many passages are there."""
        return int(self._collection.count())

    def nearest(self, vector: Vectors, limit: int) -> list[int]:
        """The passages nearest to ``vector`` by cosine, nearest first."""
        from llama_index.core.vector_stores import VectorStoreQuery

        if not self.count():
            return []
        found = self._store.query(VectorStoreQuery(query_embedding=vector.tolist(), similarity_top_k=limit))
        return [int(id) for id in found.ids or ()]

    def close(self) -> None:
        """Lets go of the folder."""
        self._client.close()
