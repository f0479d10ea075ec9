"""The routes for search, questions, drafts and the state of the server."""

import threading
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Query
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict, Field, StrictBool

from rag.answering.events import Answered
from rag.shapes import Answer, SearchResult, as_json
from ui.http import examples
from ui.http.drafts import fitting
from ui.http.openapi import DOCUMENTS, example
from ui.http.request_library import Chosen
from ui.http.response_shapes import Health, Report, Suggestions
from ui.http.sse import WANTED, stream
from ui.words.verdicts import as_contract

api = APIRouter(prefix="/api", tags=["Questions"])
_NEAR = "Leave out passages that have no word of the query and are not near it in meaning: there may be none."


class HistoryTurn(BaseModel):
    """One turn of the conversation before: a question or an answer."""

    role: Literal["user", "assistant"]
    content: Annotated[str, Field(max_length=100_000)]


class QuestionBody(BaseModel):
    """The body of ``POST /api/ask``.

    ``documents``: the ids of those to answer from, all if empty. ``history``: earlier turns, oldest first.
    """

    model_config = ConfigDict(json_schema_extra={"examples": examples.ASK})

    question: Annotated[str, Field(min_length=1, description="In words, in any language.")]
    documents: Annotated[list[str], Field(description=DOCUMENTS)] = []
    history: Annotated[list[HistoryTurn], Field(max_length=200, description="What was said before.")] = []


class CheckBody(BaseModel):
    """The body of ``POST /api/check``: a draft, and the ids of documents to check it by, all if empty."""

    model_config = ConfigDict(json_schema_extra={"examples": examples.CHECK})

    text: Annotated[str, Field(description="The draft.")]
    documents: Annotated[list[str], Field(description=DOCUMENTS)] = []
    markdown: Annotated[StrictBool, Field(description="Whether the draft is Markdown.")] = False


@api.get("/health", summary="Is the server well?", response_model=Health, responses=example(examples.HEALTH))
def health(readback: Chosen) -> dict[str, Any]:
    """The state of the server, and the number of documents."""
    return {"ok": True, "documents": readback.library.count()}


@api.get("/search", summary="Search", response_model=SearchResult, responses=example(examples.SEARCH))
def search(
    readback: Chosen,
    query: Annotated[str, Query(description="Words, or a question.", examples=["passengers"])],
    doc: Annotated[list[str] | None, Query(description=DOCUMENTS)] = None,
    near: Annotated[bool, Query(description=_NEAR)] = False,
) -> dict[str, Any]:
    """The passages that fit a query best, best first."""
    return as_json(readback.search(query, documents=tuple(doc or ()), near=near))


@api.get(
    "/suggestions",
    summary="Questions to begin with",
    response_model=Suggestions,
    responses=example(examples.SUGGESTIONS),
)
def suggestions(readback: Chosen) -> dict[str, Any]:
    """Questions that the documents answer, each from another one; no model is asked."""
    return {"questions": readback.suggest()}


@api.post(
    "/ask",
    summary="Ask",
    response_model=Answer,
    responses=example(examples.ANSWER, events=examples.EVENTS),
)
def ask(readback: Chosen, body: QuestionBody, accept: Annotated[str, Header()] = "") -> Response:
    """An answer, each of its sentences cited; as server-sent events where these are accepted."""
    history = [turn.model_dump() for turn in body.history]
    stop = threading.Event()
    events = readback.stream(body.question, tuple(body.documents), history, stop)
    if WANTED in accept.lower():
        return stream(events, stop)
    answer = next(event.answer for event in events if isinstance(event, Answered))
    return JSONResponse(as_json(answer))


@api.post("/check", summary="Check a draft", response_model=Report, responses=example(examples.REPORT))
def check(readback: Chosen, body: CheckBody) -> dict[str, Any]:
    """A verdict on each sentence of a draft, with citations. Raises ``TooLarge`` as ``fitting`` does."""
    return as_contract(readback.check(fitting(body.text), tuple(body.documents), markdown=body.markdown))
