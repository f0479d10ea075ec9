"""Documents by the text they share: a leading one, and those that repeat it."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.copies.copies import Copies
from index.copies.weights import WHOLE
from index.document import Document


@dataclass(frozen=True)
class Reprint:
    """A document that repeats another; ``share`` of its text stands there, 0 to 1, where that is known."""

    document: Document
    of: Document
    share: float | None

    @property
    def same(self) -> str:
        """The share of its text that is the other's, in words."""
        if self.share is None:
            return "shares text"
        return "same text" if self.share >= 1 else f"{max(1, int(100 * self.share))}% same"


@dataclass(frozen=True)
class Group:
    """A document, and those that repeat it or one of its copies; none, for most."""

    lead: Document
    copies: tuple[Reprint, ...] = ()

    @property
    def documents(self) -> tuple[Document, ...]:
        """All of them, the leading one first."""
        return self.lead, *(copy.document for copy in self.copies)

    @property
    def shared(self) -> str:
        """The number of documents and the extent of the text they share, in words."""
        whole = all((copy.share or 0) >= WHOLE for copy in self.copies)
        return f"{len(self.documents)} articles share {'this text' if whole else 'some text'}"


def groups(documents: Sequence[Document], copies: Copies) -> tuple[Group, ...]:
    """The documents in groups, each where its leading one stands."""
    by_id = {document.id: document for document in documents}
    shares = {(one.copy.id, one.original.id): one.copy.share for one in copies.overlaps}
    found: dict[str, list[Reprint]] = {}
    for document in documents:
        lead, of = _lead(document, by_id), _original(document, by_id)
        members = found.setdefault(lead.id, [])
        if of and document is not lead:
            members.append(Reprint(document, of, shares.get((document.id, of.id))))
    return tuple(Group(document, tuple(found[document.id])) for document in documents if document.id in found)


def _original(document: Document, by_id: dict[str, Document]) -> Document | None:
    return next((by_id[other] for other in document.copies_of if other in by_id), None)


def _lead(document: Document, by_id: dict[str, Document]) -> Document:
    """Where a document's text comes from, step by step; itself where it repeats none."""
    way = [document]
    while (before := _original(way[-1], by_id)) and before not in way:
        way.append(before)
    circle = way[way.index(before) :] if before else way[-1:]  # they name each other: one of them leads
    return min(circle, key=lambda one: one.id)
