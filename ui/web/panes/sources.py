"""The left pane: the documents of the library, those that share text together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from index.document import Document
from index.readers.containers.source_files import name_of
from ui.web.panes.reprints import Group, Reprint
from ui.web.templates import render


@dataclass(frozen=True)
class SourceGroup:
    """A document with those that repeat it: ``source`` is its outlet or file, ``key`` is for the filter."""

    lead: Document
    source: str
    copies: tuple[Reprint, ...]
    shared: str
    key: str


def file_name(document: Document) -> str:
    """The name of a document's file, with those of what it is in; a web address whole, but for its scheme."""
    scheme, parted, rest = document.path.partition("://")
    return rest if parted and scheme in ("http", "https") else name_of(document.path)


def filter_key(documents: Iterable[Document]) -> str:
    """The titles, outlets and files of documents in lower case: a reader's filter is searched for in it."""
    words = (part for one in documents for part in (one.title, one.outlet or "", file_name(one)))
    return " ".join(words).casefold()


def source_list(groups: Sequence[Group], version: str = "", *, edits: bool = True) -> str:
    """The rows of the left pane; ``version`` is the library's. ``edits``: with buttons to remove them."""
    rows = [
        SourceGroup(
            group.lead,
            group.lead.outlet or file_name(group.lead),
            group.copies,
            group.shared,
            filter_key(group.documents),
        )
        for group in groups
    ]
    count = sum(len(group.documents) for group in groups)
    return render("sources", groups=rows, count=count, version=version, edits=edits)
