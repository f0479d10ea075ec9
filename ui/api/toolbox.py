"""The tools that a library is to other programs' models: what each takes, does, gives and tells."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, Field

from rag import Readback, shapes
from rag.shapes import as_json
from rag.stream import Answered
from ui import plain
from ui.api import shapes as web
from ui.api.chosen import exact, exact_all
from ui.api.openapi import DOCUMENTS
from ui.api.questions import Draft, Question, drafted
from ui.api.summaries import Briefed, Summed
from ui.verdicts import as_contract


class Searched(BaseModel):
    """What to look for, and where."""

    query: Annotated[str, Field(min_length=1, description="Words, or a question.")]
    documents: Annotated[list[str], Field(description=DOCUMENTS)] = []
    limit: Annotated[int, Field(ge=1, le=50, description="How many passages, at most.")] = 10


class Nothing(BaseModel):
    """No arguments."""


@dataclass(frozen=True)
class Tool:
    """A tool: ``work`` does what ``takes`` asks for until the event is set, ``tell`` puts it into words."""

    title: str
    description: str
    takes: type[BaseModel]
    gives: type
    work: Callable[[Readback, Any, threading.Event], Any]
    tell: Callable[[Any], str]
    write: Callable[[object], dict[str, object]] = as_json


def _search(readback: Readback, body: Searched, _: threading.Event) -> shapes.SearchResult:
    return readback.search(body.query, exact_all(readback, body.documents), body.limit)


def _ask(readback: Readback, body: Question, stop: threading.Event) -> shapes.Answer:
    history = [turn.model_dump() for turn in body.history]
    events = readback.stream(body.question, exact_all(readback, body.documents), history, stop)
    return next(event.answer for event in events if isinstance(event, Answered))


def _summarize(readback: Readback, body: Summed, stop: threading.Event) -> shapes.Summary:
    return readback.summarize(exact(readback, body.document), body.words, stop=stop)


def _brief(readback: Readback, body: Briefed, stop: threading.Event) -> shapes.Briefing:
    return readback.brief(exact_all(readback, body.documents), body.topic, stop=stop)


def _check(readback: Readback, body: Draft, _: threading.Event) -> shapes.Report:
    return readback.check(drafted(body), exact_all(readback, body.documents), markdown=body.markdown)


def _documents(readback: Readback, _: Nothing, __: threading.Event) -> web.Documents:
    return web.Documents(readback.documents())


TOOLS = {
    "documents": Tool(
        "List the documents",
        "Lists the documents of the library: id, title, outlet, date of publication, and which repeat"
        " another. The other tools take these ids.",
        Nothing,
        web.Documents,
        _documents,
        lambda made: plain.documents(made.documents),
    ),
    "search": Tool(
        "Search the documents",
        "Finds the passages that fit a query best, each with its document and exact place. For evidence to "
        "read yourself; to have a question answered, use ask.",
        Searched,
        shapes.SearchResult,
        _search,
        plain.hits,
    ),
    "ask": Tool(
        "Ask the documents",
        "Answers a question from the documents. Every sentence is cited and checked against its source; "
        "where sources disagree, that is told; where the documents do not say, found is false.",
        Question,
        shapes.Answer,
        _ask,
        plain.answer,
    ),
    "summarize": Tool(
        "Sum up a document",
        "Says what one document says, each sentence cited, with key facts and questions that it answers. A "
        "long document may take minutes the first time.",
        Summed,
        web.Summary,
        _summarize,
        plain.summary,
        as_contract,
    ),
    "brief": Tool(
        "Brief on several documents",
        "Says what documents say together: key points, where they agree and differ, who said what, what only "
        "one has, and when it happened, each sentence cited. May take minutes.",
        Briefed,
        web.Briefing,
        _brief,
        plain.briefing,
        as_contract,
    ),
    "check": Tool(
        "Check a draft",
        "Holds a draft against the documents, sentence by sentence: supported, partly supported, unsupported,"
        " contradicted or with nothing to check, with what is wrong and what the sources say.",
        Draft,
        web.Report,
        _check,
        plain.report,
        as_contract,
    ),
}
"""The tools by name."""
