"""An answer in a terminal while it is written: the checked sentences, and the one that is still a draft."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

from rich.live import Live
from rich.text import Text

from ui.terminal.console import console
from ui.terminal.sentences_output import answered
from ui.words.marked_sentence import mark
from ui.words.safe_text import one_line

if TYPE_CHECKING:
    from rag.answering.events import Event
    from rag.shapes import Answer


def follow(events: Iterator["Event"], *, is_live: bool) -> "Answer":
    """Return the answer that ``events`` end with.

    ``is_live``: in a terminal, print the sentences and the draft until then. Raises ``RuntimeError`` if there
    is no answer.
    """
    from rag.answering.events import Answered
    from rag.model.reply import DraftPiece

    checked, draft = Text(), ""
    live = Live(console=console(), transient=True, auto_refresh=False)
    with ExitStack() as until_then:
        for event in events:
            if isinstance(event, Answered):
                return event.answer
            if isinstance(event, DraftPiece):
                if is_live and console().is_terminal and not live.is_started:
                    until_then.enter_context(live)
                draft = event.text if event.opens else draft + event.text
            else:
                checked.append(" " if checked else "").append(answered(mark(event.sentence, event.citations)))
                draft = ""
            if live.is_started:
                live.update(checked + Text(f" {one_line(draft)}", "dim"), refresh=True)
    raise RuntimeError("an answer did not end with the answer")
