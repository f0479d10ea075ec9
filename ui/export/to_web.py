"""A paper as one page that needs nothing else and prints well. Pure: a paper in, HTML out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rag.shapes import Block, Citation, Verdict
from ui.export.web_shell import Footnote, Trouble, footnote, sheet, trouble
from ui.web.templates import render
from ui.words.blocks import MarkedBlock, SentencePart, blocks
from ui.words.marked_sentence import MarkedSentence
from ui.words.paper import Case, Entry, Paper, Part
from ui.words.phrases import sentence_case
from ui.words.text_pieces import Pieces

_ICONS = {
    Verdict.PARTLY: "half",
    Verdict.CONTRADICTED: "cross",
    Verdict.UNSUPPORTED: "warn",
    Verdict.UNCLEAR: "info",
}

Links = tuple[tuple[int, str], ...]
"""Numbers of citations, each with the anchor of the place that names it."""


@dataclass(frozen=True)
class PageSentence:
    """A sentence: its verdict as a CSS class and, if not supported, in words; its links and problems."""

    verdict: str
    pieces: Pieces
    links: Links
    icon: str
    words: str
    trouble: Trouble | None


@dataclass(frozen=True)
class PageBlock:
    """A paragraph, a heading, a list or a table, row by row and cell by cell; then the problems in it."""

    kind: Block
    rows: tuple[tuple[tuple[PageSentence, ...], ...], ...]
    troubles: tuple[Trouble, ...]


@dataclass(frozen=True)
class PageValue:
    """A value of a disagreement: the sources by name with their links, and the count of documents."""

    value: str
    sayers: tuple[tuple[str, Links], ...]
    count: str


@dataclass(frozen=True)
class PageCase:
    """A disagreement as a table."""

    kind: str
    title: str
    rows: tuple[PageValue, ...]


@dataclass(frozen=True)
class PagePart:
    """A heading with its content; ``nothing`` is the text of an empty part."""

    heading: str
    blocks: tuple[PageBlock, ...]
    points: tuple[PageSentence, ...]
    cases: tuple[PageCase, ...]
    timeline: tuple[tuple[str, PageSentence], ...]
    ledger: tuple[Entry, ...]
    questions: tuple[str, ...]
    nothing: str


def web_page(paper: Paper) -> str:
    """The whole page."""
    page = _Page(paper)
    return render(
        "paper",
        title=f"{paper.title}: {paper.kind.lower()}",
        sheet=sheet("report.css", "paper.css"),
        kind=paper.kind,
        heading=paper.title,
        lines=paper.lines,
        notes=paper.notes,
        parts=[page.part(part) for part in paper.parts],
        footnotes=[page.footnote(citation) for citation in paper.citations],
    )


class _Page:
    """The views of a page in the order of the page, and the anchors of the places that name a citation."""

    def __init__(self, paper: Paper) -> None:
        self._paper = paper
        self._anchors: dict[int, list[str]] = {}

    def part(self, part: Part) -> PagePart:
        """A part; adds the anchors of its citations."""
        return PagePart(
            part.heading,
            tuple(map(self._block, blocks(part.sentences))) if part.prose else (),
            () if part.prose else tuple(map(self._sentence, part.sentences)),
            tuple(map(self._case, part.cases)),
            tuple((when, self._sentence(sentence)) for when, sentence in part.timeline),
            part.ledger,
            part.questions,
            part.empty if part.is_empty else "",
        )

    def footnote(self, citation: Citation) -> Footnote:
        """A citation with the ways back, after all parts."""
        anchors = self._anchors.get(citation.n, [])
        names = ["the text"] if len(anchors) == 1 else [str(n) for n in range(1, len(anchors) + 1)]
        place = sentence_case(self._paper.provenance(citation))
        return footnote(citation, place, list(zip(anchors, names, strict=True)))

    def _sentence(self, sentence: MarkedSentence) -> PageSentence:
        return PageSentence(
            sentence.verdict,
            sentence.pieces,
            self._links(sentence.citations),
            _ICONS.get(sentence.verdict, ""),
            sentence_case(sentence.tag),
            trouble(sentence, self._paper.owner),
        )

    def _block(self, block: MarkedBlock) -> PageBlock:
        rows = tuple(tuple(tuple(map(self._part, cell)) for cell in row) for row in block.rows)
        parts = [one for row in rows for cell in row for one in cell]
        return PageBlock(block.kind, rows, tuple(one.trouble for one in parts if one.trouble))

    def _part(self, part: SentencePart) -> PageSentence:
        """A part of a sentence; all but the words stand where it ends."""
        if not part.ends:
            return PageSentence(part.sentence.verdict, part.pieces, (), "", "", None)
        return replace(self._sentence(part.sentence), pieces=part.pieces)

    def _links(self, numbers: Iterable[int]) -> Links:
        links = []
        for n in numbers:
            anchors = self._anchors.setdefault(n, [])
            anchors.append(f"at-{n}-{len(anchors) + 1}")
            links.append((n, anchors[-1]))
        return tuple(links)

    def _case(self, case: Case) -> PageCase:
        rows = (
            PageValue(
                row.value, tuple((name, self._links(numbers)) for name, numbers in row.sayers), row.count
            )
            for row in case.rows
        )
        return PageCase(case.kind, case.title, tuple(rows))
