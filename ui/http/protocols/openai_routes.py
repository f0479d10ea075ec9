"""The library as a model named ``readback``, for clients of OpenAI's chat completions.

The last question of a conversation is answered from the documents: ``content`` is the answer as text with its
sources, and the contract's answer stands beside it in ``readback``.
"""

import json
import threading
from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from index.errors import ReadbackError, UsageError
from rag.answering.events import Answered
from ui.http import examples
from ui.http.openapi import DOCUMENTS, example
from ui.http.problems import crash, http_error, log, problem, readback_error
from ui.http.protocols.openai_chat import MODEL, asked, chunks, completion, openai_error
from ui.http.protocols.openai_shapes import REFUSALS, ChatCompletion, ModelCard, ModelCards
from ui.http.protocols.weights import MOST_MESSAGES
from ui.http.request_library import Chosen
from ui.http.sse import streamed


class _Route(APIRoute):
    """A route whose errors have OpenAI's fields beside the contract's."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of a route; it gives errors OpenAI's fields."""
        handle = super().get_route_handler()

        async def handler(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError as error:
                return _malformed(error)
            except ReadbackError as error:
                return _refusal(await readback_error(request, error))
            except HTTPException as error:
                return _refusal(await http_error(request, error))
            except Exception as error:  # noqa: BLE001 - OpenAI's clients read no other shape
                log.exception("Unexpected error")
                return _refusal(await crash(request, error))

        return handler


api = APIRouter(prefix="/v1", tags=["OpenAI's protocol"], route_class=_Route, responses=REFUSALS)


class ChatMessage(BaseModel):
    """One turn. ``system`` and ``developer`` are read over: how it answers is the library's affair."""

    role: Annotated[str, Field(description="user, assistant, system or developer.")]
    content: Annotated[
        str | list[dict[str, Any]] | None, Field(description="Text, or a list of parts of the type text.")
    ] = None


class StreamOptions(BaseModel):
    """The parts of a stream besides the answer."""

    include_usage: Annotated[bool | None, Field(description="A last chunk with the usage.")] = None


class ChatRequest(BaseModel):
    """The body of ``POST /v1/chat/completions``. What else OpenAI has, such as temperature, is read over."""

    model_config = ConfigDict(json_schema_extra={"examples": examples.CHATS})

    model: Annotated[str, Field(description="Always readback.")]
    messages: Annotated[list[ChatMessage], Field(min_length=1, max_length=MOST_MESSAGES)]
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    n: Annotated[int | None, Field(description="How many answers: one.")] = None
    documents: Annotated[list[str] | None, Field(description=DOCUMENTS)] = None


@api.get(
    "/models", summary="The models there are", response_model=ModelCards, responses=example(examples.MODELS)
)
def models() -> ModelCards:
    """One: the library itself."""
    return ModelCards((ModelCard(),))


@api.get("/models/{model}", summary="One model", response_model=ModelCard, responses=example(examples.MODEL))
def model(model: str) -> ModelCard | Response:
    """The one model there is."""
    return ModelCard() if model == MODEL else _no_model(model)


@api.post(
    "/chat/completions",
    summary="Ask as if the library were a chat model",
    response_model=ChatCompletion,
    responses=example(examples.COMPLETION, events=examples.CHUNKS),
)
def chat(readback: Chosen, body: ChatRequest) -> Response:
    """The answer to the last user message; earlier messages are the context of it.

    ``content`` is the answer as Markdown: [n] after each sentence, the sources at the end. ``readback``,
    beside it, is the same answer as ``POST /api/ask`` gives it; in a stream it is in the chunk that ends it.
    A stream has each sentence once it is written, and what its check found at the end.
    """
    if body.model != MODEL:
        return _no_model(body.model)
    _refuse_several(body.n)
    conversation = asked([(message.role, message.content) for message in body.messages])
    stop = threading.Event()
    narrowed = tuple(body.documents or ())
    events = readback.stream(conversation.question, narrowed, conversation.history, stop)
    if body.stream:
        with_usage = bool(body.stream_options and body.stream_options.include_usage)
        return streamed(chunks(events, conversation, with_usage=with_usage), stop)
    answer = next(event.answer for event in events if isinstance(event, Answered))
    return JSONResponse(completion(answer, conversation))


@api.api_route("/{path:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"], include_in_schema=False)
def unknown(path: str) -> Response:
    """Refuse any other path."""
    message = f"There is no /v1/{path[:100]}. /openapi.json lists what there is."
    return _refusal(problem(404, "not_found", message))


def _refuse_several(n: int | None) -> None:
    """Raise ``UsageError`` if several answers are asked for."""
    if n not in (None, 1):
        raise UsageError("n: a question has one answer here; leave n out or set it to 1.")


def _no_model(name: str) -> JSONResponse:
    message = f"There is no model {name[:80]!r} here; the library answers as {MODEL!r}."
    return _refusal(problem(404, "model_not_found", message), "model")


def _malformed(error: RequestValidationError) -> JSONResponse:
    """Refuse a body of another shape with status 400, as OpenAI has it."""
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"][1:])
    return _refusal(problem(400, "bad_request", f"{where or 'body'}: {first['msg']}"), where or None)


def _refusal(response: JSONResponse, param: str | None = None) -> JSONResponse:
    """Give the contract's error OpenAI's fields."""
    error = json.loads(bytes(response.body))["error"]
    return JSONResponse({"error": openai_error(response.status_code, error, param)}, response.status_code)
