"""Markdown: the document's text is the file's own; front matter may say title, outlet and date."""

import html
import re

from index.document import ParsedDocument, Span
from index.readers.metadata.day_formats import find_dates, order_of
from index.readers.metadata.outlets import clean_outlet, find_outlet
from index.readers.metadata.published import Published, find_published
from index.readers.metadata.titles import headline, untitled
from index.readers.metadata.weights import STORED_TITLE_LENGTH
from index.readers.plain_text import own_text

FRONT = re.compile(
    r"\A\s*(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<body>.*?)^(?P=fence)[ \t]*\r?$", re.DOTALL | re.MULTILINE
)
FIELD = re.compile(
    r"^(?P<key>[A-Za-z_-]{3,20})[ \t]*[:=][ \t]*(?P<value>[^\r\n]{0,500}?)[ \t]*\r?$", re.MULTILINE
)
HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(?P<atx>\S[^\r\n]{0,500}?)(?:[ \t]+#*)?[ \t]*\r?$", re.MULTILINE)
UNDERLINED = re.compile(
    r"^ {0,3}(?P<set>[^\s#>*+`|=-][^\r\n]{0,500}?)[ \t]*\r?\n {0,3}(?:=+|-{3,})[ \t]*\r?$", re.MULTILINE
)
CODE = re.compile(r"^ {0,3}(```|~~~).*?^ {0,3}\1", re.DOTALL | re.MULTILINE)
TITLE_KEYS = ("title", "headline")
OUTLET_KEYS = (
    "outlet",
    "publication",
    "source",
    "publisher",
    "site",
    "sitename",
    "site_name",
    "website",
    "newspaper",
)
LANGUAGE_KEYS = ("lang", "language", "locale")
DATE_KEYS = (
    "published",
    "published_at",
    "date",
    "pubdate",
    "publish_date",
    "publication_date",
    "date_published",
    "datepublished",
)


def read_markdown(name: str, data: bytes) -> ParsedDocument:
    """Read a Markdown file called ``name``; its text is the decoded bytes, markup and all.

    Raises ``Damaged`` for binary content and ``NoText`` for blank files.
    """
    text = own_text(name, data)
    front = FRONT.match(text)
    fields = _fields(front)
    body = text[front.end() :] if front else text
    language = _value(fields, LANGUAGE_KEYS) or ""
    published = _dated(fields, body, language) or find_published(text, language)
    return ParsedDocument(
        text=text,
        media_type="text/markdown",
        title=_value(fields, TITLE_KEYS) or _heading(body) or headline(body) or untitled(text, name),
        outlet=clean_outlet(_value(fields, OUTLET_KEYS)) or find_outlet(body),
        published=published.day if published else None,
        published_evidence=published.evidence if published else None,
    )


def _fields(front: re.Match[str] | None) -> dict[str, Span]:
    """Give the ``key: value`` lines of front matter, each value with where it stands in the text."""
    fields: dict[str, Span] = {}
    for match in FIELD.finditer(front["body"]) if front else ():
        start = front.start("body") + match.start("value") if front else 0
        fields.setdefault(
            match["key"].lower().replace("-", "_"), Span(start, start + len(match["value"]), match["value"])
        )
    return fields


def _value(fields: dict[str, Span], keys: tuple[str, ...]) -> str | None:
    values = (fields[key].text.strip("\"' ") for key in keys if key in fields)
    return next((value for value in values if value and value[0] not in "[{|>&*"), None)


def _dated(fields: dict[str, Span], body: str, language: str) -> Published | None:
    """Give the first of the fields for a date that holds a sure one, with the span that shows it."""
    for key in DATE_KEYS:
        value = fields.get(key)
        order = order_of(value.text, body, language) if value else None
        found = next(find_dates(value.text, day_first=order), None) if value else None
        if value and found and not found.unsure:
            span = Span(value.start + found.start, value.start + found.end, found.written)
            return Published(found.day.isoformat(), span)
    return None


def _heading(body: str) -> str | None:
    """Give the first heading outside of code, without its inline markup."""
    body = CODE.sub("", body[:50_000])
    found = sorted(
        filter(None, (HEADING.search(body), UNDERLINED.search(body))), key=lambda match: match.start()
    )
    if not found:
        return None
    groups = found[0].groupdict()
    raw = groups.get("atx") or groups.get("set") or ""
    linked = re.sub(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])", r"\1", raw)
    title = html.unescape(re.sub(r"[*`]+|(?<!\w)_+|_+(?!\w)|<[^>]+>", "", linked))
    return " ".join(title.split()).rstrip(":")[:STORED_TITLE_LENGTH] or None
