"""OpenAI's shapes, as far as the library answers in them."""

from dataclasses import dataclass

from rag.shapes import Answer
from ui.http.openapi import Responses, refusals


@dataclass(frozen=True)
class OpenAIFailed:
    """An error with OpenAI's fields; ``param`` is the field of the body that is wrong."""

    message: str
    type: str
    param: str | None
    code: str


@dataclass(frozen=True)
class OpenAIRefusal:
    """The body of an error of every route under /v1."""

    error: OpenAIFailed


@dataclass(frozen=True)
class ModelCard:
    """A model: the library."""

    id: str = "readback"
    object: str = "model"
    created: int = 0
    owned_by: str = "readback"


@dataclass(frozen=True)
class ModelCards:
    """The models there are."""

    data: tuple[ModelCard, ...]
    object: str = "list"


@dataclass(frozen=True)
class Spoken:
    """The answer as text, and in ``readback`` with all that is known of it."""

    role: str
    content: str
    refusal: str | None
    readback: Answer


@dataclass(frozen=True)
class Choice:
    """The one answer."""

    index: int
    message: Spoken
    logprobs: None
    finish_reason: str


@dataclass(frozen=True)
class TokenUsage:
    """Tokens read and written."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


@dataclass(frozen=True)
class ChatCompletion:
    """The reply of ``POST /v1/chat/completions``, where no stream was asked for."""

    id: str
    object: str
    created: int
    model: str
    choices: tuple[Choice, ...]
    usage: TokenUsage


_FIELDS = {"type": "invalid_request_error", "param": None}
REFUSALS: Responses = {
    **refusals(400, 404, 409, kind=OpenAIRefusal, **_FIELDS),
    **refusals(500, kind=OpenAIRefusal, **{**_FIELDS, "type": "server_error"}),
    **refusals(401, 403, 413, 429),  # given before a request comes as far as these routes
    "default": {"model": OpenAIRefusal, "description": "Any other refusal."},
}
"""What every route under /v1 may answer instead."""
