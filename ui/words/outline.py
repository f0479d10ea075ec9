"""Lay out an answer, a summary, a briefing or a report as a ``Paper``, the same for every door. Pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from rag.saving.saved_file import Source, all_sentences
from rag.shapes import (
    Answer,
    AnswerSentence,
    Briefing,
    Citation,
    CoverageEntry,
    Disagreement,
    Engine,
    Report,
    SectionKind,
    Summary,
    UnsureAnswer,
    Value,
    Verdict,
)
from ui.words.blocks import has_blocks
from ui.words.marked_sentence import USER_WRITES, MarkedSentence, mark
from ui.words.paper import Case, CaseRow, Entry, Paper, Part, who
from ui.words.phrases import counted, day, moment, sentence_case
from ui.words.verdicts import checker_in_words, counts, kind_in_words

_NO_SUMMARY = "There is nothing to sum up."


_OWNERS = {
    "Answer": "The answer",
    "Summary": "This summary",
    "Briefing": "This briefing",
    "Check": "Your draft",
}

Shape = Answer | Summary | Briefing | Report
"""All that a paper is made of."""
Known = Mapping[str, Source]
"""The files of documents by the documents' ids."""


def outline(shape: Shape, sources: Sequence[Source] = (), made: date | None = None) -> Paper:
    """Lay out ``shape``; ``sources`` name its documents, ``made`` is the day that stands on the paper."""
    known = {source.document: source for source in sources}
    match shape:
        case Answer():
            kind, title, parts = "Answer", shape.question, _answer_parts(shape)
        case Summary():
            kind, title, parts = "Summary", _title(shape, known), _summary_parts(shape)
        case Briefing():
            kind, title, parts = "Briefing", shape.title, _briefing_parts(shape, known)
        case Report():
            kind, title, parts = "Check", "", _report_parts(shape)
    lines = _lines(shape, known, made)
    paper = Paper(kind, _OWNERS[kind], title, lines, shape.notes, tuple(parts), shape.citations, known)
    if isinstance(shape, Answer):
        return replace(paper, short=shape.short, follow_ups=shape.follow_ups)
    return paper


def _title(summary: Summary, known: Known) -> str:
    return known[summary.document].title if summary.document in known else summary.document


def _lines(shape: Shape, known: Known, made: date | None) -> tuple[str, ...]:
    """The lines below a title: about the documents, the engine and the day, and the verdicts."""
    match shape:
        case Answer():
            return tuple(filter(None, (checker_in_words(shape),)))
        case Report():
            return (counts(shape),)
        case Summary():
            about = _origin(shape, known)
        case Briefing():
            about = _extent(shape)
    return tuple(filter(None, (about, _engine(shape.engine, made), _audit(shape))))


def _origin(summary: Summary, known: Known) -> str:
    source = known.get(summary.document)
    return who(source.outlet, source.published) if source else ""


def _extent(briefing: Briefing) -> str:
    copies = sum(bool(covered.copies_of) for covered in briefing.coverage)
    shared = f", of which {copies} {'shares' if copies == 1 else 'share'} text with others" if copies else ""
    return counted(len(briefing.coverage), "document") + shared


def _engine(engine: str, made: date | None) -> str:
    how = (
        "made of quotations, without a language model"
        if engine == Engine.EXTRACTIVE
        else f"written by {engine}"
    )
    return ", ".join(filter(None, (sentence_case(how), day(made.isoformat()) if made else "")))


def _audit(shape: Briefing | Summary) -> str:
    sentences = all_sentences(shape)
    verdicts = Counter[str](sentence.verdict for sentence in sentences)
    return counts(Report(sentences, (), dict(verdicts))) if sentences else ""


def _answer_parts(answer: Answer) -> Iterator[Part]:
    sentences = answer.sentences if answer.found else ()
    yield Part("Answer", _marked(sentences, answer), prose=True, empty=answer.refusal)
    for case in _cases(answer, {}):
        yield Part("", cases=(case,))
    if answer.nearest:
        heading = (
            "The nearest passages" if answer.may_be_near else "The nearest passages, which are not evidence"
        )
        known = answer.likely if isinstance(answer, UnsureAnswer) and answer.may_be_near else ()
        likely = known if len(known) == len(answer.nearest) else ("",) * len(answer.nearest)
        yield Part(heading, passages=answer.nearest, likely=likely)


def _report_parts(report: Report) -> Iterator[Part]:
    yield Part("", tuple(mark(sentence, report.citations, USER_WRITES) for sentence in report.sentences))


def _summary_parts(summary: Summary) -> Iterator[Part]:
    yield Part("What it says", _marked(summary.sentences, summary), prose=True, empty=_NO_SUMMARY)
    if summary.key_facts:
        yield Part("Key facts", _marked(summary.key_facts, summary))
    if summary.questions:
        yield Part("Questions it answers", questions=summary.questions)
    yield from _unused(summary, (*summary.sentences, *summary.key_facts), ())


def _briefing_parts(briefing: Briefing, known: Known) -> Iterator[Part]:
    """The sections as they come; the tables stand in the one on differences, the timeline after it."""
    cases = tuple(_cases(briefing, known))
    dated = _timeline(briefing)
    differ = next((section for section in briefing.sections if section.kind == SectionKind.DIFFER), None)
    for section in briefing.sections:
        sentences = _marked(section.sentences, briefing)
        there = cases if section is differ else ()
        yield Part(section.heading, sentences, there, prose=has_blocks(sentences))
        if section is differ:
            yield from dated
    if differ is None:
        if cases:
            yield Part("Where sources differ", cases=cases)
        yield from dated
    yield Part("Coverage", ledger=tuple(_entry(covered, briefing, known) for covered in briefing.coverage))
    yield from _unused(briefing, all_sentences(briefing), briefing.disagreements)


def _timeline(briefing: Briefing) -> tuple[Part, ...]:
    """The timeline as a part, none where it has no line."""
    lines = tuple(
        (moment(line.date, line.precision), mark(line.sentence, briefing.citations))
        for line in briefing.timeline
    )
    return (Part("Timeline", timeline=lines),) if lines else ()


def _marked(
    sentences: Iterable[AnswerSentence], shape: Answer | Summary | Briefing
) -> tuple[MarkedSentence, ...]:
    return tuple(mark(sentence, shape.citations) for sentence in sentences)


def _unused(
    shape: Briefing | Summary, sentences: Sequence[AnswerSentence], cases: Sequence[Disagreement]
) -> Iterator[Part]:
    """A part for the citations that nothing names, which would stand nowhere; none where there are none."""
    named = {n for sentence in sentences for n in sentence.citations}
    named |= {n for case in cases for value in case.values for n in value.citations}
    if left := tuple(c.n for c in shape.citations if c.n not in named):
        rest = AnswerSentence("Not named above:", left, Verdict.UNCHECKED)
        yield Part("Further sources", (mark(rest, shape.citations),))


def _cases(shape: Answer | Briefing, known: Known) -> Iterator[Case]:
    by_n = {citation.n: citation for citation in shape.citations}
    for case in shape.disagreements:
        yield Case(kind_in_words(case), case.topic, tuple(_row(value, by_n, known) for value in case.values))


def _row(value: Value, by_n: Mapping[int, Citation], known: Known) -> CaseRow:
    """A value with the documents behind it; those whose words are not quoted have no number."""
    numbers: dict[str, list[int]] = {id: [] for id in value.documents}
    for n in value.citations:
        if n in by_n:
            numbers.setdefault(by_n[n].document, []).append(n)
    names = {c.document: c.outlet or c.title for c in by_n.values()}
    names |= {id: source.outlet or source.title for id, source in known.items()}
    sayers = tuple((names.get(id, id), tuple(cited)) for id, cited in numbers.items())
    return CaseRow(value.value, value.citations, sayers, len(value.documents), value.independent_sources)


def _entry(covered: CoverageEntry, briefing: Briefing, known: Known) -> Entry:
    id, source = covered.document, known.get(covered.document)
    cited = sum(citation.document == id for citation in briefing.citations)
    used = (counted(cited, "citation") if cited else "used") if covered.used else "not used"
    others = ", ".join(known[id].outlet or known[id].title if id in known else id for id in covered.copies_of)
    remark = covered.reason or (f"shares text with {others}" if others else "")
    if source is None:
        return Entry(id, id, "", covered.used, used, remark, "", "")
    origin = who(source.outlet, source.published)
    return Entry(id, source.title, origin, covered.used, used, remark, source.path, source.sha256)
