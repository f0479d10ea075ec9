"""The lines of a page that OCR read, in the order in which they are read, and the places of their words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from index.document import BOX_STEPS, OcrPage, PlacedWord
from index.readers.printed.page_lines import reading_order
from index.readers.printed.pieces import pieces_of
from index.readers.printed.text_line import PageWord, PrintedPage
from index.readers.printed.weights import BASELINE, PRINT_HEIGHT, SAME_PRINT

Corners = tuple[float, float, float, float]


@dataclass(frozen=True)
class _Line:
    """Words of a line with their numbers on the page; its places are steps of the page's height and width."""

    words: tuple[tuple[int, PlacedWord], ...]

    @property
    def top(self) -> float:
        return median(word.top for _, word in self.words)

    @property
    def bottom(self) -> float:
        return median(word.bottom for _, word in self.words)

    @property
    def left(self) -> int:
        return min(word.left for _, word in self.words)

    def stands_beside(self, other: "_Line") -> bool:
        """Return whether two lines overlap by half of the lower one: a scan may be turned a little."""
        overlap = min(self.bottom, other.bottom) - max(self.top, other.top)
        return overlap > min(self.bottom - self.top, other.bottom - other.top) / 2


def ocr_lines(page: OcrPage) -> PrintedPage:
    """The lines of a page; the indexes of their characters are the numbers of its words."""
    rows = _rows(_lines(page.words))
    heights = [line.bottom - line.top for row in rows for line in row]
    usual = median(heights) if heights else 1.0
    words = [word for row in rows for word in _words(row, page, usual)]
    return reading_order(pieces_of(words), 0.0, page.height)


def word_boxes(page: OcrPage, numbers: Sequence[int]) -> list[Corners]:
    """A box for each line of the words of these numbers: left, top, right, bottom as shares of the page."""
    wanted = set(numbers)
    found = []
    for line in _lines(page.words):
        words = [word for number, word in line.words if number in wanted]
        if words:
            left, top = min(word.left for word in words), min(word.top for word in words)
            right, bottom = max(word.right for word in words), max(word.bottom for word in words)
            found.append((left / BOX_STEPS, top / BOX_STEPS, right / BOX_STEPS, bottom / BOX_STEPS))
    return found


def _lines(words: Sequence[PlacedWord]) -> Iterator[_Line]:
    """The lines as OCR found them."""
    line = []
    for number, word in enumerate(words):
        line.append((number, word))
        if word.after == "\n":
            yield _Line(tuple(line))
            line = []
    if line:
        yield _Line(tuple(line))


def _rows(lines: Iterator[_Line]) -> list[list[_Line]]:
    """The lines that stand beside each other, from the left, row by row from the top."""
    rows: list[list[_Line]] = []
    for line in sorted(lines, key=lambda line: line.left):
        beside = (row for row in rows if line.stands_beside(row[-1]))
        nearest = min(beside, key=lambda row: abs(row[-1].bottom - line.bottom), default=None)
        if nearest is not None and nearest[-1].words[-1][1].right <= line.left + BOX_STEPS // 100:
            nearest.append(line)
        else:
            rows.append([line])
    return sorted(rows, key=lambda row: row[0].bottom)


def _words(row: Sequence[_Line], page: OcrPage, usual: float) -> Iterator[PageWord]:
    """The words of a row as a PDF's are, in points from the lower left, all on the first line's baseline.

    ``usual`` is the height of most lines of the page, in steps.
    """
    for line in row:
        height = line.bottom - line.top
        height = usual if abs(height - usual) < SAME_PRINT * usual else height
        base = page.height * (1 - (row[0].bottom - BASELINE * height) / BOX_STEPS)
        size = PRINT_HEIGHT * height * page.height / BOX_STEPS
        for number, word in line.words:
            units = len(word.text.encode("utf-16-le", "surrogatepass")) // 2
            left, right = (page.width * side / BOX_STEPS for side in (word.left, word.right))
            yield PageWord(word.text, (number,) * units, left, right, base, size, word.after)
