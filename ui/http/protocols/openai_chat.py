"""A conversation in OpenAI's words, and the answer in its chunks."""

import json
import time
import uuid
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import Any

from index.errors import UsageError
from rag.answering.events import Answered, CheckedSentence, Event, WrittenSentence
from rag.model import tokens
from rag.model.reply import DraftPiece
from rag.saving.renumbering import renumbered
from rag.shapes import Answer, AnswerSentence, Citation, Verdict, as_json
from ui.http.protocols import text_reply
from ui.http.sse import failure
from ui.words.marked_sentence import mark

MODEL = "readback"
_INSTRUCTIONS = ("system", "developer")
_ROLES = ("user", "assistant", *_INSTRUCTIONS)
_WITHDRAWN = "\n\nWithdrawn: what stands above is not borne out by your documents.\n\n"
_LIST = f"\n\n{text_reply.SOURCES}:\n\n- [1] "


@dataclass(frozen=True)
class ChatQuestion:
    """The question of a conversation, the turns before it, and all of its words."""

    question: str
    history: tuple[dict[str, str], ...]
    words: str
    ident: str = field(default_factory=lambda: f"chatcmpl-{uuid.uuid4().hex}")
    created: int = field(default_factory=lambda: int(time.time()))

    def frame(self, kind: str, **fields: object) -> dict[str, object]:
        """Put ``fields`` beside those that every reply has."""
        return {"id": self.ident, "object": kind, "created": self.created, "model": MODEL, **fields}

    def usage(self, content: str) -> dict[str, int]:
        """Count the tokens of the conversation and of the answer."""
        read, written = tokens.count(self.words), tokens.count(content)
        return {"prompt_tokens": read, "completion_tokens": written, "total_tokens": read + written}


def asked(messages: Sequence[tuple[str, str | list[dict[str, Any]] | None]]) -> ChatQuestion:
    """Read the question off messages, each a role and its content.

    Raises ``UsageError`` if there is no question, a role is unknown, or a part of a content is no text.
    """
    turns = [(_role(role, at), _text(content, at)) for at, (role, content) in enumerate(messages)]
    last = max((at for at, (role, _) in enumerate(turns) if role == "user"), default=None)
    if last is None:
        raise UsageError("messages: there is no message of the role user, and so no question.")
    before = [(role, text) for role, text in turns[:last] if role not in _INSTRUCTIONS]
    history = tuple({"role": role, "content": _without_sources(text)} for role, text in before)
    return ChatQuestion(turns[last][1], history, "\n".join(text for _, text in turns))


def _role(role: str, at: int) -> str:
    if role not in _ROLES:
        raise UsageError(f"messages[{at}].role: {role[:40]!r} is not one of {', '.join(_ROLES)}.")
    return role


def _text(content: str | list[dict[str, Any]] | None, at: int) -> str:
    if isinstance(content, str):
        return content
    for part in content or ():
        if part.get("type") != "text" or not isinstance(part.get("text"), str):
            kind = str(part.get("type"))[:40]
            raise UsageError(
                f"messages[{at}].content: only parts of the type text can be read, not {kind!r}."
            )
    return "\n".join(part["text"] for part in content or ())


def _without_sources(text: str) -> str:
    """Strip the list of sources from the end of an earlier answer."""
    return text.partition(_LIST)[0]


def completion(answer: Answer, asked: ChatQuestion) -> dict[str, object]:
    """Make the reply with the whole answer."""
    content = text_reply.answer(answer)
    message = {"role": "assistant", "content": content, "refusal": None, "readback": as_json(answer)}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    return asked.frame("chat.completion", choices=[choice], usage=asked.usage(content))


def chunks(events: Generator[Event], asked: ChatQuestion, *, with_usage: bool) -> Generator[str]:
    """Stream the answer as server-sent events: each sentence once it is whole, then the rest; no draft."""
    yield _chunk(asked, {"role": "assistant", "content": "", "refusal": None})
    sent = _Sent()
    with closing(events):
        try:
            for event in events:
                if isinstance(event, Answered):
                    piece = sent.rest(event.answer)
                    if piece:
                        yield _chunk(asked, {"content": piece})
                    yield _end(asked, event.answer, sent.content + piece, with_usage=with_usage)
                elif not isinstance(event, DraftPiece) and (piece := sent.sentence(event)):
                    yield _chunk(asked, {"content": piece})
        except Exception as error:  # noqa: BLE001 - the reader would wait for ever: say so
            yield _data({"error": openai_error(500, failure(error))})


class _Sent:
    """The sentences of an answer that have been sent, checked or yet to be checked."""

    def __init__(self) -> None:
        self.content = ""
        self._flow = text_reply.flow()
        self._sentences: list[AnswerSentence] = []
        self._citations: list[Citation] = []
        self._is_written = False

    def sentence(self, event: WrittenSentence | CheckedSentence) -> str:
        """Write a further sentence; without a verdict if it is yet to be checked, and then only once."""
        if isinstance(event, CheckedSentence) and self._is_written:
            return ""
        sentence = event.sentence
        if isinstance(event, WrittenSentence):
            self._is_written = True
            sentence = replace(sentence, verdict=Verdict.UNCHECKED, problems=())
        self._citations += event.citations
        self._sentences.append(sentence)
        piece = self._flow.add(mark(sentence, self._citations))
        self.content += piece
        return piece

    def rest(self, answer: Answer) -> str:
        """Write the part of an answer that has not been sent; all of it if other sentences have been sent."""
        count = len(self._sentences)
        if not count:
            return text_reply.answer(answer)
        if not self._begins(answer):
            return f"{self._flow.end()}{_WITHDRAWN}{text_reply.answer(answer)}"
        if self._is_written:
            answer = renumbered(answer, self._citations)
        more = (self._flow.add(mark(each, answer.citations)) for each in answer.sentences[count:])
        verdicts = text_reply.verdicts(answer, answer.sentences[:count]) if self._is_written else ""
        text = "".join(more) + self._flow.end() + text_reply.in_short(answer)
        return f"{text}{verdicts}{text_reply.after(answer)}"

    def _begins(self, answer: Answer) -> bool:
        """Return whether the answer begins with what was sent; the check may have changed its citations."""
        first = answer.sentences[: len(self._sentences)]
        if not self._is_written:
            return first == tuple(self._sentences)
        return [(one.text, one.block) for one in first] == [(one.text, one.block) for one in self._sentences]


def _end(asked: ChatQuestion, answer: Answer, content: str, *, with_usage: bool) -> str:
    last = _chunk(asked, {}, "stop", readback=as_json(answer))
    usage = asked.frame("chat.completion.chunk", choices=[], usage=asked.usage(content)) if with_usage else {}
    return f"{last}{_data(usage) if usage else ''}data: [DONE]\n\n"


def _chunk(asked: ChatQuestion, delta: dict[str, Any], finish: str | None = None, **more: object) -> str:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
    return _data(asked.frame("chat.completion.chunk", choices=[choice], **more))


def _data(value: dict[str, Any]) -> str:
    # JSON in ASCII holds no line break of any kind, which would end the event.
    return f"data: {json.dumps(value)}\n\n"


def openai_error(status: int, error: dict[str, str], param: str | None = None) -> dict[str, str | None]:
    """Give the contract's error OpenAI's fields: ``param`` is the field of the body that is wrong."""
    kind = "server_error" if status >= 500 else "invalid_request_error"
    return {"message": error["message"], "type": kind, "param": param, "code": error["code"]}
