"""Answers as server-sent events (WHATWG HTML, section 9.2): ``draft``, ``sentence``, at last ``answer``."""

import json
import threading
from collections.abc import AsyncIterator, Generator
from contextlib import closing, suppress
from typing import Any

import anyio
from fastapi.responses import StreamingResponse

from index.errors import ReadbackError
from rag.answering.events import Answered, CheckedSentence, Event, WrittenSentence
from rag.model.reply import DraftPiece
from rag.shapes import as_json
from ui.http.problems import CRASH, error_code, log
from ui.words.private_paths import without_folders

WANTED = "text/event-stream"
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def stream(events: Generator[Event], stop: threading.Event) -> StreamingResponse:
    """The response that sends ``events``; ``stop`` is set as soon as the client has gone."""
    return streamed(_lines(events), stop)


def streamed(lines: Generator[str], stop: threading.Event) -> StreamingResponse:
    """The response that sends ``lines`` as they come: each holds whole events, and is made in a thread."""
    return StreamingResponse(_sent(lines, stop), media_type=WANTED, headers=HEADERS)


async def _sent(lines: Generator[str], stop: threading.Event) -> AsyncIterator[str]:
    try:
        while True:
            # Left behind when the reader goes.
            line = await anyio.to_thread.run_sync(_next, lines, stop, abandon_on_cancel=True)
            if line is None:
                return
            yield line
    finally:
        stop.set()
        with suppress(ValueError):  # it is being waited for, and closed by who waits
            lines.close()


def _next(lines: Generator[str], stop: threading.Event) -> str | None:
    line = next(lines, None)
    if stop.is_set():
        lines.close()
    return line


def _lines(events: Generator[Event]) -> Generator[str]:
    with closing(events):
        try:
            for event in events:
                if not isinstance(event, WrittenSentence):  # its words have been sent as drafts
                    yield _line(event)
        except Exception as error:  # noqa: BLE001 - the reader would wait for ever: say so
            yield written("error", {"error": failure(error)})


def failure(error: Exception) -> dict[str, str]:
    """The code and message of an error once the answer has begun; an unexpected one is logged."""
    if isinstance(error, ReadbackError):
        return {"code": error_code(error), "message": without_folders(error)}
    log.error("Unexpected error", exc_info=error)
    return {"code": "internal", "message": CRASH}


def _line(event: Event) -> str:
    if isinstance(event, DraftPiece):
        return written("draft", {"text": event.text, "opens": event.opens, "block": event.block})
    if isinstance(event, CheckedSentence):
        cited = [as_json(citation) for citation in event.citations]
        return written("sentence", {**as_json(event.sentence), "cited": cited})
    if isinstance(event, Answered):
        return written("answer", as_json(event.answer))
    raise TypeError(event)


def written(name: str, data: dict[str, Any]) -> str:
    """One event as text."""
    # JSON in ASCII holds no line break of any kind, which would end the event.
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
