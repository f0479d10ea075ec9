"""Briefings: the form that asks for one, those that are kept, and one to read."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.saving.briefing_store import BriefingEntry, OpenedBriefing
from rag.saving.saved_file import all_sentences
from ui.web.panes.answer_text import Prose, prose
from ui.web.panes.answer_view import DisagreementView, SentenceView, audit, disagreement, sentence_view
from ui.web.panes.guide import FORMAT_NAMES
from ui.web.templates import render
from ui.words.blocks import SentencePart
from ui.words.marked_sentence import MarkedSentence
from ui.words.outline import outline
from ui.words.paper import NOTHING, Entry, Paper, Part


@dataclass(frozen=True)
class PartView:
    """A part of a briefing, as points or as a text; ``nothing`` is the line of one that is empty."""

    id: str
    heading: str
    text: Prose | None
    sentences: tuple[SentenceView, ...]
    cases: tuple[DisagreementView, ...]
    timeline: tuple[tuple[str, SentenceView], ...]
    ledger: tuple[Entry, ...]
    nothing: str


def desk(kept: Sequence[BriefingEntry], *, edits: bool = True) -> str:
    """The form that asks for a briefing, and the briefings that are kept, with ``edits`` to be removed."""
    return render("desk", kept=kept, edits=edits)


def view(opened: OpenedBriefing) -> str:
    """A briefing to read."""
    briefing = opened.briefing
    paper = outline(briefing, opened.sources, opened.made.date())
    return render(
        "briefing",
        id=opened.id,
        title=paper.title,
        facts=" · ".join((*paper.lines[:2], f"{opened.made:%H:%M}")),
        file=f"/api/briefings/{opened.id}",
        formats=FORMAT_NAMES,
        parts=[_part(f"rb-part-{n}", part, paper) for n, part in enumerate(paper.parts)],
        result=audit(all_sentences(briefing)),
        notes=paper.notes,
    )


def _part(id: str, part: Part, paper: Paper) -> PartView:
    return PartView(
        id,
        part.heading,
        prose(part.sentences, paper) if part.prose else None,
        () if part.prose else tuple(_sentence(sentence, paper) for sentence in part.sentences),
        tuple(disagreement(case, paper) for case in part.cases),
        tuple((when, _sentence(sentence, paper)) for when, sentence in part.timeline),
        part.ledger,
        NOTHING if part.is_empty else "",
    )


def _sentence(sentence: MarkedSentence, paper: Paper) -> SentenceView:
    return sentence_view(SentencePart(sentence, sentence.pieces), paper)
