"""One page that needs nothing else: its style within it, no script, no request. Pure."""

import base64
import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from rag.shapes import Citation
from ui.web.render import esc
from ui.words.marked_sentence import Contrast, MarkedSentence
from ui.words.phrases import day, sentence_case

_STATIC = Path(__file__).parents[1] / "web" / "static"


@cache
def _style(sheets: tuple[str, ...]) -> tuple[str, str]:
    """The page's style, and the policy that lets a browser apply it and nothing else."""
    style = "\n".join((_STATIC / sheet).read_text(encoding="utf-8") for sheet in sheets)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return style, f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def page(title: str, main: str, *sheets: str) -> str:
    """The whole page: ``title`` is text, ``main`` is HTML, ``sheets`` name files of ui/web/static."""
    style, policy = _style(sheets)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{esc(policy)}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer">'
        f"<title>{esc(title)}</title><style>{style}</style></head><body><main>{main}</main></body></html>\n"
    )


def marked(pieces: Iterable[tuple[str, bool]], tag: str) -> str:
    """Foreign text in pieces, of which some are marked."""
    return "".join(f"<{tag}>{esc(text)}</{tag}>" if is_marked else esc(text) for text, is_marked in pieces)


def trouble(sentence: MarkedSentence, owner: str) -> str:
    """The faults of a sentence; where sources contradict it, both texts side by side.

    ``owner`` stands above the sentence: "Your draft".
    """
    items = "".join(f'<li dir="auto">{_line(fault)}</li>' for fault in sentence.faults)
    problems = f'<ul class="problems">{items}</ul>' if items else ""
    return problems + "".join(_both(sentence, contrast, owner) for contrast in sentence.contrasts)


def _line(fault: Sequence[str]) -> str:
    """A fault, in which foreign words do not turn ours around."""
    ours, *parts = fault
    foreign = (f"<bdi>{esc(part)}</bdi>" if n % 2 == 0 else esc(part) for n, part in enumerate(parts))
    return esc(sentence_case(ours)) + "".join(foreign)


def _both(sentence: MarkedSentence, contrast: Contrast, owner: str) -> str:
    return (
        f'<div class="both"><figure><figcaption>{esc(owner)}</figcaption>'
        f"<div>{marked(sentence.pieces, 'u')}</div></figure>"
        f"<figure><figcaption>{esc(contrast.heading)} {link(contrast.n)}</figcaption>"
        f"<blockquote>{marked(contrast.pieces, 'mark')}</blockquote></figure></div>"
    )


def link(n: int, anchor: str = "") -> str:
    """A citation's number, which leads to its source; ``anchor`` names it for the way back."""
    name = f' id="{anchor}"' if anchor else ""
    return f'<a class="n"{name} href="#source-{n}" aria-label="Source {n}">{n}</a>'


def source(citation: Citation, where: str, backs: Sequence[tuple[str, str]], cited_by: str) -> str:
    """A citation as a footnote; ``backs``: the places that cite it, anchors of the page and their names."""
    who = ", ".join(filter(None, (citation.outlet, day(citation.published))))
    back = ", ".join(f'<a href="#{anchor}">{esc(name)}</a>' for anchor, name in backs)
    cited = f"{cited_by} {back}" if back else ""
    number = f'<span class="n">{citation.n}</span>'
    return (
        f'<li id="source-{citation.n}">{number} <b dir="auto">{esc(citation.title)}</b>'
        f'{f"<br>{esc(who)}" if who else ""}<blockquote dir="auto">{esc(citation.quote)}</blockquote>'
        f'<p class="where">{esc(where)}{cited}</p></li>'
    )
