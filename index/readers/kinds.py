"""Recognition of a file's format by its first bytes, whatever its name says."""

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a file of streams, as Microsoft's programs wrote them
# What such a file is by the name of one of its streams.
STREAMS = (
    ("__properties_version1.0", "an Outlook mail", ".msg"),
    ("WordDocument", "an old Word file", ".doc"),
)
BROKEN_ZIP = "a broken zip archive"
SIGNATURES = (
    (b"\x89PNG\r\n", "a PNG image", ".png"),
    (b"\xff\xd8\xff", "a JPEG image", ".jpg"),
    (b"GIF87a", "a GIF image", ".gif"),
    (b"GIF89a", "a GIF image", ".gif"),
    (b"II*\0", "a TIFF image", ".tiff"),
    (b"MM\0*", "a TIFF image", ".tiff"),
    (b"\x1f\x8b\x08", "a gzip archive", ".gz"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", ".7z"),
    (b"Rar!\x1a\x07", "a RAR archive", ".rar"),
    (b"SQLite format 3\0", "an SQLite database", ".sqlite"),
    (b"\x7fELF", "a program", None),
    (b"{\\rtf", "a rich text file", ".rtf"),
)
# What a zip archive is by a name within it.
ARCHIVES = (
    ("word/", "a Word file", ".docx"),
    ("xl/", "an Excel file", ".xlsx"),
    ("ppt/", "a PowerPoint file", ".pptx"),
    ("META-INF/container.xml", "an e-book", ".epub"),
)
# What an OpenDocument file is by what its part "mimetype" holds (behind this).
OPEN = "application/vnd.oasis.opendocument."
OPEN_KINDS = {
    "text": ("an OpenDocument text", ".odt"),
    "spreadsheet": ("an OpenDocument spreadsheet", ".ods"),
    "presentation": ("an OpenDocument presentation", ".odp"),
}


def kind_of(data: bytes) -> tuple[str, str | None] | None:
    """Name the binary format ``data`` is in and the suffix it should bear; None where it is none known.

    A text that talks of these formats is none of them.
    """
    if data.startswith(b"PK\x03\x04") and b"\0" in data[:1024]:
        return _archive(data)
    if b"%PDF-" in data[:1024] and b" obj" in data:
        return "a PDF", ".pdf"
    if data.startswith(COMPOUND):
        return _compound(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "a WebP image", ".webp"
    for signature, name, suffix in SIGNATURES:
        if data.startswith(signature):
            return name, suffix
    return None


def _compound(data: bytes) -> tuple[str, str | None]:
    from olefile import OleFileIO

    try:
        with OleFileIO(data) as file:
            found = next((what for stream, *what in STREAMS if file.exists(stream)), None)
    except (OSError, ValueError, IndexError, TypeError, AttributeError):  # the library's own, on broken ones
        found = None
    return (found[0], found[1]) if found else ("an old or an encrypted Office file", None)


def _archive(data: bytes) -> tuple[str, str | None]:
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "mimetype" in names and "content.xml" in names:
                kind = archive.read("mimetype").decode("ascii", "replace").strip().removeprefix(OPEN)
                return OPEN_KINDS.get(kind.removesuffix("-template"), ("an OpenDocument file", None))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return BROKEN_ZIP, ".zip"
    for inner, name, suffix in ARCHIVES:
        if any(entry.startswith(inner) for entry in names):
            return name, suffix
    return "a zip archive", ".zip"
