"""The tools of a library for other programs' models: input, work, and result of each."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, Field

from rag import Readback, shapes
from rag.answering.events import Answered
from rag.shapes import as_json
from ui.http import response_shapes as web
from ui.http.drafts import fitting
from ui.http.openapi import DOCUMENTS
from ui.http.protocols import text_reply
from ui.http.protocols.weights import MOST_PASSAGES, USUAL_PASSAGES
from ui.http.questions import CheckBody, QuestionBody
from ui.http.request_library import exact, exact_all
from ui.http.summaries import BriefingBody, SummaryBody
from ui.words.private_paths import without_folder
from ui.words.verdicts import as_contract


class SearchInput(BaseModel):
    """A query, and the documents to search."""

    query: Annotated[str, Field(min_length=1, description="Words, or a question.")]
    documents: Annotated[list[str], Field(description=DOCUMENTS)] = []
    limit: Annotated[int, Field(ge=1, le=MOST_PASSAGES, description="How many passages, at most.")] = (
        USUAL_PASSAGES
    )


class NoInput(BaseModel):
    """No arguments."""


@dataclass(frozen=True)
class Tool:
    """A tool: ``work`` takes the input ``takes`` and an event that stops it, and returns a ``gives``.

    ``to_text`` and ``to_json`` write the result.
    """

    title: str
    description: str
    takes: type[BaseModel]
    gives: type
    work: Callable[[Readback, Any, threading.Event], Any]
    to_text: Callable[[Any], str]
    to_json: Callable[[object], dict[str, object]] = as_json


def _search(readback: Readback, body: SearchInput, _: threading.Event) -> shapes.SearchResult:
    return readback.search(body.query, exact_all(readback, body.documents), body.limit)


def _ask(readback: Readback, body: QuestionBody, stop: threading.Event) -> shapes.Answer:
    history = [turn.model_dump() for turn in body.history]
    events = readback.stream(body.question, exact_all(readback, body.documents), history, stop)
    return next(event.answer for event in events if isinstance(event, Answered))


def _summarize(readback: Readback, body: SummaryBody, stop: threading.Event) -> shapes.Summary:
    return readback.summarize(exact(readback, body.document), body.words, stop=stop)


def _brief(readback: Readback, body: BriefingBody, stop: threading.Event) -> shapes.Briefing:
    return readback.brief(exact_all(readback, body.documents), body.topic, stop=stop)


def _check(readback: Readback, body: CheckBody, _: threading.Event) -> shapes.Report:
    return readback.check(fitting(body.text), exact_all(readback, body.documents), markdown=body.markdown)


def _documents(readback: Readback, _: NoInput, __: threading.Event) -> web.DocumentList:
    return web.DocumentList(tuple(map(without_folder, readback.documents())))


TOOLS = {
    "documents": Tool(
        "List the documents",
        "Lists the documents of the library: id, title, outlet, date of publication, and which repeat"
        " another. The other tools take these ids.",
        NoInput,
        web.DocumentList,
        _documents,
        lambda made: text_reply.documents(made.documents),
    ),
    "search": Tool(
        "Search the documents",
        "Finds the passages that fit a query best, each with its document and exact place. For evidence to "
        "read yourself; to have a question answered, use ask.",
        SearchInput,
        shapes.SearchResult,
        _search,
        text_reply.hits,
    ),
    "ask": Tool(
        "Ask the documents",
        "Answers a question from the documents. Every sentence is cited and checked against its source; "
        "where sources disagree, that is told; where the documents do not say, found is false.",
        QuestionBody,
        shapes.Answer,
        _ask,
        text_reply.answer,
    ),
    "summarize": Tool(
        "Sum up a document",
        "Says what one document says, each sentence cited, with key facts and questions that it answers. A "
        "long document may take minutes the first time.",
        SummaryBody,
        web.Summary,
        _summarize,
        text_reply.summary,
        as_contract,
    ),
    "brief": Tool(
        "Brief on several documents",
        "Says what documents say together: key points, where they agree and differ, who said what, what only "
        "one has, and when it happened, each sentence cited. May take minutes.",
        BriefingBody,
        web.Briefing,
        _brief,
        text_reply.briefing,
        as_contract,
    ),
    "check": Tool(
        "Check a draft",
        "Holds a draft against the documents, sentence by sentence: supported, partly supported, unsupported,"
        " contradicted or with nothing to check, with what is wrong and what the sources say.",
        CheckBody,
        web.Report,
        _check,
        text_reply.report,
        as_contract,
    ),
}
"""The tools by name."""
