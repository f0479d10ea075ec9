"""The routes that make summaries and briefings."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from ui.http import examples
from ui.http.openapi import DOCUMENTS, example
from ui.http.request_library import Chosen, exact, exact_all
from ui.http.response_shapes import Briefing, Summary
from ui.http.weights import MOST_WORDS
from ui.words.verdicts import as_contract

api = APIRouter(prefix="/api", tags=["Summaries and briefings"])


class SummaryBody(BaseModel):
    """The body of ``POST /api/summaries``: a document's id, and the most words for its summary."""

    model_config = ConfigDict(json_schema_extra={"examples": examples.SUMMARIZE})

    document: Annotated[str, Field(description="The document's id.")]
    words: Annotated[
        Annotated[int, Field(ge=1, le=MOST_WORDS)] | None,
        Field(description="How many words, at most; none: five to ten sentences."),
    ] = None


class BriefingBody(BaseModel):
    """The body of ``POST /api/briefings``: the documents' ids, all if empty, and a topic."""

    model_config = ConfigDict(json_schema_extra={"examples": examples.BRIEF})

    documents: Annotated[list[str], Field(description=DOCUMENTS)] = []
    topic: Annotated[str, Field(max_length=1_000, description="What it is to be about; none: all.")] = ""


@api.post(
    "/summaries", summary="Sum up a document", response_model=Summary, responses=example(examples.SUMMARY)
)
def summaries(readback: Chosen, body: SummaryBody) -> dict[str, Any]:
    """The summary of a document, each sentence cited."""
    return as_contract(readback.summarize(exact(readback, body.document), body.words))


@api.post(
    "/briefings", summary="Brief on documents", response_model=Briefing, responses=example(examples.BRIEFING)
)
def briefings(readback: Chosen, body: BriefingBody) -> dict[str, Any]:
    """The briefing on several documents, each sentence cited."""
    return as_contract(readback.brief(exact_all(readback, body.documents), body.topic))
