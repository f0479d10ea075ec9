"""The text that a sentence is checked against: a document, and stretches of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from index.document import Document, Sentence
from rag.checking.cite import Place
from rag.english.text import Text, read

_FOLD = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‐": "-", "‑": "-", "–": "-", "—": "-"}
)


def folded(text: str) -> str:
    """``text`` as words are compared letter for letter: with single blanks and plain marks."""
    return " ".join(text.translate(_FOLD).split())


@dataclass(frozen=True)
class SourceText:
    """A document as far as it is known: ``sentences`` in reading order, with offsets into its text.

    ``about``: its title and outlet, whose names a claim may use; ``published``: the day from which its
    "yesterday" is counted.
    """

    id: str
    sentences: tuple[Sentence, ...]
    about: str = ""
    published: date | None = None

    @classmethod
    def of(cls, document: Document, sentences: Iterable[Sentence]) -> "SourceText":
        """The source of a document of the library."""
        published = date.fromisoformat(document.published) if document.published else None
        return cls(document.id, tuple(sentences), f"{document.title}. {document.outlet or ''}", published)

    @cached_property
    def whole(self) -> str:
        """All that is known of it, title, outlet and date first."""
        return "\n".join([self.about, str(self.published or ""), *(s.text for s in self.sentences)])

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """Its sentences, folded."""
        return tuple(folded(sentence.text) for sentence in self.sentences)

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Its sentences, in words."""
        return tuple(read(sentence.text) for sentence in self.sentences)

    @cached_property
    def forms(self) -> dict[str, frozenset[str]]:
        """The words of ``whole`` in lower case, by their first letter."""
        found: dict[str, set[str]] = {}
        for part in (read(self.about), *self.texts):
            for word in part.words:
                found.setdefault(word.form[:1], set()).add(word.form)
        return {letter: frozenset(forms) for letter, forms in found.items()}

    def at(self, places: Iterable[tuple[int, int]]) -> tuple[int, ...]:
        """The indices of the sentences that ``places``, spans of its text, touch; in reading order."""
        spans = list(places)
        return tuple(
            n
            for n, s in enumerate(self.sentences)
            if any(s.start < end and start < s.end for start, end in spans)
        )


@dataclass(frozen=True)
class SourceStretch:
    """A few sentences of one source, side by side: indices ``first`` to ``last``, inclusive."""

    source: SourceText
    first: int
    last: int

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Its sentences."""
        return self.source.sentences[self.first : self.last + 1]

    @property
    def texts(self) -> tuple[Text, ...]:
        """Its sentences, in words."""
        return self.source.texts[self.first : self.last + 1]

    @property
    def places(self) -> tuple[Place, ...]:
        """The places of its sentences."""
        return tuple((self.source.id, sentence.start, sentence.end) for sentence in self.sentences)

    def widened(self, by: int) -> "SourceStretch":
        """The stretch with ``by`` more sentences on either side, as far as there are some."""
        last = min(len(self.source.sentences) - 1, self.last + by)
        return SourceStretch(self.source, max(0, self.first - by), last)


def stretches(sources: Sequence[SourceText], places: Iterable[Place]) -> list[SourceStretch]:
    """The stretches that ``places`` are, those side by side as one; in the order of the sources."""
    by_source: dict[str, list[tuple[int, int]]] = {}
    for id, start, end in places:
        by_source.setdefault(id, []).append((start, end))
    found: list[SourceStretch] = []
    for source in sources:
        for n in source.at(by_source.get(source.id, ())):
            if found and found[-1].source is source and found[-1].last == n - 1:
                found[-1] = SourceStretch(source, found[-1].first, n)
            else:
                found.append(SourceStretch(source, n, n))
    return found
