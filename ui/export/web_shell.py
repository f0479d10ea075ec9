"""The parts of a page that needs nothing else: its style, troubled sentences and footnotes. Pure."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rag.shapes import Citation
from ui.words.marked_sentence import Contrast, MarkedSentence
from ui.words.paper import who
from ui.words.phrases import sentence_case
from ui.words.text_pieces import Pieces

_STATIC = Path(__file__).parents[1] / "web" / "static"


FaultWords = tuple[tuple[str, bool], ...]
"""A line about a fault in pieces, each with True if the words are foreign."""


@dataclass(frozen=True)
class Sheet:
    """The style of a page, and the Content-Security-Policy that allows it and nothing else."""

    style: str
    policy: str


@dataclass(frozen=True)
class Trouble:
    """The problems of a sentence in words; ``contrasts`` stand beside the sentence,
    which ``title`` names.
    """

    problems: tuple[FaultWords, ...]
    title: str
    sentence: Pieces
    contrasts: tuple[Contrast, ...]


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


def trouble(sentence: MarkedSentence, owner: str) -> Trouble | None:
    """The faults of a sentence and the sources that contradict it; ``None`` where there are neither.

    ``owner`` stands above the sentence: "Your draft".
    """
    if not (sentence.faults or sentence.contrasts):
        return None
    return Trouble(tuple(map(_line, sentence.faults)), owner, sentence.pieces, sentence.contrasts)


def _line(fault: Sequence[str]) -> FaultWords:
    """A fault as text in pieces, each with True if the words are foreign."""
    ours, *parts = fault
    return ((sentence_case(ours), False), *((part, n % 2 == 0) for n, part in enumerate(parts)))


def footnote(citation: Citation, place: str, backs: Sequence[tuple[str, str]]) -> Footnote:
    """A citation with its ``place`` in the document, and the links back to where it is named."""
    return Footnote(citation, who(citation.outlet, citation.published), place, tuple(backs))
