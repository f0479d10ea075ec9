"""Mails: the headers, the text and the names of what is attached; a mailbox is its mails in a row."""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage, MIMEPart
from email.policy import default
from email.utils import parsedate_to_datetime

from index.document import ParsedDocument
from index.errors import Damaged, ReadError
from index.readers.attachments import attachments
from index.readers.encodings.decoding import decode, decode_declared
from index.readers.metadata.day_formats import plausible
from index.readers.metadata.published import find_evidence
from index.readers.metadata.titles import from_name, sensible

HEADERS = ("From", "To", "Cc", "Date", "Subject")
# A mail within a mailbox begins at such a line (RFC 4155); the text's own lines of this kind are quoted.
SEPARATOR = re.compile(rb"^From (?=\S+ .*\d{4}\b)[^\r\n]*\r?\n", re.MULTILINE)
WIDE = 200  # bytes among which UTF-16 has zeros, and a mail has none
UNSTORABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Heads:
    """The subject, the sender's name (else the address) and the day (YYYY-MM-DD) of a mail."""

    subject: str | None
    sender: str | None
    day: str | None


@dataclass(frozen=True)
class _Mail:
    heads: Heads
    text: str


def read_mail(name: str, data: bytes) -> ParsedDocument:
    """Read a mail called ``name``: its subject is the title, its sender the outlet, its day the day.

    The names of what is attached follow the text; what is attached are documents of their own. Raises
    ``Damaged`` if there are no headers of a mail, ``NoText`` if it says nothing.
    """
    mail = _parsed(name, data)
    if mail is None:
        raise Damaged(f"{name}: this is no mail: save it again from your mail program, as .eml.")
    return _document(name, mail.text, mail.heads)


def read_message(name: str, message: EmailMessage) -> ParsedDocument:
    """Read an open mail called ``name``, as :func:`read_mail` does. Raises ``Damaged`` without headers."""
    mail = _read(message)
    if mail is None:
        raise Damaged(f"{name}: this is no mail: it has no sender, no subject and no date.")
    return _document(name, mail.text, mail.heads)


def read_mailbox(name: str, data: bytes) -> ParsedDocument:
    """Read a mailbox called ``name``: its mails in their order, each with its headers.

    Its outlet and day are those of its mails where all have the same. Raises ``Damaged`` if there is no mail.
    """
    found = [_parsed(name, one) for one in split_mailbox(data)]
    mails = [mail for mail in found if mail]
    if not mails:
        raise Damaged(f"{name}: this is no mailbox: export it again from your mail program, as .mbox.")
    senders, days = {mail.heads.sender for mail in mails}, {mail.heads.day for mail in mails}
    heads = Heads(
        from_name(name) if len(mails) > 1 else mails[0].heads.subject,
        senders.pop() if len(senders) == 1 else None,
        days.pop() if len(days) == 1 else None,
    )
    return _document(name, "\n\n".join(mail.text for mail in mails), heads)


def _parsed(name: str, data: bytes) -> _Mail | None:
    """Parse a mail; raises ``Damaged`` where Python's parser gives up."""
    try:
        return _read(open_mail(data))
    except ReadError:
        raise
    except (Exception, RecursionError) as error:
        raise Damaged(
            f"{name}: the mail cannot be read ({type(error).__name__}): save it again from your mail program."
        ) from error


def _document(name: str, text: str, heads: Heads) -> ParsedDocument:
    return ParsedDocument(
        text=text,
        media_type="message/rfc822",
        title=sensible(heads.subject) or from_name(name),
        outlet=heads.sender,
        published=heads.day,
        published_evidence=find_evidence(text, heads.day) if heads.day else None,
    )


def open_mail(data: bytes) -> EmailMessage:
    """A mail in any encoding as Python's parser reads it, which may raise anything on a hostile one."""
    source = decode(data).encode() if b"\0" in data[:WIDE] else data  # saved as UTF-16
    return email.message_from_bytes(source, _class=EmailMessage, policy=default)


def split_mailbox(data: bytes) -> Iterator[bytes]:
    """The mails of a mailbox, in their order."""
    starts = [match.end() for match in SEPARATOR.finditer(data)]
    ends = [*(match.start() for match in SEPARATOR.finditer(data)), len(data)][1:]
    return (data[start:end] for start, end in zip(starts, ends, strict=True))


def _read(message: EmailMessage) -> _Mail | None:
    """A mail's parts; ``None`` if the bytes begin with no header of a mail."""
    headers = {name: value for name in HEADERS if (value := _header(message, name))}
    if not headers.keys() & {"From", "Subject", "Date"}:
        return None
    head = "\n".join(f"{name}: {value}" for name, value in headers.items())
    attached = "\n".join(f"Attachment: {one.name}" for one in attachments(message))
    parts = [head, _body(message), attached]
    text = UNSTORABLE.sub("", "\n\n".join(part.strip() for part in parts if part.strip()))
    return _Mail(heads_of(message), text)


def heads_of(message: EmailMessage) -> Heads:
    """The subject, the sender and the day of a mail, as far as it gives them."""
    subject, sender, day = (_header(message, name) for name in ("Subject", "From", "Date"))
    return Heads(subject or None, _sender(sender), _day(day))


def _header(message: EmailMessage, name: str) -> str:
    """A header as one line; "" if there is none, or none that can be read."""
    try:
        return " ".join(str(message.get(name) or "").split())
    except (
        ValueError,
        LookupError,
        AttributeError,
        IndexError,
        TypeError,
    ):  # the parser's own, on broken ones
        return ""


def _sender(value: str | None) -> str | None:
    """The name of who sent a mail, else the address."""
    match = re.match(r"^\s*\"?([^\"<]*?)\"?\s*<([^>]*)>", value or "")
    return (match[1].strip() or match[2].strip() if match else (value or "").strip(' "')) or None


def _day(value: str | None) -> str | None:
    try:
        moment: datetime = parsedate_to_datetime(value or "")
    except (ValueError, TypeError, IndexError):
        return None
    return moment.date().isoformat() if plausible(moment.date()) else None


def _body(message: EmailMessage) -> str:
    """The text that a mail program shows: plain where there is such, else the web page's."""
    plain = message.get_body(("plain",))
    text = _content(plain) if plain else ""
    if text.strip():
        return text
    page = message.get_body(("html",))
    return _page(_content(page)) if page else ""


def _content(part: MIMEPart) -> str:
    """A part's text in the encoding that it names, or the most plausible."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    charset = part.get_content_charset()
    text = decode_declared(data, charset) if charset else decode(data)
    return text.replace("\r\n", "\n")


def _page(source: str) -> str:
    from index.readers.whole_page import plain_text

    return plain_text(source)
