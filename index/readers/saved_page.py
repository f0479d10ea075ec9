"""Web pages that a browser saved whole (.mhtml): of their parts, the page itself."""

import email
from dataclasses import replace
from email.message import Message
from email.policy import default
from urllib.parse import urlsplit

from index.document import ParsedDocument
from index.errors import Damaged
from index.readers.encodings.decoding import decode_declared
from index.readers.web_page import read_web

PAGES = ("text/html", "application/xhtml+xml")


def read_saved_page(name: str, data: bytes) -> ParsedDocument:
    """Read a saved page called ``name`` as :func:`read_web` does; its host is the outlet if it names none.

    Raises ``Damaged`` if there is no page, ``NoText`` if it holds no text.
    """
    try:
        message = email.message_from_bytes(data, policy=default)
        page = _page(message)
        source = _source(page) if page else ""
        address = message.get("Snapshot-Content-Location") or (page and page.get("Content-Location")) or ""
    except (Exception, RecursionError) as error:
        raise Damaged(
            f"{name}: the saved page cannot be read ({type(error).__name__}): save it again from a browser."
        ) from error
    if not source.strip():
        raise Damaged(f"{name}: there is no web page in it: save it again from a browser.")
    reading = read_web(name, source.encode("utf-8-sig", "replace"))
    return replace(reading, outlet=reading.outlet or _host(str(address)))


def _page(message: Message) -> Message | None:
    """The part that is the page: the one that the message names as its start, else the first."""
    pages = [part for part in message.walk() if part.get_content_type() in PAGES]
    start = str(message.get_param("start") or "").strip("<>")
    named = (part for part in pages if start and str(part.get("Content-ID") or "").strip("<> ") == start)
    return next(named, pages[0] if pages else None)


def _source(page: Message) -> str:
    payload = page.get_payload(decode=True)
    return decode_declared(payload if isinstance(payload, bytes) else b"", page.get_content_charset())


def _host(address: str) -> str | None:
    try:
        return (urlsplit(address.strip()).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None
