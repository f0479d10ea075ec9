"""Web pages: the article's text, title, outlet and date, without the page around it."""

import logging
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from index.document import ParsedDocument
from index.errors import Damaged, NoText, ReadError
from index.readers.encodings.decoding import decode_declared
from index.readers.metadata.day_formats import find_dates, order_of, plausible
from index.readers.metadata.outlets import clean_outlet, find_outlet
from index.readers.metadata.published import find_evidence, find_published
from index.readers.metadata.titles import headline, sensible, untitled
from index.readers.metadata.weights import DAYS_AHEAD
from index.readers.visible_html import visible_source
from index.readers.weights import EXTRACTOR_LIMIT, SHORT_ARTICLE, SMALL_PAGE
from index.readers.whole_page import is_text_alone, storable, whole_text

DECLARED = re.compile(
    rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})|^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""",
    re.IGNORECASE,
)
# "Page generated 2025-07-07", "Printed on 3 May 2024 at 10:00": up to the end of the sentence.
MACHINE_MADE = re.compile(
    r"\b(?:generated|rendered|printed|retrieved|downloaded|cached|archived|built|accessed)\b"
    r"[^.\n]{0,40}?\d{4}[^.\n]{0,40}",
    re.IGNORECASE,
)
HEADING_WORDS = 3  # words from which a heading is a headline
SECTIONS = "//article|//main|//nav|//header|//footer|//aside"


@dataclass(frozen=True)
class _Page:
    """The title, outlet, day (YYYY-MM-DD) and language ("en-GB") that a page's own metadata gives."""

    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str = ""


def read_web(name: str, data: bytes) -> ParsedDocument:
    """Read a web page called ``name``: its article, with the title as first paragraph, without comments.

    Nothing is fetched. Raises ``NoText`` if the page holds no text, ``Damaged`` if it is no web page.
    """
    match = DECLARED.search(data[:4096])
    source = storable(decode_declared(data, _label(match)))
    if data.count(b"\0") > len(data) / 100 and "\0" in decode_declared(data[:4096], None):
        raise Damaged(f"{name}: looks binary, not a web page: give it the suffix of what it is.")
    try:
        page, article = _read(source)
    except (ReadError, MemoryError):
        raise
    except Exception as error:
        raise Damaged(
            f"{name}: the web page cannot be read ({type(error).__name__}): save it again from a browser."
        ) from error
    if not article.strip():
        raise NoText(f"{name}: the page holds no text: save it from a browser once it is fully shown.")
    return _reading(name, page, article, source)


def _label(match: re.Match[bytes] | None) -> str | None:
    return (match[1] or match[2]).decode("ascii", "replace").lower() if match else None


def _reading(name: str, page: _Page, article: str, source: str) -> ParsedDocument:
    title = sensible(page.title)
    text = article.strip()
    if title and _letters(title) not in _letters(text[: len(title) * 2 + 600]):
        text = f"{title}\n\n{text}"
    published, evidence = page.published and _settled(page.published, source, text, page.language), None
    if published:
        evidence = find_evidence(text, published)
    elif found := find_published(text, page.language):
        published, evidence = found.day, found.evidence
    return ParsedDocument(
        text=text,
        media_type="text/html",
        title=title or headline(text) or untitled(text, name),
        outlet=page.outlet or find_outlet(text),
        published=published,
        published_evidence=evidence,
    )


def _settled(day: str, source: str, text: str, language: str) -> str | None:
    """Give a day that a page writes as 03/04/2025 in the order of its language; ``None`` if unknown."""
    parts = tuple(map(int, day.split("-")))
    if day in source or day.replace("-", "/") in source or day.replace("-", "") in source:
        return day
    for found in find_dates(source):
        if found.unsure and {found.day.month, found.day.day} == set(parts[1:]) and found.day.year == parts[0]:
            order = order_of(found.written, text, language)
            again = next(find_dates(found.written, day_first=order))
            return None if again.unsure else again.day.isoformat()
    return day


def _letters(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalnum())


def _read(source: str) -> tuple[_Page, str]:
    """Give a page's metadata and its article; its plain text where no article is found."""
    from lxml.etree import ParserError
    from lxml.html import HTMLParser, fromstring

    if not source.strip():
        return _Page(), ""
    try:
        tree = fromstring(
            f"<html>{source}</html>" if "<html" not in source[:5000].lower() else source,
            parser=HTMLParser(huge_tree=True),
        )
    except ParserError:
        return _Page(), ""  # nothing but comments and processing instructions
    language = tree.get("lang") or ""
    if sum(1 for _ in tree.iter()) > EXTRACTOR_LIMIT:
        return _Page(title=tree.findtext(".//title"), language=language), whole_text(tree)
    page = replace(_metadata(source, tree), language=language)
    shown = visible_source(source, tree)
    plain = whole_text(tree)
    if is_text_alone(tree):
        return page, plain
    article = _article(shown)
    # A page of a few lines and no sections has no article to tell from the rest: all of it is the text.
    tiny = len(article) < SHORT_ARTICLE and len(plain) < SMALL_PAGE and not tree.xpath(SECTIONS)
    return page, plain if tiny or not article else article


def _article(source: str) -> str:
    """Give the article as trafilatura sees it: strictly, and leniently where that leaves next to nothing.

    Strict extraction scored best on the development pages (bag of words F1 .975 to .967).
    """
    import trafilatura

    options = {"include_comments": False, "include_tables": True}
    strict = trafilatura.extract(source, favor_precision=True, **options) or ""
    if len(strict) >= SHORT_ARTICLE:
        return _spaced(strict)
    lenient = trafilatura.extract(source, **options) or ""
    return _spaced(lenient if len(lenient) > len(strict) else strict)


def _spaced(text: str) -> str:
    """Part paragraphs by blank lines, where trafilatura has line ends; lists and tables stay together.

    A line that goes on in small letters goes on in its paragraph: its end was the source's, not the page's.
    """
    pieces: list[str] = []
    above = ""
    for raw in text.split("\n"):
        row = raw.lstrip().startswith("|")
        line = _cells(raw) if row else raw.strip()
        if not line:
            continue
        kind = "row" if row else line[:2] if line.startswith("- ") else ""
        open_end = bool(pieces) and (pieces[-1][-1].isalnum() or pieces[-1].endswith(","))
        if not kind and not above and open_end and line[0].islower():
            pieces.append(f" {line}")
        else:
            pieces.append(("\n" if kind and kind == above else "\n\n") + line)
        above = kind
    return "".join(pieces).strip()


def _cells(row: str) -> str:
    """Give a Markdown table row as its cells; nothing for rulers and empty rows."""
    cells = [cell.strip() for cell in row.strip().strip("|").split("|")]
    return " | ".join(filter(None, cells)) if any(cell.strip("-: ") for cell in cells) else ""


def _metadata(source: str, page: Any) -> _Page:
    """Title, outlet and date that the page declares; a date is never guessed from its text."""
    import trafilatura
    from trafilatura.metadata import extract_metadata

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    tree = trafilatura.load_html(source)
    if tree is None:
        return _Page()
    _silence_machines(tree)
    named = tree.xpath('//meta[@property="og:site_name" or @name="og:site_name"]/@content')
    latest = (date.today() + timedelta(days=DAYS_AHEAD)).isoformat()
    found = extract_metadata(
        tree, date_config={"original_date": True, "extensive_search": False, "max_date": latest}
    )
    outlet = _outlet(named, found.sitename, urlsplit(found.url or "").hostname)
    return _Page(_title(_headed(found.title, page), outlet), outlet, _day(found.date))


def _silence_machines(tree: Any) -> None:
    """Remove what says when a page was made by a machine: that is no day of publication."""
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag not in ("script", "style"):
            if element.text and MACHINE_MADE.search(element.text):
                element.text = MACHINE_MADE.sub("", element.text)
            if element.tail and MACHINE_MADE.search(element.tail):
                element.tail = MACHINE_MADE.sub("", element.tail)


def _headed(title: str | None, page: Any) -> str | None:
    """The heading that the page's own title names, where ``title`` is another, as that of a logo."""
    named = _letters(page.findtext(".//title") or "")
    if not title or not named or _letters(title) in named:
        return title
    texts = (" ".join(heading.text_content().split()) for heading in page.iter("h1", "h2", "h3"))
    fitting = (text for text in texts if len(text.split()) >= HEADING_WORDS and _letters(text) in named)
    return next(fitting, title)


def _day(value: str | None) -> str | None:
    try:
        return value if value and plausible(date.fromisoformat(value)) else None
    except ValueError:
        return None


def _outlet(named: list[str], guessed: str | None, host: str | None) -> str | None:
    """Give the site's name, without its motto: of what the page declares, what agrees with its address.

    A name that is no more than a part of the address becomes the address.
    """
    host = (host or "").removeprefix("www.")
    labels = host.split(".")[:-1]
    split = (re.split(r"\s[|–—]\s", name)[0] for name in (guessed or "", *named))
    names = [name for name in map(clean_outlet, split) if name]
    agreeing = [name for name in names if any(label and label in _letters(name) for label in labels)]
    best = max(agreeing or names[:1], key=len, default=None)
    declared = best in named and not (best or "").islower()
    return host if best and not declared and best.lower().strip("_") in labels else best


def _title(title: str | None, outlet: str | None) -> str | None:
    """Give a title without the name of its site at either end."""
    title = " ".join((title or "").split())
    if outlet:
        name = re.escape(outlet)
        shorter = re.sub(rf"\s*[|–—:·-]\s*{name}\s*$|^{name}\s*[|–—:·-]\s+", "", title, flags=re.IGNORECASE)
        title = shorter if len(shorter) > 10 else title
    return title or None
