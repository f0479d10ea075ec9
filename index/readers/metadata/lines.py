"""Lines of a text with their offsets: where titles, dates and bylines are looked for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.readers.metadata.weights import (
    HEAD_CHARACTERS,
    HEAD_LINES,
    MOST_HEAD_LINES,
    TAIL_CHARACTERS,
    TAIL_LINES,
)

LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


@dataclass(frozen=True)
class Line:
    """A non-blank line, stripped; ``text == document_text[start:start + len(text)]``."""

    start: int
    text: str


def head(text: str) -> list[Line]:
    """Give the first lines, in which titles, bylines and datelines stand."""
    found: list[Line] = []
    for line in _lines(text, 0):
        if (len(found) >= HEAD_LINES and line.start > HEAD_CHARACTERS) or len(found) >= MOST_HEAD_LINES:
            break
        found.append(line)
    return found


def tail(text: str) -> list[Line]:
    """Give the last lines that are not of the head."""
    after = max((line.start + len(line.text) for line in head(text)), default=0)
    start = max(after, len(text) - TAIL_CHARACTERS)
    # Never from the middle of a line: its second half would look like a line of its own.
    while after < start < len(text) and text[start - 1] not in "\r\n":
        start += 1
    return list(_lines(text, start))[-TAIL_LINES:]


def _lines(text: str, position: int) -> Iterator[Line]:
    for match in LINE.finditer(text, position):
        stripped = match[0].strip()
        if stripped:
            yield Line(match.start() + match[0].index(stripped[0]), stripped)
