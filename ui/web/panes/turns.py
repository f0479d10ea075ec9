"""A conversation: the questions of one browser tab, and their answers."""

import json
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from rag.shapes import Answer, Block
from ui.web.weights import HISTORY_TURNS, KEPT_TURNS
from ui.words.markdown_flow import MarkdownFlow
from ui.words.marked_sentence import mark


@dataclass(frozen=True)
class Turn:
    """One question; ``searched`` counts the documents in scope.

    Until it is done, ``answer`` holds the sentences so far, and ``draft`` the one being written, which opens
    ``draft_block``, if any. ``is_written``: the sentences are yet to be checked, all of them at the end.
    ``places`` are the numbers of citations that each had until then, if it was shown.
    """

    question: str
    searched: int
    answer: Answer | None = None
    error: str | None = None
    state: Literal["working", "done", "stopped", "interrupted"] = "done"
    draft: str = ""
    draft_block: Block | None = None
    is_written: bool = False
    places: tuple[int, ...] = ()

    @property
    def so_far(self) -> Answer:
        """The answer, or an empty one."""
        return self.answer or Answer(self.question, True, 0.0, "")


_TURNS = TypeAdapter(tuple[Turn, ...])


def to_text(turns: tuple[Turn, ...]) -> str:
    """The conversation as the JSON that a browser keeps: its last ``KEPT_TURNS`` turns."""
    return _TURNS.dump_json(turns[-KEPT_TURNS:]).decode()


def from_text(text: object) -> tuple[Turn, ...]:
    """Parse a conversation that a browser kept; text that is none gives an empty conversation."""
    if not isinstance(text, str) or not text:
        return ()
    try:
        kept = _TURNS.validate_json(text)[-KEPT_TURNS:]
    except ValidationError:
        return ()
    return tuple(_left(turn) if turn.state == "working" else turn for turn in kept)


def _left(turn: Turn) -> Turn:
    """The state of a turn whose page was left while it was being answered."""
    return replace(turn, state="interrupted", draft="")


def history(turns: tuple[Turn, ...]) -> list[dict[str, str]]:
    """The answered questions as messages, oldest first, as ``Readback.stream`` takes them."""
    found = [(t.question, t.answer) for t in turns if t.state == "done" and t.answer and t.answer.found]
    return [
        {"role": role, "content": content}
        for question, answer in found[-HISTORY_TURNS:]
        for role, content in (
            ("user", question),
            ("assistant", _text(answer)),
        )
    ]


def _text(answer: Answer) -> str:
    """The sentences of an answer as Markdown, without its citations."""
    return MarkdownFlow(str, lambda _: "").whole(mark(sentence, ()) for sentence in answer.sentences)


def chosen(text: str) -> tuple[str, ...] | None:
    """The ids of the documents that a tab has ticked: () means all of them, None means not one."""
    try:
        ids = json.loads(text or "[]")
    except ValueError:
        return ()
    return tuple(str(ident) for ident in ids) if isinstance(ids, list) else None
