"""The numbers and bullets of lists in OpenDocument files."""

from collections.abc import Iterator
from typing import Any

from index.readers.office.list_numbers import BULLET, formed
from index.readers.office.open_package import OpenPackage, attribute, kind, number

_DEEPEST = 10  # levels that the format knows


class OpenLists:
    """The counters of a document's lists."""

    def __init__(self, package: OpenPackage) -> None:
        self._levels: dict[tuple[str, int], Any] = {}
        self._last: dict[str, int] = {}
        for root in (package.styles, package.content):
            for style in root.iter("{*}list-style") if root is not None else ():
                for level in style:
                    self._levels[attribute(style, "name") or "", number(level, "level")] = level

    def items(self, element: Any, style: str = "", level: int = 1) -> Iterator[tuple[str, Any]]:
        """The paragraphs of a list with their marks; a further paragraph of an item has none."""
        style = attribute(element, "style-name") or style
        key = f"{style} {level}"
        goes_on = attribute(element, "continue-numbering") == "true" or attribute(element, "continue-list")
        definition = self._levels.get((style, level))
        count = self._last.get(key, 0) if goes_on else self._start(definition) - 1
        for item in element:
            if kind(item) == "list-item":
                count = number(item, "start-value", count + 1)
            mark = self._mark(definition, count) if kind(item) == "list-item" else ""
            for child in item:
                if kind(child) == "list" and level < _DEEPEST:
                    yield from self.items(child, style, level + 1)
                elif kind(child) in ("p", "h"):
                    yield mark, child
                    mark = ""
                else:
                    yield "", child
        self._last[key] = count

    def _start(self, definition: Any) -> int:
        return number(definition, "start-value") if definition is not None else 1

    def _mark(self, definition: Any, count: int) -> str:
        if definition is None or kind(definition) != "list-level-style-number":
            return BULLET
        form = attribute(definition, "num-format")
        if not form:
            return ""
        before, after = (attribute(definition, f"num-{side}") or "" for side in ("prefix", "suffix"))
        return f"{before}{formed(count, _FORMS.get(form, 'decimal'))}{after}"


_FORMS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
