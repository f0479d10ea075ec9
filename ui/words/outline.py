"""What stands where in a briefing or a summary on paper, the same in every format. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from rag.saving.saved_file import Source, all_sentences
from rag.shapes import (
    AnswerSentence,
    Briefing,
    Citation,
    CoverageEntry,
    Disagreement,
    DisagreementKind,
    Engine,
    Report,
    SectionKind,
    Summary,
    Value,
    Verdict,
)
from ui.words.paper import Case, Entry, Paper, PaperSentence, Part, who
from ui.words.phrases import counted, day, moment
from ui.words.verdicts import counts


def outline(shape: Briefing | Summary, sources: Sequence[Source], made: date) -> Paper:
    """``shape`` as a paper made on that day; ``sources`` name its documents."""
    known = {source.document: source for source in sources}
    parts = _summary_parts(shape) if isinstance(shape, Summary) else _briefing_parts(shape, known)
    kind = "Summary" if isinstance(shape, Summary) else "Briefing"
    title = _title(shape, known)
    lines = tuple(filter(None, (_extent(shape, known), _engine(shape.engine, made), _audit(shape))))
    return Paper(kind, title, lines, shape.notes, tuple(parts), shape.citations, known)


def _title(shape: Briefing | Summary, known: Mapping[str, Source]) -> str:
    if isinstance(shape, Briefing):
        return shape.title
    return known[shape.document].title if shape.document in known else shape.document


def _extent(shape: Briefing | Summary, known: Mapping[str, Source]) -> str:
    if isinstance(shape, Summary):
        source = known.get(shape.document)
        return who(source.outlet, source.published) if source else ""
    copies = sum(bool(covered.copies_of) for covered in shape.coverage)
    said = f", of which {copies} {'shares' if copies == 1 else 'share'} text with others" if copies else ""
    return counted(len(shape.coverage), "document") + said


def _engine(engine: str, made: date) -> str:
    how = (
        "made of quotations, without a language model"
        if engine == Engine.EXTRACTIVE
        else f"written by {engine}"
    )
    return f"{how[0].upper()}{how[1:]}, {day(made.isoformat())}"


def _audit(shape: Briefing | Summary) -> str:
    sentences = all_sentences(shape)
    verdicts = Counter[str](sentence.verdict for sentence in sentences)
    return counts(Report(sentences, (), dict(verdicts))) if sentences else ""


def _summary_parts(shape: Summary) -> Iterator[Part]:
    yield Part("What it says", shape.sentences, prose=True)
    if shape.key_facts:
        yield Part("Key facts", shape.key_facts)
    if shape.questions:
        yield Part("Questions this document answers", questions=shape.questions)
    yield from _unused(shape, (*shape.sentences, *shape.key_facts), ())


def _briefing_parts(shape: Briefing, known: Mapping[str, Source]) -> Iterator[Part]:
    """The sections as they come; the tables stand in the one on differences, the timeline after it."""
    by_n = {citation.n: citation for citation in shape.citations}
    cases = tuple(_case(case, by_n, known) for case in shape.disagreements)
    timeline = tuple((moment(line.date, line.precision), line.sentence) for line in shape.timeline)
    dated = Part("Timeline", timeline=timeline)
    differ = next((section for section in shape.sections if section.kind == SectionKind.DIFFER), None)
    for section in shape.sections:
        yield Part(section.heading, section.sentences, cases if section is differ else ())
        if section is differ and timeline:
            yield dated
    if differ is None and cases:
        yield Part("Where sources differ", cases=cases)
    if differ is None and timeline:
        yield dated
    yield Part("Coverage", ledger=tuple(_entry(covered, shape, known) for covered in shape.coverage))
    yield from _unused(shape, all_sentences(shape), shape.disagreements)


def _unused(
    shape: Briefing | Summary, sentences: Sequence[AnswerSentence], cases: Sequence[Disagreement]
) -> Iterator[Part]:
    """Citations that nothing names would stand nowhere."""
    named = {n for sentence in sentences for n in sentence.citations}
    named |= {n for case in cases for value in case.values for n in value.citations}
    if left := tuple(c.n for c in shape.citations if c.n not in named):
        yield Part("Further sources", (AnswerSentence("Not named above:", left, Verdict.UNCHECKED),))


def _case(case: Disagreement, by_n: Mapping[int, Citation], known: Mapping[str, Source]) -> Case:
    kind = (
        "Different things of one name" if case.kind == DisagreementKind.NAMESAKE else "Your sources disagree"
    )
    return Case(kind, case.topic, tuple(_said(value, by_n, known) for value in case.values))


def _said(value: Value, by_n: Mapping[int, Citation], known: Mapping[str, Source]) -> PaperSentence:
    """The documents behind a value; those whose words are not quoted have no number."""
    numbers: dict[str, list[int]] = {id: [] for id in value.documents}
    for n in value.citations:
        if n in by_n:
            numbers.setdefault(by_n[n].document, []).append(n)
    names = {c.document: c.outlet or c.title for c in by_n.values()}
    names |= {id: source.outlet or source.title for id, source in known.items()}
    sayers = tuple((names.get(id, id), tuple(cited)) for id, cited in numbers.items())
    count = f"{counted(len(value.documents), 'document')}, {value.independent_sources} independent"
    return PaperSentence(value.value, sayers, count)


def _entry(covered: CoverageEntry, shape: Briefing, known: Mapping[str, Source]) -> Entry:
    source = known.get(covered.document)
    cited = sum(citation.document == covered.document for citation in shape.citations)
    used = (counted(cited, "citation") if cited else "used") if covered.used else "not used"
    others = ", ".join(known[id].outlet or known[id].title if id in known else id for id in covered.copies_of)
    remark = covered.reason or (f"shares text with {others}" if others else "")
    if source is None:
        return Entry(covered.document, covered.document, "", used, remark, "", "")
    said_by = who(source.outlet, source.published)
    return Entry(covered.document, source.title, said_by, used, remark, source.path, source.sha256)
