"""Summaries and briefings over HTTP."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from ui.verdicts import as_contract

if TYPE_CHECKING:
    from rag import Readback

_MOST_WORDS = 100_000


class Summed(BaseModel):
    """The body of ``POST /api/summaries``: a document's id, and how many words its summary may have."""

    document: str
    words: Annotated[int, Field(ge=1, le=_MOST_WORDS)] | None = None


class Briefed(BaseModel):
    """The body of ``POST /api/briefings``: the documents' ids, none named meaning all, and a topic."""

    documents: list[str] = []
    topic: Annotated[str, Field(max_length=1_000)] = ""


def routes(readback: "Readback", exact: Callable[[str], str]) -> APIRouter:
    """The routes; ``exact`` gives an id back once it is known to be one."""
    api = APIRouter(prefix="/api")

    @api.post("/summaries")
    def summaries(body: Summed) -> dict[str, Any]:
        return as_contract(readback.summarize(exact(body.document), body.words))

    @api.post("/briefings")
    def briefings(body: Briefed) -> dict[str, Any]:
        return as_contract(readback.brief([exact(id) for id in body.documents], body.topic))

    return api
