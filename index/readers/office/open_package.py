"""The package of an OpenDocument file: its parts, its styles, its title."""

import io
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from index.errors import Damaged, TooLarge
from index.readers.office.package import checked_package
from index.readers.office.weights import OPEN_LIMIT

_STRUCK = "text-line-through-style"


class OpenPackage:
    """The parts of a file called ``name`` that are read, as trees of XML.

    Raises ``Damaged`` for what is no intact OpenDocument file or is encrypted, ``TooLarge`` for more than can
    be opened at once.
    """

    def __init__(self, name: str, data: bytes, suffix: str) -> None:
        checked_package(name, data, suffix)
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        if self._size("META-INF/manifest.xml") and b"encrypt" in self._archive.read("META-INF/manifest.xml"):
            raise Damaged(f"{name}: it is encrypted: save it as {suffix} without a password.")
        if self._size("content.xml") > OPEN_LIMIT:
            raise TooLarge(f"{name}: its content is over {OPEN_LIMIT // 1_000_000} MB: split the file.")
        content = self.part("content.xml")
        if content is None:
            raise Damaged(f"{name}: it has no content that can be read: save it again as {suffix}.")
        self.content = content
        self.styles = self.part("styles.xml")
        self._known: dict[tuple[str, str | None, str], str | None] = {}
        self._properties = {
            (attribute(style, "family"), attribute(style, "name")): style
            for root in (self.styles, self.content)
            if root is not None
            for style in root.iter("{*}style")
        }

    def title(self) -> str | None:
        """The title in the file's properties."""
        meta = self.part("meta.xml")
        return meta.findtext(".//{*}meta/{*}title") if meta is not None else None

    def part(self, name: str) -> Any:
        """The root of a part; ``None`` if it is missing, broken or too large."""
        from lxml import etree

        if not 0 < self._size(name) <= OPEN_LIMIT:
            return None
        try:
            return etree.fromstring(self._archive.read(name), etree.XMLParser(resolve_entities=False))
        except (etree.XMLSyntaxError, zipfile.BadZipFile):
            return None

    def style(self, element: Any, family: str, name: str) -> str | None:
        """A property of an element's style, by its name without a prefix, or of the styles it builds on."""
        key = family, attribute(element, "style-name"), name
        if key not in self._known:
            self._known[key] = self._look_up(*key)
        return self._known[key]

    def _look_up(self, family: str, style: str | None, name: str) -> str | None:
        seen: set[str | None] = set()
        while style not in seen and (family, style) in self._properties:
            seen.add(style)
            element = self._properties[family, style]
            for properties in element:
                if (value := attribute(properties, name)) is not None:
                    return value
            style = attribute(element, "parent-style-name")
        return None

    def is_hidden(self, element: Any, family: str) -> bool:
        """Return whether the style of a text hides it or strikes it out."""
        struck = self.style(element, family, _STRUCK)
        return struck not in (None, "none") or self.style(element, family, "display") == "none"

    def _size(self, name: str) -> int:
        try:
            return self._archive.getinfo(name).file_size
        except KeyError:
            return 0


def attribute(element: Any, name: str) -> str | None:
    """The value of an attribute by its name without a prefix."""
    return next((value for key, value in element.items() if _local(key) == name), None)


def number(element: Any, name: str, default: int = 1) -> int:
    """The value of an attribute that is a count."""
    value = attribute(element, name)
    return int(value) if value and value.isdecimal() else default


def kind(element: Any) -> str:
    """The name of an element without its prefix; "" for a comment."""
    return _local(element.tag) if isinstance(element.tag, str) else ""


def below(element: Any, *kinds: str) -> Iterator[Any]:
    """The elements of some kinds below one, those next to it and those within groups, in their order."""
    for child in element:
        if kind(child) in kinds:
            yield child
        elif kind(child) in _GROUPS:
            yield from below(child, *kinds)


_GROUPS = {
    "table-header-rows", "table-rows", "table-row-group", "table-columns", "table-column-group",
    "table-header-columns",
}  # fmt: skip


@lru_cache(maxsize=1024)
def _local(name: str) -> str:
    return name.rpartition("}")[2]
