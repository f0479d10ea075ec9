"""The guide of a document: a summary, its key facts, and questions that it answers."""

from index.document import Document
from index.store.rows import DocumentText
from rag.shapes import Answer, Citation, Summary
from ui.web.panes.answer_view import audit, plain, prose, sentence_view
from ui.web.panes.sources import file_name
from ui.web.panes.text_blocks import blocks, number_at
from ui.web.templates import render
from ui.words.phrases import counted, day

FORMAT_NAMES = {"md": "Markdown", "html": "Web page", "docx": "Word", "json": "JSON"}
"""The formats of downloads, by the suffix of their files, in the page's words."""


def guide(document: Document, body: DocumentText, summary: Summary) -> str:
    """The view of a document's guide."""
    found = blocks(body.text, body.pages)

    def paragraph(citation: Citation) -> str:
        return f"¶{number_at(found, citation.start)}"

    by_n = {citation.n: citation for citation in summary.citations}
    answer = Answer(document.title, True, 1.0, summary.engine, summary.sentences, summary.citations)
    return render(
        "guide",
        document=document,
        facts=_facts(document, body),
        summary=prose(answer, label=paragraph),
        result=audit(summary.sentences),
        plain=plain(answer),
        key_facts=[sentence_view(fact, by_n, paragraph) for fact in summary.key_facts],
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
