"""The documents of a library as a table, and the buttons that describe and remove each."""

from collections.abc import Sequence
from dataclasses import dataclass

from index.document import Document, DocumentState
from ui.web.panes.reprints import Group, Reprint
from ui.web.panes.sources import file_name, filter_key
from ui.web.templates import render
from ui.words.phrases import sentence_case


@dataclass(frozen=True)
class DocumentRow:
    """A row of the table: ``same`` names the document whose text a copy has, ``kind`` is a CSS class."""

    document: Document
    source: str
    key: str
    kind: str
    same: str = ""


@dataclass(frozen=True)
class DocumentGroup:
    """A row, and the rows of the documents that repeat it."""

    lead: DocumentRow
    shared: str
    copies: tuple[DocumentRow, ...]


def documents_view(groups: Sequence[Group], megabytes: int, *, edits: bool = True) -> str:
    """The view in which documents are added, described and removed. ``megabytes``: the limit for one file.

    Without ``edits`` it only lists them.
    """
    count = sum(len(group.documents) for group in groups)
    waiting = sum(one.state == DocumentState.INDEXING for group in groups for one in group.documents)
    shown = [_group(group) for group in groups]
    return render("documents", groups=shown, count=count, waiting=waiting, megabytes=megabytes, edits=edits)


def _group(group: Group) -> DocumentGroup:
    key = filter_key(group.documents)
    lead = _row(group.lead, key, "rb-leads" if group.copies else "")
    copies = tuple(_row(copy.document, key, "rb-copy-row", _same(copy)) for copy in group.copies)
    return DocumentGroup(lead, group.shared if copies else "", copies)


def _row(document: Document, key: str, kind: str, same: str = "") -> DocumentRow:
    return DocumentRow(document, document.outlet or file_name(document), key, kind, same)


def _same(copy: Reprint) -> str:
    """The share of a copy's text that is another's, and the other's name."""
    preposition = "with" if copy.share is None else "as"
    return f"{sentence_case(copy.same)} {preposition} {copy.of.outlet or copy.of.title}"
