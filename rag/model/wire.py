"""A chat completion as it comes over the wire: server-sent events, or one JSON object."""

import json
import math
from collections.abc import Iterable, Iterator
from typing import Any

_LONGEST = 1 << 28  # bytes without an end of line; thousands of vectors may be one
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

    def __init__(self, chunks: Iterable[bytes]) -> None:
        self.finish = ""  # "" until the endpoint tells why it ended
        self.usage: dict[str, Any] = {}
        self._chunks = chunks
        self._chosen = False  # whether any choice has come, be it without text

    def pieces(self) -> Iterator[str]:
        """The text, no piece empty; raises ``NotTheProtocol`` and ``ErrorEvent``."""
        for event in objects(self._chunks):
            if event is None:
                if not self._chosen:
                    raise NotTheProtocol("something that is no answer")
                self.finish = self.finish or "stop"
                return
            if isinstance(told := event.get("usage"), dict):
                self.usage = told
            if text := self._text(event):
                yield whole(text)
        if not self.finish:
            raise Unfinished("an answer that ends before it is finished")

    def _text(self, event: dict[str, Any]) -> str:
        choices = event.get("choices")
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


def objects(chunks: Iterable[bytes]) -> Iterator[dict[str, Any] | None]:
    """The JSON objects sent, then ``None`` where the endpoint says that it is done."""
    lines = _lines(chunks)
    data: list[bytes] = []
    for line in lines:
        if not data and line.lstrip().startswith((b"{", b"<")):  # no events: the object itself, or a web page
            yield _object(b"\n".join([line, *lines]))
            yield None
            return
        field, _, value = line.partition(b":")
        if field in (b"data", b"error"):  # "error:" is llama.cpp's own
            data.append(value.removeprefix(b" "))
        elif not line and data:
            if data[0].startswith(b"[DONE]"):
                yield None
                return
            yield _object(b"\n".join(data))
            data = []
    if data:
        yield None if data[0].startswith(b"[DONE]") else _object(b"\n".join(data))


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for chunk in chunks:
        *ended, rest = chunk.split(b"\n")
        for line in ended:
            yield b"".join([*held, line]).removesuffix(b"\r")
            held, size = [], 0
        held.append(rest)
        size += len(rest)
        if size > _LONGEST:
            raise NotTheProtocol("a line without an end")
    if last := b"".join(held):
        yield last


def _object(data: bytes) -> dict[str, Any]:
    if data.lstrip().startswith(b"<"):
        raise NotTheProtocol("a web page")
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        raise NotTheProtocol("something that is not JSON") from None
    if not isinstance(value, dict):
        raise NotTheProtocol("JSON that is no answer")
    # vLLM and llama.cpp also send the error's own fields, without a name around them.
    bare = "choices" not in value and "data" not in value and "message" in value
    if value.get("error") or (
        bare and (value.get("object") == "error" or "code" in value or "type" in value)
    ):
        raise ErrorEvent(value)
    return value


def vectors(chunks: Iterable[bytes], texts: int) -> list[list[float]]:
    """The vectors of an answer to /embeddings, in the order of the texts; raises what ``pieces`` does."""
    answer = next(objects(chunks), None)
    data = answer.get("data") if answer else None
    if not isinstance(data, list) or not all(isinstance(entry, dict) for entry in data):
        raise NotTheProtocol("JSON without vectors")
    if len(data) != texts:
        raise NotTheProtocol(f"{len(data)} vectors for {texts} texts")
    if any("index" in entry for entry in data):  # some do not number them
        numbered = {entry["index"]: entry for entry in data if isinstance(entry.get("index"), int)}
        if set(numbered) != set(range(texts)):
            raise NotTheProtocol("vectors that are not numbered one by one")
        data = [numbered[number] for number in range(texts)]
    found = [_vector(entry.get("embedding")) for entry in data]
    if len({len(vector) for vector in found}) != 1:
        raise NotTheProtocol("vectors of several lengths")
    return found


def _vector(numbers: object) -> list[float]:
    try:
        if isinstance(numbers, list) and numbers and not any(isinstance(n, bool | str) for n in numbers):
            vector = [float(number) for number in numbers]
            if all(map(math.isfinite, vector)):
                return vector
    except (TypeError, OverflowError):
        pass
    raise NotTheProtocol("a vector that is not one of finite numbers")
