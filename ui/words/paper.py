"""What a briefing or a summary on paper is made of, whatever the format. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rag.saving.saved_file import Source
from rag.shapes import AnswerSentence, Citation
from ui.words.phrases import day

NOTHING = "Nothing."
"""What stands under a heading that has nothing under it."""


@dataclass(frozen=True)
class PaperSentence:
    """A value of a disagreement: who says it, each with the numbers of the citations that show it."""

    value: str
    sayers: tuple[tuple[str, tuple[int, ...]], ...]
    count: str


@dataclass(frozen=True)
class Case:
    """A disagreement as a table: ``title`` says of what, ``kind`` of which kind."""

    kind: str
    title: str
    rows: tuple[PaperSentence, ...]


@dataclass(frozen=True)
class Entry:
    """A line of the coverage ledger."""

    document: str
    title: str
    who: str
    used: str
    remark: str
    file: str
    sha256: str

    @property
    def details(self) -> tuple[str, ...]:
        """What else is known of the document, a line each."""
        file = f"{self.file} · {self.document}" if self.file else ""
        return tuple(filter(None, (self.who, file, f"SHA-256 {self.sha256}" if self.sha256 else "")))


@dataclass(frozen=True)
class Part:
    """What stands under one heading; ``prose``: its sentences run on, instead of a line each."""

    heading: str
    sentences: tuple[AnswerSentence, ...] = ()
    cases: tuple[Case, ...] = ()
    timeline: tuple[tuple[str, AnswerSentence], ...] = ()
    ledger: tuple[Entry, ...] = ()
    questions: tuple[str, ...] = ()
    prose: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing stands under the heading."""
        return not (self.sentences or self.cases or self.timeline or self.ledger or self.questions)


@dataclass(frozen=True)
class Paper:
    """A briefing or a summary, ready to be written in any format. ``lines`` stand below the title."""

    kind: str
    title: str
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    parts: tuple[Part, ...]
    citations: tuple[Citation, ...]
    sources: Mapping[str, Source]

    def cited(self, numbers: Sequence[int]) -> list[Citation]:
        """The citations with these numbers, in this order."""
        return [self._by_n[n] for n in numbers if n in self._by_n]

    @cached_property
    def _by_n(self) -> dict[int, Citation]:
        return {citation.n: citation for citation in self.citations}

    def provenance(self, citation: Citation) -> str:
        """Where exactly a quote stands: page, characters, document and the hash of its file."""
        source = self.sources.get(citation.document)
        page = f"page {citation.page}" if citation.page else ""
        digest = f"SHA-256 {source.sha256[:16]}…" if source else ""
        place = f"characters {citation.start}–{citation.end}"
        return ", ".join(filter(None, (page, place, f"document {citation.document}", digest)))


def who(outlet: str | None, published: str | None) -> str:
    """``Corrin Courier, 14 March 2026``, as far as it is known."""
    return ", ".join(filter(None, (outlet, day(published))))
