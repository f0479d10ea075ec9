"""The routes under /api/documents."""

from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from index.document import Document
from index.results import Added, Removed
from index.store.rows import DocumentText
from rag.shapes import as_json
from ui.http import examples, upload_stream
from ui.http.openapi import FILES, example, with_json
from ui.http.request_library import Chosen, exact, shelf
from ui.http.response_shapes import DocumentList
from ui.http.uploads import AddressBody
from ui.words.private_paths import without_folder

api = APIRouter(prefix="/api/documents", tags=["DocumentList"])


class DescriptionBody(BaseModel):
    """The body of ``PATCH /api/documents/{id}``: new title, outlet and date; "" means unknown."""

    model_config = ConfigDict(json_schema_extra={"examples": examples.DESCRIBE})

    title: str | None = None
    outlet: Annotated[str | None, Field(description="Who published it.")] = None
    published: Annotated[str | None, Field(description="YYYY-MM-DD.")] = None


@api.get("", summary="List the documents", response_model=DocumentList, responses=example(examples.DOCUMENTS))
def listing(readback: Chosen) -> dict[str, Any]:
    """Every document, in the order added."""
    return {"documents": [as_json(without_folder(document)) for document in readback.documents()]}


@api.post(
    "",
    summary="Add documents",
    response_model=Added,
    responses=example(examples.ADDED),
    openapi_extra=with_json(FILES, AddressBody),
)
async def add(readback: Chosen, request: Request) -> Response:
    """Add files, sent as multipart/form-data in fields named ``files``; each is added wholly or not at all.

    Or, as JSON, the document at a web ``address``: nothing else is asked there, redirects are followed, and a
    copy is kept. What cannot be fetched or read is in ``failed``, with the address as its path.

    Where server-sent events are accepted: ``progress`` of each file as it goes on, then ``added`` with this
    shape, or ``error``.
    """
    return await upload_stream.add(readback, shelf(request).arrivals, request)


@api.get("/{ident}", summary="One document", response_model=Document, responses=example(examples.DOCUMENT))
def one(readback: Chosen, ident: str) -> dict[str, Any]:
    """One document."""
    return as_json(without_folder(readback.document(exact(readback, ident))))


@api.patch(
    "/{ident}", summary="Correct a document", response_model=Document, responses=example(examples.DOCUMENT)
)
def describe(readback: Chosen, ident: str, body: DescriptionBody) -> dict[str, Any]:
    """Correct a document's title, outlet or date."""
    document = readback.set(exact(readback, ident), **body.model_dump())
    return as_json(without_folder(document))


@api.delete(
    "/{ident}", summary="Remove a document", response_model=Removed, responses=example(examples.REMOVED)
)
def remove(readback: Chosen, ident: str) -> dict[str, Any]:
    """Remove a document."""
    result = readback.remove([exact(readback, ident)])
    return {"removed": list(result.removed), "failed": [as_json(failure) for failure in result.failed]}


@api.get(
    "/{ident}/text",
    summary="A document's text",
    response_model=DocumentText,
    responses=example(examples.TEXT),
)
def text(readback: Chosen, ident: str) -> dict[str, Any]:
    """A document's exact text; every offset counts its characters."""
    return as_json(readback.text(exact(readback, ident)))
