"""Assembly of a briefing: every sentence cited and checked, every document in the coverage."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.briefing.coverage import coverage
from rag.briefing.disputes import Dispute
from rag.briefing.fitting_values import Fitting, quoted_value
from rag.briefing.material import BriefingMaterial
from rag.briefing.opening_choice import title
from rag.briefing.points import Point
from rag.briefing.section_choice import Selected
from rag.briefing.weights import CITED
from rag.checking.attribution import attributed, source_name, spoken
from rag.checking.cite import Citer, Place
from rag.checking.verify import answer_sentence
from rag.english.layout_marks import unmarked
from rag.facts.statement import Statement
from rag.shapes import (
    AnswerSentence,
    Briefing,
    Disagreement,
    DisagreementKind,
    Engine,
    Section,
    SectionKind,
    TimelineEntry,
    Value,
    Verdict,
)

LEAD = "In short"
COUNTED = "Timeline: a day told as “yesterday” or “on Saturday” is counted from the day of publication."
HEADINGS = {
    SectionKind.KEY_POINTS: "Key points",
    SectionKind.AGREE: "Where sources agree",
    SectionKind.DIFFER: "Where sources differ",
    SectionKind.WHO_SAID_WHAT: "Who said what",
    SectionKind.ONLY_IN_ONE: "Only in one source",
    SectionKind.BACKGROUND: "Background: other events and matters",
}


def assemble(
    evidence: BriefingMaterial,
    citer: Citer,
    chosen: Selected,
    disputed: Sequence[Dispute],
    fitting: Sequence[Fitting] = (),
) -> Briefing:
    """Build the briefing from the selected points, in the sources' own words.

    ``fitting``: values of one thing that differ and may both be right.

    ``citer`` is mutated: it numbers the citations.
    """
    return _Writing(evidence, citer, chosen, disputed, fitting).briefing()


@dataclass(frozen=True)
class _Writing:
    evidence: BriefingMaterial
    citer: Citer
    chosen: Selected
    disputed: Sequence[Dispute]
    fitting: Sequence[Fitting]

    def briefing(self) -> Briefing:
        begun = [self._point(point) for point in self.chosen.lead]
        parts = {
            SectionKind.KEY_POINTS: [self._point(point) for point in self.chosen.key_points],
            SectionKind.AGREE: [
                *(self._point(point) for point in self.chosen.agreed),
                *(self._fitting(values) for values in self.fitting),
            ],
            SectionKind.DIFFER: list(differences(self.disputed)),
            SectionKind.WHO_SAID_WHAT: [self._quoted([one.statement]) for one in self.chosen.said],
            SectionKind.ONLY_IN_ONE: [self._point(point) for point in self.chosen.only_in_one],
            SectionKind.BACKGROUND: [self._point(point) for point in self.chosen.background],
        }
        sections = (
            *((Section(SectionKind.KEY_POINTS, LEAD, tuple(begun)),) if begun else ()),
            *(Section(kind, HEADINGS[kind], tuple(told)) for kind, told in parts.items() if told),
        )
        disagreements = tuple(disagreement(self.evidence, self.citer, dispute) for dispute in self.disputed)
        timeline = tuple(
            TimelineEntry(event.when, event.precision, self._point(event.point))
            for event in self.chosen.timeline
        )
        return Briefing(
            title(self.evidence),
            Engine.EXTRACTIVE,
            tuple(self.evidence.documents),
            sections,
            self.citer.citations,
            disagreements,
            timeline,
            coverage(self.evidence, {citation.document for citation in self.citer.citations}),
            self._notes(),
        )

    def _point(self, point: Point) -> AnswerSentence:
        return self._quoted(point.told, point.partly)

    def _fitting(self, values: Fitting) -> AnswerSentence:
        """The two values with who gives each; framing words of our own around what is quoted."""
        facts = (values.one, values.other)
        cited = self.citer.cite([fact.statement.place for fact in facts])
        named = [
            f"{quoted_value(fact)} ({source_name(c.outlet, c.title, c.published)})"
            for fact, c in zip(facts, cited, strict=True)
        ]
        numbers = tuple(citation.n for citation in cited)
        return AnswerSentence(f"{named[0]} fits {named[1]}.", numbers, Verdict.UNCHECKED)

    def _notes(self) -> tuple[str, ...]:
        if self.evidence.topic and not self.evidence.stories:
            return (f"Your documents say nothing about {self.evidence.topic!r}.",)
        return (COUNTED,) if any(event.is_counted for event in self.chosen.timeline) else ()

    def _quoted(self, told: Sequence[Statement], partly: Sequence[Statement] = ()) -> AnswerSentence:
        return quoted_statements(self.citer, told, partly)


def quoted_statements(
    citer: Citer, told: Sequence[Statement], partly: Sequence[Statement] = ()
) -> AnswerSentence:
    """Quote the first statement, attributed to all that make it; those in ``partly`` are cited too.

    ``citer`` is mutated.
    """
    saying = told[: max(1, CITED - len(partly))]
    quoted = citer.cite(saying[0].places)
    others = citer.cite([statement.place for statement in (*saying[1:], *partly[: CITED - 1])])
    sayers = [*quoted, *others[: len(saying) - 1]]
    return answer_sentence(attributed(spoken(quoted), sayers), [*quoted, *others])


def differences(disputed: Sequence[Dispute]) -> Iterator[AnswerSentence]:
    """For each dispute a sentence with all its values; the table of disagreements cites who gives each."""
    for dispute in disputed:
        values = "; ".join(unmarked(side.value) for side in dispute.sides)
        told = (
            f"Sources differ on {dispute.topic}: {values}.",
            *(f"Of these, {fit}." for fit in dispute.fitting),
        )
        yield AnswerSentence(" ".join(told), (), Verdict.UNCHECKED)


def disagreement(evidence: BriefingMaterial, citer: Citer, dispute: Dispute) -> Disagreement:
    """Cite the values of a dispute; ``citer`` is mutated."""
    values = []
    for side in dispute.sides:
        places: list[Place] = [statement.place for statement in side.told]
        cited = tuple(citation.n for citation in citer.cite(places))
        documents = tuple(dict.fromkeys(id for id, _, _ in places))
        values.append(Value(unmarked(side.value), cited, documents, evidence.copies.independent(places)))
    return Disagreement(dispute.topic, DisagreementKind.CONFLICT, tuple(values))
