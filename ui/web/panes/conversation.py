"""A conversation: each question, the progress of its answer, and the answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.shapes import NOT_FOUND, NOT_SURE, Answer, Citation, Engine
from ui.web.panes import answer_view
from ui.web.panes.answer_text import Prose, growing, plain, quiet_prose
from ui.web.panes.answer_view import Audit, Chip, CitedRow, DisagreementView, Remark
from ui.web.panes.turns import Turn, to_text
from ui.web.templates import render
from ui.words.outline import outline
from ui.words.phrases import counted
from ui.words.text_pieces import Pieces, cut_up

_UNDERSTOOD = "Understood as: "  # begins the note that gives a follow-up question as a whole one
_REASONS = {
    NOT_FOUND: "No passage in scope answers this question.",
    NOT_SURE: "Read the passages below: one of them may.",
}
_BILL = "Asked "  # begins the note on the calls of a model: it comes with each answer, so it is no news
_UNREAD = "Stopped before the answer was read back."
_ENDED = {
    "stopped": "Stopped.",
    "interrupted": "Interrupted: the page was left before the answer was finished. Ask again to have it.",
}


@dataclass(frozen=True)
class NearPassage:
    """A passage near a question without an answer: ``when`` is its date and page, ``place`` its name.

    The words of ``pieces``, its quote, are marked that may be the answer.
    """

    citation: Citation
    when: str
    place: str
    pieces: Pieces


@dataclass(frozen=True)
class AnswerNote:
    """A note under an answer; ``is_bill``: it counts the calls of the model."""

    text: str
    is_bill: bool


@dataclass(frozen=True)
class ShortView:
    """The answer in a few words."""

    text: str
    chips: tuple[Chip, ...]


@dataclass(frozen=True)
class AnswerView:
    """The content under a question, ``plain`` for the clipboard.

    Not found: ``refusal`` with its ``reason``, ``nearest`` and notes only; ``may_be_near``: the nearest
    passages may answer.
    """

    question: str
    found: bool
    prose: Prose
    remarks: tuple[Remark, ...]
    follow_ups: tuple[str, ...]
    disagreements: tuple[DisagreementView, ...]
    audit: Audit
    cited: tuple[CitedRow, ...]
    refusal: str
    reason: str
    may_be_near: bool
    nearest: tuple[NearPassage, ...]
    notes: tuple[AnswerNote, ...]
    plain: str


@dataclass(frozen=True)
class TurnView:
    """A question, and below it the line ``work`` and ``prose`` while it is answered, later the rest.

    ``is_waiting``: all is written, and is being read back. ``is_roomy``: above the text there is room for
    the answer in short, which comes last.
    """

    number: int
    state: str
    question: str
    work: str = ""
    prose: Prose | None = None
    is_waiting: bool = False
    is_roomy: bool = False
    short: ShortView | None = None
    searched: str = ""
    understood: str = ""
    error: str | None = None
    ended: str = ""
    answer: AnswerView | None = None


def turn_html(turn: Turn, number: int) -> str:
    """A question as a heading, and its answer so far. A turn still being worked on is left open."""
    return render("turns", turns=[_turn(turn, number)])


def thread(turns: Sequence[Turn]) -> str:
    """The conversation so far."""
    return render("turns", turns=[_turn(turn, number) for number, turn in enumerate(turns)])


def saved_html(turns: Sequence[Turn], chat: str = "") -> str:
    """The conversation in the form that the page's script saves in the browser; ``chat`` is its id there."""
    return render("saved_turns", text=to_text(tuple(turns)), chat=chat)


def _turn(turn: Turn, number: int) -> TurnView:
    if turn.state == "working":
        return _working(turn, number)
    answer, notes = turn.answer, turn.answer.notes if turn.answer else ()
    return TurnView(
        number,
        turn.state,
        turn.question,
        is_roomy=bool(answer) and turn.so_far.engine != Engine.EXTRACTIVE,
        short=_short(answer) if answer else None,
        searched=counted(turn.searched, "document") if answer else "",
        understood=next((note for note in notes if note.startswith(_UNDERSTOOD)), ""),
        error=turn.error,
        ended=_UNREAD if turn.is_written and turn.state == "stopped" else _ENDED.get(turn.state, ""),
        answer=_answer(answer, turn.places) if answer else None,
    )


def _working(turn: Turn, number: int) -> TurnView:
    text = growing(outline(turn.so_far), turn.draft, turn.draft_block, is_written=turn.is_written)
    waits = turn.is_written and not turn.draft
    return TurnView(number, turn.state, turn.question, _work(turn), text, is_waiting=waits, is_roomy=True)


def _work(turn: Turn) -> str:
    """The present step of the work on an answer, in words."""
    sentences = len(turn.so_far.sentences)
    if turn.is_written:
        return "Writing, then reading it back"
    if sentences:
        return f"Reading back sentence {sentences + 1}"
    return "Writing" if turn.draft else f"Reading {counted(turn.searched, 'document')}"


def _short(answer: Answer) -> ShortView | None:
    if answer.short is None or not answer.found:
        return None
    cited = outline(answer).cited(answer.short.citations)
    return ShortView(answer.short.text, tuple(map(answer_view.chip, cited)))


def _answer(answer: Answer, places: Sequence[int]) -> AnswerView:
    paper = outline(answer)
    said, *more = paper.parts
    return AnswerView(
        paper.title,
        answer.found,
        quiet_prose(said.sentences, paper, places),
        answer_view.remarks(said.sentences, paper),
        paper.follow_ups,
        tuple(answer_view.disagreement(case, paper) for part in more for case in part.cases),
        answer_view.audit(said.sentences, *paper.lines),
        answer_view.cited_rows(paper.citations),
        answer.refusal,
        _REASONS.get(answer.refusal, ""),
        answer.may_be_near,
        tuple(
            _near(citation, likely)
            for part in more
            for citation, likely in zip(part.passages, part.likely, strict=True)
        ),
        tuple(AnswerNote(n, n.startswith(_BILL)) for n in paper.notes if not n.startswith(_UNDERSTOOD)),
        plain(paper),
    )


def _near(citation: Citation, likely: str) -> NearPassage:
    start = citation.quote.find(likely) if likely else -1
    pieces = cut_up(citation.quote, [(start, start + len(likely))] if start >= 0 else [], markdown=False)
    return NearPassage(citation, answer_view.when(citation), answer_view.place_name(citation), pieces)
