"""Word files (.docx): paragraphs, lists and tables in document order."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from index.document import ParsedDocument
from index.errors import Damaged, NoText, ReadError
from index.readers.metadata.outlets import find_outlet
from index.readers.metadata.published import find_published
from index.readers.metadata.titles import headline, sensible, untitled
from index.readers.weights import UNPACKED_LIMIT

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# Elements whose text is not the text: pronunciation above a word, moved-away text, copies for old programs.
HIDDEN = {f"{W}rt", f"{W}moveFrom", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
TEXT = {f"{W}t", f"{M}t"}
WHITE = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}
UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True)
class WordBlock:
    """A paragraph or a table; ``title`` marks the styles Title and Heading 1."""

    text: str
    title: bool = False


def read_word(name: str, data: bytes) -> ParsedDocument:
    """Read a .docx file called ``name``: blocks parted by blank lines, table cells by " | ".

    Raises ``Damaged`` for anything that is no intact Word file and ``NoText`` if it holds no text.
    """
    _check_size(name, data)
    try:
        import docx

        document = docx.Document(io.BytesIO(data))
        blocks = [block for block in _blocks(document) if block.text]
        given = _given_title(document)
    except ReadError:
        raise
    except Exception as error:
        raise Damaged(
            f"{name}: it cannot be opened ({type(error).__name__}): save it again from Word as .docx."
        ) from error
    text = "\n\n".join(block.text for block in blocks)
    if not text.strip():
        raise NoText(f"{name}: the document holds no text, perhaps only images: export its text, or use OCR.")
    styled = next((" ".join(block.text.split()) for block in blocks if block.title), None)
    published = find_published(text)
    return ParsedDocument(
        text=text,
        media_type=MEDIA_TYPE,
        title=sensible(given) or sensible(styled) or headline(text) or untitled(text, name),
        outlet=find_outlet(text),
        published=published.day if published else None,
        published_evidence=published.evidence if published else None,
    )


def _check_size(name: str, data: bytes) -> None:
    """Raise ``Damaged`` for packages that are no archive, or that unpack to far more than any document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Damaged(
            f"{name}: not an intact .docx file ({error}): open it in Word and save it again as .docx."
        ) from error
    if size > UNPACKED_LIMIT:
        raise Damaged(
            f"{name}: unpacks to {size // 1_000_000:,} MB, more than any document needs: "
            "remove its embedded files and save it again."
        )


def _given_title(document: Any) -> str | None:
    """Give the title in the file's properties; a broken part for properties is no reason to fail."""
    try:
        return str(document.core_properties.title)
    except (KeyError, ValueError, AttributeError, TypeError):
        return None


def _blocks(document: Any) -> Iterator[WordBlock]:
    """Give the body's paragraphs and tables in order, also those inside content controls."""
    styles = _Styles(document)
    for element in _content(document.element.body):
        if element.tag == f"{W}tbl":
            yield WordBlock("\n".join(filter(None, (_row(row) for row in element.iter(f"{W}tr")))))
            continue
        text = _text(element)
        style = styles.of(element)
        if text and style.listed and not style.title and not text.startswith("•"):
            text = f"• {text}"
        yield WordBlock(text, style.title)
        for box in element.iter(f"{W}txbxContent"):
            if not any(parent.tag in HIDDEN for parent in box.iterancestors()):
                yield from (WordBlock(_text(paragraph)) for paragraph in box.iter(f"{W}p"))


def _content(parent: Any) -> Iterator[Any]:
    """Paragraphs and tables below ``parent``, not entering either."""
    for child in parent.iterchildren():
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif isinstance(child.tag, str) and child.tag not in HIDDEN:
            yield from _content(child)


def _row(row: Any) -> str:
    """Give a table row as one line; a table within a cell is part of the cell's text."""
    if any(parent.tag == f"{W}tc" for parent in row.iterancestors()):
        return ""
    cells = (cell for cell in row.iter(f"{W}tc") if next(cell.iterancestors(f"{W}tr")) is row)
    texts = [
        " ".join(" ".join(_text(paragraph).split()) for paragraph in cell.iter(f"{W}p")).strip()
        for cell in cells
    ]
    return " | ".join(texts) if any(texts) else ""


def _text(paragraph: Any) -> str:
    """Give a paragraph's own text: of its runs, links, fields and formulas, not of text boxes in it."""
    parts: list[str] = []

    def collect(element: Any) -> None:
        for child in element.iterchildren():
            if child.tag in TEXT:
                parts.append(child.text or "")
            elif child.tag in WHITE:
                parts.append(WHITE[child.tag])
            elif isinstance(child.tag, str) and child.tag not in HIDDEN and child.tag != f"{W}txbxContent":
                collect(child)

    collect(paragraph)
    return UNSTORABLE.sub("", "".join(parts)).strip()


@dataclass(frozen=True)
class _Style:
    title: bool = False
    listed: bool = False


class _Styles:
    """The styles of a document: which make a title or a list, following the styles they are based on."""

    def __init__(self, document: Any) -> None:
        elements = document.styles.element.iterchildren(f"{W}style")
        self._by_id = {element.get(f"{W}styleId"): element for element in elements}

    def of(self, paragraph: Any) -> _Style:
        """Title and list marks of one paragraph."""
        found = paragraph.find(f"{W}pPr/{W}pStyle")
        identifier = found.get(f"{W}val") if found is not None else None
        style = self._by_id.get(identifier)
        name = style.find(f"{W}name").get(f"{W}val", "").lower() if style is not None else ""
        return _Style(
            title=name in ("title", "heading 1"),
            listed=not name.startswith("heading") and self._listed(paragraph, identifier),
        )

    def _listed(self, paragraph: Any, identifier: str | None) -> bool:
        element: Any = paragraph
        for _ in range(10):  # styles may be based on each other in a circle
            if element is None:
                return False
            number = element.find(f"{W}pPr/{W}numPr")
            identity = number.find(f"{W}numId") if number is not None else None
            if identity is not None:
                return bool(identity.get(f"{W}val") != "0")  # 0 takes a list's mark away
            base = element.find(f"{W}basedOn")
            element = self._by_id.get(
                identifier if element is paragraph else base.get(f"{W}val") if base is not None else None
            )
        return False
