"""Summaries and briefings over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from ui.api import examples
from ui.api.chosen import Chosen, exact, exact_all
from ui.api.openapi import DOCUMENTS, example
from ui.api.shapes import Briefing, Summary
from ui.verdicts import as_contract

_MOST_WORDS = 100_000

api = APIRouter(prefix="/api", tags=["Summaries and briefings"])


class Summed(BaseModel):
    """The body of ``POST /api/summaries``: a document's id, and how many words its summary may have."""

    model_config = ConfigDict(json_schema_extra={"examples": examples.SUMMARIZE})

    document: Annotated[str, Field(description="The document's id.")]
    words: Annotated[
        Annotated[int, Field(ge=1, le=_MOST_WORDS)] | None,
        Field(description="How many words, at most; none: five to ten sentences."),
    ] = None


class Briefed(BaseModel):
    """The body of ``POST /api/briefings``: the documents' ids, none named meaning all, and a topic."""

    model_config = ConfigDict(json_schema_extra={"examples": examples.BRIEF})

    documents: Annotated[list[str], Field(description=DOCUMENTS)] = []
    topic: Annotated[str, Field(max_length=1_000, description="What it is to be about; none: all.")] = ""


@api.post(
    "/summaries", summary="Sum up a document", response_model=Summary, responses=example(examples.SUMMARY)
)
def summaries(readback: Chosen, body: Summed) -> dict[str, Any]:
    """What a document says, each sentence cited."""
    return as_contract(readback.summarize(exact(readback, body.document), body.words))


@api.post(
    "/briefings", summary="Brief on documents", response_model=Briefing, responses=example(examples.BRIEFING)
)
def briefings(readback: Chosen, body: Briefed) -> dict[str, Any]:
    """What several documents say together, each sentence cited."""
    return as_contract(readback.brief(exact_all(readback, body.documents), body.topic))
