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

MAIL = Format("mail:read_mail", "message/rfc822", "a mail")
MAILBOX = Format("mail:read_mailbox", "application/mbox", "a mailbox")
SUBRIP = Format("subtitles:read_subtitles", "application/x-subrip", "subtitles", is_plain=True)
WEBVTT = Format("subtitles:read_subtitles", "text/vtt", "subtitles", is_plain=True)
CSV = Format("data_table:read_table", "text/csv", "a table", is_plain=True)
TSV = Format("data_table:read_table", "text/tab-separated-values", "a table", is_plain=True)

FORMATS: dict[str, Format] = {
    ".txt": PLAIN,
    ".text": PLAIN,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": WEB,
    ".htm": WEB,
    ".xhtml": XHTML,
    ".pdf": PDF,
    ".docx": WORD,
    ".eml": MAIL,
    ".mbox": MAILBOX,
    ".srt": SUBRIP,
    ".vtt": WEBVTT,
    ".csv": CSV,
    ".tsv": TSV,
}
