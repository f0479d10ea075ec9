"""A conversation as HTML: each question, how far its answer is, and what came of it."""

from collections.abc import Iterable, Sequence

from rag.shapes import Answer, Citation
from ui.web.icons import icon
from ui.web.panes.turns import Turn, to_text
from ui.web.render import (
    audit,
    cited,
    disagreement,
    esc,
    plain,
    prose,
    source_name,
    target,
    tool,
    where,
)
from ui.words.phrases import counted, day, sentence_case

_UNDERSTOOD = "Understood as: "  # how a note begins that tells what a question leaning on others stands for
_BILL = "Asked "  # how one begins that comes with every model's answer: no news, so told quietly
_ENDED = {
    "stopped": "Stopped.",
    "interrupted": "Interrupted: the page was left before the answer was finished. Ask again to have it.",
}


def _nearest(citation: Citation) -> str:
    name = f"{day(citation.published)}{f', page {citation.page}' if citation.page else ''}".strip(", ")
    return (
        f'<li class="rb-near"><div class="rb-near-head"><b>{esc(source_name(citation))}</b> '
        f'<span>{esc(name)}</span><button type="button" class="rb-link rb-open" '
        f'aria-label="{esc(f"Open {where(citation)}")}" {target(citation)}>Open</button></div>'
        f"<blockquote>{esc(citation.quote)}</blockquote></li>"
    )


def _not_found(answer: Answer) -> str:
    """The answer that there is no answer, and what came nearest to one."""
    said = (
        '<div class="rb-nothing"><h3>Your documents do not say.</h3>'
        "<p>No passage in scope answers this question.</p></div>"
    )
    if not answer.nearest:
        return said
    boxes = "".join(_nearest(citation) for citation in answer.nearest)
    return (
        f'{said}<h3 class="rb-near-title">Nearest passages '
        f'<span class="rb-tag rb-tag-plain">Not evidence</span></h3><ul class="rb-nears">{boxes}</ul>'
    )


def answer_html(answer: Answer, ended: str = "") -> str:
    """All that stands under a question; ``ended`` tells why the answer is not whole."""
    notes = _notes(note for note in answer.notes if not note.startswith(_UNDERSTOOD))
    if not answer.found:
        return _not_found(answer) + notes
    by_n = {citation.n: citation for citation in answer.citations}
    differ = "".join(disagreement(case, by_n) for case in answer.disagreements)
    tools = (
        tool("note", "pin", "Save to a briefing")
        + tool("again", "again", "Ask again", question=answer.question)
        + tool("copy", "copy", "Copy with citations", text=plain(answer))
    )
    said = prose(answer) + ended + differ + audit(answer.sentences, tools)
    return said + cited(answer.citations) + notes


def _notes(notes: Iterable[str]) -> str:
    return "".join(
        f'<p class="rb-bill">{esc(note)}</p>'
        if note.startswith(_BILL)
        else f'<p class="rb-note">{icon("info")}<span>{esc(note)}</span></p>'
        for note in notes
    )


def turn_html(turn: Turn, number: int) -> str:
    """A question as a heading, and what came of it so far. A turn still being worked on is left open."""
    head = (
        f'<article class="rb-turn" data-turn="{number}" data-cites="{number}" data-state="{turn.state}">'
        f'<h2 class="rb-question">{esc(turn.question)}</h2>'
    )
    if turn.state == "working":
        return f"{head}{_working(turn)}{prose(turn.so_far, draft=turn.draft)}"
    return f"{head}{_searched(turn)}{_outcome(turn)}</article>"


def _working(turn: Turn) -> str:
    """What is being done, where it will stand what was done: so nothing moves."""
    said = len(turn.so_far.sentences)
    if not said and not turn.draft:
        return f'<p class="rb-meta rb-work">{icon("spin")}Reading {counted(turn.searched, "document")}</p>'
    doing = f"{icon('spin')}Reading back sentence {said + 1}"
    return f'<p class="rb-meta rb-work" aria-hidden="true">{doing}</p>'  # who listens hears the sentences


def _searched(turn: Turn) -> str:
    """How much was searched, and for what, where that is not what stands above it."""
    if turn.answer is None:
        return ""
    understood = next((note for note in turn.answer.notes if note.startswith(_UNDERSTOOD)), "")
    more = f' · <span class="rb-understood">{esc(understood)}</span>' if understood else ""
    return f'<p class="rb-meta">{counted(turn.searched, "document")} searched{more}</p>'


def _outcome(turn: Turn) -> str:
    again = _again(turn.question)
    if turn.error is not None:
        said = esc(sentence_case(turn.error))
        return f'<p class="rb-problem">{icon("warn")}<span>{said}</span></p>{again}'
    ended = f'<p class="rb-ended">{_ENDED[turn.state]}</p>{again}' if turn.state in _ENDED else ""
    return answer_html(turn.answer, ended) if turn.answer else ended


def _again(question: str) -> str:
    return (
        f'<p><button type="button" class="rb-button" data-do="again" data-question="{esc(question)}">'
        f"{icon('again')}Ask again</button></p>"
    )


def thread(turns: Sequence[Turn]) -> str:
    """The conversation so far."""
    return "".join(turn_html(turn, number) for number, turn in enumerate(turns))


def kept_html(turns: Sequence[Turn]) -> str:
    """The conversation as the page's script takes it from the page, to keep it in the browser."""
    return f"<pre>{esc(to_text(tuple(turns)))}</pre>"
