"""Removal of what Chroma's index files have beyond the index.

An index that holds nothing yet is written at its full capacity from memory that nobody cleared: whatever the
process had there before, be it an endpoint's key, would stay on disk.
"""

import struct
from pathlib import Path

_HEADER = struct.Struct("<iQQQQ")  # version, offset, capacity, elements, bytes of an element
_LENGTH = 4  # bytes of an element in length.bin


def scrub(folder: Path) -> None:
    """Overwrite with zeros the bytes that no element of the indexes below ``folder`` uses."""
    for header in folder.glob("*/header.bin"):
        data = header.read_bytes()
        if len(data) < _HEADER.size:
            continue
        version, _, _, elements, size = _HEADER.unpack_from(data)
        if version == 1:
            _wipe(header.with_name("data_level0.bin"), elements * size)
            _wipe(header.with_name("length.bin"), elements * _LENGTH)


def _wipe(file: Path, used: int) -> None:
    unused = file.stat().st_size - used if file.exists() else 0
    if unused > 0:
        with file.open("r+b") as opened:
            opened.seek(used)
            opened.write(bytes(unused))
