"""The text of an OpenDocument file, block by block: paragraphs, lists, tables, drawings, notes, comments."""

from collections.abc import Iterator
from typing import Any

from index.readers.office.open_lists import OpenLists
from index.readers.office.open_package import OpenPackage, attribute, below, kind, number
from index.readers.office.weights import MOST_REPEATED
from index.readers.printed.table_headings import table_text
from index.readers.printed.text_line import RAISED

_UNREAD = {
    "tracked-changes", "forms", "sequence-decls", "variable-decls", "user-field-decls", "hidden-text",
    "hidden-paragraph", "page-number", "page-count", "desc", "event-listeners", "note-citation", "settings",
    "image", "glue-point", "dde-connection-decls", "ruby-text", "notes",
}  # fmt: skip
_LATER = {
    "note", "annotation", "frame", "custom-shape", "rect", "line", "ellipse", "g", "connector", "polygon",
    "path", "polyline", "circle", "caption", "measure",
}  # fmt: skip


class OpenBlocks:
    """The blocks of a file, as they are shown: what is hidden or struck out is none."""

    def __init__(self, package: OpenPackage) -> None:
        self._package = package
        self._lists = OpenLists(package)

    def of(self, parent: Any) -> Iterator[str]:
        """The blocks below an element, each with its notes, comments and drawings after it."""
        for child in parent:
            what = kind(child)
            if what in _UNREAD or not what:
                continue
            if what in ("p", "h"):
                yield from self._paragraph(child)
            elif what == "list":
                yield from self._list(child)
            elif what == "table":
                yield from filter(None, [self.table(child)])
            elif what == "note":
                yield from self._note(child)
            elif what == "annotation":
                yield f"Comment: {self.line(child)}"
            elif what == "object":
                yield from self._object(child)
            elif what == "section" and attribute(child, "display") == "none":
                continue
            else:
                yield from self.of(child)

    def line(self, parent: Any) -> str:
        """The blocks below an element as one line."""
        return " ".join(self.of(parent))

    def table(self, table: Any) -> str:
        """A table: a row a line, with the columns' names in each row if it has such."""
        rows = [
            [self.line(cell) for cell in below(row, "table-cell") for _ in _times(cell)]
            for row in below(table, "table-row")
        ]
        return table_text(rows, named=table.find("{*}table-header-rows") is not None)

    def comments(self, parent: Any) -> Iterator[str]:
        """The comments directly below an element."""
        yield from (self.line(child) for child in parent if kind(child) == "annotation")

    def _paragraph(self, paragraph: Any, mark: str = "") -> Iterator[str]:
        if self._package.is_hidden(paragraph, "paragraph"):
            return
        later: list[Any] = []
        text = " ".join("".join(self._words(paragraph, later)).split())
        if text:
            yield f"{mark} {text}" if mark else text
        for element in later:
            yield from self.of([element])

    def _words(self, parent: Any, later: list[Any]) -> Iterator[str]:
        """The words of a paragraph; notes, comments and drawings in it are put aside for ``later``."""
        yield parent.text or ""
        for child in parent:
            what = kind(child)
            if what in _LATER:
                later.append(child)
                yield _mark(child) if what == "note" else ""
            elif what in ("s", "tab", "line-break"):
                yield " "
            elif what == "span" and self._package.is_hidden(child, "text"):
                pass
            elif what and what not in _UNREAD:
                yield from self._words(child, later)
            yield child.tail or ""

    def _note(self, note: Any) -> Iterator[str]:
        body = note.find("{*}note-body")
        text = self.line(body) if body is not None else ""
        if text:
            yield f"{_mark(note)} {text}".strip()

    def _list(self, element: Any) -> Iterator[str]:
        for mark, paragraph in self._lists.items(element):
            if kind(paragraph) in ("p", "h"):
                yield from self._paragraph(paragraph, mark)
            else:
                yield from self.of([paragraph])

    def _object(self, element: Any) -> Iterator[str]:
        """The title of a chart that is embedded."""
        place = (attribute(element, "href") or "").removeprefix("./").rstrip("/")
        root = self._package.part(f"{place}/content.xml") if place else None
        for chart in root.iter("{*}chart") if root is not None else ():
            for child in chart:
                if kind(child) == "title" and (text := self.line(child)):
                    yield text


def _mark(note: Any) -> str:
    """The mark of a note, figures raised as they are in print."""
    mark = str(note.findtext("{*}note-citation") or "").strip()
    return mark.translate(RAISED) if mark.isdecimal() else f"[{mark}]" if mark else ""


def _times(cell: Any) -> range:
    """As often as a cell of a text's table stands; many are a mistake of whoever wrote the file."""
    times = number(cell, "number-columns-repeated")
    return range(times if times <= MOST_REPEATED else 1)
