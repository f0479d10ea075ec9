"""Compound files ([MS-CFB]), as Outlook and old Word write them: made for tests."""

import struct
from itertools import chain, pairwise

SECTOR, MINI, CUTOFF = 512, 64, 4096
END, FREE, FAT, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
STORAGE, STREAM, ROOT = 1, 2, 5


def compound(tree):
    """A compound file with these streams (bytes) and storages (dicts) by name."""
    entries = [["Root Entry", ROOT, NONE, NONE, b""]]
    _list(entries, 0, tree)
    mini, mini_fat, body, fat = bytearray(), [], bytearray(), []
    starts = {}
    for number, (_, kind, _, _, data) in enumerate(entries):
        if kind == STREAM and data:
            small = len(data) < CUTOFF
            starts[number] = _put(*((mini, mini_fat, MINI) if small else (body, fat, SECTOR)), data)
    if mini:
        starts[0] = _put(body, fat, SECTOR, bytes(mini))
        entries[0][4] = bytes(mini)
    mini_start = (
        _put(body, fat, SECTOR, struct.pack(f"<{len(mini_fat)}I", *mini_fat), b"\xff") if mini_fat else END
    )
    records = [_record(*entry, starts.get(number, END)) for number, entry in enumerate(entries)]
    directory = _put(body, fat, SECTOR, b"".join(records))
    own = len(fat)
    fat.append(FAT)
    assert len(fat) <= SECTOR // 4
    body += struct.pack("<128I", *fat, *[FREE] * (128 - len(fat)))
    minis = -(-len(mini_fat) * 4 // SECTOR)
    head = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E, 3, 0xFFFE, 9, 6, 0, 1, directory, 0, CUTOFF, mini_start, minis, END, 0, own,
    )  # fmt: skip
    return head.ljust(SECTOR, b"\xff") + bytes(body)


def _list(entries, parent, tree):
    """Add the entries of a storage, each the right sibling of the one before it."""
    numbers = []
    for name in sorted(tree, key=lambda name: (len(name), name.upper())):
        inner = tree[name]
        numbers.append(len(entries))
        is_stream = isinstance(inner, bytes)
        entries.append([name, STREAM if is_stream else STORAGE, NONE, NONE, inner if is_stream else b""])
        if not is_stream:
            _list(entries, numbers[-1], inner)
    if numbers:
        entries[parent][3] = numbers[0]
    for one, following in pairwise(numbers):
        entries[one][2] = following


def _put(body, fat, size, data, filling=b"\0"):
    """Add data to sectors of ``size``, chained in ``fat``; returns the first sector."""
    start, count = len(fat), -(-len(data) // size)
    body += data.ljust(count * size, filling)
    fat += chain(range(start + 1, start + count), [END])
    return start


def _record(name, kind, right, child, data, start):
    written = (name + "\0").encode("utf-16-le")
    size = len(data)
    return struct.pack(
        "<64sHBBIII16xI8x8xIQ", written, len(written), kind, 1, NONE, right, child, 0, start, size
    )
