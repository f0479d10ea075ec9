"""Word files of the format before 2007 ([MS-DOC]), made for tests: a text, and nothing else."""

import struct

from support.compound import compound

CLX, CLX_SIZE = 0x01A2, 0x01A6  # where the head names the piece table
TEXT_AT = 2048


def doc(text):
    """A .doc file whose paragraphs end with "\\r"."""
    data = text.encode("utf-16-le")
    head = bytearray(TEXT_AT)
    struct.pack_into("<HHHHHH", head, 0, 0xA5EC, 0x00C1, 0, 0x0409, 0, 0x1200)  # the table is in 1Table
    struct.pack_into("<H", head, 32, 14)
    struct.pack_into("<H", head, 62, 22)
    struct.pack_into("<i", head, 64, TEXT_AT + len(data))
    struct.pack_into("<i", head, 76, len(text))
    struct.pack_into("<H", head, 152, 93)
    pieces = struct.pack("<II", 0, len(text)) + struct.pack("<HIH", 0, TEXT_AT, 0)
    table = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", head, CLX, 0, len(table))
    return compound(
        {"WordDocument": bytes(head) + data.ljust(4096, b"\0"), "1Table": table.ljust(4096, b"\0")}
    )
