"""The routes of the files themselves: the original of a document, and the pages of a PDF as pictures."""

from pathlib import PurePath
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Query
from fastapi.responses import Response

from index.document import Document
from index.errors import PageNotFound, UsageError
from index.readers import FORMATS, PAGED
from index.readers.pdf_pages import Box, PdfPages, open_pages
from index.store.rows import DocumentText
from ui.http.openapi import PICTURE, binary
from ui.http.request_library import Chosen, exact
from ui.http.weights import NARROWEST_PAGE, PAGE_WIDTH, WIDEST_PAGE

api = APIRouter(prefix="/api/documents", tags=["DocumentList"])
_LOCKED = "sandbox; default-src 'none'"  # were a browser to show the file after all, it could do nothing
_OFFSET = "An offset in the document's text, as `/text` gives it; with the other one, the words are marked."
Offset = Annotated[int | None, Query(ge=0, description=_OFFSET)]
Width = Annotated[int, Query(ge=NARROWEST_PAGE, le=WIDEST_PAGE, description="The picture's width in pixels.")]


@api.get(
    "/{ident}/file",
    summary="A document's original file",
    response_class=Response,
    responses=binary(*sorted({format.media_type for format in FORMATS.values()})),
)
def original(readback: Chosen, ident: str) -> Response:
    """The file that was added, byte for byte, under its own name. A browser saves it and does not show it."""
    document = readback.document(exact(readback, ident))
    name = _file_name(document)
    suffix = PurePath(name).suffix.lower()
    plain = f"document{suffix if suffix in FORMATS else ''}"  # for clients that know ASCII names only
    headers = {
        "Content-Type": document.media_type,  # without a charset: the file may be in any
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}",
        "Content-Security-Policy": _LOCKED,
    }
    return Response(readback.library.file(document.id), headers=headers)


def _file_name(document: Document) -> str:
    """The name of a document's file; one that was fetched gets the suffix of its format."""
    if "://" not in document.path:
        return PurePath(document.path).name
    from ui.fetching.web_address import web_address

    name = PurePath(web_address(document.path).file_name)
    fitting = [suffix for suffix, known in FORMATS.items() if known.media_type == document.media_type]
    return name.name if name.suffix.lower() in fitting else f"{name.name}{fitting[0]}"


@api.get(
    "/{ident}/pages/{n}",
    summary="A PDF's page as a picture",
    response_class=Response,
    responses=PICTURE,
)
def page(
    readback: Chosen,
    ident: str,
    n: int,
    start: Offset = None,
    end: Offset = None,
    width: Width = PAGE_WIDTH,
) -> Response:
    """Page ``n``, from 1, as PNG; the words from ``start`` to ``end`` are marked as far as they stand on it.

    Where it is not sure which words of the page these are, none are marked. Raises ``UsageError`` for one
    offset without the other, ``PageNotFound`` if there is no such page.
    """
    if (start is None) != (end is None):
        raise UsageError("start and end go together: name both, or none.")
    document, body = readback.document(exact(readback, ident)), readback.text(ident)
    if document.media_type not in PAGED:
        raise PageNotFound("Only PDFs and pictures have pages: read the text of this document.")
    with open_pages(readback.library.file(document.id), readback.library.ocr(document.id)) as pages:
        picture = pages.picture(n, width, _boxes(pages, body, n, start or 0, end or 0))
    return Response(picture, media_type="image/png")


def _boxes(pages: PdfPages, body: DocumentText, number: int, start: int, end: int) -> tuple[Box, ...]:
    here = next((one for one in body.pages or () if one.page == number), None)
    return pages.boxes(body.text, here, start, end) if here and start < end else ()
