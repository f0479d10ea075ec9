"""A document on its way into a library: first its text and words, then its vectors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from index.document import ParsedDocument, Passage


@dataclass(frozen=True)
class Incoming:
    """A document to be stored: its id to be, its file's hash and address, its parsed text and its passages.

    ``language`` is a two-letter code or "". ``replaced`` are the ids of the documents whose place it takes,
    with their files' hashes.
    """

    id: str
    sha256: str
    address: str
    language: str
    reading: ParsedDocument
    passages: Sequence[Passage]
    replaced: Mapping[str, str] = field(default_factory=dict)

    @property
    def pending(self) -> str:
        """Its id until it is there: re-indexing replaces a document by itself."""
        return f"{self.id}+"


@dataclass(frozen=True)
class Outcome:
    """The end of an :class:`Incoming`: its id in the library, and the ids of the documents it replaced.

    ``unchanged``: another writer added the same document meanwhile; the id is that one's.
    """

    id: str
    replaced: tuple[str, ...] = ()
    unchanged: bool = False
