"""The paragraphs of printed pages, from their lines without page furniture."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from index.readers.weights import (
    AROUND,
    COLUMN_EDGE,
    EDGE_LINES,
    FAR,
    GAP_AFTER_END,
    GAP_WITHIN,
    INDENT,
    MANY_PAGES,
    OTHER_SIZE,
    PITCH_LEAST,
    PITCH_MOST,
    ROOM_AFTER_END,
    ROOM_WITHIN,
    SAME_LINE,
    SAME_SIZE,
    TITLE_LENGTH,
    TITLE_SIZE,
    TITLE_TOP,
)

SPLIT = "\2"  # stands where a word is divided at a line's end
SENTENCE_END = tuple('.!?…:”"»)。！？」')
BULLET = re.compile(
    r"^(?:[•▪◦‣●○■□–—*·➢✓]\s|\(?(?:\d{1,2}|[a-zA-Z])[.)]\s+\S|\[\d+\]\s|\d+(?:\.\d+)+\s+[A-Z])"
)
NUMBER_ONLY = re.compile(
    r"^\W*(?:page|p\.|seite|стр\.?)?\W*#(?:\W*(?:of|/|von|de|из)?\W*#)?\W*$", re.IGNORECASE
)
CJK = re.compile(r"[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60]")
WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


@dataclass(frozen=True)
class TextLine:
    """A line as printed, measured in points from the page's lower left corner.

    It has a baseline for its first and one for its last character, since pdfium runs some lines
    together. ``size`` is the height of its font's box, some 1.2 times the font's nominal size.
    """

    text: str
    left: float
    right: float
    baseline: float
    last_baseline: float
    size: float


def drop_running_lines(pages: list[list[TextLine]]) -> list[list[TextLine]]:
    """Give the pages without the headers, footers and page numbers that stand on most of them.

    A header is kept where it first stands: it may be the only place that names the publisher.
    """
    printed = [page for page in pages if page]
    edges = (shape for page in printed for shape in {_shape(line.text) for line in _edge(page)})
    counts = Counter(edges).items()
    running = {shape for shape, count in counts if count >= MANY_PAGES and count > len(printed) / 2}
    seen: set[str] = set()
    kept = []
    for number, page in enumerate(pages, 1):
        rest = list(page)
        for place, line in enumerate(_edge(page)):
            shape = _shape(line.text)
            first_header = place < EDGE_LINES and shape not in seen and any(map(str.isalpha, shape))
            own_number = line in (page[0], page[-1]) and line.text.strip() == str(number) and len(page) > 1
            if own_number or (shape in running and not first_header):
                rest.remove(line)
            seen.add(shape)
        kept.append(rest)
    return kept


def big_print(lines: list[TextLine]) -> str | None:
    """Give what is printed largest at the top of a page, where that is plainly larger than the rest."""
    top = lines[:TITLE_TOP]
    if len(top) < 3:
        return None
    largest = max(line.size for line in top)
    if largest < TITLE_SIZE * median(line.size for line in lines):
        return None
    big = [number for number, line in enumerate(top) if line.size > SAME_SIZE * largest]
    together = [
        line.text for number, line in enumerate(top) if big[0] <= number < big[0] + len(big) and number in big
    ]
    title = _whole(" ".join(" ".join(together).split()))
    wordy = re.search(r"[^\W\d_]{3}", title) and sum(map(str.isalpha, title)) * 2 > len(title)
    return title if wordy and len(title) <= TITLE_LENGTH else None


def _whole(text: str) -> str:
    return re.sub(rf"{SPLIT}\s?", "", text)


def _edge(page: list[TextLine]) -> list[TextLine]:
    return page if len(page) <= 2 * EDGE_LINES else page[:EDGE_LINES] + page[-EDGE_LINES:]


def _shape(text: str) -> str:
    """Give a line with its numbers taken out, unless it is a row of numbers."""
    shape = re.sub(r"\d+", "#", " ".join(text.split()))
    return shape if NUMBER_ONLY.match(shape) or any(char.isalpha() for char in shape) else text


def paragraphs(lines: list[TextLine]) -> list[str]:
    """Give the paragraphs of one page, each one line; divided words still hold their mark."""
    pitch = _pitch(lines)
    found: list[str] = []
    group: list[TextLine] = []
    for number, line in enumerate(lines):
        around = lines[max(0, number - AROUND) : number + AROUND]
        if group and _starts_paragraph(group, line, around, pitch):
            found.append(_join(group))
            group = []
        group.append(line)
    if group:
        found.append(_join(group))
    return [paragraph for paragraph in found if paragraph]


def _pitch(lines: list[TextLine]) -> float:
    """Give the usual distance between two lines, in heights of the font."""
    steps = [
        (above.last_baseline - below.baseline) / above.size
        for above, below in pairwise(lines)
        if PITCH_LEAST < (above.last_baseline - below.baseline) / above.size < PITCH_MOST
    ]
    return median(steps) if steps else 1.0


def _starts_paragraph(group: list[TextLine], line: TextLine, lines: list[TextLine], pitch: float) -> bool:
    above = group[-1]
    size = max(above.size, line.size)
    step = (above.last_baseline - line.baseline) / size
    ended = above.text.rstrip().endswith(SENTENCE_END)
    lower = line.text.lstrip()[:1].islower()
    if above.text.endswith(SPLIT):
        return False
    if abs(step) < SAME_LINE:  # the same printed line: a superscript, a cell, a piece set in another font
        return line.left < above.left
    if abs(line.size - above.size) > OTHER_SIZE * size or BULLET.match(line.text.lstrip()):
        return True  # a heading, a caption, a footnote, an item
    if step < 0 or step > FAR:  # a new column, or something far away
        return line.left < above.left or ended or not lower
    if step > pitch * (GAP_AFTER_END if ended or not lower else GAP_WITHIN):
        return True
    indented = line.left > above.left + INDENT * size
    return (indented and (ended or len(group) > 1)) or _falls_short(above, line, lines, ended=ended)


def _falls_short(above: TextLine, line: TextLine, lines: list[TextLine], *, ended: bool) -> bool:
    """Return whether the line above ends well before its column does, as last lines and headings do."""
    column = [
        other.right
        for other in lines
        if other.text and abs(other.left - above.left) < COLUMN_EDGE * above.size
    ]
    width = max(column) - above.left
    room = max(column) - above.right
    if ended:
        return room > ROOM_AFTER_END * width
    # Without a full stop: half a line empty, where the next line's first word would have fitted.
    return room > ROOM_WITHIN * width and not line.text.lstrip()[:1].islower()


def _join(group: list[TextLine]) -> str:
    """Join lines to one: a space between them, none between ideographs, a mark where a word is divided."""
    text = ""
    for line in group:
        part = " ".join(line.text.split())
        if not text:
            text = part
        elif text.endswith(SPLIT):
            text += part
        elif text.endswith("-") and text[-2:-1].isalpha() and part[:1].islower():
            text = text[:-1] + SPLIT + part
        else:
            both = CJK.match(text[-1]) and CJK.match(part[:1])
            text += part if both else f" {part}"
    return text.strip()


def rejoin_words(pages: list[list[str]]) -> list[list[str]]:
    """Make words divided at a line's end whole, with a hyphen where the document elsewhere writes one."""
    known = Counter(word.lower() for page in pages for text in page for word in WORD.findall(text))

    def rejoin(match: re.Match[str]) -> str:
        left, right = match[1], match[2]
        whole, hyphened = f"{left}{right}", f"{left}-{right}"
        if not left or not right:
            return hyphened.strip("-") if left or right else ""
        keep = right[0].isupper() or known[hyphened.lower()] > known[whole.lower()]
        return hyphened if keep else whole

    pattern = re.compile(rf"([^\W\d_]*){SPLIT}\s?([^\W\d_]*)")
    return [[pattern.sub(rejoin, text).replace(SPLIT, "-") for text in page] for page in pages]
