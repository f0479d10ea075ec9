"""The client of a language model at any endpoint that speaks OpenAI's protocol."""

import threading
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Any

from rag.model.chat import Message, Usage, counted, usage_of
from rag.model.completion import Completion, whole
from rag.model.endpoint import OPENAI, Endpoint
from rag.model.failures import failure_of, refusing, thought_too_long
from rag.model.model_list import names, rows
from rag.model.parameters import Parameters
from rag.model.retries import EndpointFailure, Refused, attempts, go_on
from rag.model.structured import Schema, read_object
from rag.model.vector_list import vectors
from rag.model.weights import ANSWER_TOKENS, HEAVIER, LISTING, PARALLEL, PARALLEL_HERE, SILENCE
from rag.model.window import ContextWindow, Row, find_window
from rag.request_errors import (
    ContextTooLong,
    JsonMissing,
    KeyRefused,
    ModelError,
    ModelUnreachable,
    ThoughtTooLong,
)

if TYPE_CHECKING:
    from openai import Stream
    from openai.types.chat import ChatCompletionChunk

    from rag.model.openai_client import Client

__all__ = ["Message", "Model", "Schema", "Usage"]


class Model:
    """A model of an endpoint. Safe to use from several threads; close it when done.

    Every method that asks raises the errors below ``ModelError``. ``timeout`` is the seconds for which the
    endpoint may keep silent, ``pause`` those to wait before the second of at most three attempts; the others
    are the settings of these names. ``parallel`` is how many requests at once the endpoint is to get.
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
        answer_tokens: int = ANSWER_TOKENS,
        reasoning_effort: str = "",
        parallel: int = 0,
    ) -> None:
        self.name = name
        self._endpoint = Endpoint(name, base_url or OPENAI, api_key)
        self.place = self._endpoint.place
        self.parallel = parallel or (PARALLEL_HERE if self._endpoint.is_local else PARALLEL)
        self._timeout = timeout
        self._pause = pause
        self._answer_tokens = answer_tokens
        self._effort = {"reasoning_effort": reasoning_effort} if reasoning_effort else {}
        self._window = ContextWindow(context_window, "as it is set") if context_window else None
        self._thought = 0  # tokens that were too few for thinking and a word
        self._parameters = Parameters()
        self._client: Client | None = None
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
        self,
        messages: Sequence[Message],
        max_tokens: int,
        stop: threading.Event | None = None,
        *,
        schema: Schema | None = None,
    ) -> Generator[str | Usage]:
        """Yield the answer's text as it comes, then its usage. Raises ``Stopped`` once ``stop`` is set.

        A model that spends ``max_tokens`` on thinking is asked once more with twice as many, or with the
        tokens of an answer, as far as its window has them. ``schema``: as :meth:`structured`.
        """
        stop = stop or threading.Event()
        for room in self._rooms(messages, max_tokens, stop):
            try:
                yield from self._answer(messages, room, stop, schema)
            except Refused as refused:
                error = refused.failure.error
            else:
                return
            if not isinstance(error, ThoughtTooLong):
                break
            self._thought = max(self._thought, room)
        raise self._noted(error)  # out here, where no error of the client hangs on it

    def complete(
        self, messages: Sequence[Message], max_tokens: int, stop: threading.Event | None = None
    ) -> tuple[str, Usage]:
        """Return the whole answer. Raises ``Stopped`` once ``stop`` is set."""
        return _joined(self.stream(messages, max_tokens, stop))

    def structured(
        self,
        messages: Sequence[Message],
        schema: Schema,
        max_tokens: int,
        stop: threading.Event | None = None,
    ) -> tuple[dict[str, Any], Usage]:
        """Return an object of ``schema``, of which the required keys are checked.

        Asked for by the schema, where the endpoint does not take that as any JSON, else in words. Raises
        ``JsonMissing`` if the answer holds no such object, and ``Stopped`` once ``stop`` is set.
        """
        text, usage = _joined(self.stream(messages, max_tokens, stop, schema=schema))
        if (value := read_object(text, schema)) is None:
            raise JsonMissing(f"{self._endpoint} sent no JSON as it was asked for; choose another model")
        return value, usage

    def models(self, stop: threading.Event | None = None) -> tuple[str, ...]:
        """The names that the endpoint lists; none where it has no list. Raises ``Stopped``."""
        return tuple(name for name in names(self.listed(stop)) if self._endpoint.clean(name) == name)

    def window(self, stop: threading.Event | None = None) -> ContextWindow:
        """The model's context window, asked for once. Raises ``Stopped``."""
        if self._window is None:
            self._window = find_window(self.name, self.listed(stop))
        return self._window

    def listed(self, stop: threading.Event | None = None) -> tuple[Row, ...]:
        """The models as the endpoint lists them; none where it has no list. Raises ``Stopped``."""
        go_on(stop or threading.Event())
        try:
            how: Any = {"timeout": min(self._timeout, LISTING)}
            return rows(self._opened().get("/models", cast_to=object, options=how))
        except Exception:  # noqa: BLE001 - a list is not needed, and may be anything
            return ()

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """One vector a text, all of one length, in the order given; all are sent at once."""
        if not texts:
            return []
        try:
            for attempt in attempts(threading.Event(), self._pause):
                with attempt:
                    found = self._vectors([whole(text) for text in texts])
        except Refused as refused:
            error = refused.failure.error
        else:
            return found
        raise error

    def _rooms(self, messages: Sequence[Message], max_tokens: int, stop: threading.Event) -> Iterator[int]:
        """The tokens to try in turn: those wished, unless they are known to be too few, then more."""
        if not (is_too_few := max_tokens <= self._thought):
            yield max_tokens
        left = self.window(stop).tokens - int(HEAVIER * counted(messages))
        wider = min(max(2 * max_tokens, self._answer_tokens), left)
        if wider > max_tokens or is_too_few:
            yield max(wider, max_tokens)

    def _noted(self, error: ModelError) -> ModelError:
        """Return the error, and remember the window that it tells."""
        limit = error.limit if isinstance(error, ContextTooLong) else None
        if limit is not None and (self._window is None or limit < self._window.tokens):
            self._window = ContextWindow(limit, "told by the server when too much was sent")
        return error

    def _answer(
        self, messages: Sequence[Message], room: int, stop: threading.Event, schema: Schema | None
    ) -> Generator[str | Usage]:
        for attempt in attempts(stop, self._pause):  # not again once a piece has come
            with attempt:
                go_on(stop)
                pieces = self._pieces(self._stream(messages, room, schema), messages, stop)
                first = next(pieces)
                if isinstance(first, Usage) and first.finish == "length":
                    raise Refused(thought_too_long(self._endpoint, room))
        with closing(pieces):
            yield first
            yield from pieces

    def _stream(
        self, messages: Sequence[Message], room: int, schema: Schema | None
    ) -> "Stream[ChatCompletionChunk]":
        """The answer, of which nothing has been read; raises ``Refused``."""
        wished = {"max_tokens": room, "temperature": 0, "stream_options": {"include_usage": True}}
        create: Any = self._opened().chat.completions.create
        while True:
            sent = self._parameters.chat(messages, wished | self._effort, schema)
            try:
                return create(model=self.name, stream=True, **sent)  # type: ignore[no-any-return]
            except Exception as error:  # noqa: BLE001 - the HTTP library's own come through too
                failure = self._failure(error, sent, begun=False)
            if failure:
                raise Refused(
                    failure
                )  # out here, where no error of the client, with the key in it, hangs on it

    def _pieces(
        self, chunks: "Stream[ChatCompletionChunk]", messages: Sequence[Message], stop: threading.Event
    ) -> Generator[str | Usage]:
        """The text as it comes, then the usage; raises ``Refused`` and ``Stopped``."""
        from rag.model.openai_client import hang_up

        completion, written = Completion(chunks), []
        try:
            with ExitStack() as at_the_end, refusing(self._endpoint):
                at_the_end.callback(hang_up, chunks)
                for piece in completion.pieces(stop):
                    written.append(piece)
                    yield piece
        except Refused:
            if not completion.finish:  # else but the usage is missing
                raise
        yield usage_of(completion, messages, "".join(written))

    def _vectors(self, texts: Sequence[str]) -> list[list[float]]:
        post: Any = self._opened().post  # its embeddings.create wants encoding_format, which some refuse
        while True:
            sent = self._parameters.accepted({"encoding_format": "float"})
            try:
                answer = post(
                    "/embeddings", body={"model": self.name, "input": texts, **sent}, cast_to=object
                )
                return vectors(answer, len(texts))
            except Exception as error:  # noqa: BLE001 - as above
                failure = self._failure(error, sent, begun=True)
            if failure:
                raise Refused(failure)

    def _failure(self, error: Exception, sent: dict[str, Any], *, begun: bool) -> EndpointFailure | None:
        """The failure of a request; ``None`` where asking anew may help, for less or in another way."""
        from openai import APIStatusError

        if isinstance(error, APIStatusError) and self._parameters.learn(error.status_code, error.body, sent):
            return None
        return failure_of(self._endpoint, error, begun=begun)

    def _opened(self) -> "Client":
        key = self._endpoint.key
        if not key.isascii() or not key.isprintable() or " " in key:
            why = "the key holds a character that no key has; correct OPENAI_API_KEY"
            raise Refused(EndpointFailure(KeyRefused(f"{self._endpoint} cannot be asked: {why}")))
        from rag.model.openai_client import open_client

        with self._lock:
            try:
                self._client = self._client or open_client(self._endpoint, self._timeout)
            except Exception:  # noqa: BLE001 - a proxy, certificate or address of the environment that is none
                why = "the address, HTTPS_PROXY or SSL_CERT_FILE is not in order; correct it"
            else:
                return self._client
        raise Refused(EndpointFailure(ModelUnreachable(f"{self._endpoint} cannot be reached: {why}")))


def _joined(items: Iterable[str | Usage]) -> tuple[str, Usage]:
    text, usage = [], Usage()
    for item in items:
        if isinstance(item, Usage):
            usage = item
        else:
            text.append(item)
    return "".join(text), usage
