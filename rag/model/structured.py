"""JSON that a model writes: the schema it is asked for, and what it sends instead of plain JSON."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_THOUGHT = re.compile(r"^.*</think(?:ing)?>", re.DOTALL | re.IGNORECASE)
_TRAILING = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])', re.DOTALL)
_PLACES = 200  # braces at which an object may begin; a text with more of them is none
_READER = json.JSONDecoder(strict=False)  # some models leave line breaks within strings as they are

FORMATS = ("json_schema", "json_object", "")
"""The ways to ask for JSON, the strictest first; "": in words alone."""


TEXT: Mapping[str, object] = {"type": "string"}
"""The schema of a string."""


def json_list(item: Mapping[str, object]) -> dict[str, object]:
    """Return the schema of a list of ``item``."""
    return {"type": "array", "items": item}


def json_object(**properties: Mapping[str, object]) -> dict[str, object]:
    """Return the schema of an object with exactly these properties; strict modes want every one required."""
    names = list(properties)
    return {"type": "object", "properties": properties, "required": names, "additionalProperties": False}


@dataclass(frozen=True)
class Schema:
    """A JSON schema of an object, under a name of letters, digits, - and _."""

    name: str
    json_schema: Mapping[str, Any]

    @property
    def required(self) -> tuple[str, ...]:
        """The names that an object of this schema must have."""
        return tuple(self.json_schema.get("required", ()))

    def response_format(self, kind: str) -> dict[str, Any] | None:
        """The parameter that asks for JSON in one way of ``FORMATS``; ``None`` for words alone."""
        if kind == "json_schema":
            schema = {"name": self.name, "schema": dict(self.json_schema), "strict": True}
            return {"type": kind, kind: schema}
        return {"type": kind} if kind else None

    def in_words(self) -> str:
        """The sentence that asks for JSON where the endpoint does not take the schema."""
        schema = json.dumps(self.json_schema, ensure_ascii=False)
        return f"Answer with one JSON object of this JSON schema, and with nothing else:\n{schema}"


def read_object(text: str, schema: Schema) -> dict[str, Any] | None:
    """The object in a model's answer that has the required keys of ``schema``; ``None`` where there is none.

    It may stand after a thought, in a fence, among words, and with commas too many.
    """
    answer = _THOUGHT.sub("", text)
    for version in (answer, _TRAILING.sub(lambda match: match[1] or "", answer)):
        for value in _objects(version):
            if all(key in value for key in schema.required):
                return value
    return None


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """The outermost JSON objects of a text."""
    at = -1
    for _ in range(_PLACES):
        at = text.find("{", at + 1)
        if at < 0:
            return
        try:
            value, end = _READER.raw_decode(text, at)
        except (ValueError, RecursionError):
            continue
        yield value
        at = end - 1
