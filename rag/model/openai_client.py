"""OpenAI's client as Readback opens it, and the few things in streams that other servers do otherwise.

Imported where a model is asked: the library takes a second to load.
"""

import codecs
import logging
from collections.abc import Generator, Iterator
from itertools import chain
from typing import Any, cast

from openai import DefaultHttpxClient, OpenAI, Stream, Timeout
from openai._streaming import ServerSentEvent, SSEDecoder

from rag.model.completion import DONE, NotTheProtocol, whole
from rag.model.endpoint import Endpoint
from rag.model.weights import CONNECT

_KIND = "application/json"


class Client(OpenAI):
    """The client with nothing from its OPENAI_* variables: neither key, account, headers nor log."""

    @property
    def default_headers(self) -> dict[str, Any]:
        """The headers of every request."""
        accepted = f"{_KIND}, text/event-stream"
        return {"Accept": accepted, "Content-Type": _KIND, "User-Agent": "readback"}

    def _make_sse_decoder(self) -> SSEDecoder:
        return Events()


class Events(SSEDecoder):
    """The client's reading of events, where a server is not OpenAI's."""

    def iter_bytes(self, iterator: Iterator[bytes]) -> Iterator[ServerSentEvent]:
        """Yield the events; one object that is sent instead of events is one.

        An event without an empty line after it, at the end, counts.
        """
        pieces = (whole(text).encode() for text in codecs.iterdecode(iterator, "utf-8", "surrogatepass"))
        first = next((piece for piece in pieces if piece.strip()), b"")
        if first.lstrip().startswith(b"<"):
            raise NotTheProtocol("a web page")
        if first.lstrip().startswith(b"{"):
            yield ServerSentEvent(data=b"".join(chain([first], pieces)).decode())
            yield ServerSentEvent(data=DONE)
            return
        for event in super().iter_bytes(chain([first], pieces, [b"\n\n"])):
            if event.data.startswith("[DONE]"):
                yield ServerSentEvent(data=DONE)
            yield event

    def decode(self, line: str) -> ServerSentEvent | None:
        """Decode a line; "error:" is an older llama.cpp's, and what has no data is no event."""
        name, _, value = line.partition(":")
        event = super().decode(f"data:{value}" if name == "error" else line)
        return event if event and event.data else None


def hang_up(stream: Stream[Any]) -> None:
    """Close the connection of an answer, and what reads it: else that is closed at any time later."""
    stream.close()
    cast("Generator[Any]", stream._iterator).close()


def open_client(endpoint: Endpoint, timeout: float) -> Client:
    """Open a client; ``timeout`` is the seconds for which the endpoint may keep silent."""
    # Lower levels tell of addresses, headers and, in some versions, of what is sent.
    for library in ("openai", "httpx2", "httpcore2"):
        logging.getLogger(library).setLevel(logging.WARNING)
    return Client(
        api_key=endpoint.key or "none",  # servers that ask for no key take any
        base_url=endpoint.address,
        max_retries=0,  # its waiting cannot be stopped: retries.py
        timeout=Timeout(timeout, connect=min(timeout, CONNECT)),
        # With redirects the question would go to whoever; no proxy can reach this machine.
        http_client=DefaultHttpxClient(follow_redirects=False, trust_env=not endpoint.is_local),
    )
