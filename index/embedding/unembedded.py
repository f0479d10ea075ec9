"""Documents that are stored without vectors, and the vectors that they get."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.document import Passage
from index.embedding.embedder import PassageVectors, Vectors


@dataclass(frozen=True)
class Unembedded:
    """A document that is stored without vectors, and waits for them.

    ``number`` is larger, the later it was added. ``numbers`` are those of its ``passages``.
    """

    number: int
    id: str
    address: str
    numbers: tuple[int, ...]
    passages: tuple[Passage, ...]


DocumentVectors = tuple[Unembedded, Sequence[PassageVectors]]
"""A document with the vectors of its passages."""


def passage_rows(documents: Sequence[DocumentVectors]) -> list[tuple[str, int, Vectors]]:
    """The id of the document, the number and the vector of each passage."""
    return [
        (document.id, number, its.passage)
        for document, vectors in documents
        for number, its in zip(document.numbers, vectors, strict=True)
    ]
