"""Assembly of a briefing: every sentence cited and checked, every document in the coverage."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.briefing.coverage import coverage
from rag.briefing.disputes import Dispute
from rag.briefing.material import BriefingMaterial
from rag.briefing.points import Point
from rag.briefing.section_choice import Selected
from rag.briefing.weights import CITED
from rag.checking.attribution import attributed, spoken
from rag.checking.cite import Citer, Place
from rag.checking.verify import answer_sentence
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
from rag.summarizing.statements import Statement

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
) -> Briefing:
    """Build the briefing from the selected points, in the sources' own words.

    ``citer`` is mutated: it numbers the citations.
    """
    return _Writing(evidence, citer, chosen, disputed).briefing()


@dataclass(frozen=True)
class _Writing:
    evidence: BriefingMaterial
    citer: Citer
    chosen: Selected
    disputed: Sequence[Dispute]

    def briefing(self) -> Briefing:
        parts = {
            SectionKind.KEY_POINTS: [self._point(point) for point in self.chosen.key_points],
            SectionKind.AGREE: [self._again(point) for point in self.chosen.agreed],
            SectionKind.DIFFER: list(differences(self.citer, self.disputed)),
            SectionKind.WHO_SAID_WHAT: [self._quoted([one.statement]) for one in self.chosen.said],
            SectionKind.ONLY_IN_ONE: [self._point(point) for point in self.chosen.only_in_one],
            SectionKind.BACKGROUND: [self._point(point) for point in self.chosen.background],
        }
        sections = tuple(
            Section(kind, HEADINGS[kind], tuple(sentences)) for kind, sentences in parts.items() if sentences
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

    def _again(self, point: Point) -> AnswerSentence:
        """The point in another source's wording than its lead, if another source has one."""
        copies = self.evidence.copies
        others = (s for s in point.told if not copies.same_source(s.place, point.lead.place))
        if first := next(others, None):
            return self._quoted([first, *(s for s in point.told if s is not first)], point.partly)
        return self._quoted(point.partly[:1], (*point.told, *point.partly[1:]))

    def _notes(self) -> tuple[str, ...]:
        if self.evidence.topic and not self.evidence.stories:
            return (f"Your documents say nothing about {self.evidence.topic!r}.",)
        return ()

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


def differences(citer: Citer, disputed: Sequence[Dispute]) -> Iterator[AnswerSentence]:
    """For each dispute a sentence with all its values, then one quotation for each; ``citer`` is mutated."""
    for dispute in disputed:
        values = "; ".join(side.value for side in dispute.sides)
        yield AnswerSentence(f"Sources differ on {dispute.topic}: {values}.", (), Verdict.UNCHECKED)
        for side in dispute.sides:
            yield quoted_statements(citer, side.told[:CITED])


def disagreement(evidence: BriefingMaterial, citer: Citer, dispute: Dispute) -> Disagreement:
    """Cite the values of a dispute; ``citer`` is mutated."""
    values = []
    for side in dispute.sides:
        places: list[Place] = [statement.place for statement in side.told]
        cited = tuple(citation.n for citation in citer.cite(places))
        documents = tuple(dict.fromkeys(id for id, _, _ in places))
        values.append(Value(side.value, cited, documents, evidence.copies.independent(places)))
    return Disagreement(dispute.topic, DisagreementKind.CONFLICT, tuple(values))


def title(evidence: BriefingMaterial) -> str:
    """The topic, else the names of the first story."""
    if evidence.topic:
        return evidence.topic
    if not evidence.stories:
        return "Briefing"
    story = evidence.stories[0]
    names = ", ".join(story.names[:3])
    more = len(evidence.stories) - 1
    others = f" and {more} other {'matter' if more == 1 else 'matters'}" if more else ""
    return f"{names}{others}" if names else "Briefing"
