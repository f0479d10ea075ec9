"""A summary, a briefing or a conversation as a file."""

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
from ui.http.weights import LONGEST_FILE_NAME

Format = Annotated[
    Literal["md", "html", "docx", "json"], Query(description="The kind of file, by its suffix.")
]


def file_of(saved: Saved, title: str, format: str, made: date | None = None) -> Response:
    """The response that a browser saves as a file named by ``title``."""
    return attachment(export(saved.shape, format, saved.sources, made), title, format)


def attachment(data: bytes, title: str, format: str) -> Response:
    """The response that a browser saves as a file of ``data`` named by ``title``."""
    name = re.sub(r"[^\w .,()-]+", " ", title).strip(" .")[:LONGEST_FILE_NAME].strip() or "readback"
    disposition = f"attachment; filename=\"readback.{format}\"; filename*=UTF-8''{quote(name)}.{format}"
    return Response(data, media_type=FORMATS[format], headers={"Content-Disposition": disposition})


def with_sources(readback: Readback, shape: Briefing | Summary) -> Saved:
    """A shape together with the documents it cites, as the library describes them now."""
    return Saved(shape, readback.sources(shape))


def changed(readback: Readback, answers: list[Answer]) -> str:
    """The first quotation of an answer that the library does not hold at its offsets; "" if all are there."""
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
