"""The words, pieces and lines of a printed page.

Places are points from the lower left corner of the page, turned so that most of its text is upright.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

SPLIT = "\2"  # stands where a word is divided at a line's end; pdfium's code for it
WIDE_GAP = "  "  # between pieces of a line that stand far apart
INSERTED = -1  # the index of a character that is not printed there
_POWER = re.compile(r"(?:^|[\W_])(?:\d{1,2}|[^\W\d_]{1,2})$|[)\]]$")  # of a short number, a unit or a bracket
_UNPRINTED = {**dict.fromkeys(range(32)), 0xAD: None, 0xFFFE: None, 0xF0B7: "•"}  # U+F0B7: Word's bullet
RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


class PageWord(NamedTuple):
    """A word, or words printed at once, one character for each UTF-16 code unit.

    A tuple, since a page has hundreds.
    ``indexes`` are their numbers on pdfium's page, ``size`` the height of the font's box, some 1.2 times the
    font's nominal size. ``after`` is what pdfium has before the next word: nothing, a space, a line's end or
    ``SPLIT``. ``field`` is the name of the form's field that holds the word.
    """

    text: str
    indexes: Sequence[int]
    left: float
    right: float
    base: float
    size: float
    after: str = " "
    field: str = ""


@dataclass(frozen=True, slots=True)
class LinePiece:
    """Words of one line, in reading order, without a wide gap between them; ``base`` is its baseline."""

    words: tuple[PageWord, ...]
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True)
class TextLine:
    """A line of a page in reading order.

    It has a baseline for its first and one for its last character, since pdfium runs some lines together.
    ``size`` is that of most of its characters, ``sizes`` are those of all words on its baseline. ``printed``
    are its visible characters, one for each UTF-16 code unit, with their ``indexes``. Lines of one ``block``
    stand in one column; a line ``alone`` is a paragraph of its own, as a table's row is.
    """

    text: str
    left: float
    right: float
    baseline: float
    last_baseline: float
    size: float
    sizes: frozenset[float] = frozenset()
    block: int = 0
    alone: bool = False
    printed: str = field(default="", repr=False)
    indexes: tuple[int, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class PrintedPage:
    """The lines of a page in reading order; ``picture``: it shows an image.

    ``bottom`` and ``height``: where the page begins, in the points in which its lines are placed.
    """

    lines: tuple[TextLine, ...] = ()
    bottom: float = 0.0
    height: float = 1.0
    picture: bool = False

    def elevation(self, baseline: float) -> float:
        """The height of a baseline on the page, 0 (its lower edge) to 1."""
        return (baseline - self.bottom) / self.height


def characters(units: str) -> str:
    """Code units to text: UTF-16 pairs joined, control characters and soft hyphens dropped."""
    if units.isascii() and units.isprintable():
        return units
    text = units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.translate(_UNPRINTED)


def is_power(before: str) -> bool:
    """Return whether raised figures after ``before`` are a power, as in 10⁶ and m², and not a note's mark."""
    return _POWER.search(before) is not None


def piece_of(words: tuple[PageWord, ...]) -> LinePiece:
    """The piece that these words make: its size and baseline are those of most of its characters."""
    main = main_word(words)
    left, right = min(word.left for word in words), max(word.right for word in words)
    return LinePiece(words, left, right, main.base, main.size)


def main_word(words: Sequence[PageWord]) -> PageWord:
    """A word of the print that most characters of a line have."""
    first = words[0]
    if all(word.base == first.base and word.size == first.size for word in words):
        return first
    prints: dict[tuple[float, float], list[PageWord]] = {}
    for word in words:
        prints.setdefault((word.base, word.size), []).append(word)
    return max(prints.values(), key=lambda alike: sum(len(word.text) for word in alike))[0]
