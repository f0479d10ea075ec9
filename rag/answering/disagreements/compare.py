"""Compare the values that sources give: contradictions, and different things of one name.

The likeliest value of each source is found (``source_values``) and compared with the others (``sides``). Two
that differ contradict each other if their sources speak of one thing (``subject_identity``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from index.copies.copies import Copies
from rag.answering.answer_type import may_measure
from rag.answering.disagreements.answering_facts import answering_facts
from rag.answering.disagreements.question_sources import QuestionSource, sources
from rag.answering.disagreements.rivals import rivals
from rag.answering.disagreements.sides import (
    ON_THE_MATTER,
    Difference,
    Side,
    differences,
    fitting,
    in_other_words,
    is_one,
    sides,
)
from rag.answering.disagreements.source_values import SourceValue, source_values
from rag.answering.disagreements.subject_identity import one_thing
from rag.answering.question import QuestionType, question_type
from rag.answering.ranker import Candidate
from rag.answering.readings import Readings
from rag.answering.weights import GIVEN_VALUE, LEAST_ALONE, LEAST_SPAN, SAME_THING, SURE_SPAN
from rag.asking.topic import topic
from rag.checking.cite import Citer, Place
from rag.english.quantities.quantity import Quantity
from rag.facts.fact_agreement import is_equal
from rag.facts.fact_groups import by_value, contradicting
from rag.facts.facts import Fact
from rag.shapes import Disagreement, DisagreementKind, Value


@dataclass(frozen=True)
class ValueStatement:
    """One side of a dispute: the words of a source, and the sentences of all sources that say so."""

    value: str
    places: tuple[Place, ...]
    independent_sources: int


@dataclass(frozen=True, eq=False)
class RelevantStatement:
    """The sentence in which a source that is all about what is asked gives its value; how likely, 0 to 1."""

    candidate: Candidate
    chance: float


@dataclass(frozen=True)
class ValueDispute:
    """A disagreement whose sentences are not cited yet."""

    topic: str
    kind: DisagreementKind
    sides: tuple[ValueStatement, ...]


@dataclass(frozen=True)
class Comparison:
    """The statements of sources on a question, likeliest first, and the disputes between them.

    ``rivals``: the likeliest sentence, and nearly the same ones of other documents with other values.
    ``fitting``: two values that differ and may both be right, the one that allows the other second.
    """

    told: tuple[RelevantStatement, ...] = ()
    rivals: tuple[RelevantStatement, ...] = ()
    disputes: tuple[ValueDispute, ...] = ()
    fitting: tuple[tuple[ValueStatement, ValueStatement], ...] = ()

    @property
    def documents(self) -> set[str]:
        """The documents that may be cited."""
        sides = (side for one in self.disputes for side in one.sides)
        disputed = {document for side in sides for document, _, _ in side.places}
        return disputed | {one.candidate.hit.document for one in self.told}


def compare(
    question: str,
    best: Candidate,
    ranked: Sequence[Candidate],
    copies: Copies,
    readings: Readings | None,
    matched: Sequence[Fact] = (),
) -> Comparison:
    """Compare the sources of ``ranked``, likeliest sentence first; ``best`` is the one that answers.

    ``matched``: its fact and those of other sources about the same thing. Without a reader only nearly the
    same sentences are compared.
    """
    asked, found = question_type(question), sources(ranked)
    if len(found) < 2:
        return Comparison()
    compared = _rivalry(question, asked, best, ranked, copies)
    if readings is None or not asked.is_value:
        return compared
    answering = answering_facts(asked, matched, readings)
    of_facts = _of_facts(question, asked, found, answering, copies)
    everything = source_values(asked, found, readings)
    read = _disputes(question, asked, best, everything, copies, readings)
    disputes = max(of_facts, read, key=_values) or compared.disputes
    fit = _fitting(best, everything)
    told = [*_tellings(asked, everything), *_first_given(fit)]
    stated = tuple((_told(one, copies), _told(other, copies)) for one, other in fit)
    return replace(compared, told=tuple(told), disputes=disputes, fitting=stated)


def _rivalry(
    question: str, asked: QuestionType, best: Candidate, ranked: Sequence[Candidate], copies: Copies
) -> Comparison:
    """Compare the sentence that answers with nearly the same ones of other documents."""
    found = list(rivals(asked, best, ranked))
    if not found:
        return Comparison()
    by_value: dict[str, list[Candidate]] = {found[0][1]: [best]}
    for candidate, _, value in found:
        by_value.setdefault(value, []).append(candidate)
    told = tuple(
        ValueStatement(value, places, copies.independent(places))
        for value, held in by_value.items()
        for places in [tuple(dict.fromkeys(one.place for one in held))]
    )
    dispute = ValueDispute(topic(question), DisagreementKind.CONFLICT, told)
    rivalling = tuple(RelevantStatement(held[0], 1.0) for held in by_value.values())
    return Comparison(rivals=rivalling, disputes=(dispute,))


def _tellings(
    asked: QuestionType, everything: Sequence[Sequence[SourceValue]]
) -> tuple[RelevantStatement, ...]:
    """The likeliest value of each source whose passage holds the names asked about and much of the rest."""
    tops = sorted((told[0] for told in everything if told), key=lambda one: -one.chance)
    return tuple(
        RelevantStatement(one.candidate, one.chance)
        for one in tops
        if asked.names and one.signals.named == 1.0 and one.matter >= ON_THE_MATTER
    )


def _disputes(
    question: str,
    asked: QuestionType,
    best: Candidate,
    everything: Sequence[Sequence[SourceValue]],
    copies: Copies,
    readings: Readings,
) -> tuple[ValueDispute, ...]:
    """The disputes on the value that the best sentence gives: those on any other are of something else."""
    everything = _heard(everything)
    apart = [side for side in sides(everything, GIVEN_VALUE) if _answers(side, readings)]
    # Words differ in many ways; of a thing that the question names, they may be about the same.
    in_words = bool(asked.names) and not asked.is_open
    differing = [d for d in differences(asked, apart, everything) if d.is_measured or in_words]
    conflicts = [(d.one, d.other) for d in differing if d.conflict >= max(d.least, d.namesake)]
    contested = {n for pair in conflicts for n in pair}
    wordings = [pair for pair in in_other_words(apart) if not contested.isdisjoint(pair)]
    groups = _joined(len(apart), conflicts + wordings)
    given = {n for n, side in enumerate(apart) if _gives(side, best, everything)}
    shown = [
        (DisagreementKind.CONFLICT, group)
        for group in groups
        if len(group) > 1 and not given.isdisjoint(group)
    ]
    if (of_a_name := _of_a_name(groups, differing)) and not given.isdisjoint(of_a_name):
        shown.append((DisagreementKind.NAMESAKE, of_a_name))
    return tuple(
        ValueDispute(topic(question), kind, tuple(_told(apart[n], copies) for n in group))
        for kind, group in shown
    )


def _of_facts(
    question: str,
    asked: QuestionType,
    found: Sequence[QuestionSource],
    matched: Sequence[Fact],
    copies: Copies,
) -> tuple[ValueDispute, ...]:
    """The dispute over a matched fact, of the sources that speak of the thing the answer speaks of."""
    by_document = {source.document: source for source in found}
    group = [
        fact
        for fact in matched
        if fact.statement.document == matched[0].statement.document
        or one_thing(asked, *(by_document[one.statement.document] for one in (matched[0], fact)))
        >= SAME_THING
    ]
    if all(copies.same_source(a.statement.place, b.statement.place) for a, b in contradicting(group)):
        return ()
    told = []
    for side in by_value(group, is_equal):
        places = tuple(dict.fromkeys(fact.statement.place for fact in side))
        told.append(ValueStatement(side[0].text, places, copies.independent(places)))
    return (ValueDispute(topic(question), DisagreementKind.CONFLICT, tuple(told)),)


def _values(disputes: Sequence[ValueDispute]) -> int:
    return sum(len(one.sides) for one in disputes)


def _fitting(best: Candidate, everything: Sequence[Sequence[SourceValue]]) -> list[tuple[Side, Side]]:
    """The value that the best sentence gives and those of other sources that fit it."""
    apart = sides(_heard(everything), GIVEN_VALUE)
    given = {n for n, side in enumerate(apart) if _gives(side, best, everything)}
    pairs = (pair for pair in fitting(apart) if not given.isdisjoint(pair))
    return [(apart[one], apart[other]) for one, other in pairs]


def _first_given(fit: Sequence[tuple[Side, Side]]) -> list[RelevantStatement]:
    """The sentences of the first two values that fit each other, as a note speaks of both."""
    return [RelevantStatement(side.told[0].candidate, side.chance) for pair in fit[:1] for side in pair]


def _heard(everything: Sequence[Sequence[SourceValue]]) -> Sequence[Sequence[SourceValue]]:
    """Where the reader is sure of one value, only those that it takes for an answer are against it."""
    surest = max((one.signals.span for told in everything for one in told), default=0.0)
    if surest < SURE_SPAN:
        return everything
    return [[one for one in told if one.signals.span >= LEAST_SPAN] for told in everything]


def _answers(side: Side, readings: Readings) -> bool:
    """Return whether a sentence with the side's figure answers by itself: in a passage many seem to."""
    fact = side.told[0].value.fact
    if isinstance(fact, Quantity) and not may_measure(readings.question, fact.dimension):
        return False
    return fact is None or any(
        readings.alone(one.candidate.sentence.text, one.value.start, one.value.end) >= LEAST_ALONE
        for one in side.told
    )


def _gives(side: Side, best: Candidate, everything: Sequence[Sequence[SourceValue]]) -> bool:
    """Return whether a side says what the best sentence says."""
    values = [one.value for told in everything for one in told if one.candidate.place == best.place]
    return any(is_one(side.told[0].value, value) for value in values)


def cited(disputes: Iterable[ValueDispute], citer: Citer) -> tuple[Disagreement, ...]:
    """The disputes with their sentences cited by ``citer``."""
    return tuple(
        Disagreement(one.topic, one.kind, tuple(_cited(told, citer) for told in one.sides))
        for one in disputes
    )


def _joined(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The sides that speak of one thing, together; the likelier ones first."""
    group = list(range(count))
    for pair in pairs:
        one, other = sorted(group[n] for n in pair)
        group = [one if member == other else member for member in group]
    return [[n for n in range(count) if group[n] == name] for name in dict.fromkeys(group)]


def _of_a_name(groups: Sequence[Sequence[int]], differing: Iterable[Difference]) -> list[int]:
    """The first side of each group that differs from that of another, as things of one name do."""
    firsts = {group[0] for group in groups}
    apart = [d for d in differing if d.namesake >= d.least and {d.one, d.other} <= firsts]
    return sorted({n for d in apart for n in (d.one, d.other)})


def _told(side: Side, copies: Copies) -> ValueStatement:
    places = tuple(dict.fromkeys(one.place for one in side.told))
    return ValueStatement(side.told[0].value.text, places, copies.independent(places))


def _cited(told: ValueStatement, citer: Citer) -> Value:
    numbers = tuple(citation.n for citation in citer.cite(told.places))
    documents = tuple(dict.fromkeys(document for document, _, _ in told.places))
    return Value(told.value, numbers, documents, told.independent_sources)
