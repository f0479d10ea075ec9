"""A conversation: each question, the progress of its answer, and the answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.shapes import NOT_FOUND, Answer, Citation
from ui.web.panes import answer_view
from ui.web.panes.answer_view import Audit, Chip, DisagreementView, Prose
from ui.web.panes.turns import Turn, to_text
from ui.web.templates import render
from ui.words.outline import outline
from ui.words.phrases import counted

_UNDERSTOOD = "Understood as: "  # begins the note that gives a follow-up question as a whole one
_BILL = "Asked "  # begins the note on the calls of a model: it comes with each answer, so it is no news
_ENDED = {
    "stopped": "Stopped.",
    "interrupted": "Interrupted: the page was left before the answer was finished. Ask again to have it.",
}


@dataclass(frozen=True)
class NearPassage:
    """A passage near a question without an answer: ``when`` is its date and page, ``place`` its name."""

    citation: Citation
    when: str
    place: str


@dataclass(frozen=True)
class AnswerNote:
    """A note under an answer; ``is_bill``: it counts the calls of the model."""

    text: str
    is_bill: bool


@dataclass(frozen=True)
class AnswerView:
    """The content under a question, ``plain`` for the clipboard. Not found: ``nearest`` and notes only."""

    question: str
    found: bool
    prose: Prose
    disagreements: tuple[DisagreementView, ...]
    audit: Audit
    cited: tuple[tuple[Chip, ...], ...]
    nearest: tuple[NearPassage, ...]
    notes: tuple[AnswerNote, ...]
    plain: str


@dataclass(frozen=True)
class TurnView:
    """A question, and below it the line ``work`` and ``prose`` while it is answered, later the rest."""

    number: int
    state: str
    question: str
    work: str = ""
    prose: Prose | None = None
    searched: str = ""
    understood: str = ""
    error: str | None = None
    ended: str = ""
    answer: AnswerView | None = None


def turn_html(turn: Turn, number: int) -> str:
    """A question as a heading, and its answer so far. A turn still being worked on is left open."""
    return render("turns", turns=[_turn(turn, number)], not_found=NOT_FOUND)


def thread(turns: Sequence[Turn]) -> str:
    """The conversation so far."""
    return render(
        "turns", turns=[_turn(turn, number) for number, turn in enumerate(turns)], not_found=NOT_FOUND
    )


def saved_html(turns: Sequence[Turn]) -> str:
    """The conversation in the form that the page's script saves in the browser."""
    return render("saved_turns", text=to_text(tuple(turns)))


def _turn(turn: Turn, number: int) -> TurnView:
    if turn.state == "working":
        draft = answer_view.prose(outline(turn.so_far), draft=turn.draft)
        return TurnView(number, turn.state, turn.question, _work(turn), draft)
    notes = turn.answer.notes if turn.answer else ()
    return TurnView(
        number,
        turn.state,
        turn.question,
        searched=counted(turn.searched, "document") if turn.answer else "",
        understood=next((note for note in notes if note.startswith(_UNDERSTOOD)), ""),
        error=turn.error,
        ended=_ENDED.get(turn.state, ""),
        answer=_answer(turn.answer) if turn.answer else None,
    )


def _work(turn: Turn) -> str:
    """The present step of the work on an answer, in words."""
    checked = len(turn.so_far.sentences)
    if not checked and not turn.draft:
        return f"Reading {counted(turn.searched, 'document')}"
    return f"Reading back sentence {checked + 1}"


def _answer(answer: Answer) -> AnswerView:
    paper = outline(answer)
    said, *more = paper.parts
    return AnswerView(
        paper.title,
        answer.found,
        answer_view.prose(paper),
        tuple(answer_view.disagreement(case, paper) for part in more for case in part.cases),
        answer_view.audit(said.sentences),
        answer_view.cited_rows(paper.citations),
        tuple(_near(citation) for part in more for citation in part.passages),
        tuple(AnswerNote(n, n.startswith(_BILL)) for n in paper.notes if not n.startswith(_UNDERSTOOD)),
        answer_view.plain(paper),
    )


def _near(citation: Citation) -> NearPassage:
    return NearPassage(citation, answer_view.when(citation), answer_view.place_name(citation))
