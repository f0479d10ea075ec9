"""An answer in a terminal while it is written: the sentences so far, and the one that is still a draft."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

from rich.live import Live
from rich.text import Text

from rag.shapes import Block
from ui.terminal.console import console
from ui.terminal.sentences_output import answered, marked, numbered
from ui.words.blocks import kind_of
from ui.words.marked_sentence import mark
from ui.words.safe_text import unbroken

if TYPE_CHECKING:
    from rag.answering.events import CheckedSentence, Event, WrittenSentence
    from rag.shapes import Answer

_LEADS = {
    None: " ",
    Block.PARAGRAPH: "\n\n",
    Block.HEADING: "\n\n",
    Block.ITEM: "\n  - ",
    Block.ROW: "\n",
}


def follow(events: Iterator["Event"], *, is_live: bool) -> "Answer":
    """Return the answer that ``events`` end with.

    ``is_live``: in a terminal, print the sentences and the draft until then. Raises ``RuntimeError`` if there
    is no answer.
    """
    from rag.answering.events import Answered, WrittenSentence
    from rag.model.reply import DraftPiece

    whole, draft, is_written = Text(), Text(), False
    live = Live(console=console(), transient=True, auto_refresh=False)
    with ExitStack() as until_then:
        for event in events:
            if isinstance(event, Answered):
                return event.answer
            if isinstance(event, DraftPiece):
                if is_live and console().is_terminal and not live.is_started:
                    until_then.enter_context(live)
                draft = Text(_lead(event.block, whole) if event.opens else draft.plain, "dim")
                draft.append(unbroken(event.text))
            elif isinstance(event, WrittenSentence) or not is_written:
                is_written = isinstance(event, WrittenSentence)
                whole = (
                    whole + Text(_lead(kind_of(event.sentence), whole)) + _words(event, is_written=is_written)
                )
                draft = Text()
            if live.is_started:
                live.update(whole + draft, refresh=True)
    raise RuntimeError("an answer did not end with the answer")


def _lead(opened: Block | None, before: Text) -> str:
    return _LEADS[opened].lstrip("" if before else "\n ")


def _words(event: "WrittenSentence | CheckedSentence", *, is_written: bool) -> Text:
    sentence = mark(event.sentence, event.citations)
    if not is_written:
        return answered(sentence)
    return numbered(marked(sentence.pieces, "dim"), sentence.citations)
