"""The guide of a document as HTML: what it says, its key facts, and questions that it answers."""

from collections.abc import Mapping, Sequence

from index.document import Document
from index.store.rows import DocumentText
from rag.shapes import Answer, AnswerSentence, Citation, Summary
from ui.web.icons import icon
from ui.web.panes.sources import file_name
from ui.web.panes.text_blocks import blocks, number_at
from ui.web.render import Mark, audit, esc, prose, sentence_html, tool
from ui.web.render import plain as plain_text
from ui.words.phrases import counted, day

_FORMATS = (("md", "Markdown"), ("html", "Web page"), ("docx", "Word"), ("json", "JSON"))


def guide(document: Document, body: DocumentText, summary: Summary) -> str:
    """All that stands in the view of a document's guide."""
    found = blocks(body.text, body.pages)

    def paragraph(citation: Citation) -> str:
        return f"¶{number_at(found, citation.start)}"

    said = Answer(document.title, True, 1.0, summary.engine, summary.sentences, summary.citations)
    return (
        f'<article class="rb-column rb-guide" data-doc="{esc(document.id)}" '
        f'data-cites="guide-{esc(document.id)}">{_head(document, body)}'
        f'<h3>Summary</h3><div class="rb-said">{prose(said, mark=paragraph) or _NOTHING}</div>'
        f"{audit(summary.sentences, tool('copy', 'copy', 'Copy with citations', text=plain_text(said)))}"
        f"{_facts(summary, paragraph)}{_questions(summary.questions)}{_notes(summary)}"
        f"{downloads(f'/api/documents/{document.id}/summary')}</article>"
    )


_NOTHING = '<p class="rb-prose">This document holds no sentence that could stand in a summary.</p>'


def _head(document: Document, body: DocumentText) -> str:
    pages = counted(len(body.pages), "page") if body.pages else ""
    known = ("Document guide", document.outlet or file_name(document), day(document.published), pages)
    return (
        f'<p class="rb-meta">{esc(" · ".join(filter(None, known)))}</p><div class="rb-head-line">'
        f'<h2 class="rb-page-title">{esc(document.title)}</h2><button type="button" class="rb-button" '
        f'data-do="source" data-doc="{esc(document.id)}">{icon("book")}Read the source</button></div>'
    )


def _facts(summary: Summary, mark: Mark) -> str:
    if not summary.key_facts:
        return ""
    by_n = {citation.n: citation for citation in summary.citations}
    return f"<h3>Key facts</h3>{listed(summary.key_facts, by_n, mark)}"


def listed(sentences: Sequence[AnswerSentence], by_n: Mapping[int, Citation], mark: Mark) -> str:
    """Sentences, a line each."""
    lines = "".join(f"<li>{sentence_html(sentence, by_n, mark)}</li>" for sentence in sentences)
    return f'<ul class="rb-points">{lines}</ul>'


def _questions(questions: Sequence[str]) -> str:
    return f"<h3>Suggested questions</h3>{suggested(questions)}" if questions else ""


def suggested(questions: Sequence[str]) -> str:
    """Questions to be asked with a click."""
    lines = "".join(
        f'<li><button type="button" class="rb-suggested" data-do="suggested" data-question="{esc(question)}">'
        f"<span>{esc(question)}</span>{icon('arrow')}</button></li>"
        for question in questions
    )
    return f'<ul class="rb-suggestions" aria-label="Suggested questions">{lines}</ul>' if lines else ""


def _notes(summary: Summary) -> str:
    return "".join(f'<p class="rb-bill">{esc(note)}</p>' for note in summary.notes)


def downloads(path: str) -> str:
    """Links to a summary or a briefing as a file; the page's script adds its library to each."""
    links = "".join(
        f'<a class="rb-button rb-download" href="{esc(path)}/file?format={suffix}" download>{name}</a>'
        for suffix, name in _FORMATS
    )
    return f'<p class="rb-downloads" aria-label="Download">{links}</p>'
