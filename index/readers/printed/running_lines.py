"""Running heads and feet: lines that stand on most pages and say nothing of the page."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median_low

from index.readers.printed.text_line import WIDE_GAP, PrintedPage, TextLine
from index.readers.printed.weights import LONGEST_RUNNING, MANY_PAGES, PAGE_EDGE, SAME_PLACE

_NUMBER_ONLY = re.compile(
    r"\W*(?:page|p\.|seite|стр\.?)?\W*(\d{1,5})(?:\W*(?:of|/|von|de|из)?\W*\d{1,5})?\W*", re.IGNORECASE
)
_FIGURES = re.compile(r"-?\d+")
_APART = r"(?:\s*[|/•·–—]\s*|\s{2,}|\s*\b(?:page|p\.|seite)\s+)"  # between a page's number and words
_NUMBER_FIRST = re.compile(rf"(\d{{1,5}})(?:{_APART})\S")
_NUMBER_LAST = re.compile(rf"\S(?:{_APART})(\d{{1,5}})(?:\s+(?:of|von|de)\s+\d+)?$", re.IGNORECASE)


def drop_running_lines(pages: Sequence[PrintedPage]) -> list[list[TextLine]]:
    """Give the lines of the pages without the heads, feet and page numbers that stand on most of them.

    A running line stands in the same place near the edge of most pages, and is the same but for the number of
    the page; one whose figures change is text. One with words is kept once: a head where it first stands, a
    foot where it last stands, so that it interrupts no sentence.
    """
    printed = sum(bool(page.lines) for page in pages)
    places: dict[str, list[tuple[int, TextLine]]] = defaultdict(list)
    for number, page in enumerate(pages):
        for line in (*_top(page), *_foot(page)):
            places[_words(line.text, number)].append((number, line))
    variants = Counter(_FIGURES.sub("#", words) for words in places)
    running: dict[int, bool] = {}  # whether it is to be dropped, or kept as the one with its words
    for words, found in places.items():
        usual = median_low(line.baseline for _, line in found)
        here = [(number, line) for number, line in found if abs(line.baseline - usual) <= SAME_PLACE]
        many = len({number for number, _ in here})
        kept, line = here[0] if pages[here[0][0]].elevation(usual) > 0.5 else here[-1]
        telling = any(map(str.isalpha, words)) and not _NUMBER_ONLY.fullmatch(line.text.strip())
        changes = telling and variants[_FIGURES.sub("#", words)] > 1
        if many < MANY_PAGES or many <= printed / 2 or changes:
            continue
        running |= {id(line): not telling or number != kept for number, line in here}
    return [_without(page, number, running) for number, page in enumerate(pages, 1)]


def _without(page: PrintedPage, number: int, running: dict[int, bool]) -> list[TextLine]:
    """The lines of a page but for those that run: from the edge on, up to the first that does not."""
    dropped: set[int] = set()
    for edge in (_top(page), _foot(page)):
        for line in edge:
            own = len(page.lines) > 1 and line.text.strip() == str(number)
            if not own and id(line) not in running:
                break
            if own or running[id(line)]:
                dropped.add(id(line))
    return [line for line in page.lines if id(line) not in dropped]


def _top(page: PrintedPage) -> list[TextLine]:
    """The lines in the margin at the top of a page, the highest first."""
    lines = [line for line in page.lines if page.elevation(line.baseline) > 1 - PAGE_EDGE]
    return sorted(lines, key=lambda line: -line.baseline)


def _foot(page: PrintedPage) -> list[TextLine]:
    """The lines in the margin at the foot of a page, the lowest first."""
    lines = [line for line in page.lines if page.elevation(line.baseline) < PAGE_EDGE]
    return sorted(lines, key=lambda line: line.baseline)


def _words(text: str, number: int) -> str:
    """A line's text, with the number of its page given as its distance from ``number``."""
    text = text.strip()[:LONGEST_RUNNING]
    match = _NUMBER_ONLY.fullmatch(text) or _NUMBER_FIRST.match(text) or _NUMBER_LAST.search(text)
    if match:
        start, end = match.span(1)
        text = f"{text[:start]}#{int(match[1]) - number}{text[end:]}"
    return " ".join(text.replace(WIDE_GAP, " ").split())
