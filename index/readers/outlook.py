"""Mails that Outlook saved (.msg), made into mails as they are sent, which are read alike."""

from email.message import EmailMessage, Message
from email.parser import HeaderParser
from email.policy import default
from email.utils import format_datetime, formataddr
from typing import Any

from index.document import ParsedDocument
from index.errors import Damaged, ReadError
from index.readers.mail import HEADERS, read_message
from index.readers.rich_text import rich_blocks

RICH_BODY = 0x1009  # PidTagRtfCompressed
INNER_MAIL = "__substg1.0_3701000D"  # the storage of a mail that is attached to a mail
OWN_HEAD, INNER_HEAD = (
    32,
    24,
)  # bytes before the properties of a mail, and of one within a mail ([MS-OXMSG] 2.4)


def read_outlook(name: str, data: bytes) -> ParsedDocument:
    """Read a .msg file called ``name`` as :func:`read_mail` reads the same mail as .eml.

    Raises ``Damaged`` if it is no mail.
    """
    try:
        reading = read_message(name, open_outlook(data))
    except ReadError:
        raise
    except (Exception, RecursionError) as error:
        raise Damaged(
            f"{name}: the mail cannot be read ({type(error).__name__}): save it again from Outlook, as .msg."
        ) from error
    return reading


def open_outlook(data: bytes) -> EmailMessage:
    """The mail in a .msg file. Raises whatever the libraries raise on a broken one."""
    from olefile import OleFileIO
    from oxmsg.storage import Storage

    with OleFileIO(data) as file:
        return _mail(Storage.from_ole(file), OWN_HEAD)


def _mail(storage: Any, head: int) -> EmailMessage:
    """The mail of a storage whose properties begin after ``head`` bytes."""
    from oxmsg.domain import constants
    from oxmsg.properties import Properties

    properties = Properties(storage, properties_header_offset=head)
    made = EmailMessage(policy=default)
    for name, value in _headers(properties, constants).items():
        made[name] = " ".join(value.split())
    page = _page(properties, constants)
    text = _clean(properties.str_prop_value(constants.PID_BODY) or "")
    if not text.strip() and not page.strip():
        text = _clean(_rich(properties))
    if text.strip() or not page.strip():
        made.set_content(text)
    else:
        made.set_content(page, subtype="html")
    for attached in storage.iter_attachment_storages():
        _attach(made, attached, page, constants)
    return made


def _headers(properties: Any, constants: Any) -> dict[str, str]:
    """The headers that the mail came with; where it did not come by a server, as Outlook has them."""
    came = properties.str_prop_value(constants.PID_TRANSPORT_MESSAGE_HEADERS) or ""
    given: Message = HeaderParser(policy=default).parsestr(came)
    sender = (properties.str_prop_value(constants.PID_SENDER_NAME) or "").replace('"', "")
    address = properties.str_prop_value(constants.PID_SENDER_SMTP_ADDRESS) or ""
    address = address or properties.str_prop_value(constants.PID_SENDER_EMAIL_ADDRESS) or ""
    moment = properties.date_prop_value(constants.PID_CLIENT_SUBMIT_TIME)
    kept = {
        "From": formataddr((sender, address)) if "@" in address else f'"{sender}"' if sender else "",
        "To": properties.str_prop_value(constants.PID_DISPLAY_TO) or "",
        "Cc": properties.str_prop_value(constants.PID_DISPLAY_CC) or "",
        "Date": format_datetime(moment) if moment else "",
        "Subject": properties.str_prop_value(constants.PID_SUBJECT) or "",
    }
    found = {name: _clean(str(given.get(name) or kept[name])) for name in HEADERS}
    return {name: value for name, value in found.items() if value.strip()}


def _page(properties: Any, constants: Any) -> str:
    """The mail's text as a web page; "" if it has none."""
    data = properties.binary_prop_value(constants.PID_HTML)
    if data:
        return _clean(data.decode(properties.body_encoding, "replace"))
    return _clean(properties.str_prop_value(constants.PID_BODY_HTML) or "")


def _rich(properties: Any) -> str:
    """The mail's text where Outlook kept it as rich text alone; "" if it has none."""
    from compressed_rtf import decompress

    data = properties.binary_prop_value(RICH_BODY)
    return "\n\n".join(rich_blocks(decompress(data))) if data else ""


def _attach(made: EmailMessage, storage: Any, page: str, constants: Any) -> None:
    """Attach a file, or a mail, to ``made``; a picture that the ``page`` shows as such."""
    from oxmsg.attachment import Attachment

    inner = next((one for one in storage.storages if one.name == INNER_MAIL), None)
    if inner:
        made.add_attachment(_mail(inner, INNER_HEAD))
        return
    attached = Attachment(storage)
    text = attached.properties.str_prop_value
    names = (constants.PID_ATTACH_LONG_FILENAME, constants.PID_ATTACH_FILENAME, constants.PID_DISPLAY_NAME)
    name = next(filter(None, map(text, names)), "")
    shown_as = text(constants.PID_ATTACH_CONTENT_ID)
    kind, _, subkind = (attached.mime_type or "").partition("/")
    made.add_attachment(
        attached.file_bytes or b"",
        *((kind, subkind) if kind not in ("", "text", "message", "multipart") else ("application", "x-file")),
        filename=" ".join(_clean(name).split()) or None,
        disposition="inline" if shown_as and f"cid:{shown_as}" in page else "attachment",
    )


def _clean(text: str) -> str:
    """Text without what no mail can hold: lone surrogates and zeros."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")
