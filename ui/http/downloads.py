"""A summary, a briefing or a conversation as a file to take away."""

import re
from datetime import date
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import Query
from fastapi.responses import Response

from rag import Readback
from rag.saving.saved_file import Saved
from rag.shapes import Answer, Briefing, Summary
from ui.export.export import FORMATS, export

Format = Annotated[
    Literal["md", "html", "docx", "json"], Query(description="The kind of file, by its suffix.")
]
_LONGEST = 80  # characters of a file's name


def file_of(saved: Saved, title: str, format: str, made: date | None = None) -> Response:
    """The file, named by ``title``."""
    data = export(saved.shape, format, saved.sources, made)
    name = re.sub(r"[^\w .,()-]+", " ", title).strip(" .")[:_LONGEST].strip() or "readback"
    disposition = f"attachment; filename=\"readback.{format}\"; filename*=UTF-8''{quote(name)}.{format}"
    return Response(data, media_type=FORMATS[format], headers={"Content-Disposition": disposition})


def with_sources(readback: Readback, shape: Briefing | Summary) -> Saved:
    """A shape with what is known today of its documents."""
    return Saved(shape, readback.sources(shape))


def changed(readback: Readback, answers: list[Answer]) -> str:
    """A quotation that does not stand in the library as an answer has it; "" where all do."""
    texts: dict[str, str] = {}
    known = {document.id for document in readback.documents()}
    for citation in (citation for answer in answers for citation in answer.citations):
        if citation.document not in known:
            return citation.quote
        if citation.document not in texts:
            texts[citation.document] = readback.text(citation.document).text
        if texts[citation.document][citation.start : citation.end] != citation.quote:
            return citation.quote
    return ""
