"""The files that a mail brings: what is attached to it, without the pictures and signatures of its text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import PurePath

from index.readers import FORMATS

MAIL_TYPE = "message/rfc822"
SIGNATURES = ("application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature")
# What stands in a mail that brings a file: its name, or that it is one, or that it is a mail.
_TRACE = re.compile(rb"name\*?\d*\*?\s*=|attachment|message/rfc822|\0", re.IGNORECASE)
_SUFFIXES = {known.media_type: suffix for suffix, known in reversed(FORMATS.items())}


@dataclass(frozen=True)
class Attachment:
    """A file attached to a mail: its name, without any folder, and the part of the mail that it is."""

    name: str
    part: Message

    def data(self) -> bytes:
        """The file's bytes; those of a mail that is attached as it was."""
        if self.part.get_content_type() == MAIL_TYPE:
            return _inner_mail(self.part).as_bytes()
        payload = self.part.get_payload(decode=True)
        return payload if isinstance(payload, bytes) else b""


def may_attach(data: bytes) -> bool:
    """Return whether a mail may bring files, by a look at its bytes; most mails do not, and need no parsing.

    One in UTF-16, or in a file of streams, may.
    """
    return _TRACE.search(data) is not None


def attachments(message: Message) -> Iterator[Attachment]:
    """The files attached to a mail, in order; what is attached to a mail in it is that mail's."""
    waiting = [(message, False)]
    while waiting:
        part, beside_page = waiting.pop()
        kind = part.get_content_type()
        if part.is_multipart() and kind != MAIL_TYPE:
            beside = beside_page or kind == "multipart/related"  # what a web page shows, as pictures
            waiting += [(one, beside) for one in reversed(_within(part))]
        elif name := _name(part, kind, beside_page=beside_page):
            yield Attachment(name, part)


def _name(part: Message, kind: str, *, beside_page: bool) -> str:
    """The name of an attached file; "" for a part of the mail's own text."""
    given = re.split(r"[/\\]", part.get_filename() or "")[-1]
    name = " ".join("".join(char if char.isprintable() else " " for char in given).split())
    is_sent_along = part.get_content_disposition() == "attachment"
    if kind in SIGNATURES or (beside_page and not is_sent_along):
        return ""
    if kind == MAIL_TYPE:
        subject = re.sub(r"[/\\\s]+", " ", str(_inner_mail(part).get("Subject") or "")).strip()
        return name if name.lower().endswith(".eml") else f"{name or subject or 'mail'}.eml"
    if kind.startswith("image/") and (beside_page or not is_sent_along):
        return ""
    if not name and not is_sent_along:
        return ""
    has_suffix = bool(PurePath(name).suffix)
    return name if has_suffix else f"{name or 'attachment'}{_SUFFIXES.get(kind, '')}"


def _inner_mail(part: Message) -> Message:
    """The mail that is attached as a part; an empty one where it is broken."""
    return next(iter(_within(part)), Message())


def _within(part: Message) -> list[Message]:
    content = part.get_payload()
    return [one for one in content if isinstance(one, Message)] if isinstance(content, list) else []
