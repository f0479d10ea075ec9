"""A briefing of an invented news event (tests/events), seen beside what was planted in it."""

from collections.abc import Iterable, Mapping
from itertools import combinations, permutations

from support.events_truth import Agreement, Event, PlantedConflict, PlantedValue, holds, plain, spans

from rag.shapes import AnswerSentence, Briefing, Citation, Disagreement, Value

FACTS = ("key_points", "agree", "who_said_what", "only_in_one", "differ")


class View:
    """A briefing, with files instead of ids."""

    def __init__(self, event: Event, briefing: Briefing, names: Mapping[str, str]) -> None:
        self.event, self.briefing, self.names = event, briefing, names
        self.citations = {citation.n: citation for citation in briefing.citations}
        self.conflicts = [shown for shown in briefing.disagreements if shown.kind == "conflict"]

    def files(self, ids: Iterable[str]) -> set[str]:
        return {self.names[id] for id in ids}

    def conflict_files(self, shown: Disagreement) -> set[str]:
        return {file for value in shown.values for file in self.files(value.documents)}

    def planted(self, shown: Disagreement) -> list[PlantedConflict]:
        """The planted conflicts two values of which are each matched by a value shown."""
        return [
            conflict
            for conflict in self.event.conflicts
            if any(
                self.matches(first, one) and self.matches(second, other)
                for first, second in combinations(shown.values, 2)
                for one, other in permutations(conflict.values, 2)
            )
        ]

    def matches(self, value: Value, planted: PlantedValue) -> bool:
        """Whether a value shown is the planted one, under a right document or a copy of it."""
        sources = self.event.sources(planted.documents)
        if not sources & self.event.sources(self.files(value.documents)):
            return False
        return any(self.marks(value, words) for words in planted.any)

    def marks(self, value: Value, words: str) -> bool:
        """Whether ``words`` stand in the value, or in a quote at the place where the value stands in it."""
        return holds(value.value, words) or any(
            _touches(citation.quote, value.value, words) for citation in self.quoted(value)
        )

    def quoted(self, said: Value | AnswerSentence) -> list[Citation]:
        return [self.citations[n] for n in said.citations if n in self.citations]

    def counted_right(self, value: Value) -> bool:
        return value.independent_sources == len(self.event.sources(self.files(value.documents)))

    def compatible(self, shown: Disagreement) -> bool:
        """Whether two of its values are ones that were planted as compatible."""
        return any(
            self.marks(first, one) and self.marks(second, other)
            for pair in self.event.compatible
            for first, second in combinations(shown.values, 2)
            for one, other in permutations(pair.values, 2)
        )

    def sentences(self, *kinds: str) -> list[AnswerSentence]:
        return [s for section in self.briefing.sections if section.kind in kinds for s in section.sentences]

    def tells(self, agreement: Agreement) -> bool:
        """Whether a key point tells it, citing two independent ones of its documents."""
        sources = self.event.sources(agreement.documents)
        for sentence in self.sentences("key_points", "agree"):
            quotes = self.quoted(sentence)
            cited = self.event.sources(self.files(citation.document for citation in quotes))
            told = any(map(agreement.told, (sentence.text, *(citation.quote for citation in quotes))))
            if told and len(cited & sources) >= 2:
                return True
        return False

    def states(self, fact: str) -> bool:
        """Whether a section of facts holds ``fact``, in a sentence or in what it cites."""
        return any(
            holds(text, fact)
            for sentence in self.sentences(*FACTS)
            for text in (sentence.text, *(citation.quote for citation in self.quoted(sentence)))
        )

    def used(self, role: str) -> set[str]:
        """The files of a role that the coverage lists as evidence."""
        return self.event.with_role(role) & {
            self.names[row.document]
            for row in self.briefing.coverage
            if row.used and "background" not in (row.reason or "").lower()
        }

    def said(self, shown: Disagreement) -> str:
        return f"{shown.topic}: " + " / ".join(value.value for value in shown.values)


def _touches(quote: str, value: str, words: str) -> bool:
    """Whether ``words`` stand in the quote, and where the value stands in it too, at the same place."""
    planted, shown = spans(quote, words), spans(quote, value) if plain(value) else []
    return bool(planted) and (not shown or any(a < d and c < b for a, b in planted for c, d in shown))
