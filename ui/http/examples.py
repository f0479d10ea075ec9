"""The examples in the OpenAPI description, all of one small library so that they fit each other."""

import json
from collections.abc import Mapping
from typing import Any

from pydantic import JsonValue

from index.document import Document, DocumentState, Span
from index.results import Added, Failure, Removed
from index.store.rows import DocumentText
from rag.shapes import (
    Answer,
    AnswerSentence,
    Block,
    Briefing,
    Citation,
    CoverageEntry,
    DatePrecision,
    Engine,
    Report,
    SearchHit,
    SearchResult,
    Section,
    SectionKind,
    ShortAnswer,
    Summary,
    TimelineEntry,
    Verdict,
    as_json,
)
from ui.http.protocols import text_reply
from ui.words.verdicts import as_contract

Json = dict[str, object]
NULL = "\N{SYMBOL FOR NULL}"
"""Stands for null while FastAPI makes the description, which leaves out every null there is."""

ID = "8c1f0d27a9b3"
QUESTION = "How many passengers did the Corvina carry?"
_TEXT = (
    "Ferry aground\n\nSaltmarsh, 14 March 2026. The ferry Corvina ran aground. It carried 212 passengers.\n"
)


def swapped(value: Any, old: object, new: object) -> Any:
    """A copy of ``value`` (JSON) with ``new`` in place of each ``old``, at any depth."""
    if isinstance(value, dict):
        return {key: swapped(one, old, new) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [swapped(one, old, new) for one in value]
    return new if value == old else value


def _cite(n: int, quote: str) -> Citation:
    start = _TEXT.index(quote)
    where = (start, start + len(quote))
    return Citation(n, ID, "Ferry aground", "The Saltmarsh Herald", "2026-03-14", None, *where, quote)


_AGROUND = _cite(2, "The ferry Corvina ran aground.")
_CARRIED = _cite(1, "It carried 212 passengers.")
_FACT = AnswerSentence(_CARRIED.quote, (1,), Verdict.EXACT, (), Block.PARAGRAPH)
_EVENT = AnswerSentence(_AGROUND.quote, (2,), Verdict.EXACT)
_ANSWER = Answer(
    QUESTION, True, 1.0, "llama3.2", (_FACT,), (_CARRIED,), checked_by="llama3.2",
    short=ShortAnswer("212 passengers", (1,)), follow_ups=("Where did the Corvina run aground?",),
)  # fmt: skip
_DATE = _cite(1, "14 March 2026")
_DOCUMENT = Document(
    ID, "b5" * 32, "Ferry aground", "The Saltmarsh Herald", "2026-03-14",
    Span(_DATE.start, _DATE.end, _DATE.quote), "ferry.txt", "text/plain", len(_TEXT), 1, DocumentState.READY,
)  # fmt: skip


def _both() -> tuple[Citation, ...]:
    return (_CARRIED, _AGROUND)


DOCUMENT = as_json(_DOCUMENT)
DOCUMENTS: Json = {"documents": [DOCUMENT]}
ADDED = as_json(Added((ID,), (), (), (Failure("scan.pdf", "'scan.pdf' holds no text"),)))
REMOVED = as_json(Removed((ID,), ()))
TEXT = as_json(DocumentText(ID, _TEXT, None))
HEALTH: Json = {"ok": True, "documents": 1}
SUGGESTIONS: Json = {"questions": [QUESTION]}
SEARCH = as_json(SearchResult("passengers", (SearchHit(0.5, _CARRIED),)))
ANSWER = as_json(_ANSWER)
REPORT = as_contract(Report((_FACT,), (_CARRIED,), {Verdict.EXACT: 1}))
SUMMARY = as_contract(Summary(ID, Engine.EXTRACTIVE, (_EVENT, _FACT), _both(), (_FACT,), (QUESTION,)))
BRIEFING = as_contract(
    Briefing(
        "The ferry Corvina", Engine.EXTRACTIVE, (ID,),
        (Section(SectionKind.KEY_POINTS, "Key points", (_EVENT, _FACT)),), _both(), (),
        (TimelineEntry("2026-03-14", DatePrecision.DAY, _EVENT),), (CoverageEntry(ID, used=True),),
    )
)  # fmt: skip
_KEPT = "20260315-080211-5e0c91fa"
BRIEFINGS: Json = {
    "briefings": [
        {
            "id": _KEPT,
            "made": "2026-03-15T08:02:11",
            "title": "The ferry Corvina",
            "documents": 1,
            "error": "",
        }
    ]
}
ENGINE: Json = {
    "model": "", "base_url": "", "context_window": 0, "judge": True, "embedding_model": "",
    "price_read": 0.0, "price_written": 0.0, "max_megabytes": 50, "has_key": False, "fixed": {},
    "engine": Engine.EXTRACTIVE, "leaves": "",
}  # fmt: skip
_WINDOW = "131,072 tokens, told by the server"
TRIED: Json = {"ok": True, "detail": "It answers.", "models": ["llama3.2"], "window": _WINDOW}
FOUND_MODELS: Json = {
    "servers": [
        {
            "name": "Ollama",
            "base_url": "http://127.0.0.1:11434/v1",
            "models": [{"name": "llama3.2", "window": _WINDOW}],
        }
    ]
}
LIBRARIES: Json = {"libraries": [{"name": "", "title": "library", "current": True}], "can_create": True}
WATCHED: Json = {
    "folder": "/home/ada/papers", "read": "2026-03-14T09:26:00+00:00", "failed": 0, "gone": 1, "error": "",
}  # fmt: skip
MADE: Json = {"name": "Ferries"}
GONE: Json = {"removed": ["Ferries"]}
FORGOTTEN: Json = {"removed": [_KEPT]}
NOTED: Json = {"id": _KEPT}
EVENTS = "".join(
    f"event: {name}\ndata: {json.dumps(data)}\n\n"
    for name, data in (
        ("draft", {"text": "It carried ", "opens": True, "block": Block.PARAGRAPH}),
        ("sentence", {**as_json(_FACT), "cited": [as_json(_CARRIED)]}),
        ("answer", ANSWER),
    )
)

_PLAIN: JsonValue = swapped(ANSWER, None, NULL)
ASK: list[JsonValue] = [
    {"question": QUESTION},
    {
        "question": "And how many of them were hurt?",
        "documents": [ID],
        "history": [
            {"role": "user", "content": QUESTION},
            {"role": "assistant", "content": "It carried 212 passengers."},
        ],
    },
]
NOTE: list[JsonValue] = [{"answers": [_PLAIN], "briefing": ""}]
EXPORT: list[JsonValue] = [{"answers": [_PLAIN], "title": "The ferry Corvina", "format": "md"}]
ENDPOINT: list[JsonValue] = [{"model": "llama3.2", "base_url": "http://127.0.0.1:11434/v1"}]
ADDRESS: list[JsonValue] = [{"address": "https://herald.example/ferry-aground"}]
WATCH: list[JsonValue] = [{"folder": "/home/ada/papers"}]
LIBRARY: list[JsonValue] = [{"name": "Ferries"}]
CHECK: list[JsonValue] = [{"text": "The Corvina carried 212 passengers."}]
DESCRIBE: list[JsonValue] = [{"outlet": "The Saltmarsh Herald", "published": "2026-03-14"}]
SUMMARIZE: list[JsonValue] = [{"document": ID, "words": 60}]
BRIEF: list[JsonValue] = [{"documents": [ID], "topic": "the ferry Corvina"}]

CHATS: list[JsonValue] = [
    {"model": "readback", "messages": [{"role": "user", "content": QUESTION}]},
    {
        "model": "readback",
        "messages": [{"role": "user", "content": QUESTION}],
        "stream": True,
        "stream_options": {"include_usage": True},
    },
]
MODEL: Json = {"id": "readback", "object": "model", "created": 0, "owned_by": "readback"}
MODELS: Json = {"data": [MODEL], "object": "list"}


def _reply(kind: str, choice: Mapping[str, object], **more: object) -> Json:
    head = {"id": "chatcmpl-1", "object": kind, "created": 1773500000, "model": "readback"}
    return {**head, "choices": [{"index": 0, **choice}], **more}


def _chunk(delta: Json, finish: str | None = None, **more: object) -> str:
    choice = {"delta": delta, "logprobs": None, "finish_reason": finish}
    return f"data: {json.dumps(_reply('chat.completion.chunk', choice, **more))}\n\n"


COMPLETION = _reply(
    "chat.completion",
    {
        "message": {
            "role": "assistant",
            "content": text_reply.answer(_ANSWER),
            "refusal": None,
            "readback": ANSWER,
        },
        "logprobs": None,
        "finish_reason": "stop",
    },
    usage={"prompt_tokens": 9, "completion_tokens": 47, "total_tokens": 56},
)
CHUNKS = (
    _chunk({"role": "assistant", "content": "", "refusal": None})
    + _chunk({"content": text_reply.sentence(_FACT, (_CARRIED,))})
    + _chunk({"content": text_reply.in_short(_ANSWER) + text_reply.after(_ANSWER)})
    + _chunk({}, "stop", readback=ANSWER)
    + "data: [DONE]\n\n"
)
