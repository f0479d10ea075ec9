"""The OpenAPI description of the HTTP interface: examples of answers and of errors."""

from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel, TypeAdapter

from ui.export.export import FORMATS
from ui.http.examples import NULL, swapped
from ui.http.response_shapes import ErrorBody

DOCUMENTS = "The ids of the documents that may be used; none named: all."
Responses = dict[int | str, dict[str, Any]]


FILES = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {
                            "type": "array",
                            "minItems": 1,
                            "items": {"type": "string", "format": "binary"},
                        }
                    },
                },
                "example": {"files": ["Ferry aground: it carried 212 passengers."]},
            }
        },
    }
}
"""The body of an upload, as OpenAPI describes it."""


def with_json(body: dict[str, Any], shape: type[BaseModel]) -> dict[str, Any]:
    """A body as OpenAPI describes it that may be JSON of ``shape`` instead."""
    content = {"application/json": {"schema": shape.model_json_schema()}, **body["requestBody"]["content"]}
    return {"requestBody": {**body["requestBody"], "content": content}}


@dataclass(frozen=True)
class Reason:
    """One cause of an HTTP error status, with an example of the error."""

    why: str
    code: str
    message: str


_REASONS = {
    400: Reason("It cannot be done as asked.", "empty_question", "the question is empty; ask in words"),
    401: Reason(
        "The server is locked (--auth), and the password is missing or wrong.", "unauthorized", "Log in."
    ),
    403: Reason(
        "A foreign host, or a page of a foreign origin.", "forbidden", "Pages of other sites may not."
    ),
    404: Reason("There is no such thing.", "document_not_found", "No document has the id '1'."),
    409: Reason("The library cannot be used as it is.", "library_busy", "Another process is writing to it."),
    413: Reason(
        "It is too large.", "too_large", "The draft has 2,000,000 characters; 1,000,000 can be checked."
    ),
    422: Reason("The body or the query is of another shape.", "bad_request", "body.question: Field required"),
    429: Reason("Too many wrong passwords; see Retry-After.", "too_many_attempts", "Wait 30 seconds."),
    500: Reason("Something went wrong inside, or with the model.", "internal", "The log says more."),
}


def example(value: object, *, events: str | None = None) -> Responses:
    """The ``responses`` of a route: an example of its answer, and of the same as server-sent events."""
    content: dict[str, Any] = {"application/json": {"example": swapped(value, None, NULL)}}
    if events is not None:
        # No type: readers of descriptions hold a stream to be a text, or a list of events.
        content["text/event-stream"] = {"schema": {"title": "Server-sent events"}, "example": events}
    return {200: {"description": "Done.", "content": content}}


def _file(format: str) -> dict[str, Any]:
    if format == "json":
        return {"schema": {"type": "object"}, "example": {"title": "The ferry Corvina"}}
    return {"schema": {"type": "string", "format": "binary"}, "example": f"(a file of the kind {format})"}


ANY_FILE: Responses = {
    200: {
        "description": "The file.",
        "content": {kind.split(";")[0]: _file(format) for format, kind in FORMATS.items()},
    }
}
"""``responses`` of a route that gives a file of any format."""


def binary(*kinds: str) -> Responses:
    """The ``responses`` of a route that gives a file of one of these media types."""
    one = {"schema": {"type": "string", "format": "binary"}, "example": "(the bytes of the file)"}
    return {200: {"description": "The file.", "content": dict.fromkeys(kinds, one)}}


PICTURE = binary("image/png")
"""``responses`` of a route that gives a picture."""


def refusals(*statuses: int, kind: type = ErrorBody, **more: object) -> Responses:
    """The error ``responses`` of a route, in shape ``kind``, with an example each.

    ``more`` are further fields of the error.
    """
    told: Responses = {}
    for status in statuses:
        reason = _REASONS[status]
        error = {"code": reason.code, "message": reason.message, **more}
        content = {"application/json": {"example": swapped({"error": error}, None, NULL)}}
        told[status] = {"model": kind, "description": reason.why, "content": content}
    return told


REFUSALS = refusals(400, 401, 403, 404, 409, 413, 422, 429, 500)
"""What every route under /api may answer instead."""


def schema(shape: type) -> dict[str, Any]:
    """The JSON schema of a shape as it is serialized."""
    return TypeAdapter(shape).json_schema(mode="serialization")


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI description of ``app``, with the nulls of its examples, which FastAPI would drop."""
    made: dict[str, Any] = swapped(FastAPI.openapi(app), NULL, None)
    return made
