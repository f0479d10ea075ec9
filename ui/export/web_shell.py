"""The parts of a page that needs nothing else: its style, troubled sentences and footnotes. Pure."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rag.shapes import AnswerSentence, Citation, Problem, Verdict
from ui.words.phrases import day, sentence_case
from ui.words.verdicts import pieces, problem_parts, said_otherwise, source_pieces, who_and_when

_STATIC = Path(__file__).parents[1] / "web" / "static"

Pieces = tuple[tuple[str, bool], ...]
"""A text in pieces, each with True if it is marked, or foreign."""


@dataclass(frozen=True)
class Sheet:
    """The style of a page, and the Content-Security-Policy that allows it and nothing else."""

    style: str
    policy: str


@dataclass(frozen=True)
class ContrarySource:
    """A source that contradicts a sentence: its name, its number, and its quote with the words that do."""

    name: str
    n: int
    quote: Pieces


@dataclass(frozen=True)
class Trouble:
    """The problems of a sentence in words; ``contrary`` stand beside the sentence, which ``title`` names."""

    problems: tuple[Pieces, ...]
    title: str
    sentence: Pieces
    contrary: tuple[ContrarySource, ...]


@dataclass(frozen=True)
class Footnote:
    """A citation; ``backs`` are the anchors of the places that name it, with the words of the links."""

    citation: Citation
    who: str
    place: str
    backs: tuple[tuple[str, str], ...]


@cache
def sheet(*files: str) -> Sheet:
    """The style sheets with these names in ui/web/static, as one."""
    style = "\n".join((_STATIC / file).read_text(encoding="utf-8") for file in files)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return Sheet(style, policy)


def trouble(sentence: AnswerSentence, cited: Sequence[Citation], *, writer: str, title: str) -> Trouble:
    """The problems of a sentence, and of a contradicted one the sources.

    ``writer``: whose words they are, as "you write"; ``title`` stands above them.
    """
    contradicted = sentence.verdict == Verdict.CONTRADICTED
    return Trouble(
        tuple(_line(problem, cited, writer) for problem in sentence.problems),
        title,
        tuple(pieces(sentence)),
        tuple(_contrary(sentence, one) for one in said_otherwise(sentence, cited)) if contradicted else (),
    )


def _line(problem: Problem, cited: Sequence[Citation], writer: str) -> Pieces:
    """A problem as text in pieces, each with True if the words are foreign."""
    ours, *parts = problem_parts(problem, cited, writer)
    return ((sentence_case(ours), False), *((part, n % 2 == 0) for n, part in enumerate(parts)))


def _contrary(sentence: AnswerSentence, citation: Citation) -> ContrarySource:
    return ContrarySource(who_and_when(citation), citation.n, tuple(source_pieces(sentence, citation)))


def footnote(citation: Citation, place: str, backs: Sequence[tuple[str, str]]) -> Footnote:
    """A citation with its ``place`` in the document, and the links back to where it is named."""
    who = ", ".join(filter(None, (citation.outlet, day(citation.published))))
    return Footnote(citation, who, place, tuple(backs))
