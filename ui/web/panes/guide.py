"""The guide of a document: a summary, its key facts, and questions that it answers."""

from dataclasses import replace

from index.document import Document
from index.store.rows import DocumentText
from rag.shapes import Citation, Summary
from ui.web.panes.answer_text import plain, prose
from ui.web.panes.answer_view import audit, sentence_view
from ui.web.panes.sources import file_name
from ui.web.panes.text_blocks import blocks, number_at
from ui.web.templates import render
from ui.words.blocks import SentencePart
from ui.words.marked_sentence import mark
from ui.words.outline import outline
from ui.words.phrases import counted, day

FORMAT_NAMES = {"md": "Markdown", "html": "Web page", "docx": "Word", "json": "JSON"}
"""The formats of downloads, by the suffix of their files, in the page's words."""


def guide(document: Document, body: DocumentText, summary: Summary) -> str:
    """The view of a document's guide."""
    found = blocks(body.text, body.pages)

    def paragraph(citation: Citation) -> str:
        return f"¶{number_at(found, citation.start)}"

    paper = replace(outline(summary), title=document.title)
    facts = (mark(fact, summary.citations) for fact in summary.key_facts)
    return render(
        "guide",
        document=document,
        facts=_facts(document, body),
        summary=prose(paper.parts[0].sentences, paper, paragraph),
        result=audit(paper.parts[0].sentences),
        plain=plain(paper),
        key_facts=[sentence_view(SentencePart(fact, fact.pieces), paper, paragraph) for fact in facts],
        questions=summary.questions,
        notes=summary.notes,
        file=f"/api/documents/{document.id}/summary",
        formats=FORMAT_NAMES,
    )


def _facts(document: Document, body: DocumentText) -> str:
    """The source of a document, its date and its pages, as far as they are known."""
    pages = counted(len(body.pages), "page") if body.pages else ""
    known = ("Document guide", document.outlet or file_name(document), day(document.published), pages)
    return " · ".join(filter(None, known))
