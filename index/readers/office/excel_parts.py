"""The parts of a workbook besides its cells: what is drawn or printed on each page, and how much there is."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, Any

from index.errors import TooLarge
from index.readers.office.places import says_something
from index.readers.office.weights import MOST_CELLS

_CODES = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d+|\[[^\]]*\]|[A-Z])', re.IGNORECASE)
_DRAWING, _CHART = "/drawing", "/chart"  # ends of the types of relations


def count_unsaved(name: str, data: bytes) -> int:
    """The formulas of a workbook without a result, as a program leaves them that does not calculate.

    Raises ``TooLarge`` where there are more cells than can be opened, or areas of more.
    """
    size = unsaved = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.namelist():
            if not re.fullmatch(r"xl/(?:worksheets/[^/]+|sharedStrings)\.xml", part, re.IGNORECASE):
                continue
            with archive.open(part) as file:
                for element in _elements(file):
                    size += _area(element)
                    unsaved += _is_unsaved(element)
                    if size > MOST_CELLS:
                        raise TooLarge(
                            f"{name}: over {MOST_CELLS:,} cells, some perhaps empty: delete empty rows, "
                            "split the workbook, or save its sheets as .csv."
                        )
    return unsaved


def _elements(file: IO[bytes]) -> Iterator[Any]:
    """The elements of a part that take memory; each row is forgotten once it was given."""
    from lxml import etree

    tags = ("{*}c", "{*}row", "{*}si", "{*}mergeCell", "{*}hyperlink")
    for _, element in etree.iterparse(file, tag=tags, resolve_entities=False):
        yield element
        if etree.QName(element).localname != "c":
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _area(element: Any) -> int:
    """The cells that an element takes: one, or those of the area that it is for."""
    from openpyxl.utils.cell import range_boundaries

    if element.tag.endswith(("}mergeCell", "}hyperlink")):
        left, top, right, bottom = range_boundaries(element.get("ref"))
        return int((right - left + 1) * (bottom - top + 1))
    return 1


def _is_unsaved(cell: Any) -> bool:
    """Return whether a cell has a formula and no result; an empty text is a result."""
    return cell.find("{*}f") is not None and not cell.findtext("{*}v") and cell.get("t") != "str"


def running_texts(worksheets: Iterable[Any]) -> list[str]:
    """The heads and feet of the printed pages, each once, without the numbers of pages."""
    edges = (
        getattr(getattr(sheet, edge), side).text
        for sheet in worksheets
        for edge in ("oddHeader", "evenHeader", "firstHeader", "oddFooter", "evenFooter", "firstFooter")
        for side in ("left", "center", "right")
    )
    texts = (" ".join(_CODES.sub("", edge).split()) for edge in edges if edge)
    return list(dict.fromkeys(text for text in texts if says_something(text)))


def drawn_texts(archive: zipfile.ZipFile) -> dict[str, list[str]]:
    """The texts in the text boxes of each sheet, and the titles of its charts, by the sheet's name."""
    book = _root(archive, "xl/workbook.xml")
    relations = dict(_relations(archive, "xl/workbook.xml"))
    found: dict[str, list[str]] = {}
    for sheet in book.iterfind(".//{*}sheet") if book is not None else ():
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        texts = list(_drawn(archive, relations.get(key, ("", ""))[1]))
        found[" ".join((sheet.get("name") or "").split())] = texts
    return found


def _drawn(archive: zipfile.ZipFile, sheet: str) -> Iterator[str]:
    for kind, drawing in dict(_relations(archive, sheet)).values():
        if not kind.endswith(_DRAWING):
            continue
        yield from _paragraphs(_root(archive, drawing), "{*}txBody")
        for inner, chart in dict(_relations(archive, drawing)).values():
            if inner.endswith(_CHART):
                yield from _paragraphs(_root(archive, chart), "{*}title")


def _paragraphs(root: Any, parent: str) -> Iterator[str]:
    """The text of each element ``parent`` below ``root``, its paragraphs as one line."""
    for body in root.iter(parent) if root is not None else ():
        lines = ("".join(text.text or "" for text in line.iter("{*}t")) for line in body.iter("{*}p"))
        text = " ".join(" ".join(lines).split())
        if text:
            yield text


def _relations(archive: zipfile.ZipFile, part: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """The relations of a part: their ids, each with its type and the part that it leads to."""
    folder, file = posixpath.split(part)
    root = _root(archive, f"{folder}/_rels/{file}.rels")
    for relation in root.iterchildren("{*}Relationship") if root is not None else ():
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or "")).lstrip("/")
        yield relation.get("Id") or "", (relation.get("Type") or "", target)


def _root(archive: zipfile.ZipFile, part: str) -> Any:
    """The root of a part's XML; ``None`` if it is missing or broken, which the cells do not suffer from."""
    from lxml import etree

    try:
        return etree.fromstring(archive.read(part), etree.XMLParser(resolve_entities=False))
    except (KeyError, etree.XMLSyntaxError):
        return None
