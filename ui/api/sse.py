"""An answer as server-sent events: ``draft`` and ``sentence`` as they come, ``answer`` at the end."""

import json
import threading
from collections.abc import AsyncIterator, Generator
from contextlib import suppress
from typing import Any

import anyio
from fastapi.responses import StreamingResponse

from index.errors import ReadbackError
from rag.shapes import as_json
from rag.stream import Answered, Checked, Draft, Event
from ui.api.problems import CRASH, error_code, log

WANTED = "text/event-stream"


def stream(events: Generator[Event], stop: threading.Event) -> StreamingResponse:
    """``events`` to whoever listens; ``stop`` is set as soon as nobody does."""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_sent(events, stop), media_type=WANTED, headers=headers)


async def _sent(events: Generator[Event], stop: threading.Event) -> AsyncIterator[str]:
    try:
        while True:
            # Left behind when the reader goes.
            event = await anyio.to_thread.run_sync(_next, events, stop, abandon_on_cancel=True)
            if event is None:
                return
            yield _line(event)
    except ReadbackError as error:
        yield _written("error", {"error": {"code": error_code(error), "message": str(error)}})
    except Exception:  # noqa: BLE001 - the reader would wait for ever: say so, log it
        log.exception("Unexpected error")
        yield _written("error", {"error": {"code": "internal", "message": CRASH}})
    finally:
        stop.set()
        with suppress(ValueError):  # it is being waited for, and closed by who waits
            events.close()


def _next(events: Generator[Event], stop: threading.Event) -> Event | None:
    event = next(events, None)
    if stop.is_set():
        events.close()
    return event


def _line(event: Event) -> str:
    if isinstance(event, Draft):
        return _written("draft", {"text": event.text, "opens": event.opens})
    if isinstance(event, Checked):
        cited = [as_json(citation) for citation in event.citations]
        return _written("sentence", {**as_json(event.sentence), "cited": cited})
    if isinstance(event, Answered):
        return _written("answer", as_json(event.answer))
    raise TypeError(event)


def _written(name: str, data: dict[str, Any]) -> str:
    # JSON in ASCII holds no line break of any kind, which would end the event.
    return f"event: {name}\ndata: {json.dumps(data)}\n\n"
