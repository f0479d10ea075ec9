"""The words of a PDF's page that can be seen, in pdfium's order."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from ctypes import addressof, byref, c_double, c_uint, c_ushort
from itertools import pairwise
from math import hypot, inf, nan, pi
from typing import Any

from index.readers.printed.form_fields import DrawnFields
from index.readers.printed.right_to_left import RIGHT_TO_LEFT, logical
from index.readers.printed.text_line import SPLIT, PageWord
from index.readers.printed.turned_page import on_page, turned_base, turned_corners
from index.readers.printed.visible import Corners, DrawnPage
from index.readers.printed.weights import (
    ANGLES_SAMPLED,
    FONT_BOX,
    LINE_WIDTH,
    OTHER_LINE,
    RAISED_FROM,
    WHITE_FROM,
    WIDE,
)

INVISIBLE = 3  # pdfium's FPDF_TEXTRENDERMODE_INVISIBLE
_LINE = re.compile(r"([^\x02\r\n]+)(\x02?)")  # pdfium writes code 2 where a word is divided
_UNSURE = re.compile("\ufffe")
_WORD = re.compile(r"[^\t \xa0]*[^\x00-\x20\xa0][^\t \xa0]*")
_IN_PARTS = re.compile(r"^\d+[ \xa0]|[ \xa0]{2}")  # after a line's number, or filled up with spaces
_FIGURE = re.compile(r"\d")
_MAY_BE_RAISED = re.compile(r"[\d−+-]|(?<=\d).")  # figures, and the first character after them


def upright(page: Any, textpage: Any) -> int:
    """The rotation in degrees, clockwise, with which most of a page's text is displayed upright."""
    import pypdfium2.raw as pdfium

    count = textpage.count_chars()
    turns: Counter[int] = Counter()
    for index in range(0, count, max(1, count // ANGLES_SAMPLED)):
        angle = pdfium.FPDFText_GetCharAngle(textpage, index)
        if angle >= 0 and not pdfium.FPDFText_IsGenerated(textpage, index):
            turns[_turned(angle)] += 1
    return turns.most_common(1)[0][0] if turns else int(page.get_rotation())


def _turned(angle: float) -> int:
    """The rotation with which a character at this angle, of a circle against the clock's, is upright."""
    return -round(angle / (pi / 2)) % 4 * 90


def page_text(textpage: Any) -> str:
    """The characters of a page in pdfium's order, one for each UTF-16 code unit."""
    import pypdfium2.raw as pdfium

    count, handle = textpage.count_chars(), textpage.raw
    buffer = (c_ushort * (count + 1))()
    if pdfium.FPDFText_GetText(handle, 0, count, buffer) != count + 1:  # it leaves some characters out
        return "".join(chr(pdfium.FPDFText_GetUnicode(handle, index)) for index in range(count))
    text = "".join(map(chr, buffer[:count]))
    # Where a word is divided, GetText gives U+FFFE and GetUnicode code 2.
    return _UNSURE.sub(lambda unsure: chr(pdfium.FPDFText_GetUnicode(handle, unsure.start())), text)


class PageWords:
    """The words of one page.

    ``turned``: the rotation with which its text is upright. ``drawn``: the fields that were drawn into it.
    """

    def __init__(self, page: Any, textpage: Any, turned: int, drawn: DrawnFields) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium, self._handle, self._characters = pdfium, textpage.raw, page_text(textpage)
        self._turned, self._drawn = turned, drawn
        self._paper = DrawnPage(page)
        self._bounds: Corners = page.get_bbox()
        self._x, self._y, self._box = c_double(), c_double(), pdfium.FS_RECTF()
        self._pointer = byref(self._box)
        self._edges = tuple(c_double() for _ in range(4))
        self._gaps = self._wide_gaps()
        self._colour = tuple(c_uint() for _ in range(4))

    def read(self, *, detailed: bool = False) -> Iterator[PageWord]:
        """Each word that can be seen, in pdfium's order; those of a right-to-left line in its own.

        Unless ``detailed``, a line that was printed at once and without wide gaps is given as one word.
        """
        text = self._characters
        detailed = detailed or bool(self._drawn.fields)
        for line in _LINE.finditer(text):
            start, end = line.span(1)
            spans = [match.span() for match in _WORD.finditer(text, start, end)]
            if not spans:
                continue
            seen = self._seen(start, end, spans, detailed=detailed)
            yield from seen[:-1]
            if seen:
                yield seen[-1]._replace(after=SPLIT if line[2] else "\n")

    def _wide_gaps(self) -> list[tuple[float, float]]:
        """The heights, from and to, at which what is printed at once stands beside the next with a gap."""
        handle, left, right, bottom, top = self._handle, *self._edges
        gaps: list[tuple[float, float]] = []
        end = low = high = inf
        for number in range(self._pdfium.FPDFText_CountRects(handle, 0, -1)):
            self._pdfium.FPDFText_GetRect(handle, number, left, top, right, bottom)
            _, below, beyond, above = corners = self._stood(left.value, bottom.value, right.value, top.value)
            beside = low < above and below < high
            if beside and corners[0] - end > WIDE * max(above - below, high - low):
                gaps.append((below, above))
            end, low, high = beyond, below, above
        return gaps

    def _whole(self, start: int, end: int) -> PageWord | None:
        """A line as one word, if it has no wide gaps and no raised figures: most lines are such."""
        text = self._characters[start:end]
        if _IN_PARTS.search(text):
            return None
        left, bottom, _, top = self._loose(start)
        _, low, right, high = self._loose(end - 1)
        if low != bottom or high != top or right - left > LINE_WIDTH * len(text) * (top - bottom):
            return None
        if any(bottom < gap[1] and gap[0] < top for gap in self._gaps):
            return None
        if _FIGURE.search(text) and not self._is_printed_at_once(start, end - 1):
            return None
        return PageWord(text, range(start, end), left, right, self._base(start), max(top - bottom, 1.0))

    def _is_printed_at_once(self, first: int, last: int) -> bool:
        one, other = (self._pdfium.FPDFText_GetTextObject(self._handle, index) for index in (first, last))
        return bool(one and other) and addressof(one.contents) == addressof(other.contents)

    def _left_to_right(self, spans: Sequence[tuple[int, int]], *, detailed: bool) -> list[PageWord]:
        """The words of a line; where pdfium runs lines together, one that begins a line follows on an end.

        Unless ``detailed``, words of one print without a wide gap are given as one.
        """
        text, loose = self._characters, self._loose
        words: list[PageWord] = []
        bottom = top = base = nan
        for first, beyond in spans:
            left, low, right, high = loose(first)
            same_font = low == bottom and high == top
            if not same_font:
                bottom, top, base = low, high, self._base(first)
            ending = low
            if beyond - first > 1:
                _, ending, right, _ = loose(beyond - 1)
            figures = [match.start() for match in _MAY_BE_RAISED.finditer(text, first + 1, beyond)]
            if figures or ending != low:
                words += self._cut(first, beyond, figures if ending == low else range(first + 1, beyond))
                bottom = nan
                continue
            start, size = first, high - low if high - low > 1 else 1.0
            if same_font and words and not detailed and self._goes_on(words[-1], left):
                above = words.pop()
                start, left = above.indexes[0], above.left
            words.append(PageWord(text[start:beyond], range(start, beyond), left, right, base, size))
        for number, (above, word) in enumerate(pairwise(words)):
            if (word.base != above.base or word.left < above.left) and self._begins_line(above, word):
                words[number] = above._replace(after="\n")
        return words

    def _goes_on(self, above: PageWord, left: float) -> bool:
        """Return whether a word at ``left`` stands beside one in the same font, which is no line's number."""
        return 0 <= left - above.right < WIDE * above.size and not above.text.isdecimal()

    def _cut(self, start: int, end: int, places: Iterable[int]) -> Iterator[PageWord]:
        """A word cut where its characters are set higher or lower, in which ``places`` are looked at."""
        base = self._base(start)
        left, bottom, _, top = self._loose(start)
        for place in (*places, end):
            here = self._base(place) if place < end else inf
            if abs(here - base) <= RAISED_FROM * (top - bottom):
                continue
            right = self._loose(place - 1)[2]
            after = " " if place == end else ""
            size = max(top - bottom, 1.0)
            yield PageWord(self._characters[start:place], range(start, place), left, right, base, size, after)
            if place < end:
                start, base = place, here
                left, bottom, _, top = self._loose(start)

    def _begins_line(self, above: PageWord, word: PageWord) -> bool:
        """Return whether a word is on another line than the one before, or is drawn into that line later."""
        apart = abs(word.base - above.base) > OTHER_LINE * max(word.size, above.size)
        return (apart or word.left < above.right - word.size) and self._is_upright(word.indexes[0])

    def _is_upright(self, index: int) -> bool:
        angle = self._pdfium.FPDFText_GetCharAngle(self._handle, index)
        return _turned(angle) == self._turned

    def _right_to_left(self, start: int, end: int) -> Iterator[PageWord]:
        """The words of a line in which some run from right to left."""
        text = self._characters
        boxes = [self._tight(index) for index in range(start, end)]
        read = logical(text[start:end], boxes)
        line = "".join(char for char, _ in read)
        base = self._base(next(index for index in range(start, end) if _WORD.match(text[index])))
        size = self._printed_size(start)
        for match in _WORD.finditer(line):
            places = [place for _, place in read[match.start() : match.end()]]
            inside = [boxes[place] for place in places]
            left, right = min(box[0] for box in inside), max(box[2] for box in inside)
            indexes = [start + place for place in places]
            yield PageWord(match[0], indexes, left, right, base, size)

    def _seen(
        self, start: int, end: int, spans: Sequence[tuple[int, int]], *, detailed: bool
    ) -> list[PageWord]:
        """The words of a line that can be seen; one that is not sure to be seen is looked at word by word."""
        foreign = RIGHT_TO_LEFT.search(self._characters, start, end)
        if foreign:
            words = list(self._right_to_left(start, end))
        else:
            whole = None if detailed else self._whole(spans[0][0], spans[-1][1])
            words = self._left_to_right(spans, detailed=detailed) if whole is None else [whole]
        doubtful = self._is_doubtful(spans[0][0]) or self._is_doubtful(spans[-1][1] - 1)
        if doubtful or not all(self._is_within_page(word) for word in (words[0], words[-1])):
            words = words if foreign else self._left_to_right(spans, detailed=True)
            words = [word for word in words if self._is_seen(word)]
        if self._drawn.fields:
            words = [self._drawn.word(word, self._place(word)) for word in words]
            words = [word for word in words if word.text]
        return words

    def _is_within_page(self, word: PageWord) -> bool:
        left, bottom, right, top = self._bounds
        corners = self._place(word)
        return left <= corners[0] and corners[2] <= right and bottom <= corners[1] and corners[3] <= top

    def _is_seen(self, word: PageWord) -> bool:
        """Return whether a word stands on the page and, if its colour is doubtful, is seen on the paper."""
        left, bottom, right, top = self._bounds
        corners = self._place(word)
        if not (left <= (corners[0] + corners[2]) / 2 <= right and bottom <= corners[1] <= top):
            return False
        return not self._is_doubtful(word.indexes[0]) or self._paper.shows(corners)

    def _place(self, word: PageWord) -> Corners:
        """The corners on the page of the lower half of a word."""
        return on_page((word.left, word.base, word.right, word.base + word.size / 2), self._turned)

    def _is_doubtful(self, index: int) -> bool:
        """Return whether a character is white, or printed in no colour at all, as text under a scan is."""
        red, green, blue, alpha = self._colour
        if not self._pdfium.FPDFText_GetFillColor(self._handle, index, red, green, blue, alpha):
            return False
        if min(red.value, green.value, blue.value) >= WHITE_FROM or alpha.value == 0:
            return True
        printed = self._pdfium.FPDFText_GetTextObject(self._handle, index)
        return bool(printed and self._pdfium.FPDFTextObj_GetTextRenderMode(printed) == INVISIBLE)

    def _printed_size(self, index: int) -> float:
        """The height of a font's box by its nominal size, for fonts whose boxes are those of each letter."""
        matrix = self._pdfium.FS_MATRIX()
        self._pdfium.FPDFText_GetMatrix(self._handle, index, byref(matrix))
        size = self._pdfium.FPDFText_GetFontSize(self._handle, index) * hypot(matrix.c, matrix.d)
        return max(FONT_BOX * float(size), 1.0)

    def _base(self, index: int) -> float:
        self._pdfium.FPDFText_GetCharOrigin(self._handle, index, self._x, self._y)
        height: float = self._y.value
        return turned_base(self._x.value, height, self._turned) if self._turned else height

    def _loose(self, index: int) -> Corners:
        """The corners of a character with the room that its font gives it, as the text stands upright."""
        box = self._box
        self._pdfium.FPDFText_GetLooseCharBox(self._handle, index, self._pointer)
        return self._stood(box.left, box.bottom, box.right, box.top)

    def _tight(self, index: int) -> Corners:
        left, right, bottom, top = self._edges
        self._pdfium.FPDFText_GetCharBox(self._handle, index, left, right, bottom, top)
        return self._stood(left.value, bottom.value, right.value, top.value)

    def _stood(self, left: float, bottom: float, right: float, top: float) -> Corners:
        """Corners of the page as those of the page turned."""
        corners = left, bottom, right, top
        return turned_corners(corners, self._turned) if self._turned else corners
