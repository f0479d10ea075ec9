"""The numbers and bullets of lists in Word files, counted as Word counts them."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BULLET = "•"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_LEVEL = re.compile(r"%([1-9])")


@dataclass(frozen=True)
class ListLevel:
    """One level of a list: the form of its numbers, the text around them, and the first number."""

    form: str = "bullet"
    text: str = ""
    start: int = 1


class ListNumbers:
    """The counters of a document's lists; ``numbering`` is the root of its part for them, if it has one."""

    def __init__(self, numbering: Any) -> None:
        self._abstract: dict[str, dict[int, ListLevel]] = {}
        self._style_levels: dict[tuple[str, str], int] = {}
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._restarted: set[str] = set()
        for element in numbering.iterchildren() if numbering is not None else ():
            if element.tag == f"{W}abstractNum":
                self._read_levels(element)
            elif element.tag == f"{W}num":
                self._read_list(element)

    def mark(self, list_id: str, level: int | None, style: str | None) -> str:
        """Count a paragraph of a list, and give its number or bullet; "" where the list shows none.

        ``level`` counts from 0; ``None``: the one that the paragraph's ``style`` has in the list.
        """
        if list_id not in self._lists:
            return BULLET
        abstract, starts = self._lists[list_id]
        if level is None:
            level = self._style_levels.get((abstract, style or ""), 0)
        levels = self._abstract.get(abstract, {})
        shape = levels.get(level, ListLevel())
        if shape.form == "bullet":
            return BULLET
        counts = self._counts[abstract]
        if starts and list_id not in self._restarted:
            self._restarted.add(list_id)
            for restarted in starts:
                counts.pop(restarted, None)
        first = starts.get(level, shape.start)
        counts[level] = counts[level] + 1 if level in counts else first
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = levels.get(at, ListLevel())
            return formed(counts.get(at, other.start), other.form)

        return "" if shape.form == "none" else _LEVEL.sub(number, shape.text).strip()

    def _read_levels(self, abstract: Any) -> None:
        identity = abstract.get(f"{W}abstractNumId")
        levels = self._abstract.setdefault(identity, {})
        for element in abstract.iterchildren(f"{W}lvl"):
            at = _number(element.get(f"{W}ilvl"), 0)
            levels[at] = ListLevel(
                _value(element, "numFmt") or "decimal",
                _value(element, "lvlText") or "",
                _number(_value(element, "start"), 1),
            )
            style = _value(element, "pStyle")
            if style:
                self._style_levels[identity, style] = at

    def _read_list(self, element: Any) -> None:
        starts = {
            _number(override.get(f"{W}ilvl"), 0): _number(_value(override, "startOverride"), 1)
            for override in element.iterchildren(f"{W}lvlOverride")
            if override.find(f"{W}startOverride") is not None
        }
        self._lists[element.get(f"{W}numId")] = (_value(element, "abstractNumId") or "", starts)


def _value(element: Any, name: str) -> str | None:
    found = element.find(f"{W}{name}")
    return None if found is None else found.get(f"{W}val")


def _number(written: str | None, default: int) -> int:
    return int(written) if written and written.isascii() and written.isdecimal() else default


def formed(number: int, form: str) -> str:
    """A number in a form of Word's; those of other scripts and in words are given in figures."""
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 % 10 + 1) if number > 0 else "0"
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(number)
        return roman.upper() if form == "upperRoman" else roman
    return f"{number:02}" if form == "decimalZero" else str(number)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written
