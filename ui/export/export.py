"""Export of a briefing or a summary as Markdown, a web page, a Word file or JSON."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.errors import UsageError
    from rag.saving.saved_file import Source
    from rag.shapes import Briefing, Summary

FORMATS = {
    "md": "text/markdown; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
}
"""The formats, by the suffix of their files, with their media types."""
_ALSO = {"markdown": "md", "htm": "html"}


def format_of(path: Path) -> str:
    """The format that a file's name asks for. Raises ``UsageError`` if it asks for none."""
    suffix = path.suffix.lower().removeprefix(".")
    format = _ALSO.get(suffix, suffix)
    if format not in FORMATS:
        raise _wrong(f"{path.name!r} does not say which format; end it with .{', .'.join(FORMATS)}")
    return format


def export(
    shape: "Briefing | Summary", format: str, documents: "Sequence[Source]", made: date | None = None
) -> bytes:
    """Write ``shape`` as the bytes of a file; ``documents`` as ``Readback.sources`` gives them.

    ``format`` is one of ``FORMATS``, else ``UsageError`` is raised. ``made``: the day that stands on the
    paper, today where none is given; JSON has none.
    """
    if format == "json":
        from rag.saving.saved_file import save

        return save(shape, documents)
    from ui.words.outline import outline

    day = made or date.today()  # the reader's
    paper = outline(shape, documents, day)
    if format == "docx":
        from ui.export.to_word import word_file

        return word_file(paper, day)
    if format == "html":
        from ui.export.to_web import web_page

        return web_page(paper).encode("utf-8", "replace")
    if format == "md":
        from ui.export.to_markdown import markdown

        return markdown(paper).encode("utf-8", "replace")
    raise _wrong(f"there is no format {format!r}; there are {', '.join(FORMATS)}")


def _wrong(message: str) -> "UsageError":
    """The error, loaded when it is needed: every command line reads this file for its options."""
    from index.errors import UsageError

    return UsageError(message)
