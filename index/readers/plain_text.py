"""Plain text: the document's text is the file's own, to the character."""

from index.document import ParsedDocument
from index.errors import Damaged, NoText
from index.readers.encodings.decoding import decode, is_utf8
from index.readers.metadata.outlets import find_outlet
from index.readers.metadata.published import find_published
from index.readers.metadata.titles import headline, untitled
from index.readers.weights import CONTROL_SHARE, JUDGED

CONTROL = frozenset(range(32)) - set(b"\t\n\v\f\r\x1a\x1b\x08")


def read_plain(name: str, data: bytes) -> ParsedDocument:
    """Read a text file called ``name``; its text is the decoded bytes, without a byte order mark.

    Raises ``Damaged`` for binary content and ``NoText`` for blank files.
    """
    text = own_text(name, data)
    published = find_published(text)
    return ParsedDocument(
        text=text,
        media_type="text/plain",
        title=headline(text) or untitled(text, name),
        outlet=find_outlet(text),
        published=published.day if published else None,
        published_evidence=published.evidence if published else None,
    )


def own_text(name: str, data: bytes) -> str:
    """Decode a text file, keeping every character; raises ``Damaged`` if binary, ``NoText`` if blank."""
    text = decode(data)
    # NUL stands in no text; other control characters stand in few, and in UTF-8 files are the file's own.
    controls = 0 if is_utf8(data) else sum(ord(char) in CONTROL for char in text[:JUDGED])
    if "\0" in text or controls > len(text[:JUDGED]) * CONTROL_SHARE:
        raise Damaged(
            f"{name}: looks binary, not text: give it the suffix of what it is, or export it as text."
        )
    if not text.strip():
        raise NoText(f"{name}: the file is empty: nothing to read until it holds text.")
    return text
