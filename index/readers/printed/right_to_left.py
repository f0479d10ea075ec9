"""Lines with words that run from right to left: their characters in the order in which they are read.

pdfium gives some of these words as they are printed, from the left, and others as they are read. Where each
character stands is sure: a simple form of Unicode's algorithm (UAX 9) is run backwards from there.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from index.readers.printed.visible import Corners

RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LEFT_TO_RIGHT = r"[^\W_\u0590-\u065f\u066a-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"  # figures too
_LATIN = re.compile(r"(?=[^\W\d_])" + _LEFT_TO_RIGHT)
_CHUNK = rf"{_LEFT_TO_RIGHT}(?:[^\s\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]*{_LEFT_TO_RIGHT})?%?"
_FOREIGN = re.compile(rf"{_CHUNK}(?:\s+{_CHUNK})*")
_CHUNKS = re.compile(rf"\s+|{_CHUNK}")
_OWN = re.compile(
    r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc](?:[\W\d_]*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])*"
)
_WORD = re.compile(r"\S+")
_INSIDE = re.compile(r"(?<=\S)[(\[] (?=\S)|(?<=\S) [)\]](?=\S)")
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


def logical(text: str, boxes: Sequence[Corners]) -> list[tuple[str, int]]:
    """The characters of a line in the order of reading, each with its index in ``text``.

    ``boxes``: the corners of each. A line is read from the right if most of its letters are.
    """
    places = _places(text, boxes)
    order = sorted(range(len(text)), key=lambda index: places[index])
    seen = "".join(text[index] for index in order)
    if len(RIGHT_TO_LEFT.findall(seen)) < len(_LATIN.findall(seen)):
        for match in _OWN.finditer(seen):
            start, end = match.span()
            order[start:end] = order[start:end][::-1]
        return [(text[index], index) for index in order]
    order.reverse()
    backwards = seen[::-1]
    for match in _FOREIGN.finditer(backwards):
        start, end = match.span()
        parts = [(start + part.start(), start + part.end()) for part in _CHUNKS.finditer(match[0])]
        if _LATIN.search(match[0]):  # words keep their order; figures are read one after the other
            order[start:end] = order[start:end][::-1]
        else:
            for first, last in parts:
                order[first:last] = order[first:last][::-1]
    return _beside_words(_unmirrored([(text[index], index) for index in order]))


def _places(text: str, boxes: Sequence[Corners]) -> list[float]:
    """The middle of each character from the left; pdfium's spaces have no place but between two words."""
    places = [(left + right) / 2 for left, _, right, _ in boxes]
    words = [match.span() for match in _WORD.finditer(text)]
    for (start, end), (following, stop) in pairwise(words):
        left, right = sorted((_edges(boxes[start:end]), _edges(boxes[following:stop])))
        for index in range(end, following):
            places[index] = (left[1] + right[0]) / 2
    return places


def _edges(boxes: Sequence[Corners]) -> tuple[float, float]:
    return min(box[0] for box in boxes), max(box[2] for box in boxes)


def _unmirrored(read: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Turn brackets that are given as they are printed, so that the first one opens."""
    brackets = [char for char, _ in read if char in "()[]"]
    if not brackets or brackets[0] in "([":
        return read
    return [(char.translate(_MIRRORED), index) for char, index in read]


def _beside_words(read: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Put spaces outside of brackets: where a bracket has no room of its own, pdfium may put it inside."""
    line = "".join(char for char, _ in read)
    for match in _INSIDE.finditer(line):
        at = match.start()
        read[at], read[at + 1] = read[at + 1], read[at]
    return read
