"""The readers: one small file a format, each ``(file name, bytes) -> ParsedDocument``.

To add a format, write its reader and give it a line in ``FORMATS``.
"""

from dataclasses import dataclass
from importlib import import_module

from index.document import ParsedDocument


@dataclass(frozen=True)
class Format:
    """A kind of file: its reader (module:function), its media type, and its name in a message.

    Readers are imported when first used, so that naming the formats costs nothing. ``is_plain``: it is read
    quickly whatever is in it, and needs no process of its own.
    """

    reader: str
    media_type: str
    called: str
    is_plain: bool = False

    def read(self, name: str, data: bytes) -> ParsedDocument:
        """Read a file of this format called ``name``; raises ``ReadError`` as its reader does."""
        module, function = self.reader.split(":")
        reading = getattr(import_module(f"index.readers.{module}"), function)(name, data)
        assert isinstance(reading, ParsedDocument)  # noqa: S101 - tells the type checker what the table cannot
        return reading


PLAIN = Format("plain_text:read_plain", "text/plain", "plain text", is_plain=True)
MARKDOWN = Format("markdown:read_markdown", "text/markdown", "Markdown", is_plain=True)
WEB = Format("web_page:read_web", "text/html", "a web page")
XHTML = Format("web_page:read_web", "application/xhtml+xml", "a web page")
PDF = Format("pdf:read_pdf", "application/pdf", "a PDF")
WORD = Format(
    "word:read_word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "a Word file"
)
EXCEL = Format(
    "excel:read_excel",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "an Excel file",
)
SLIDES = Format(
    "slides:read_slides",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "a PowerPoint file",
)
OPEN_TEXT = Format(
    "open_document:read_open_text", "application/vnd.oasis.opendocument.text", "an OpenDocument text"
)
OPEN_SHEETS = Format(
    "open_sheets:read_open_sheets",
    "application/vnd.oasis.opendocument.spreadsheet",
    "an OpenDocument spreadsheet",
)
OPEN_SLIDES = Format(
    "open_document:read_open_slides",
    "application/vnd.oasis.opendocument.presentation",
    "an OpenDocument presentation",
)
RICH = Format("rich_text:read_rich", "application/rtf", "a rich text file")
JSON = Format("json_data:read_json", "application/json", "a JSON file")
JSON_LINES = Format("json_data:read_json_lines", "application/jsonl", "a file of JSON lines")
NOTEBOOK = Format("jupyter:read_notebook", "application/x-ipynb+json", "a notebook")

OLD_WORD = Format("old_word:read_old_word", "application/msword", "an old Word file")
BOOK = Format("book:read_book", "application/epub+zip", "an e-book")
SAVED_WEB = Format("saved_page:read_saved_page", "multipart/related", "a saved web page")
OUTLOOK = Format("outlook:read_outlook", "application/vnd.ms-outlook", "an Outlook mail")
MAIL = Format("mail:read_mail", "message/rfc822", "a mail")
MAILBOX = Format("mail:read_mailbox", "application/mbox", "a mailbox")
SUBRIP = Format("subtitles:read_subtitles", "application/x-subrip", "subtitles", is_plain=True)
WEBVTT = Format("subtitles:read_subtitles", "text/vtt", "subtitles", is_plain=True)
CSV = Format("data_table:read_table", "text/csv", "a table", is_plain=True)
TSV = Format("data_table:read_table", "text/tab-separated-values", "a table", is_plain=True)

OFFICE = (WORD, EXCEL, SLIDES, OPEN_TEXT, OPEN_SHEETS, OPEN_SLIDES)  # packages of XML
PICTURES = {
    ".png": Format("picture:read_picture", "image/png", "a picture"),
    ".jpg": (JPEG := Format("picture:read_picture", "image/jpeg", "a picture")),
    ".jpeg": JPEG,
    ".tiff": (TIFF := Format("picture:read_picture", "image/tiff", "a picture")),
    ".tif": TIFF,
    ".webp": Format("picture:read_picture", "image/webp", "a picture"),
}

PAGED = frozenset({PDF.media_type, *(picture.media_type for picture in PICTURES.values())})
"""Media types of what is shown as pages."""

FORMATS: dict[str, Format] = {
    ".txt": PLAIN,
    ".text": PLAIN,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": WEB,
    ".htm": WEB,
    ".xhtml": XHTML,
    ".mhtml": SAVED_WEB,
    ".mht": SAVED_WEB,
    ".pdf": PDF,
    ".docx": WORD,
    ".doc": OLD_WORD,
    ".xlsx": EXCEL,
    ".pptx": SLIDES,
    ".odt": OPEN_TEXT,
    ".ods": OPEN_SHEETS,
    ".odp": OPEN_SLIDES,
    ".rtf": RICH,
    ".epub": BOOK,
    ".eml": MAIL,
    ".msg": OUTLOOK,
    ".mbox": MAILBOX,
    ".srt": SUBRIP,
    ".vtt": WEBVTT,
    ".csv": CSV,
    ".tsv": TSV,
    ".json": JSON,
    ".jsonl": JSON_LINES,
    ".ipynb": NOTEBOOK,
    **PICTURES,
}
ARCHIVES: dict[str, str] = {".zip": "application/zip"}
"""Files that hold documents and are none themselves, with their media types."""
SUFFIXES = (*FORMATS, *ARCHIVES)
"""Suffixes of the files that can be added."""


def is_found(suffix: str) -> bool:
    """Return whether files of this suffix are read where nobody names them, as those in a folder.

    Pictures are only where they can be read: most hold no text.
    """
    from index.readers.ocr.rapid_ocr import is_installed

    return suffix in SUFFIXES and (suffix not in PICTURES or is_installed())
