"""A checked draft as one page that needs nothing else: no script, no request. Pure: a report in, HTML out."""

from collections.abc import Iterable

from rag.shapes import Citation, Report
from ui.export.web_shell import link, marked, page, source, trouble
from ui.web.icons import icon
from ui.web.render import esc
from ui.words.marked_sentence import MarkedSentence
from ui.words.outline import outline
from ui.words.paper import Paper
from ui.words.phrases import sentence_case

_PICTURES = {"supported": "check", "partly": "half", "contradicted": "cross", "unsupported": "warn"}


def report_html(report: Report, title: str) -> str:
    """The whole page; ``title`` names the draft."""
    paper = outline(report)
    marked_sentences = [sentence for part in paper.parts for sentence in part.sentences]
    sentences = "".join(_sentence(n, s, paper) for n, s in enumerate(marked_sentences, 1))
    draft = f'<ol class="draft">{sentences}</ol>' if sentences else ""
    lines = "".join(f'<p class="counts">{esc(line)}</p>' for line in paper.lines)
    notes = "".join(f'<p class="note">{esc(note)}</p>' for note in paper.notes)
    main = (
        f"<h1>{esc(title)}</h1>{lines}{notes}"
        f"{draft}{_sources(report)}"
        "<footer>Checked by Readback against a library of documents, without a language model.</footer>"
    )
    return page(f"{title}: read back", main, "report.css")


def _sentence(number: int, sentence: MarkedSentence, paper: Paper) -> str:
    verdict = sentence.verdict
    numbers = "".join(f" {link(c.n)}" for c in paper.cited(sentence.citations))
    picture = f"{icon(_PICTURES[verdict])} " if verdict in _PICTURES else ""
    return (
        f'<li class="sentence {verdict}" id="sentence-{number}">'
        f'<p><span class="words">{marked(sentence.pieces, "u")}</span>{numbers}'
        f' <span class="tag">{picture}{sentence_case(sentence.label)}</span></p>'
        f"{trouble(sentence, paper.owner)}</li>"
    )


def _sources(report: Report) -> str:
    """The sources as footnotes, each with the way back to the sentences that cite it."""
    used: dict[int, list[int]] = {}
    for number, sentence in enumerate(report.sentences, 1):
        for n in sentence.citations:
            used.setdefault(n, []).append(number)
    items = "".join(_source(citation, used.get(citation.n, [])) for citation in report.citations)
    return f'<h2 id="sources">Sources</h2><ol class="sources">{items}</ol>' if items else ""


def _source(citation: Citation, sentences: Iterable[int]) -> str:
    page = f", page {citation.page}" if citation.page else ""
    backs = [(f"sentence-{number}", str(number)) for number in sentences]
    return source(citation, f"Characters {citation.start}–{citation.end}{page}", backs, "; cited by sentence")
