"""A chat completion, chunk by chunk as OpenAI's client gives it; other servers leave much of it out."""

import threading
from collections.abc import Generator, Iterable
from typing import Any

from rag.model.retries import go_on

DONE = '{"choices": [], "done": true}'
"""The data of the event that stands for [DONE]."""

_LONE = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


class NotTheProtocol(Exception):
    """An answer that is no completion; the message says what it is."""


class Unfinished(NotTheProtocol):
    """An answer that ends before it is finished."""


class ErrorEvent(Exception):
    """The endpoint tells of an error instead of an answer, or in the middle of one."""

    def __init__(self, body: object) -> None:
        super().__init__("an error within an answer")
        self.body = body


class Completion:
    """One answer: ``pieces`` gives its text as it comes; then ``finish`` and ``usage`` are what was told."""

    def __init__(self, chunks: Iterable[Any]) -> None:
        self.finish = ""  # "" until the endpoint tells why it ended
        self.usage: dict[str, Any] = {}
        self._chunks = chunks
        self._chosen = False  # whether any choice has come, be it without text

    def pieces(self, stop: threading.Event) -> Generator[str]:
        """The text, no piece empty; raises ``NotTheProtocol``, ``ErrorEvent`` and ``Stopped``."""
        for chunk in self._chunks:
            go_on(stop)
            fields = _fields(chunk)
            if fields.get("done"):
                if not self._chosen:
                    raise NotTheProtocol("something that is no answer")
                self.finish = self.finish or "stop"
            if isinstance(told := fields.get("usage"), dict):
                self.usage = told
            if text := self._text(fields):
                yield whole(text)
        if not self.finish:
            raise Unfinished("an answer that ends before it is finished")

    def _text(self, fields: dict[str, Any]) -> str:
        choices = fields.get("choices")
        if not isinstance(choices, list) or not choices or not isinstance(choices[0], dict):
            return ""
        self._chosen = True
        finish = choices[0].get("finish_reason")
        if finish == "error":
            raise ErrorEvent({"message": "it broke off its answer"})
        if finish:
            self.finish = finish if finish in ("length", "content_filter") else "stop"
        part = choices[0].get("delta") or choices[0].get("message")
        content = part.get("content") if isinstance(part, dict) else None
        return content if isinstance(content, str) else ""


def whole(text: str) -> str:
    """``text`` without halves of characters, which can be neither sent nor shown."""
    return text.translate(_LONE)


def _fields(chunk: Any) -> dict[str, Any]:
    if not hasattr(chunk, "to_dict"):
        raise NotTheProtocol("JSON that is no answer")
    return refuse_error(chunk.to_dict(warnings=False))


def refuse_error(fields: dict[str, Any]) -> dict[str, Any]:
    """Return ``fields``; raises ``ErrorEvent`` if they are an error's.

    vLLM and llama.cpp also send the error's own fields, without a name around them.
    """
    bare = "choices" not in fields and "data" not in fields and "message" in fields
    if fields.get("error") or (
        bare and (fields.get("object") == "error" or "code" in fields or "type" in fields)
    ):
        raise ErrorEvent(fields)
    return fields
