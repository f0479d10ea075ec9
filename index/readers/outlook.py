"""Mails that Outlook saved (.msg), made into mails as they are sent, which are read alike."""

from email.message import EmailMessage, Message
from email.parser import HeaderParser
from email.policy import default
from email.utils import format_datetime, formataddr
from typing import Any

from index.document import ParsedDocument
from index.errors import Damaged, ReadError
from index.readers.encodings.decoding import decode_declared
from index.readers.mail import HEADERS, read_message
from index.readers.rich_text import rich_blocks

RICH_BODY = 0x1009  # PidTagRtfCompressed
INNER_MAIL = "__substg1.0_3701000D"  # the storage of a mail that is attached to a mail
# Bytes before the properties of a mail, of one within a mail, and of a file ([MS-OXMSG] 2.4).
OWN_HEAD, INNER_HEAD, FILE_HEAD = 32, 24, 8


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


class _Values:
    """The properties that Outlook keeps of a mail, or of a file attached to one, by their numbers."""

    def __init__(self, storage: Any, head: int) -> None:
        from oxmsg.properties import Properties

        self._storage = storage
        self._properties = Properties(storage, properties_header_offset=head)
        self.data = self._properties.binary_prop_value
        self.moment = self._properties.date_prop_value

    def text(self, number: int) -> str:
        """A text; "" if there is none. In a wrong encoding, or one unknown to Python, in the most likely."""
        from oxmsg.domain.constants import PID_MESSAGE_CODEPAGE, PTYP_STRING8

        try:
            found = self._properties.str_prop_value(number) or ""
        except (UnicodeError, LookupError):
            page = self._properties.int_prop_value(PID_MESSAGE_CODEPAGE)
            found = decode_declared(self._storage.property_stream_bytes(number, PTYP_STRING8), f"cp{page}")
        return _clean(found)

    def page(self, data: bytes) -> str:
        """A web page in the encoding that the mail names."""
        try:
            encoding = self._properties.body_encoding
        except LookupError:
            encoding = None
        return _clean(decode_declared(data, encoding))


def _mail(storage: Any, head: int) -> EmailMessage:
    """The mail of a storage whose properties begin after ``head`` bytes."""
    from oxmsg.domain import constants

    values = _Values(storage, head)
    made = EmailMessage(policy=default)
    for name, value in _headers(values, constants).items():
        made[name] = " ".join(value.split())
    html = values.data(constants.PID_HTML)
    page = values.page(html) if html else values.text(constants.PID_BODY_HTML)
    text = values.text(constants.PID_BODY)
    if not text.strip() and not page.strip():
        text = _clean(_rich(values.data(RICH_BODY) or b""))
    if text.strip() or not page.strip():
        made.set_content(text)
    else:
        made.set_content(page, subtype="html")
    for attached in storage.iter_attachment_storages():
        _attach(made, attached, page, constants)
    return made


def _headers(values: _Values, constants: Any) -> dict[str, str]:
    """The headers that the mail came with; where it did not come by a server, as Outlook has them."""
    came = values.text(constants.PID_TRANSPORT_MESSAGE_HEADERS)
    given: Message = HeaderParser(policy=default).parsestr(came)
    sender = values.text(constants.PID_SENDER_NAME).replace('"', "")
    address = values.text(constants.PID_SENDER_SMTP_ADDRESS) or values.text(
        constants.PID_SENDER_EMAIL_ADDRESS
    )
    moment = values.moment(constants.PID_CLIENT_SUBMIT_TIME)
    kept = {
        "From": formataddr((sender, address)) if "@" in address else f'"{sender}"' if sender else "",
        "To": values.text(constants.PID_DISPLAY_TO),
        "Cc": values.text(constants.PID_DISPLAY_CC),
        "Date": format_datetime(moment) if moment else "",
        "Subject": values.text(constants.PID_SUBJECT),
    }
    found = {name: _clean(str(given.get(name) or kept[name])) for name in HEADERS}
    return {name: value for name, value in found.items() if value.strip()}


def _rich(data: bytes) -> str:
    """The mail's text where Outlook kept it as rich text alone."""
    from compressed_rtf import decompress

    return "\n\n".join(rich_blocks(decompress(data))) if data else ""


def _attach(made: EmailMessage, storage: Any, page: str, constants: Any) -> None:
    """Attach a file, or a mail, to ``made``; a picture that the ``page`` shows as such."""
    from oxmsg.attachment import Attachment

    inner = next((one for one in storage.storages if one.name == INNER_MAIL), None)
    if inner:
        made.add_attachment(_mail(inner, INNER_HEAD))
        return
    attached, text = Attachment(storage), _Values(storage, FILE_HEAD).text
    names = (constants.PID_ATTACH_LONG_FILENAME, constants.PID_ATTACH_FILENAME, constants.PID_DISPLAY_NAME)
    name = next(filter(None, map(text, names)), "")
    shown_as = text(constants.PID_ATTACH_CONTENT_ID)
    kind, _, subkind = text(constants.PID_ATTACH_MIME_TAG).partition("/")
    made.add_attachment(
        attached.file_bytes or b"",
        *((kind, subkind) if kind not in ("", "text", "message", "multipart") else ("application", "x-file")),
        filename=" ".join(name.split()) or None,
        disposition="inline" if shown_as and f"cid:{shown_as}" in page else "attachment",
    )


def _clean(text: str) -> str:
    """Text without what no mail can hold: lone surrogates and zeros."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")
