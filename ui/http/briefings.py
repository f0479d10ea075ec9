"""The routes of saved briefings and of exported files, under /api."""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from index.errors import UsageError
from rag.saving.notebook import notebook
from rag.shapes import Answer, Briefing
from ui.http import examples
from ui.http.downloads import Format, changed, file_of, with_sources
from ui.http.openapi import ANY_FILE, example
from ui.http.request_library import Chosen, exact
from ui.http.response_shapes import Briefing as Told
from ui.http.response_shapes import BriefingList, Note, RemovedBriefing
from ui.http.weights import LONGEST_QUOTE, MOST_ANSWERS
from ui.words.verdicts import as_contract

api = APIRouter(prefix="/api", tags=["Summaries and briefings"])
Answers = Annotated[list[Answer], Field(min_length=1, max_length=MOST_ANSWERS)]


class NotesBody(BaseModel):
    """The body of ``POST /api/briefings/notes``: answers, and a saved briefing's id, "" for a new one."""

    model_config = ConfigDict(json_schema_extra={"examples": examples.NOTE})

    answers: Answers
    briefing: str = ""


class ExportBody(BaseModel):
    """The body of ``POST /api/exports``: the answers of a conversation, its title, and the kind of file."""

    model_config = ConfigDict(json_schema_extra={"examples": examples.EXPORT})

    answers: Answers
    title: Annotated[str, Field(min_length=1, max_length=1_000)]
    format: Literal["md", "html", "docx", "json"]


@api.get(
    "/briefings",
    summary="List the kept briefings",
    response_model=BriefingList,
    responses=example(examples.BRIEFINGS),
)
def listing(readback: Chosen) -> dict[str, Any]:
    """The briefings saved with the library, the newest first."""
    return {"briefings": [asdict(kept) for kept in readback.briefings.all()]}


@api.get(
    "/briefings/{ident}",
    summary="A kept briefing",
    response_model=Told,
    responses=example(examples.BRIEFING),
)
def one(readback: Chosen, ident: str) -> dict[str, Any]:
    """One saved briefing. Raises ``BriefingNotFound`` if there is none of this id."""
    return as_contract(readback.briefings.read(ident).briefing)


@api.delete(
    "/briefings/{ident}",
    summary="Forget a briefing",
    response_model=RemovedBriefing,
    responses=example(examples.FORGOTTEN),
)
def remove(readback: Chosen, ident: str) -> dict[str, Any]:
    """Delete a saved briefing."""
    readback.briefings.remove(ident)
    return {"removed": [ident]}


@api.get("/briefings/{ident}/file", summary="A kept briefing as a file", responses=ANY_FILE)
def briefing_file(readback: Chosen, ident: str, format: Format) -> Response:
    """A saved briefing as a file."""
    opened = readback.briefings.read(ident)
    return file_of(opened.saved, opened.briefing.title, format, opened.made.date())


@api.post(
    "/briefings/notes",
    summary="Write answers into a briefing",
    response_model=Note,
    responses=example(examples.NOTED),
)
def note(readback: Chosen, body: NotesBody) -> dict[str, Any]:
    """Write answers into a saved briefing, or into a new one.

    Raises ``UsageError`` if a quotation does not stand where it is cited.
    """
    if quote := changed(readback, body.answers):
        raise UsageError(
            f"The documents have changed since this answer: “{quote[:LONGEST_QUOTE]}” does not stand there "
            "any more. Ask again."
        )
    return {"id": readback.briefings.note(body.answers, body.briefing)}


@api.get("/documents/{ident}/summary/file", summary="A summary as a file", responses=ANY_FILE)
def summary_file(readback: Chosen, ident: str, format: Format) -> Response:
    """A document's summary as a file."""
    document = readback.document(exact(readback, ident))
    return file_of(with_sources(readback, readback.summarize(document.id)), document.title, format)


@api.post("/exports", summary="A conversation as a file", responses=ANY_FILE)
def exported(readback: Chosen, body: ExportBody) -> Response:
    """A conversation as a file: each question with its answer and its sources."""
    shape: Briefing = notebook(body.title, body.answers)
    return file_of(with_sources(readback, shape), body.title, body.format)
