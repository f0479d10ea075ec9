"""The tokens of a sentence, and a number as it is read from them."""

import re
from dataclasses import dataclass
from functools import cached_property

from rag.english.quantities.number_words import VULGAR

_FRACTION_SIGNS = "".join(VULGAR)
_TOKEN = re.compile(
    r"(?P<number>\d{1,3}(?: \d{3})+(?![\d,.]*\d)|\d+(?:[.,\u00a0\u2009\u202f'’]\d+)*|(?<![\w.])\.\d+)"
    r"|(?:km|m|cm|ft|mi)[23](?!\w)"
    rf"|[^\W\d_{_FRACTION_SIGNS}]+(?:['’][^\W\d_{_FRACTION_SIGNS}]+)*|\S"
)
DIGIT = re.compile(rf"[\d{_FRACTION_SIGNS}]")
DASHES = ("-", "–", "‑", "−")
_SPACED = re.compile(r"[\s‑-]+")


@dataclass(slots=True)
class _Token:
    """A word, number or sign, with the methods text2num needs of a token."""

    start: int
    end: int
    written: str
    low: str
    is_number: bool

    def text(self) -> str:
        return self.low

    def nt_separated(self, previous: "_Token") -> bool:  # noqa: ARG002  # text2num's interface
        return False

    def not_a_number_part(self) -> bool:
        return False


@dataclass(slots=True)
class NumberReading:
    """A number as it is read: tokens ``first`` to ``last`` (inclusive), its values, and its fields so far.

    ``skip``: the reason why it is no quantity, "label", "phone", "one" (a pronoun) or "other"; "" for a
    quantity.
    """

    first: int
    last: int
    low: float
    high: float
    dimension: str = "count"
    unit: str | None = None
    bound: str = "exact"
    scale: float = 1.0
    skip: str = ""
    noun: str | None = None
    inclusive: bool = False


class TokenSentence:
    """A text and its tokens, by index; an index out of range has the word ""."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [
            _Token(match.start(), match.end(), word := match[0], word.lower(), match.lastgroup is not None)
            for match in _TOKEN.finditer(text)
        ]
        self._low = [token.low for token in self.tokens]
        self._count = len(self._low)

    def low(self, i: int) -> str:
        """Token ``i`` in lower case."""
        return self._low[i] if 0 <= i < self._count else ""

    def written(self, i: int) -> str:
        """Token ``i`` as written."""
        return self.tokens[i].written if 0 <= i < len(self.tokens) else ""

    def is_number(self, i: int) -> bool:
        """Return whether token ``i`` is in digits."""
        return 0 <= i < len(self.tokens) and self.tokens[i].is_number

    def attached(self, i: int) -> bool:
        """Return whether token ``i`` follows the one before it without a space."""
        return 0 < i < len(self.tokens) and self.tokens[i].start == self.tokens[i - 1].end

    def after(self, i: int) -> int:
        """The index of the token after ``i``, past a hyphen that joins it to a word: "95-minute"."""
        if self.low(i + 1) in ("-", "‑") and self.attached(i + 1) and self.attached(i + 2):
            return i + 1 if self.is_number(i + 2) else i + 2
        return i + 1

    def phrase(self, i: int, count: int) -> str:
        """``count`` tokens from ``i`` as written, with spaces for hyphens."""
        end = self.tokens[min(i + count, len(self.tokens)) - 1].end
        return _SPACED.sub(" ", self.text[self.tokens[i].start : end])

    def words(self, i: int, count: int) -> str:
        """``count`` tokens from ``i`` in lower case, joined by spaces."""
        return " ".join(self._low[max(i, 0) : max(i + count, 0)])

    @cached_property
    def lows(self) -> frozenset[str]:
        """All tokens, in lower case."""
        return frozenset(self._low)

    def starts_line(self, i: int) -> bool:
        """Return whether token ``i`` is the first of its line."""
        return i == 0 or "\n" in self.text[self.tokens[i - 1].end : self.tokens[i].start]


def share_of(first: int, last: int, part: float) -> NumberReading:
    """A share of a whole, in percent; ``part`` is from 0 to 1."""
    return NumberReading(first, last, 100 * part, 100 * part, "percent", "share")
