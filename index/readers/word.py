"""Word files (.docx): paragraphs, lists, tables and notes in document order."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from index.document import ParsedDocument
from index.errors import Damaged, NoText, ReadError
from index.readers.metadata.outlets import find_outlet
from index.readers.metadata.published import find_published
from index.readers.metadata.titles import headline, sensible, untitled
from index.readers.office.list_numbers import BULLET, ListNumbers, W
from index.readers.office.package import checked_package
from index.readers.office.places import says_something
from index.readers.office.word_notes import WordNotes
from index.readers.office.word_styles import WordStyles
from index.readers.office.word_text import UNREAD, WordText
from index.readers.printed.table_headings import table_text

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True)
class WordBlock:
    """A paragraph or a table; ``title`` is the text of one in the styles Title and Heading 1."""

    text: str
    title: str | None = None


def read_word(name: str, data: bytes) -> ParsedDocument:
    """Read a .docx file called ``name``: blocks parted by blank lines, table cells by " | ".

    Heads and feet of the pages stand at the end, footnotes and comments after the block that refers to them.
    Left out is what is hidden, struck out or deleted.

    Raises ``Damaged`` for anything that is no intact Word file and ``NoText`` if it holds no text.
    """
    data = checked_package(name, data, ".docx")
    try:
        import docx

        document = docx.Document(io.BytesIO(data))
        reader = _Blocks(document)
        blocks = [block for block in reader.body() if block.text]
        edges = [block for block in reader.edges() if block.text]
        given = _given_title(document)
    except (ReadError, MemoryError):
        raise
    except Exception as error:
        raise Damaged(
            f"{name}: it cannot be opened ({type(error).__name__}): save it again from Word as .docx."
        ) from error
    text = "\n\n".join(block.text for block in (*blocks, *edges))
    if not text.strip():
        raise NoText(f"{name}: the document holds no text, perhaps only images: export its text, or use OCR.")
    styled = next((" ".join(block.title.split()) for block in blocks if block.title), None)
    published = find_published(text)
    return ParsedDocument(
        text=text,
        media_type=MEDIA_TYPE,
        title=sensible(given) or sensible(styled) or headline(text) or untitled(text, name),
        outlet=find_outlet(text),
        published=published.day if published else None,
        published_evidence=published.evidence if published else None,
    )


def _given_title(document: Any) -> str | None:
    """Give the title in the file's properties; a broken part for properties is no reason to fail."""
    try:
        return str(document.core_properties.title)
    except (KeyError, ValueError, AttributeError, TypeError):
        return None


class _Blocks:
    """The paragraphs and tables of a document."""

    def __init__(self, document: Any) -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE

        self._document = document
        self._styles = WordStyles(document)
        kinds = RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES, RELATIONSHIP_TYPE.COMMENTS
        self._notes = WordNotes(*(_part(document, kind) for kind in kinds))
        self._numbers = ListNumbers(_part(document, RELATIONSHIP_TYPE.NUMBERING))
        self._text = WordText(self._styles, self._notes)

    def body(self) -> Iterator[WordBlock]:
        """Those of the body in order, each with its footnotes after it, and the endnotes."""
        for element in _content(self._document.element.body):
            yield from self._block(element)
            yield from self._noted(self._notes.footnotes())
        yield from self._noted(self._notes.endnotes())

    def edges(self) -> Iterator[WordBlock]:
        """The heads and feet of the pages, each text once, without the numbers of pages."""
        written: set[str] = set()
        for edge in _edges(self._document):
            for element in _content(edge):
                for block in self._block(element):
                    if block.text not in written and says_something(block.text):
                        written.add(block.text)
                        yield block

    def _block(self, element: Any) -> Iterator[WordBlock]:
        if element.tag == f"{W}tbl":
            yield WordBlock(self._table(element))
            return
        text, style = self._text.of(element), self._styles.of(element)
        mark = ""
        if text and style.list_id is not None:
            mark = self._numbers.mark(style.list_id, style.level, style.identifier)
        marked = text if not mark or text.startswith(BULLET) else f"{mark} {text}"
        yield WordBlock(marked, text if style.title else None)
        for box in element.iter(f"{W}txbxContent"):
            if not any(parent.tag in UNREAD for parent in box.iterancestors()):
                yield from (WordBlock(self._text.of(paragraph)) for paragraph in box.iter(f"{W}p"))

    def _noted(self, notes: list[tuple[str, Any]]) -> Iterator[WordBlock]:
        for mark, note in notes:
            text = " ".join(filter(None, (self._text.of(paragraph) for paragraph in note.iter(f"{W}p"))))
            if text:
                yield WordBlock(f"{mark} {text}")

    def _table(self, table: Any) -> str:
        """A table: a row a line, cells parted by bars; with the columns' names in each row if it has such."""
        found = [(row, self._cells(row)) for row in table.iter(f"{W}tr") if not _is_within_cell(row)]
        rows = [(row, cells) for row, cells in found if any(cells)]
        named = bool(rows) and rows[0][0].find(f"{W}trPr/{W}tblHeader") is not None
        return table_text([cells for _, cells in rows], named=named)

    def _cells(self, row: Any) -> list[str]:
        """The texts of a row's cells; a table within a cell is part of the cell's text."""
        cells = (cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row)
        return [
            " ".join(" ".join(self._text.of(paragraph).split()) for paragraph in cell.iter(f"{W}p")).strip()
            for cell in cells
        ]


def _is_within_cell(row: Any) -> bool:
    return any(parent.tag == f"{W}tc" for parent in row.iterancestors())


def _content(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables below ``parent``, not entering either."""
    for child in parent.iterchildren():
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif isinstance(child.tag, str) and child.tag not in UNREAD:
            yield from _content(child)


def _part(document: Any, kind: str) -> Any:
    """The root of a part that the document refers to; ``None`` if there is none, or it is broken."""
    from lxml import etree

    for relation in document.part.rels.values():
        if relation.reltype == kind and not relation.is_external:
            try:
                return etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False))
            except etree.XMLSyntaxError:
                return None
    return None


def _edges(document: Any) -> Iterator[Any]:
    """The roots of the parts for the heads and then the feet of the pages, as the sections refer to them."""
    from lxml import etree

    parts = document.part.related_parts
    for name in ("headerReference", "footerReference"):
        for reference in document.element.body.iter(f"{W}{name}"):
            part = parts.get(reference.get(RELATION))
            if part is not None:
                try:
                    yield etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False))
                except etree.XMLSyntaxError:
                    continue
