"""The zip packages that Office files are, looked at before a library opens them."""

import io
import re
import zipfile
import zlib

from index.errors import Damaged
from index.readers.office.weights import UNPACKED_LIMIT

_XML = (".xml", ".rels", ".vml")
# No Office file declares entities; those that do are made to fill the memory. Also as UTF-16 writes it.
_DECLARED = re.compile(rb"<\0?!\0?E\0?N\0?T\0?I\0?T\0?Y\b")


def check_package(name: str, data: bytes, suffix: str) -> None:
    """Look at a package before it is opened.

    Raises ``Damaged`` for what is no intact archive, unpacks to far more than any document, or declares
    entities of XML.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            if size <= UNPACKED_LIMIT and any(_declares(archive, entry) for entry in archive.infolist()):
                raise Damaged(f"{name}: it declares entities of XML, as no {suffix} file does: not opened.")
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Damaged(
            f"{name}: not an intact {suffix} file ({error}): open it in its program and save it again."
        ) from error
    if size > UNPACKED_LIMIT:
        raise Damaged(
            f"{name}: unpacks to {size // 1_000_000:,} MB, more than any document needs: "
            "remove its embedded files and save it again."
        )


def _declares(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """Return whether a part declares entities; one that is broken may be one that nothing needs."""
    if not entry.filename.endswith(_XML):
        return False
    try:
        return _DECLARED.search(archive.read(entry)) is not None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        return False
