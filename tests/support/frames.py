"""The frames of ours that lead from a door to the call of OpenAI's client."""

import sys
from collections.abc import Callable
from types import FrameType

from support.paths import ROOT

ROOMS = tuple(f"{ROOT / room}/" for room in ("index", "rag", "ui"))


def deepest(verb: Callable[[], object]) -> list[str]:
    """The functions of ours on the stack when ``verb`` asks a model, the door first."""
    from openai.resources.chat.completions import Completions

    found: list[str] = []
    create = Completions.create

    def watched(self: Completions, *args: object, **named: object) -> object:
        frame: FrameType | None = sys._getframe(1)
        found.clear()
        while frame is not None:
            if frame.f_code.co_filename.startswith(ROOMS):
                found.insert(0, frame.f_code.co_name)
            frame = frame.f_back
        return create(self, *args, **named)  # type: ignore[call-overload]

    Completions.create = watched  # type: ignore[method-assign, assignment]
    try:
        verb()
    finally:
        Completions.create = create  # type: ignore[method-assign]
    return found
