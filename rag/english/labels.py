"""Find labels in a text: numbers and codes that name ("Room 12", "Version 2.1", "INV-2024-0031")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from rag.english.text import word_set
from rag.english.word_lists import word_list

_LABELLED = word_set("""
    room version section ward rule class chapter article page line flight gate platform unit building hall
    floor level step phase stage figure table appendix invoice order case file form item lot number no grade
    year group team zone district route bus tram train berth cabin block bay pier dock track channel model
    type category paragraph clause annex part volume issue episode season session exhibit sample site well
    reactor station apartment flat suite house seat row box shelf plot regulation resolution amendment
    schedule option scenario
    """)
_VALUE = r"(?:[A-Za-z]{0,3}-?\d[\w./-]*\w|[A-Za-z]?\d)"
_NUMBERED = r"\s+(?:(?i:no|nr)\.?\s*|(?i:number)\s+|#)?"
_LABEL = re.compile(rf"\b(?P<noun>[^\W\d_]{{2,}}){_NUMBERED}(?P<value>{_VALUE})")
_SERIES = rf"({_VALUE}(?:(?:\s*,|\s+and|\s+or)\s+{_VALUE})*)"  # "Rooms 12, 13 and 14"
_CODE = re.compile(r"(?<![\w.-])(?=[\w./-]*\d)(?=[\w./-]*[A-Za-z])[A-Za-z0-9]+(?:[-./][A-Za-z0-9]+)*")
_MEASURED = re.compile(r"\d[\d.,]*[A-Za-z]{1,4}")  # "40km", "5pm", "21st", "1990s"
_UNIT = re.compile(r"\d[\d.,]*-[a-z]{3,}(?:-[a-z]+)*")  # "64-metre", "nine-year-old": a measure
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_PERIODS = word_list("months") | word_list("weekdays")


@dataclass(frozen=True)
class Label:
    """A number or code that names: ``value`` of the ``noun`` before it, in lower case; "" for a bare code.

    It stands at characters ``start`` to ``end``, which say nothing of whether two are the same.
    """

    noun: str
    value: str
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


def labels(text: str) -> Iterator[Label]:
    """Find the labels of a text: those with a noun first, then bare codes."""
    seen: list[tuple[int, int]] = []
    for match in _LABEL.finditer(text):
        noun, value = match["noun"], match["value"]
        is_name = noun[0].isupper() and match.start() and not _YEAR.fullmatch(value)
        if noun.lower() not in _PERIODS and (_singular(noun) in _LABELLED or is_name):
            seen.append(match.span("value"))
            yield Label(_singular(noun), value.lower(), *match.span())
    for match in _CODE.finditer(text):
        inside = any(start <= match.start() < end for start, end in seen)
        if not inside and not _is_measured(match[0]):
            yield Label("", match[0].lower(), *match.span())


def is_label(text: str, start: int) -> bool:
    """Return whether the word that begins at ``start`` is a number or code that names."""
    if (code := _CODE.match(text, start)) and not _is_measured(code[0]):
        return True
    return any(
        match.start("value") <= start < match.end("value") and _singular(match["noun"]) in _LABELLED
        for match in _LABEL.finditer(text)
    )


def _is_measured(code: str) -> bool:
    return bool(_MEASURED.fullmatch(code) or _UNIT.fullmatch(code))


def bears(label: Label, text: str) -> bool:
    """Return whether the value of a label stands in a text, whatever stands before it."""
    return bool(re.search(rf"(?<![\w.-]){re.escape(label.value)}(?![\w-]|[./]\w)", text, re.IGNORECASE))


def values_of_kind(label: Label, text: str) -> list[str]:
    """The values of labels of the same kind in a text, in order: other rooms, other invoices."""
    if not label.noun:
        return [m[0].lower() for m in _CODE.finditer(text) if _shape(m[0]) == _shape(label.value)]
    pattern = rf"\b{re.escape(label.noun)}s?{_NUMBERED}{_SERIES}"
    return [
        value.lower()
        for match in re.finditer(pattern, text, re.IGNORECASE)
        for value in re.findall(_VALUE, match[1])
    ]


def _singular(noun: str) -> str:
    return noun.lower().rstrip("s")


def _shape(code: str) -> str:
    """The form of a code: "INV-2024-0031" and "INV-2024-0099" have the same."""
    return re.sub(r"\d+", "0", code.upper())
