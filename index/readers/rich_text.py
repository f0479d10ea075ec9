"""Rich text files (.rtf): paragraphs, tables and notes in order."""

import re
from collections.abc import Iterator, Sequence

from index.document import ParsedDocument
from index.errors import Damaged, NoText
from index.readers.metadata.outlets import find_outlet
from index.readers.metadata.published import find_published
from index.readers.metadata.titles import headline, sensible, untitled
from index.readers.office.places import says_something
from index.readers.office.rich_parts import CELL, IN_ROW, ROW, rich_parts
from index.readers.printed.table_headings import table_text
from index.readers.printed.text_line import RAISED

MEDIA_TYPE = "application/rtf"
_PAGE_CODES = re.compile(rb"\\ansicpg(\d{1,5})")
_BULLET = re.compile(r"^[·\uf0b7\u2022]\s*\t\s*")


def read_rich(name: str, data: bytes) -> ParsedDocument:
    """Read a file called ``name``: blocks parted by blank lines, table cells by " | ".

    Notes, text boxes, comments, and heads and feet of the pages stand at the end. Left out is what is hidden,
    struck out or deleted. A file that breaks off is read as far as it goes, and noted.

    Raises ``Damaged`` for what is no rich text and ``NoText`` if it holds no text.
    """
    if not data.lstrip().startswith(b"{\\rtf"):
        raise Damaged(f"{name}: this is no rich text file: get a fresh copy, or rename it to .txt.")
    try:
        texts = _Texts(data)
        blocks = list(texts.blocks())
        given = next(texts.lines(texts.parts.titles), None)
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise Damaged(
            f"{name}: it cannot be read ({type(error).__name__}): save it again as .rtf."
        ) from error
    text = "\n\n".join(blocks)
    if not text.strip():
        raise NoText(f"{name}: the file holds no text, perhaps only images: export its text, or use OCR.")
    published = find_published(text)
    return ParsedDocument(
        text=text,
        media_type=MEDIA_TYPE,
        title=sensible(given) or headline(text) or untitled(text, name),
        outlet=find_outlet(text),
        published=published.day if published else None,
        published_evidence=published.evidence if published else None,
        notes=() if texts.parts.is_whole else ("The file breaks off: its end is missing, and was not read.",),
    )


def rich_blocks(data: bytes) -> list[str]:
    """The blocks of a rich text that is part of another file. Raises whatever a broken one makes of it."""
    return list(_Texts(data).blocks())


class _Texts:
    """The texts of the parts of a file, whose letters are those of a code page."""

    def __init__(self, data: bytes) -> None:
        # Bytes of other alphabets are written as the format wants them; what follows is ASCII.
        source = re.sub(rb"[\x80-\xff]", lambda byte: b"\\'%02x" % byte.group()[0], data).decode("ascii")
        found = _PAGE_CODES.search(data)
        page = found[1].decode() if found else "1252"
        self.parts = parts = rich_parts(source)
        self._head = f"{{\\rtf1\\ansi\\ansicpg{page}{''.join(map(''.join, parts.fonts))} "

    def blocks(self) -> Iterator[str]:
        """The blocks of the body, and then those of the other parts."""
        yield from _blocks(self._plain(self.parts.body))
        for number, note in enumerate(self.parts.notes, 1):
            if text := " ".join(self._plain(note).split()):
                yield f"{str(number).translate(RAISED)} {text}"
        yield from self.lines(self.parts.boxes)
        yield from (f"Comment: {text}" for text in self.lines(self.parts.comments))
        yield from dict.fromkeys(filter(says_something, self.lines(self.parts.edges)))

    def lines(self, parts: Sequence[Sequence[str]]) -> Iterator[str]:
        """The blocks of parts, one after the other."""
        for part in parts:
            yield from _blocks(self._plain(part))

    def _plain(self, part: Sequence[str]) -> str:
        from striprtf.striprtf import rtf_to_text

        text: str = rtf_to_text(f"{self._head}{''.join(part)}}}", errors="replace").replace("\xad", "")
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _blocks(text: str) -> Iterator[str]:
    """The paragraphs of a text; the rows of a table that follow each other are one block."""
    table: list[list[str]] = []
    *rows, rest = text.split(ROW)
    for row in rows:
        before, _, cells = row.partition(IN_ROW) if IN_ROW in row else ("", "", row)
        if before.strip():
            yield from filter(None, [table_text(table)])
            table = []
            yield from _paragraphs(before)
        table.append([" ".join(cell.replace(IN_ROW, "").split()) for cell in cells.split(CELL)[:-1]])
    yield from filter(None, [table_text(table)])
    yield from _paragraphs(rest)


def _paragraphs(text: str) -> Iterator[str]:
    for line in text.translate({ord(CELL): " ", ord(IN_ROW): None}).split("\n"):
        if words := " ".join(_BULLET.sub("• ", line.lstrip()).split()):
            yield words
