"""A question that is being answered in a thread of its own, so that the page is never kept waiting."""

import threading
from collections.abc import Generator
from contextlib import closing
from dataclasses import replace
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from index.errors import ReadbackError
from rag.answering.events import Answered, CheckedSentence, Event, WrittenSentence
from rag.model.reply import DraftPiece
from rag.request_errors import Stopped
from rag.shapes import Answer, Verdict
from ui.http.problems import CRASH, log
from ui.web.panes.turns import Turn, history
from ui.web.weights import ANSWER_INTERVAL, IDLE_INTERVAL

if TYPE_CHECKING:
    from rag import Readback


class Asking:
    """A question on its way to its answer. Iterate ``turns`` once; ``stop`` any time, from any thread."""

    def __init__(
        self,
        readback: "Readback",
        question: str,
        documents: tuple[str, ...],
        before: tuple[Turn, ...],
    ) -> None:
        self._readback = readback
        self._question = question
        self._documents = documents
        self._history = history(before)
        self._stopped = threading.Event()
        self._news: SimpleQueue[Event | Exception] = SimpleQueue()

    def stop(self) -> None:
        """Cancel the request to the model; the turn ends with the sentences so far."""
        self._stopped.set()
        self._news.put(Stopped())

    def turns(self) -> Generator[Turn]:
        """Yield the turn as it grows, unchanged if nothing is new; the last is no longer working.

        Closing the generator cancels the request to the model.
        """
        threading.Thread(target=self._listen, daemon=True).start()
        turn = Turn(self._question, self._searched(), state="working")
        try:
            while turn.state == "working":
                yield turn
                self._stopped.wait(ANSWER_INTERVAL)
                turn = self._further(turn)
            yield turn
        finally:
            self._stopped.set()

    def _searched(self) -> int:
        try:
            return len(self._documents) or len(self._readback.documents())
        except ReadbackError:
            return 0  # the same error ends the answer, with its message

    def _further(self, turn: Turn) -> Turn:
        """``turn`` after all events that have come meanwhile."""
        try:
            turn = advance(turn, self._news.get(timeout=IDLE_INTERVAL))
        except Empty:
            return turn
        while turn.state == "working" and not self._news.empty():
            turn = advance(turn, self._news.get())
        return turn

    def _listen(self) -> None:
        try:
            events = self._readback.stream(self._question, self._documents, self._history, self._stopped)
            with closing(events):  # a generator
                for event in events:
                    self._news.put(event)
        except ReadbackError as error:
            self._news.put(error)
        except Exception as error:  # noqa: BLE001 - the tab would wait for ever: log it, say so, go on
            log.exception("Unexpected error")
            self._news.put(error)


def advance(turn: Turn, news: Event | Exception) -> Turn:
    """``turn`` after one more event, or after the error that ends it."""
    match news:
        case DraftPiece(text, opens, block):
            draft, opened = (text, block) if opens else (turn.draft + text, turn.draft_block)
            return replace(turn, draft=draft, draft_block=opened)
        case WrittenSentence():
            return replace(turn, answer=_with(turn, news), draft="", is_written=True)
        case CheckedSentence():  # of a text that is there already, all come at once, just before the answer
            return turn if turn.is_written else replace(turn, answer=_with(turn, news), draft="")
        case Answered(answer):
            done = replace(turn, answer=answer, draft="", is_written=False, state="done")
            return replace(done, places=_places(turn, answer))
        case Stopped():
            return replace(_unread(turn) if turn.is_written else turn, draft="", state="stopped")
        case _:
            why = str(news) if isinstance(news, ReadbackError) else CRASH
            return replace(turn, answer=None, error=why, draft="", is_written=False, state="done")


def _places(turn: Turn, answer: Answer) -> tuple[int, ...]:
    """The numbers of citations that an answer's sentences were shown with; none if it has others now."""
    shown = turn.so_far.sentences if turn.is_written else ()
    same = [one.text for one in shown] == [one.text for one in answer.sentences]
    return tuple(len(one.citations) for one in shown) if same else ()


def _with(turn: Turn, further: CheckedSentence | WrittenSentence) -> Answer:
    """The answer so far with one more sentence."""
    so_far = turn.so_far
    if {c.n for c in further.citations} & {c.n for c in so_far.citations}:
        so_far = replace(so_far, sentences=(), citations=())  # numbered anew: what came before is given up
    return replace(
        so_far,
        sentences=(*so_far.sentences, further.sentence),
        citations=(*so_far.citations, *further.citations),
    )


def _unread(turn: Turn) -> Turn:
    """``turn`` with its sentences as they are kept where nobody checks them any more."""
    sentences = tuple(
        replace(sentence, verdict=Verdict.UNCLEAR if sentence.citations else Verdict.UNCHECKED)
        for sentence in turn.so_far.sentences
    )
    return replace(turn, answer=replace(turn.so_far, sentences=sentences))
