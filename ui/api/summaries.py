"""Summaries and briefings over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from ui.api.chosen import Chosen, exact, exact_all
from ui.verdicts import as_contract

_MOST_WORDS = 100_000

api = APIRouter(prefix="/api", tags=["Summaries and briefings"])


class Summed(BaseModel):
    """The body of ``POST /api/summaries``: a document's id, and how many words its summary may have."""

    document: str
    words: Annotated[int, Field(ge=1, le=_MOST_WORDS)] | None = None


class Briefed(BaseModel):
    """The body of ``POST /api/briefings``: the documents' ids, none named meaning all, and a topic."""

    documents: list[str] = []
    topic: Annotated[str, Field(max_length=1_000)] = ""


@api.post("/summaries")
def summaries(readback: Chosen, body: Summed) -> dict[str, Any]:
    """What a document says, each sentence cited."""
    return as_contract(readback.summarize(exact(readback, body.document), body.words))


@api.post("/briefings")
def briefings(readback: Chosen, body: Briefed) -> dict[str, Any]:
    """What several documents say together, each sentence cited."""
    return as_contract(readback.brief(exact_all(readback, body.documents), body.topic))
