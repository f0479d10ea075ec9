"""Footnotes: read before the paragraph that runs over the page's end, not within its sentence."""

import re
from collections.abc import Sequence
from statistics import median

from index.readers.printed.paragraphs import SENTENCE_END, line_groups
from index.readers.printed.text_line import TextLine
from index.readers.printed.weights import FOOTNOTE_SIZE

_MARK = re.compile(r"[⁰¹²³⁴-⁹]+|\d{1,3}[.)]?\s|\[\d+\]|[*†‡§]")
_NUMBER = re.compile(r"\W*\d*\W*")


def footnotes_aside(lines: list[TextLine]) -> list[TextLine]:
    """Give the lines of a page with its footnotes before its last paragraph, if that does not end there."""
    end = len(lines)
    while end and _NUMBER.fullmatch(lines[end - 1].text):  # the page's number
        end -= 1
    start = _first_footnote(lines[:end])
    if start is None:
        return lines
    groups = line_groups(lines[:start])
    last = groups[-1]
    if len(groups) < 2 or last[-1].text.rstrip().endswith(SENTENCE_END) or last[0].alone:
        return lines
    before = start - len(last)
    return [*lines[:before], *lines[start:end], *last, *lines[end:]]


def _first_footnote(lines: Sequence[TextLine]) -> int | None:
    """The number of the line that begins the footnotes, which are in small print at the end of the page."""
    if len(lines) < 2 or not any(_MARK.match(line.text) for line in lines[1:]):
        return None
    usual = median(line.size for line in lines)
    first = None
    for number in range(len(lines) - 1, 0, -1):
        if lines[number].size > FOOTNOTE_SIZE * usual:
            break
        if _MARK.match(lines[number].text) and not _goes_on(lines[number - 1], lines[number]):
            first = number
    return first


def _goes_on(above: TextLine, line: TextLine) -> bool:
    """Return whether a line is within a sentence in small print: its number is no footnote's mark."""
    is_small = above.size * FOOTNOTE_SIZE <= line.size
    return is_small and not above.text.rstrip().endswith(SENTENCE_END) and above.baseline > line.baseline
