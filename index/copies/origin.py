"""The direction of a copy: of two documents that share text, the one that repeats the other."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from index.copies.stretches import Stretch, length
from index.copies.weights import OWN_BEFORE, WHOLE

_REPORTING = r"(?:report\w*|articles?|said|says?|writes?|wrote|put it|story)"
_BEFORE = (
    r"(?:according to|reports?|writes?|sources?|via|from|published (?:by|in)|citing|courtesy of|credit"
    r"|copyright|©)"
)
_INTRODUCES = re.compile(r":\s*[>“\"„«\s]*\Z|\n\s*>\s*[“\"„«]?\Z")  # a colon, or a quoted block


@dataclass(frozen=True)
class Party:
    """A document that shares text: ``number`` counts in the order added, ``spans`` are what it shares."""

    number: int
    id: str
    published: str | None
    characters: int
    spans: tuple[Stretch, ...]

    @property
    def share(self) -> float:
        """The share of the document that is shared, 0 to 1."""
        return length(self.spans) / max(1, self.characters)

    @property
    def is_frame(self) -> bool:
        """True if it puts text of its own before what is shared."""
        return min(start for start, _ in self.spans) >= OWN_BEFORE * self.characters


@dataclass(frozen=True)
class Overlap:
    """Two documents that share text: the n-th span of each is the same.

    ``attributed``: above 0 where ``one`` says that it quotes the other, below where the other says so.
    """

    one: Party
    other: Party
    attributed: int

    @cached_property
    def copy(self) -> Party:
        """The one that repeats the other: the later by date, else the one that names the other, else the
        one that opens with text of its own, else the one that is but a part, else the one added later.
        """
        return self.one if self._one_repeats() else self.other

    @property
    def original(self) -> Party:
        """The one that is repeated."""
        return self.other if self.copy is self.one else self.one

    @property
    def is_whole(self) -> bool:
        """True if one of the two is little more than the other or a part of it."""
        return self.copy.share >= WHOLE or (self.original.share >= WHOLE and not self.copy.is_frame)

    def of(self, document: str) -> tuple[Party, Party]:
        """The document named first, and then the other one."""
        return (self.one, self.other) if self.one.id == document else (self.other, self.one)

    def _one_repeats(self) -> bool:
        one, other = self.one, self.other
        if one.published and other.published and one.published != other.published:
            return one.published > other.published
        if self.attributed:
            return self.attributed > 0
        if one.is_frame != other.is_frame:
            return one.is_frame
        if max(one.share, other.share) >= WHOLE > min(one.share, other.share):
            return one.share > other.share
        return one.number > other.number


def claims(text: str, spans: Iterable[Stretch], outlet: str | None) -> int:
    """Score how ``text`` attributes ``spans`` to ``outlet``: 2 for naming it, and 1 for quoting."""
    introduced = any(_INTRODUCES.search(text, max(0, start - 60), start) for start, _ in spans)
    return 2 * _names_source(text, outlet) + introduced


def _names_source(text: str, outlet: str | None) -> bool:
    """Return whether ``text`` names ``outlet``, in full or in short, as the source of something."""
    if not outlet or not outlet.strip():
        return False
    parts = re.findall(r"\w+", outlet)
    names = [re.escape(outlet.strip())]
    if len(parts) >= 2:
        names.append(rf"(?-i:{''.join(part[0] for part in parts).upper()})")
    if len(parts) >= 3:
        names.append(rf"{parts[0]} {parts[-1]}")
    name = rf"\b(?:{'|'.join(names)})(?!\w)"
    found = rf"{name}(?:['’]s)?(?:\W+\w+){{0,6}}?\W+{_REPORTING}\b|\b{_BEFORE}:?\s+(?:\w+\s+){{0,4}}?{name}"
    return re.search(found, text, re.IGNORECASE) is not None
