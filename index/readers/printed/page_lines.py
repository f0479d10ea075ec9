"""The lines of a PDF's page in the order in which they are read, with the places of their characters."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from itertools import chain, takewhile
from typing import Any
from unicodedata import category

from index.readers.printed.columns import Kind, Region, regions
from index.readers.printed.footnotes import footnotes_aside
from index.readers.printed.form_fields import DrawnFields, FormFields, beside_labels
from index.readers.printed.line_numbers import without_line_numbers
from index.readers.printed.page_words import PageWords, upright
from index.readers.printed.paragraphs import labels_parted
from index.readers.printed.pieces import has_marks, late_in_place, pieces_of, same_row, with_marks
from index.readers.printed.print_tables import row_words, table_rows, words_text
from index.readers.printed.right_to_left import RIGHT_TO_LEFT
from index.readers.printed.table_headings import has_heading
from index.readers.printed.text_line import (
    INSERTED,
    SPLIT,
    WIDE_GAP,
    LinePiece,
    PrintedPage,
    TextLine,
    characters,
    piece_of,
)
from index.readers.printed.turned_page import turned_corners
from index.readers.printed.weights import PAGE_EDGE, SAME_BASE

TEXT, IMAGE = 1, 3  # pdfium's FPDF_PAGEOBJ_…
UNTOLD = ("Cc", "Cn", "Co")  # classes of characters that stand for no letter
LINE_END = 10


@dataclass(frozen=True)
class UprightPage:
    """An open page of a PDF, and its characters as pdfium reads them where ``turned`` makes them upright.

    ``turned``: degrees, clockwise. ``drawn``: the fields of a form, drawn into it.
    """

    page: Any
    textpage: Any
    turned: int
    drawn: DrawnFields


def read_page(document: Any, number: int, form: FormFields) -> PrintedPage:
    """Read one page, counted from 0; for the caller to take pdfium's lock. A broken page is empty."""
    import pypdfium2

    try:
        with upright_page(document, number, form) as opened:
            words = PageWords(opened.page, opened.textpage, opened.turned, opened.drawn)
            pieces = pieces_of(words.read())
            if has_marks(pieces):
                pieces = with_marks(pieces_of(words.read(detailed=True)))
            _, bottom, _, top = turned_corners(opened.page.get_cropbox(), opened.turned)
            printed = reading_order(pieces, bottom, max(top - bottom, 1.0))
            if any(map(_is_readable, printed.lines)):
                return printed
            # Print in a font that does not tell its letters is a picture; the captions of buttons are none.
            kinds = [IMAGE] if opened.drawn.fields else [IMAGE, TEXT]
            shown = opened.page.get_objects(filter=kinds, max_depth=3)
            return replace(printed, lines=(), picture=any(True for _ in shown))
    except pypdfium2.PdfiumError:
        return PrintedPage()


def _is_readable(line: TextLine) -> bool:
    """Return whether a line holds a character that means something to others than its font."""
    return any(char != "\ufffd" and category(char) not in UNTOLD for char in line.text if not char.isspace())


def reading_order(pieces: list[LinePiece], bottom: float, height: float) -> PrintedPage:
    """The page that pieces make, its lines in the order in which they are read; ``bottom`` is in points."""
    drawn = PrintedPage(tuple(_lines(pieces)), bottom, height)
    return replace(drawn, lines=tuple(labels_parted(footnotes_aside(_edges_outside(drawn)))))


@contextmanager
def upright_page(document: Any, number: int, form: FormFields) -> Iterator[UprightPage]:
    """A page, counted from 0, for the block; raises ``PdfiumError`` if it is broken."""
    with ExitStack() as stack:
        page = stack.enter_context(closing(document[number]))
        drawn = form.drawn_into(page)
        if drawn.is_changed:
            page = stack.enter_context(closing(document[number]))  # read anew, with what was drawn into it
        textpage = page.get_textpage()
        turned, rotation = upright(page, textpage), page.get_rotation()
        if turned != rotation:  # pdfium sorts the words of a page as it is displayed
            textpage.close()
            page.set_rotation(turned)
            textpage = page.get_textpage()
            page.set_rotation(rotation)
        stack.callback(textpage.close)
        yield UprightPage(page, textpage, turned, drawn)


def printed_characters(page: PrintedPage) -> tuple[list[int], list[int]]:
    """The code units of a page in reading order, with a line's end after each line, and their indexes."""
    codes: list[int] = []
    indexes: list[int] = []
    for line in page.lines:
        codes += [*map(ord, line.printed), LINE_END]
        indexes += [*line.indexes, INSERTED]
    return codes, indexes


def _lines(pieces: list[LinePiece]) -> list[TextLine]:
    pieces = late_in_place(without_line_numbers(beside_labels(pieces)))
    found = regions(pieces)
    if not found:
        return list(_as_drawn(pieces, 0))
    region_of = {id(piece): region for region in found for row in region.rows for piece in row}
    waiting = {id(region) for region in found}
    lines: list[TextLine] = []
    between: list[LinePiece] = []
    for piece in pieces:
        region = region_of.get(id(piece))
        if region is None:
            between.append(piece)
        elif id(region) in waiting:  # its first piece
            lines += _as_drawn(between, 0)
            between = []
            waiting.remove(id(region))
            lines += _region_lines(region, pieces, len(lines) + 1)
    return [*lines, *_as_drawn(between, 0)]


def _edges_outside(page: PrintedPage) -> list[TextLine]:
    """Give the lines of a page with its feet last though they were drawn first, and its heads first."""

    def is_edge(line: TextLine) -> bool:
        return not PAGE_EDGE <= page.elevation(line.baseline) <= 1 - PAGE_EDGE

    lines = list(page.lines)
    before = list(takewhile(is_edge, lines))
    after = list(takewhile(is_edge, reversed(lines[len(before) :])))[::-1]
    edges = [*before, *after]
    heads = [line for line in edges if page.elevation(line.baseline) > 0.5]
    feet = [line for line in edges if page.elevation(line.baseline) <= 0.5]
    return [*heads, *lines[len(before) : len(lines) - len(after)], *feet]


def _as_drawn(pieces: Sequence[LinePiece], block: int) -> Iterator[TextLine]:
    """Pieces as lines, in the order given: those that follow each other on one row are one line."""
    line: list[LinePiece] = []
    for piece in pieces:
        if line and not (same_row(line[-1], piece) and piece.left >= line[-1].right - piece.size):
            yield _line(line, block)
            line = []
        line.append(piece)
    if line:
        yield _line(line, block)


def _region_lines(region: Region, drawn: Sequence[LinePiece], block: int) -> Iterator[TextLine]:
    """The lines of a region in its order; blocks are numbered from ``block``, which no other region has."""
    columns = {id(piece): region.column_of(piece) for row in region.rows for piece in row}
    if region.kind is Kind.TABLE:
        table = table_rows(region.rows, columns, len(region.columns))
        heading = table[0] if has_heading([[words_text(cell) for cell in row] for row in table]) else None
        for cells in table:
            yield _line(
                [piece_of(row_words(cells, heading if cells is not heading else None))], block, alone=True
            )
    elif region.kind is Kind.SIDE_HEADINGS:
        yield from _side_by_side(region, columns, block)
    else:
        for number in range(len(region.columns)):
            inside = [piece for piece in drawn if columns.get(id(piece)) == number]
            yield from _as_drawn(sorted(inside, key=lambda piece: -round(piece.base)), block + number)


def _side_by_side(region: Region, columns: dict[int, int], block: int) -> Iterator[TextLine]:
    text: list[LinePiece] = []
    for row in region.rows:
        headings = [piece for piece in row if columns[id(piece)] == 0]
        if headings:
            yield from _as_drawn(text, block)
            text = []
            yield _line(headings, block, alone=True)
        text += [piece for piece in row if columns[id(piece)] > 0]
    yield from _as_drawn(text, block)


def _line(pieces: Sequence[LinePiece], block: int, *, alone: bool = False) -> TextLine:
    """A line of pieces; one with what was filled into a form is a paragraph of its own."""
    words = [word for piece in pieces for word in piece.words]
    main = max(pieces, key=lambda piece: sum([len(word.text) for word in piece.words]))
    spaced = WIDE_GAP.join(
        "".join([f"{word.text} " if word.after == " " else word.text for word in piece.words])
        for piece in pieces
    )
    left, right = words[0].left, max(piece.right for piece in pieces)
    if RIGHT_TO_LEFT.match(words[0].text):  # measured from the other edge, at which its lines begin
        left, right = -right, -min(piece.left for piece in pieces)
    return TextLine(
        characters(spaced).strip() + SPLIT * (words[-1].after == SPLIT),
        left,
        right,
        pieces[0].base,
        pieces[-1].base,
        main.size,
        frozenset(word.size for word in words if abs(word.base - main.base) < SAME_BASE * main.size),
        block,
        alone or any(word.field for word in words),
        "".join([word.text for word in words]),
        tuple(chain.from_iterable([word.indexes for word in words])),
    )
