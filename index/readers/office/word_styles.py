"""The styles of a Word file: which make a title, a list, or text that is hidden or struck out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from index.readers.office.list_numbers import W

OFF = {"0", "false", "off", "none"}
NOT_SHOWN = ("strike", "dstrike", "vanish")


@dataclass(frozen=True)
class ParagraphStyle:
    """A paragraph's style: its id, whether it is a title, and its list with the level, from 0, if given."""

    identifier: str | None
    title: bool = False
    list_id: str | None = None
    level: int | None = None


class WordStyles:
    """The styles of a document, each with those that it is based on."""

    def __init__(self, document: Any) -> None:
        elements = document.styles.element.iterchildren(f"{W}style")
        self._by_id = {element.get(f"{W}styleId"): element for element in elements}

    def of(self, paragraph: Any) -> ParagraphStyle:
        """Title and list of one paragraph."""
        identifier = _value(paragraph.find(f"{W}pPr/{W}pStyle"))
        style = self._by_id.get(identifier)
        name = (_value(style.find(f"{W}name")) or "").lower() if style is not None else ""
        for element in (paragraph, *self._chain(identifier)):
            number = element.find(f"{W}pPr/{W}numPr")
            list_id = _value(number.find(f"{W}numId")) if number is not None else None
            if list_id is not None:
                level = _value(number.find(f"{W}ilvl"))
                given = int(level) if level and level.isdecimal() else 0 if element is paragraph else None
                # List 0 takes a list's mark away.
                return ParagraphStyle(identifier, _is_title(name), None if list_id == "0" else list_id, given)
        return ParagraphStyle(identifier, _is_title(name))

    def is_visible(self, run: Any, paragraph_style: str | None) -> bool:
        """Return whether a run is neither hidden nor struck out."""
        properties = run.find(f"{W}rPr")
        character_style = _value(properties.find(f"{W}rStyle")) if properties is not None else None
        if properties is None and paragraph_style not in self._by_id:
            return True
        chain = [*self._chain(character_style), *self._chain(paragraph_style)]
        given = [properties, *(style.find(f"{W}rPr") for style in chain)]
        return not any(_is_on(name, [one for one in given if one is not None]) for name in NOT_SHOWN)

    def _chain(self, identifier: str | None) -> Iterator[Any]:
        for _ in range(10):  # styles may be based on each other in a circle
            style = self._by_id.get(identifier)
            if style is None:
                return
            yield style
            identifier = _value(style.find(f"{W}basedOn"))


def _is_title(name: str) -> bool:
    return name in ("title", "heading 1")


def _is_on(name: str, given: list[Any]) -> bool:
    """Return whether the first of these properties that names a mark sets it."""
    for properties in given:
        mark = properties.find(f"{W}{name}")
        if mark is not None:
            return (_value(mark) or "on").lower() not in OFF
    return False


def _value(element: Any) -> str | None:
    if element is None:
        return None
    value = element.get(f"{W}val")
    return None if value is None else str(value)
