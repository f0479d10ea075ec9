"""The documents found for a question: the likeliest sentences, names and figures of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from index.document import Document
from rag.answering.document_times import times_of
from rag.answering.ranker import Candidate
from rag.answering.weights import ONE_EVENT_DAYS
from rag.english.names import names
from rag.english.text import read

_DOCUMENTS = 12


@dataclass(frozen=True, eq=False)
class QuestionSource:
    """A document and its sentences found, likeliest first."""

    document: str
    candidates: tuple[Candidate, ...]

    @cached_property
    def passages(self) -> tuple[str, ...]:
        """The texts of the passages found in it."""
        return tuple(dict.fromkeys(candidate.hit.text for candidate in self.candidates))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of its telling words."""
        return frozenset().union(*(read(text).content for text in self.passages))

    @cached_property
    def named(self) -> frozenset[str]:
        """The words of the names in it."""
        return frozenset(w for text in self.passages for name in names(read(text)) for w in name.words)

    @cached_property
    def figures(self) -> frozenset[str]:
        """The figures in it as they are written."""
        return frozenset(w.form for text in self.passages for w in read(text).words if w.form[0].isdigit())


def of_one_time(
    best: Candidate, ranked: Sequence[Candidate], documents: Mapping[str, Document]
) -> list[Candidate]:
    """The candidates of documents of around the time of the best one's, or nobody knows when.

    What an article of another year says is of another event, however alike the two are.
    """
    known = {id: date.fromisoformat(one.published) for id, one in documents.items() if one.published}
    day = known.get(best.hit.document)
    if day is None:
        times = times_of(ranked, documents)
        time = times.get(best.hit.document)
        return [one for one in ranked if time is None or times.get(one.hit.document, time) == time]
    return [one for one in ranked if abs(known.get(one.hit.document, day) - day).days <= ONE_EVENT_DAYS]


def sources(ranked: Sequence[Candidate]) -> list[QuestionSource]:
    """The documents of the candidates, that with the likeliest sentence first."""
    found: dict[str, list[Candidate]] = {}
    for candidate in ranked:
        found.setdefault(candidate.hit.document, []).append(candidate)
    return [QuestionSource(id, tuple(held)) for id, held in list(found.items())[:_DOCUMENTS]]
