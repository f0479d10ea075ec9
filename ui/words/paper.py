"""The one layout of an answer, a summary, a briefing and a report, as data. Pure.

``ui.words.outline`` makes a ``Paper``; the terminal, the web page, the text for other programs, and every
export write it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from rag.saving.saved_file import Source
from rag.shapes import Citation, ShortAnswer
from ui.words.marked_sentence import MarkedSentence
from ui.words.phrases import counted, day

FOLLOW_UPS = "You could ask next"
"""The heading of the questions that may follow an answer."""
NOTHING = "Nothing."
"""The line under a heading that has nothing under it."""


@dataclass(frozen=True)
class CaseRow:
    """One value of a disagreement.

    ``citations`` are the numbers of all that show it; ``sayers`` are the names of its documents, each with
    the numbers of its own; ``documents`` is how many these are, ``independent`` how many without copies.
    """

    value: str
    citations: tuple[int, ...]
    sayers: tuple[tuple[str, tuple[int, ...]], ...]
    documents: int
    independent: int

    @property
    def count(self) -> str:
        """``2 documents, 1 independent``, where the sayers are named."""
        return f"{counted(self.documents, 'document')}, {self.independent} independent"

    @property
    def independence(self) -> str:
        """``1 independent source``, where they are not."""
        return counted(self.independent, "independent source")


@dataclass(frozen=True)
class Case:
    """A disagreement as a table: ``title`` is its topic, ``kind`` a conflict or a namesake in words."""

    kind: str
    title: str
    rows: tuple[CaseRow, ...]


@dataclass(frozen=True)
class Entry:
    """A row of the coverage ledger; texts are "" where nothing is known."""

    document: str
    title: str
    who: str
    is_used: bool
    used: str
    remark: str
    file: str
    sha256: str

    @property
    def details(self) -> tuple[str, ...]:
        """All else that is known of the document, a line each."""
        file = f"{self.file} · {self.document}" if self.file else ""
        return tuple(filter(None, (self.who, file, f"SHA-256 {self.sha256}" if self.sha256 else "")))


@dataclass(frozen=True)
class Part:
    """A heading and all that stands under it; ``empty`` is the line to write where nothing does.

    ``prose``: the sentences stand in their blocks, instead of a line each. Of an answer or a summary that is
    the text itself, which needs no heading where no title stands above it. A part without a heading goes on
    the one before it. ``passages`` are no evidence of anything; ``likely`` are words of each that may
    answer, or "".
    """

    heading: str
    sentences: tuple[MarkedSentence, ...] = ()
    cases: tuple[Case, ...] = ()
    timeline: tuple[tuple[str, MarkedSentence], ...] = ()
    ledger: tuple[Entry, ...] = ()
    questions: tuple[str, ...] = ()
    passages: tuple[Citation, ...] = ()
    likely: tuple[str, ...] = ()
    prose: bool = False
    empty: str = NOTHING

    @property
    def is_empty(self) -> bool:
        """Return whether nothing stands under the heading."""
        listed = self.sentences or self.cases or self.timeline
        return not (listed or self.ledger or self.questions or self.passages)


@dataclass(frozen=True)
class Paper:
    """An answer, a summary, a briefing or a report, ready to be written in any format.

    ``owner`` is whose words stand beside a ``Contrast``. ``lines`` stand below the title, ``notes`` are
    remarks on the work; ``sources`` has the files of the documents by id, as far as they are known. An
    answer may be given in ``short``, and have ``follow_ups``, questions to ask next.
    """

    kind: str
    owner: str
    title: str
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    parts: tuple[Part, ...]
    citations: tuple[Citation, ...]
    sources: Mapping[str, Source]
    short: ShortAnswer | None = None
    follow_ups: tuple[str, ...] = ()

    def cited(self, numbers: Sequence[int]) -> list[Citation]:
        """The citations with these numbers, in this order; numbers that no citation has are left out."""
        return [self._by_n[n] for n in numbers if n in self._by_n]

    @cached_property
    def _by_n(self) -> dict[int, Citation]:
        return {citation.n: citation for citation in self.citations}

    def provenance(self, citation: Citation) -> str:
        """The exact place of a quote: page, characters, document, and the SHA-256 of its file, abridged."""
        source = self.sources.get(citation.document)
        digest = f"SHA-256 {source.sha256[:16]}…" if source else ""
        return ", ".join(filter(None, (place(citation), f"document {citation.document}", digest)))


def who(outlet: str | None, published: str | None) -> str:
    """``Corrin Courier, 14 March 2026``, as far as it is known."""
    return ", ".join(filter(None, (outlet, day(published))))


def place(citation: Citation) -> str:
    """``page 2, characters 41–62``: the place of a quote in its document."""
    page = f"page {citation.page}" if citation.page else ""
    return ", ".join(filter(None, (page, f"characters {citation.start}–{citation.end}")))
