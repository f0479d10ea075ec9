"""A paper as one page that needs nothing else and prints well. Pure: a paper in, HTML out."""

from collections.abc import Iterable, Sequence

from rag.shapes import Citation
from ui.export.web_shell import link, marked, page, source, trouble
from ui.web.icons import icon
from ui.web.render import esc
from ui.words.marked_sentence import MarkedSentence
from ui.words.paper import Case, Entry, Paper, Part
from ui.words.phrases import sentence_case

_PICTURES = {"partly": "half", "contradicted": "cross", "unsupported": "warn"}


def web_page(paper: Paper) -> str:
    """The whole page."""
    return page(f"{paper.title}: {paper.kind.lower()}", _Page(paper).main(), "report.css", "paper.css")


class _Page:
    """A page being written: it remembers where each citation was named, for the way back."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self.named: dict[int, list[str]] = {}

    def main(self) -> str:
        paper = self.paper
        lines = "".join(f'<p class="counts" dir="auto">{esc(line)}</p>' for line in paper.lines)
        notes = "".join(f'<p class="note">{icon("info")} {esc(note)}</p>' for note in paper.notes)
        parts = "".join(self._part(f"part-{n}", part) for n, part in enumerate(paper.parts, 1))
        contents = "".join(
            f'<a href="#part-{n}">{esc(part.heading)}</a>' for n, part in enumerate(paper.parts, 1)
        )
        return (
            f'<header><p class="kind">{paper.kind}</p><h1 dir="auto">{esc(paper.title)}</h1>'
            f"{lines}{notes}</header>"
            f'<nav aria-label="Contents">{contents}</nav>{parts}{self._sources()}'
            "<footer>Made by Readback: every citation is an exact span of a document.</footer>"
        )

    def _part(self, anchor: str, part: Part) -> str:
        """A heading with all that stands under it."""
        body = self._prose(part) if part.prose else self._points(part.sentences)
        body += "".join(map(self._case, part.cases))
        body += self._timeline(part.timeline) if part.timeline else ""
        body += _ledger(part.ledger) if part.ledger else ""
        if part.questions:
            items = "".join(f'<li dir="auto">{esc(question)}</li>' for question in part.questions)
            body += f'<ul class="points">{items}</ul>'
        body = body or f'<p class="none">{esc(part.empty)}</p>'
        return f'<section id="{anchor}"><h2 dir="auto">{esc(part.heading)}</h2>{body}</section>'

    def _prose(self, part: Part) -> str:
        """Sentences that run on, and after them what fails of them."""
        said = " ".join(
            f'<span class="{sentence.verdict}">{self._words(sentence)}</span>' for sentence in part.sentences
        )
        wrong = "".join(map(self._trouble, part.sentences))
        return f'<p class="prose" dir="auto">{said}</p>{wrong}' if said else ""

    def _points(self, sentences: Iterable[MarkedSentence]) -> str:
        items = "".join(
            f'<li class="{sentence.verdict}" dir="auto">{self._told(sentence)}</li>' for sentence in sentences
        )
        return f'<ul class="points">{items}</ul>' if items else ""

    def _told(self, sentence: MarkedSentence) -> str:
        return self._words(sentence) + self._trouble(sentence)

    def _words(self, sentence: MarkedSentence) -> str:
        """A sentence with its numbers and, where a reader must know it, its verdict."""
        words = (
            f'<span class="words">{marked(sentence.pieces, "u")}</span>{self._numbers(sentence.citations)}'
        )
        if not sentence.tag:
            return words
        tag = f"{icon(_PICTURES[sentence.verdict])} {sentence_case(sentence.tag)}"
        return f'{words} <span class="tag">{tag}</span>'

    def _trouble(self, sentence: MarkedSentence) -> str:
        return trouble(sentence, self.paper.owner)

    def _numbers(self, numbers: Iterable[int]) -> str:
        links = []
        for n in numbers:
            places = self.named.setdefault(n, [])
            places.append(f"at-{n}-{len(places) + 1}")
            links.append(link(n, places[-1]))
        return f'<span class="numbers">\u00a0{" ".join(links)}</span>' if links else ""

    def _case(self, case: Case) -> str:
        """A disagreement: each value, who says it, and how many."""
        rows = "".join(
            f'<tr><th scope="row" dir="auto">{esc(said.value)}</th><td>'
            + "".join(
                f'<span class="sayer"><bdi>{esc(name)}</bdi>{self._numbers(numbers)}</span>'
                for name, numbers in said.sayers
            )
            + f"</td><td>{esc(said.count)}</td></tr>"
            for said in case.rows
        )
        return (
            f'<table class="case"><caption><span>{esc(case.kind)}</span>'
            f' <bdi>{esc(case.title)}</bdi></caption><thead><tr><th scope="col">Value</th>'
            '<th scope="col">Who says it</th><th scope="col">Count</th></tr></thead>'
            f"<tbody>{rows}</tbody></table>"
        )

    def _timeline(self, lines: Sequence[tuple[str, MarkedSentence]]) -> str:
        rows = "".join(
            f'<tr><th scope="row">{esc(when)}</th>'
            f'<td class="{sentence.verdict}" dir="auto">{self._told(sentence)}</td></tr>'
            for when, sentence in lines
        )
        return f'<table class="timeline"><tbody>{rows}</tbody></table>'

    def _sources(self) -> str:
        """The citations as footnotes, each with the ways back."""
        items = "".join(self._source(citation) for citation in self.paper.citations)
        return f'<h2 id="sources">Sources</h2><ol class="sources">{items}</ol>' if items else ""

    def _source(self, citation: Citation) -> str:
        places = self.named.get(citation.n, [])
        names = ["the text"] if len(places) == 1 else [str(n) for n in range(1, len(places) + 1)]
        backs = list(zip(places, names, strict=True))
        return source(citation, sentence_case(self.paper.provenance(citation)), backs, "; back to")


def _ledger(entries: Iterable[Entry]) -> str:
    rows = "".join(
        f'<tr><td><b dir="auto">{esc(entry.title)}</b>'
        f"{''.join(map(_small, entry.details))}</td>"
        f"<td>{esc(sentence_case(entry.used))}</td>"
        f'<td dir="auto">{esc(sentence_case(entry.remark))}</td></tr>'
        for entry in entries
    )
    return (
        '<table class="ledger"><thead><tr><th scope="col">Document</th><th scope="col">Used</th>'
        f'<th scope="col">Why</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _small(text: str) -> str:
    return f"<small><bdi>{esc(text)}</bdi></small>"
