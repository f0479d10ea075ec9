"""Briefings as HTML: asking for one, those that are kept, and one to read."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from rag.saving.briefing_store import BriefingEntry, OpenedBriefing
from rag.saving.saved_file import all_sentences
from rag.shapes import AnswerSentence, Briefing, Citation
from ui.web.icons import icon
from ui.web.panes.guide import downloads, listed
from ui.web.render import audit, disagreement, esc, number, sentence_html
from ui.words.outline import outline
from ui.words.paper import NOTHING, Entry, Paper, Part
from ui.words.phrases import counted, day


def desk(kept: Sequence[BriefingEntry]) -> str:
    """Where a briefing is asked for, and those that are kept."""
    rows = "".join(_row(each) for each in kept)
    shelf = f'<h3>Kept with this library</h3><ul class="rb-kept">{rows}</ul>' if rows else ""
    return (
        '<div class="rb-column rb-desk"><h2 class="rb-page-title">Briefing</h2>'
        '<p class="rb-lead">What your documents say together: where they agree, where they differ, who said '
        "what, and what became of each. Copies count once; other years’ events are kept apart.</p>"
        '<form class="rb-brief-form"><label for="rb-topic">Topic <span>(optional)</span></label>'
        '<input type="text" id="rb-topic" maxlength="1000" autocomplete="off" '
        'placeholder="All that the documents tell"><div class="rb-brief-go">'
        f'<button type="button" class="rb-link rb-scope" data-do="scope">{icon("list")}<span></span></button>'
        '<button type="submit" class="rb-button rb-main-button">Make a briefing</button></div></form>'
        f"{shelf}</div>"
    )


def _row(kept: BriefingEntry) -> str:
    when = f"{day(kept.made.date().isoformat())}, {kept.made:%H:%M}"
    about = kept.error or f"{when} · {counted(kept.documents, 'document')}"
    return (
        f'<li data-briefing="{esc(kept.id)}"><button type="button" class="rb-item" data-do="briefing" '
        f'data-briefing="{esc(kept.id)}"{" disabled" if kept.error else ""}><b>{esc(kept.title)}</b>'
        f'<span class="rb-sub">{esc(about)}</span></button><button type="button" class="rb-square" '
        f'data-do="forget" data-briefing="{esc(kept.id)}" aria-label="Remove the briefing {esc(kept.title)}" '
        f'title="Remove">{icon("bin")}</button></li>'
    )


def view(opened: OpenedBriefing) -> str:
    """A briefing to read."""
    shape = opened.briefing
    paper = outline(shape, opened.sources, opened.made.date())
    parts = [(f"rb-part-{at}", part) for at, part in enumerate(paper.parts)]
    jumps = "".join(
        f'<button type="button" class="rb-link" data-do="jump" data-to="{ident}">{esc(part.heading)}</button>'
        for ident, part in parts
    )
    names = {source.document: source.outlet or source.title for source in opened.sources}
    body = "".join(_part(ident, part, paper, shape, names) for ident, part in parts)
    notes = "".join(f'<p class="rb-note">{icon("info")}<span>{esc(note)}</span></p>' for note in paper.notes)
    return (
        f'<article class="rb-column rb-paper" data-briefing="{esc(opened.id)}" '
        f'data-cites="briefing-{esc(opened.id)}">{_head(paper, opened.made)}'
        f"{downloads(f'/api/briefings/{opened.id}')}"
        f'<nav class="rb-jumps" aria-label="Parts of the briefing">{jumps}</nav>{body}'
        f"{audit(all_sentences(shape))}{notes}</article>"
    )


def _head(paper: Paper, made: datetime) -> str:
    lines = " · ".join((*paper.lines[:2], f"{made:%H:%M}"))
    return (
        '<button type="button" class="rb-link" data-do="briefing" data-briefing="">'
        f'{icon("left")}All briefings</button><p class="rb-meta">{esc(lines)}</p>'
        f'<h2 class="rb-page-title">{esc(paper.title)}</h2>'
    )


def _part(ident: str, part: Part, paper: Paper, shape: Briefing, names: Mapping[str, str]) -> str:
    by_n = {citation.n: citation for citation in paper.citations}
    cases = shape.disagreements if part.cases else ()
    tables = "".join(disagreement(case, by_n, names) for case in cases)
    count = f'<span class="rb-meta"> {counted(len(cases), "point")}</span>' if cases else ""
    body = (
        (listed(part.sentences, by_n, number) if part.sentences else "")
        + tables
        + (_timeline(part.timeline, by_n) if part.timeline else "")
        + (_ledger(part.ledger) if part.ledger else "")
    )
    nothing = f'<p class="rb-meta">{NOTHING}</p>' if part.is_empty else ""
    return f'<section id="{ident}"><h3>{esc(part.heading)}{count}</h3>{body}{nothing}</section>'


def _timeline(lines: Sequence[tuple[str, AnswerSentence]], by_n: Mapping[int, Citation]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{esc(when)}</th><td>{sentence_html(sentence, by_n)}</td></tr>'
        for when, sentence in lines
    )
    head = '<thead><tr><th scope="col">When</th><th scope="col">What</th></tr></thead>'
    return f'<table class="rb-timeline">{head}<tbody>{rows}</tbody></table>'


def _ledger(entries: Sequence[Entry]) -> str:
    """What became of every document."""
    rows = "".join(
        f'<tr><th scope="row"><button type="button" class="rb-link" data-do="source" '
        f'data-doc="{esc(entry.document)}">{esc(entry.title)}</button><span class="rb-sub">{esc(entry.who)}'
        f"</span></th><td>{esc(entry.used)}</td><td>{esc(entry.remark)}</td></tr>"
        for entry in entries
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Document", "Used", "Remark"))
    return f'<table class="rb-ledger"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
