"""The client of a language model at any endpoint that speaks OpenAI's protocol."""

import logging
import threading
from collections.abc import Generator, Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

from rag.model.chat import Message, Usage, usage_of
from rag.model.endpoint import OPENAI, Endpoint
from rag.model.error_fields import accepted, refused_parameter
from rag.model.failures import EndpointFailure, Refused, of_connection, of_status, read_by
from rag.model.model_list import names, rows
from rag.model.retries import attempt, go_on
from rag.model.structured import Schema, read_object
from rag.model.weights import CONNECT, PARALLEL, PARALLEL_HERE, SILENCE
from rag.model.window import ContextWindow, Row, find_window
from rag.model.wire import Completion, vectors, whole
from rag.request_errors import JsonMissing, KeyRefused, ModelUnreachable, Stopped

if TYPE_CHECKING:
    from openai import OpenAI

__all__ = ["Message", "Model", "Schema", "Usage"]


class Model:
    """A model of an endpoint. Safe to use from several threads; close it when done.

    Every method that asks raises the errors below ``ModelError``; ``timeout`` is the seconds for which the
    endpoint may keep silent, ``pause`` those to wait before the second of at most three attempts.
    """

    def __init__(
        self,
        name: str,
        base_url: str = "",
        api_key: str = "",
        *,
        timeout: float = SILENCE,
        pause: float = 1.0,
        context_window: int = 0,
        answer_tokens: int = 16_000,
        reasoning_effort: str = "",
        parallel: int = 0,
    ) -> None:
        self.name = name
        self._endpoint = Endpoint(name, base_url or OPENAI, api_key)
        self.place = self._endpoint.place
        self._timeout = timeout
        self._pause = pause
        self._answer_tokens = answer_tokens
        self._effort = reasoning_effort
        self.parallel = parallel or (PARALLEL_HERE if self._endpoint.is_local else PARALLEL)
        self._window = ContextWindow(context_window, "as it is set") if context_window else None
        self._format = 0  # of FORMATS, the first that the endpoint takes
        self._instead: dict[str, str] = {}  # what to send for parameters that are refused; "": nothing
        self._client: OpenAI | None = None
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"Model({self.name!r} at {self.place})"

    def close(self) -> None:
        """Close the connections; the next request opens new ones."""
        with self._lock:
            client, self._client = self._client, None
        if client:
            client.close()

    def stream(
        self, messages: Sequence[Message], max_tokens: int, stop: threading.Event | None = None
    ) -> Generator[str | Usage]:
        """Yield the answer's text as it comes, then its usage. Raises ``Stopped`` once ``stop`` is set."""
        stop = stop or threading.Event()

        def begin() -> tuple[str | Usage, Generator[str | Usage]]:
            items = self._answer(messages, max_tokens, stop)
            return next(items), items

        try:
            first, items = attempt(begin, stop, self._pause)  # not again once a piece has come
            with closing(items):
                yield first
                yield from items
        except Refused as refused:
            error = refused.refusal.error
        else:
            return
        raise error  # out here, where no error of the client hangs on it

    def complete(
        self, messages: Sequence[Message], max_tokens: int, stop: threading.Event | None = None
    ) -> tuple[str, Usage]:
        """Return the whole answer. Raises ``Stopped`` once ``stop`` is set."""
        text, usage = [], Usage()
        for item in self.stream(messages, max_tokens, stop):
            if isinstance(item, Usage):
                usage = item
            else:
                text.append(item)
        return "".join(text), usage

    def models(self, stop: threading.Event | None = None) -> tuple[str, ...]:
        """The names that the endpoint lists; none where it has no list. Raises ``Stopped``."""
        return tuple(name for name in names(self._rows(stop)) if self._endpoint.clean(name) == name)

    def window(self, stop: threading.Event | None = None) -> ContextWindow:
        """The model's context window, asked for once. Raises ``Stopped``."""
        if self._window is None:
            self._window = find_window(self.name, self._rows(stop))
        return self._window

    def structured(
        self,
        messages: Sequence[Message],
        schema: Schema,
        max_tokens: int,
        stop: threading.Event | None = None,
    ) -> tuple[dict[str, Any], Usage]:
        """Return an object of ``schema``, of which the required keys are checked.

        Raises ``JsonMissing`` if the answer holds none, and ``Stopped`` once ``stop`` is set.
        """
        *before, last = messages
        text, usage = self.complete(
            [*before, Message(last.role, f"{last.content}\n\n{schema.in_words()}")], max_tokens, stop
        )
        if (value := read_object(text, schema)) is None:
            raise JsonMissing(f"{self._endpoint} sent no JSON as it was asked for; choose another model")
        return value, usage

    def _rows(self, stop: threading.Event | None) -> tuple[Row, ...]:
        try:
            with closing(self._chunks("/models", None, {}, stop or threading.Event())) as chunks:
                return rows(chunks)
        except Refused:
            return ()

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector a text, all of one length, in the order given; all are sent at once."""
        if not texts:
            return []
        stop = threading.Event()
        try:
            return attempt(lambda: self._vectors(texts, stop), stop, self._pause)
        except Refused as refused:
            error = refused.refusal.error
        raise error

    def _answer(
        self, messages: Sequence[Message], max_tokens: int, stop: threading.Event
    ) -> Generator[str | Usage]:
        sent = [{"role": message.role, "content": whole(message.content)} for message in messages]
        body = {"model": self.name, "messages": sent, "stream": True}
        wished = {"max_tokens": max_tokens, "temperature": 0, "stream_options": {"include_usage": True}}
        written = []
        with (
            closing(self._chunks("/chat/completions", body, wished, stop)) as chunks,
            read_by(self._endpoint),
        ):
            completion = Completion(chunks)
            try:
                for piece in completion.pieces():
                    go_on(stop)
                    written.append(piece)
                    yield piece
            except Refused:
                if not completion.finish:  # else but the usage is missing
                    raise
        yield usage_of(completion, messages, "".join(written))

    def _vectors(self, texts: Sequence[str], stop: threading.Event) -> list[list[float]]:
        body = {"model": self.name, "input": [whole(text) for text in texts]}
        wished = {"encoding_format": "float"}
        with closing(self._chunks("/embeddings", body, wished, stop)) as chunks, read_by(self._endpoint):
            return vectors(chunks, len(texts))

    def _chunks(
        self,
        path: str,
        body: Mapping[str, object] | None,
        wished: Mapping[str, object],
        stop: threading.Event,
    ) -> Generator[bytes]:
        """The bytes of the endpoint's answer as they come; raises ``Refused`` and ``Stopped``."""
        go_on(stop)
        response = self._sent(path, body, wished)
        try:
            for chunk in response.iter_bytes():
                go_on(stop)
                yield chunk
        except Stopped:
            raise
        except Exception as error:  # noqa: BLE001 - of the client's HTTP library, which is not ours to import
            refusal = of_connection(self._endpoint, error, begun=True)
        else:
            return
        finally:
            response.close()
        raise Refused(refusal)

    def _sent(self, path: str, body: Mapping[str, object] | None, wished: Mapping[str, object]) -> Any:
        """An answer whose body has not been read; without the parameters that the endpoint does not take.

        Without a ``body`` it is got, not posted.
        """
        from openai import APIStatusError, Stream

        client = self._opened()
        how: Any = {"cast_to": object, "stream": True, "stream_cls": Stream[object]}
        while True:
            sent = accepted(wished, self._instead)
            try:
                if body is None:
                    return client.get(path, **how).response
                return client.post(path, body={**body, **sent}, **how).response
            except APIStatusError as error:
                name = refused_parameter(error.status_code, error.body, sent)
                refusal = of_status(self._endpoint, error.status_code, error.body, error.response.headers)
            except Exception as error:  # noqa: BLE001 - the HTTP library's own come through too
                name = None
                refusal = of_connection(self._endpoint, error, begun=False)
            if name is None:
                raise Refused(refusal)
            self._instead[name] = "max_completion_tokens" if name == "max_tokens" else ""

    def _opened(self) -> "OpenAI":
        with self._lock:
            if self._client is None:
                self._client = _client(self._endpoint, self._timeout)
            return self._client


def _client(endpoint: Endpoint, timeout: float) -> "OpenAI":
    """OpenAI's client with nothing from its OPENAI_* variables: neither key, account, headers nor log."""
    if not endpoint.key.isascii() or not endpoint.key.isprintable() or " " in endpoint.key:
        why = "the key holds a character that no key has; correct OPENAI_API_KEY"
        raise Refused(EndpointFailure(KeyRefused(f"{endpoint} cannot be asked: {why}")))
    from openai import DefaultHttpxClient, OpenAI, Timeout

    class Client(OpenAI):
        @property
        def default_headers(self) -> dict[str, Any]:
            kind = "application/json"
            return {"Accept": f"{kind}, text/event-stream", "Content-Type": kind, "User-Agent": "readback"}

    # Lower levels tell of addresses, headers and, in some versions, of what is sent.
    for library in ("openai", "httpx2", "httpcore2"):
        logging.getLogger(library).setLevel(logging.WARNING)
    try:
        return Client(
            api_key=endpoint.key or "none",  # servers that ask for no key take any
            base_url=endpoint.address,
            max_retries=0,
            timeout=Timeout(timeout, connect=min(timeout, CONNECT)),
            # With redirects the question would go to whoever; no proxy can reach this machine.
            http_client=DefaultHttpxClient(follow_redirects=False, trust_env=not endpoint.is_local),
        )
    except Exception:  # noqa: BLE001 - a proxy, certificate or address of the environment that is none
        why = "the address, HTTPS_PROXY or SSL_CERT_FILE is not in order; correct it"
        refusal = EndpointFailure(ModelUnreachable(f"{endpoint} cannot be reached: {why}"))
    raise Refused(refusal)
