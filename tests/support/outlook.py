"""Mails as Outlook saves them ([MS-OXMSG]), made for tests."""

import struct
from dataclasses import dataclass
from datetime import UTC, datetime

from support.compound import compound

SUBJECT, BODY, RICH, HTML, SENDER = 0x0037, 0x1000, 0x1009, 0x1013, 0x0C1A
SMTP, TO, SENT, CODE_PAGE = 0x5D01, 0x0E04, 0x0039, 0x3FFD
HEADERS, NAME, DATA, MIME, CONTENT_ID, METHOD = 0x007D, 0x3707, 0x3701, 0x370E, 0x3712, 0x3705
TEXT, NARROW, BINARY, TIME, NUMBER = 0x001F, 0x001E, 0x0102, 0x0040, 0x0003


@dataclass(frozen=True)
class Narrow:
    """A text in an encoding of its own, as Outlook wrote before Unicode."""

    data: bytes


def msg(properties, *attached):
    """A .msg file of a mail with these properties; attached are what :func:`file` or :func:`tree` give."""
    return compound(tree(properties, *attached, head=32))


def tree(properties, *attached, head=24):
    """The storage of a mail; within another one by default."""
    made = _storage(properties, head)
    for number, one in enumerate(attached):
        inner = one if METHOD in one else {METHOD: 5, "__substg1.0_3701000D": one}
        streams = {name: value for name, value in inner.items() if isinstance(name, str)}
        numbers = {name: value for name, value in inner.items() if not isinstance(name, str)}
        made[f"__attach_version1.0_#{number:08X}"] = _storage(numbers, 8) | streams
    return made


def file(name, data, kind="application/octet-stream", content_id=None):
    """An attached file."""
    made = {METHOD: 1, NAME: name, DATA: data, MIME: kind}
    return made | ({CONTENT_ID: content_id} if content_id else {})


def _storage(properties, head):
    streams, rows = {}, bytearray(head)
    for number, value in properties.items():
        if isinstance(value, str):
            kind, data = TEXT, value.encode("utf-16-le")
        elif isinstance(value, Narrow):
            kind, data = NARROW, value.data
        elif isinstance(value, bytes):
            kind, data = BINARY, value
        else:
            kind, data = (TIME, _ticks(value)) if isinstance(value, datetime) else (NUMBER, value)
            rows += struct.pack("<HHIQ", kind, number, 6, data)
            continue
        streams[f"__substg1.0_{number:04X}{kind:04X}"] = data
        rows += struct.pack("<HHIII", kind, number, 6, len(data) + 2 * (kind == TEXT), 0)
    return streams | {"__properties_version1.0": bytes(rows)}


def _ticks(moment):
    """Tenths of a microsecond since 1601."""
    return int((moment - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds() * 10_000_000)
