"""A conversation: what was asked in one browser tab, and what came back."""

import json
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from rag.shapes import Answer

KEPT = 40
"""Turns a tab remembers; older ones are forgotten."""
TOLD = 6
"""Turns that a further question is understood by."""


@dataclass(frozen=True)
class Turn:
    """One question; ``searched`` counts the documents in scope.

    Until it is done, ``answer`` holds what has been checked so far, and ``draft`` the sentence being written.
    """

    question: str
    searched: int
    answer: Answer | None = None
    error: str | None = None
    state: Literal["working", "done", "stopped", "interrupted"] = "done"
    draft: str = ""

    @property
    def so_far(self) -> Answer:
        """The answer, or an empty one."""
        return self.answer or Answer(self.question, True, 0.0, "")


_TURNS = TypeAdapter(tuple[Turn, ...])


def to_text(turns: tuple[Turn, ...]) -> str:
    """The conversation as the tab keeps it."""
    return _TURNS.dump_json(turns[-KEPT:]).decode()


def from_text(text: object) -> tuple[Turn, ...]:
    """The conversation a tab hands back; anything that is not one of ours is an empty conversation."""
    if not isinstance(text, str) or not text:
        return ()
    try:
        kept = _TURNS.validate_json(text)[-KEPT:]
    except ValidationError:
        return ()
    return tuple(_left(turn) if turn.state == "working" else turn for turn in kept)


def _left(turn: Turn) -> Turn:
    """A turn that was being worked on when its page was left: nobody works on it any more."""
    return replace(turn, state="interrupted", draft="")


def history(turns: tuple[Turn, ...]) -> list[dict[str, str]]:
    """What was asked and answered, as ``Readback.stream`` takes it."""
    found = [(t.question, t.answer) for t in turns if t.state == "done" and t.answer and t.answer.found]
    return [
        {"role": role, "content": content}
        for question, answer in found[-TOLD:]
        for role, content in (
            ("user", question),
            ("assistant", " ".join(sentence.text for sentence in answer.sentences)),
        )
    ]


def chosen(text: str) -> tuple[str, ...] | None:
    """The ids a tab has ticked: none named means all; None means that not one is ticked."""
    try:
        ids = json.loads(text or "[]")
    except ValueError:
        return ()
    return tuple(str(ident) for ident in ids) if isinstance(ids, list) else None
