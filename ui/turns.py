"""A conversation: what was asked in one browser tab, and what came back."""

from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from rag.shapes import Answer

KEPT = 40
"""Turns a tab remembers; older ones are forgotten."""


@dataclass(frozen=True)
class Turn:
    """One question; ``searched`` counts the documents in scope. Neither answer nor error: still working."""

    question: str
    searched: int
    answer: Answer | None = None
    error: str | None = None


_TURNS = TypeAdapter(tuple[Turn, ...])


def to_text(turns: tuple[Turn, ...]) -> str:
    """The conversation as the tab keeps it."""
    return _TURNS.dump_json(turns[-KEPT:]).decode()


def from_text(text: object) -> tuple[Turn, ...]:
    """The conversation a tab hands back; anything that is not one of ours is an empty conversation."""
    if not isinstance(text, str) or not text:
        return ()
    try:
        return _TURNS.validate_json(text)[-KEPT:]
    except ValidationError:
        return ()
