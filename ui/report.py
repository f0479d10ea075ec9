"""A checked draft as one page that needs nothing else: no script, no request. Pure: a report in, HTML out."""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from rag.shapes import AnswerSentence, Citation, Report
from ui.icons import icon
from ui.phrases import day
from ui.render import esc, sentence_case
from ui.verdicts import (
    TROUBLED,
    VERDICTS,
    counts,
    known_verdict,
    pieces,
    problem_parts,
    said_otherwise,
    source_pieces,
    sources_of,
    who_and_when,
)

_PICTURES = {"supported": "check", "partly": "half", "contradicted": "cross", "unsupported": "warn"}


@cache
def _style() -> tuple[str, str]:
    """The page's style, and the policy that lets a browser apply it and nothing else."""
    style = (Path(__file__).parent / "static" / "report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return style, f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def report_html(report: Report, title: str) -> str:
    """The whole page; ``title`` names the draft."""
    sentences = "".join(_sentence(n, s, report.citations) for n, s in enumerate(report.sentences, 1))
    draft = f'<ol class="draft">{sentences}</ol>' if sentences else ""
    notes = "".join(f'<p class="note">{esc(note)}</p>' for note in report.notes)
    style, policy = _style()
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{esc(policy)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{esc(title)}: read back</title><style>{style}</style></head><body><main>"
        f'<h1>{esc(title)}</h1><p class="counts">{esc(counts(report))}</p>{notes}'
        f"{draft}{_sources(report)}"
        "<footer>Checked by Readback against a library of documents, without a language model.</footer>"
        "</main></body></html>\n"
    )


def _sentence(number: int, sentence: AnswerSentence, citations: Sequence[Citation]) -> str:
    verdict = known_verdict(sentence)
    cited = sources_of(sentence, citations)
    numbers = "".join(
        f' <a class="n" href="#source-{c.n}" aria-label="Source {c.n}">{c.n}</a>' for c in cited
    )
    words = sentence_case(VERDICTS[verdict])
    picture = f"{icon(_PICTURES[verdict])} " if verdict in _PICTURES else ""
    more = _trouble(sentence, cited) if verdict in TROUBLED else ""
    return (
        f'<li class="sentence {verdict}" id="sentence-{number}">'
        f'<p><span class="words">{_marked(pieces(sentence), "u")}</span>{numbers}'
        f' <span class="tag">{picture}{words}</span></p>{more}</li>'
    )


def _marked(pieces: Iterable[tuple[str, bool]], tag: str) -> str:
    return "".join(f"<{tag}>{esc(text)}</{tag}>" if marked else esc(text) for text, marked in pieces)


def _trouble(sentence: AnswerSentence, cited: Sequence[Citation]) -> str:
    """What is wrong, and where the sources contradict it, both texts side by side."""
    lines = ("".join(problem_parts(problem, cited, "you write")) for problem in sentence.problems)
    items = "".join(f"<li>{esc(sentence_case(line))}</li>" for line in lines)
    problems = f'<ul class="problems">{items}</ul>' if items else ""
    if sentence.verdict != "contradicted":
        return problems
    return problems + "".join(_both(sentence, citation) for citation in said_otherwise(sentence, cited))


def _both(sentence: AnswerSentence, citation: Citation) -> str:
    number = f'<a class="n" href="#source-{citation.n}" aria-label="Source {citation.n}">{citation.n}</a>'
    return (
        '<div class="both"><figure><figcaption>Your draft</figcaption>'
        f"<div>{_marked(pieces(sentence), 'u')}</div></figure>"
        f"<figure><figcaption>{esc(who_and_when(citation))} {number}</figcaption>"
        f"<blockquote>{_marked(source_pieces(sentence, citation), 'mark')}</blockquote></figure></div>"
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
    who = ", ".join(filter(None, (citation.outlet, day(citation.published))))
    page = f", page {citation.page}" if citation.page else ""
    back = ", ".join(f'<a href="#sentence-{number}">{number}</a>' for number in sentences)
    cited = f"; cited by sentence {back}" if back else ""
    return (
        f'<li id="source-{citation.n}"><span class="n">{citation.n}</span> <b>{esc(citation.title)}</b>'
        f"{f'<br>{esc(who)}' if who else ''}<blockquote>{esc(citation.quote)}</blockquote>"
        f'<p class="where">Characters {citation.start}–{citation.end}{page}{cited}</p></li>'
    )
