"""E-books (.epub): their chapters in order, without the pages that only lead to others."""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import accumulate
from typing import Any
from urllib.parse import unquote

from index.document import Page, ParsedDocument
from index.errors import Damaged, NoText
from index.readers.encodings.decoding import decode
from index.readers.metadata.day_formats import plausible
from index.readers.metadata.published import find_evidence
from index.readers.metadata.titles import from_name, sensible
from index.readers.office.weights import UNPACKED_LIMIT
from index.readers.weights import FEWEST_LINKS, LINKED_SHARE
from index.readers.whole_page import plain_text

BETWEEN = "\n\n"
DC = "{http://purl.org/dc/elements/1.1/}"
FONT_SCRAMBLERS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
PAGES = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)


def read_book(name: str, data: bytes) -> ParsedDocument:
    """Read an e-book called ``name``: its chapters in the order of its spine; its authors are the outlet.

    Each file of a chapter is a page. Notes are kept; left out is the table of contents. Raises ``Damaged`` if
    it is broken or protected, ``NoText`` if it holds no text.
    """
    from lxml.etree import LxmlError

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            book = _Book(archive)
            if book.is_protected():
                raise Damaged(
                    f"{name}: the e-book is protected against copying: only its own program shows it."
                )
            text, pages = _joined(list(filter(None, book.chapters())))
            title, authors, day = book.title(), book.authors(), book.day()
    except (*_BROKEN, KeyError, LxmlError) as error:
        raise Damaged(f"{name}: the e-book is broken ({type(error).__name__}): get a fresh copy.") from error
    if not text.strip():
        raise NoText(f"{name}: the e-book holds no text, perhaps only images of its pages.")
    return ParsedDocument(
        text=text,
        media_type="application/epub+zip",
        title=sensible(title) or (title if title and title.isdecimal() else from_name(name)),  # "1984"
        outlet=authors,
        published=day,
        published_evidence=find_evidence(text, day) if day else None,
        pages=pages,
    )


def _joined(chapters: Sequence[str]) -> tuple[str, tuple[Page, ...]]:
    """One text of all chapters, each a page; what parts two chapters belongs to the first."""
    starts = list(accumulate((len(chapter) + len(BETWEEN) for chapter in chapters), initial=0))
    ends = [*starts[1:-1], starts[-1] - len(BETWEEN)]
    pages = (Page(n, start, end) for n, (start, end) in enumerate(zip(starts[:-1], ends, strict=False), 1))
    return BETWEEN.join(chapters), tuple(pages)


class _Book:
    """An open e-book: its package document, and the files that this names.

    The structure is that of EPUB 2 and 3. Raises ``KeyError`` and lxml's errors where it is broken, and
    ``ValueError`` if it unpacks to more than any book needs.
    """

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        if sum(entry.file_size for entry in archive.infolist()) > UNPACKED_LIMIT:
            raise ValueError
        container = _parsed(archive.read("META-INF/container.xml"))
        self._path = next(iter(container.xpath("//*[local-name()='rootfile']/@full-path")))
        self._package = _parsed(archive.read(self._path))

    def is_protected(self) -> bool:
        """Return whether more of it is encrypted than fonts."""
        if "META-INF/encryption.xml" not in self._archive.namelist():
            return False
        ways = _parsed(self._archive.read("META-INF/encryption.xml")).xpath(
            "//*[local-name()='EncryptionMethod']/@Algorithm"
        )
        return any(way not in FONT_SCRAMBLERS for way in ways)

    def chapters(self) -> Iterator[str]:
        """The texts of the pages that are read one after the other."""
        items = {item.get("id"): item for item in self._each("item")}
        for step in self._each("itemref"):
            item = items.get(step.get("idref"))
            if item is None or item.get("media-type") not in PAGES:
                continue
            page = self._page(item.get("href"))
            if "nav" not in item.get("properties", "").split() and not _is_contents(page):
                yield plain_text(page)

    def _page(self, link: str) -> str:
        """A page as HTML; "" if it is missing."""
        path = unquote((link or "").partition("#")[0])
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self._path), path))
        try:
            return _as_html(self._archive.read(path))
        except KeyError:
            return ""

    def title(self) -> str | None:
        """The title: the first, where there are others of other kinds."""
        return next(self._metadata("title"), None)

    def authors(self) -> str | None:
        """The authors, else the publisher."""
        return ", ".join(dict.fromkeys(self._metadata("creator"))) or next(self._metadata("publisher"), None)

    def day(self) -> str | None:
        """The day of publication (YYYY-MM-DD), if the book names a day."""
        dates = [(*one.attrib.values(), one.text or "") for one in self._package.iter(f"{DC}date")]
        dates = sorted(
            (one for one in dates if "modification" not in one), key=lambda one: "publication" not in one
        )
        return next(filter(None, (_day(text) for *_, text in dates)), None)

    def _metadata(self, name: str) -> Iterator[str]:
        texts = (" ".join("".join(one.itertext()).split()) for one in self._package.iter(f"{DC}{name}"))
        return filter(None, texts)

    def _each(self, name: str) -> list[Any]:
        return list(self._package.xpath(f"//*[local-name()='{name}']"))


def _parsed(data: bytes) -> Any:
    """XML as a tree; nothing outside it is read, and its entities stay as they are."""
    from lxml.etree import XMLParser, fromstring

    return fromstring(data, parser=XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _as_html(data: bytes) -> str:
    """A page as HTML: in XHTML an empty element ends by itself, which browsers' HTML knows nothing of."""
    from lxml.etree import XMLSyntaxError, tostring

    try:
        return str(tostring(_parsed(data), method="html", encoding="unicode"))
    except XMLSyntaxError:
        return decode(data)


def _is_contents(page: str) -> bool:
    """Return whether a page is hardly more than links to other pages of the book, as a table of contents."""
    from lxml.html import fromstring

    if page.count("<a ") < FEWEST_LINKS:
        return False
    tree = fromstring(page)
    links = [
        "".join(one.itertext()) for one in tree.xpath("//body//a[@href and not(contains(@href, '://'))]")
    ]
    words = "".join(tree.xpath("//body//text()[not(ancestor::h1 or ancestor::h2 or ancestor::h3)]"))
    return len(links) >= FEWEST_LINKS and _letters("".join(links)) >= LINKED_SHARE * _letters(words)


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _day(text: str) -> str | None:
    match = re.match(r"\s*(\d{4}-\d\d-\d\d)", text)
    try:
        day = date.fromisoformat(match[1]) if match else None
    except ValueError:
        return None
    return day.isoformat() if day and plausible(day) else None
