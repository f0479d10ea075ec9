"""The paragraphs of printed pages, from their lines without page furniture."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, pairwise
from statistics import median

from index.readers.printed.text_line import INSERTED, SPLIT, TextLine
from index.readers.printed.weights import (
    AROUND,
    COLUMN_EDGE,
    FAR,
    GAP_AFTER_END,
    GAP_WITHIN,
    INDENT,
    OTHER_SIZE,
    PITCH_LEAST,
    PITCH_MOST,
    ROOM_AFTER_END,
    ROOM_WITHIN,
    SAME_ROW,
    SAME_SIZE,
    TITLE_LENGTH,
    TITLE_SIZE,
    TITLE_TOP,
)

SENTENCE_END = tuple('.!?…:”"»)。！？」')
_CLOSING = '”"»)」'  # may also end words within a sentence
BULLET = re.compile(
    r"^(?:[•▪◦‣●○■□–—*·➢✓]\s|\(?(?:\d{1,2}|[a-zA-Z])[.)]\s+\S|\[\d+\]\s|\d+(?:\.\d+)+\s+[A-Z])"
)
_LABELLED = re.compile(r"\w[^:]{0,30}:\s+\S.{0,30}$")
CJK = re.compile(r"[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60]")


def big_print(lines: Sequence[TextLine]) -> str | None:
    """Give what is printed largest at the top of a page, where that is plainly larger than the rest."""
    lines = [line for line in lines if not line.alone]
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


def paragraphs(lines: Sequence[TextLine]) -> list[str]:
    """Give the paragraphs of one page, each one line; divided words still hold their mark."""
    return [paragraph for paragraph in map(_join, line_groups(lines)) if paragraph]


def line_groups(lines: Sequence[TextLine]) -> list[list[TextLine]]:
    """Give the lines of each paragraph of a page."""
    pitch = _pitch(lines)
    groups: list[list[TextLine]] = []
    for number, line in enumerate(lines):
        around = lines[max(0, number - AROUND) : number + AROUND]
        if not groups or _starts_paragraph(groups[-1], line, around, pitch):
            groups.append([])
        groups[-1].append(line)
    return groups


def labels_parted(lines: Sequence[TextLine]) -> list[TextLine]:
    """Give lines such as "Name: …" and "Fare: …" that make one paragraph parted as cells of a row are.

    The semicolon is none of the printed characters.
    """
    parted = list(lines)
    places = {id(line): number for number, line in enumerate(lines)}
    for above, below in chain.from_iterable(map(pairwise, line_groups(lines))):
        text = above.text.rstrip()
        if text[-1:].isalnum() and _LABELLED.match(text) and _LABELLED.match(below.text):
            parted[places[id(above)]] = replace(
                above, text=f"{text};", printed=f"{above.printed};", indexes=(*above.indexes, INSERTED)
            )
    return parted


def _pitch(lines: Sequence[TextLine]) -> float:
    """Give the usual distance between two lines, in heights of the font."""
    steps = [
        (above.last_baseline - below.baseline) / above.size
        for above, below in pairwise(lines)
        if PITCH_LEAST < (above.last_baseline - below.baseline) / above.size < PITCH_MOST
    ]
    return median(steps) if steps else 1.0


def _starts_paragraph(
    group: Sequence[TextLine], line: TextLine, lines: Sequence[TextLine], pitch: float
) -> bool:
    above = group[-1]
    size = max(above.size, line.size)
    step = (above.last_baseline - line.baseline) / size
    lower = line.text.lstrip()[:1].islower()
    ended = above.text.rstrip().rstrip(_CLOSING if lower else "").endswith(SENTENCE_END)
    if line.alone or above.alone:
        return True
    if above.text.endswith(SPLIT):
        return False
    if abs(step) < SAME_ROW:  # the same printed line: a superscript, a cell, a piece set in another font
        return line.left < above.left
    if _is_other_print(above, line) or BULLET.match(line.text.lstrip()):
        return True  # a heading, a caption, a footnote, an item
    if step < 0 or step > FAR:  # a new column, or something far away
        return line.left < above.left or ended or not lower
    indented = line.left > above.left + INDENT * size and (ended or len(group) > 1)
    return (
        step > pitch * (GAP_AFTER_END if ended or not lower else GAP_WITHIN)
        or indented
        or _falls_short(above, line, lines, ended=ended)
    )


def _is_other_print(above: TextLine, line: TextLine) -> bool:
    """Return whether two lines have no size of print in common."""
    return not any(
        abs(one - other) <= OTHER_SIZE * max(one, other)
        for one in above.sizes | {above.size}
        for other in line.sizes | {line.size}
    )


def _falls_short(above: TextLine, line: TextLine, lines: Sequence[TextLine], *, ended: bool) -> bool:
    """Return whether the line above ends well before its column does, as last lines and headings do."""
    column = [
        other.right
        for other in lines
        if other.block == above.block and abs(other.left - above.left) < COLUMN_EDGE * above.size
    ]
    width = max(column) - above.left
    room = max(column) - above.right
    if ended:
        return room > ROOM_AFTER_END * width
    if _LABELLED.match(above.text) and _LABELLED.match(line.text):  # "Name: …" above "Fare: …"
        return False
    # Without a full stop: half a line empty, where the next line's first word would have fitted.
    return room > ROOM_WITHIN * width and not line.text.lstrip()[:1].islower()


def _join(group: Sequence[TextLine]) -> str:
    """Join lines to one: a space between them, none between ideographs, a mark where a word is divided."""
    text = ""
    for line in group:
        part = " ".join(line.text.split())
        if not text:
            text = part
        elif text.endswith(SPLIT):
            text += part
        elif text.endswith("-") and text[-2:-1].isalnum() and part[:1].isalnum():
            text = text[:-1] + SPLIT + part
        else:
            both = CJK.match(text[-1]) and CJK.match(part[:1])
            text += part if both else f" {part}"
    return text.strip()
