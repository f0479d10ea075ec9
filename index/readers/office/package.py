"""The zip packages that Office files are, looked at before a library opens them."""

import io
import re
import zipfile
import zlib

from index.errors import Damaged
from index.readers.office.weights import UNPACKED_LIMIT

_XML = (".xml", ".rels", ".vml")
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/([A-Za-z]+)/")
# No Office file declares entities; those that do are made to fill the memory. Also as UTF-16 writes it.
_DECLARED = re.compile(rb"<\0?!\0?E\0?N\0?T\0?I\0?T\0?Y\b")


def checked_package(name: str, data: bytes, suffix: str) -> bytes:
    """Look at a package before it is opened; one in the names of the strict standard gets the usual ones.

    Raises ``Damaged`` for what is no intact archive, unpacks to far more than any document, or declares
    entities of XML.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            if size <= UNPACKED_LIMIT and any(_declares(archive, entry) for entry in archive.infolist()):
                raise Damaged(f"{name}: it declares entities of XML, as no {suffix} file does: not opened.")
            is_strict = size <= UNPACKED_LIMIT and _STRICT.search(_part(archive, "_rels/.rels")) is not None
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Damaged(
            f"{name}: not an intact {suffix} file ({error}): open it in its program and save it again."
        ) from error
    if size > UNPACKED_LIMIT:
        raise Damaged(
            f"{name}: unpacks to {size // 1_000_000:,} MB, more than any document needs: "
            "remove its embedded files and save it again."
        )
    return _in_usual_names(data) if is_strict else data


def _in_usual_names(data: bytes) -> bytes:
    """A package of the strict standard (ISO/IEC 29500) as Office and the libraries write it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(made, "w") as usual:
        for entry in archive.infolist():
            content = _part(archive, entry)
            if entry.filename.endswith(_XML):
                content = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", content)
            usual.writestr(entry.filename, content)
    return made.getvalue()


def _declares(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    return entry.filename.endswith(_XML) and _DECLARED.search(_part(archive, entry)) is not None


def _part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo | str) -> bytes:
    """A part's bytes; none of one that is missing or broken, which may be one that nothing needs."""
    try:
        return archive.read(entry)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, KeyError):
        return b""
