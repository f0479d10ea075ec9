"""Assembly of a briefing that a model wrote: its sentences cited, disputes quoted, every document covered."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rag.answering.checked_reply import CitedSentence
from rag.briefing.assemble import HEADINGS, LEAD, differences, disagreement
from rag.briefing.coverage import coverage
from rag.briefing.material import BriefingMaterial
from rag.briefing.model_briefing import WrittenBriefing
from rag.briefing.opening_choice import title
from rag.checking.cite import Citer
from rag.shapes import AnswerSentence, Briefing, DatePrecision, Section, SectionKind, TimelineEntry

_PRECISIONS = {4: DatePrecision.YEAR, 7: DatePrecision.MONTH, 10: DatePrecision.DAY}


def assemble_written(
    evidence: BriefingMaterial, citer: Citer, written: WrittenBriefing, engine: str
) -> Briefing:
    """Build the briefing of ``engine``, a model's name; ``citer`` is mutated: it numbers the citations."""
    sections = tuple(one for one in _sections(citer, written) if one.sentences)
    disagreements = tuple(disagreement(evidence, citer, dispute) for dispute in written.disputes)
    timeline = tuple(
        TimelineEntry(date, _PRECISIONS[len(date)], _cited(citer, sentence))
        for date, sentence in written.timeline
    )
    return Briefing(
        written.title or title(evidence),
        engine,
        tuple(evidence.documents),
        sections,
        citer.citations,
        disagreements,
        timeline,
        coverage(evidence, {citation.document for citation in citer.citations}),
        written.notes,
        written.questions,
    )


def _sections(citer: Citer, written: WrittenBriefing) -> Iterator[Section]:
    def section(kind: SectionKind, part: Iterable[CitedSentence], heading: str = "") -> Section:
        return Section(kind, heading or HEADINGS[kind], tuple(_cited(citer, one) for one in part))

    parts = written.parts
    yield section(SectionKind.KEY_POINTS, parts["lead"], LEAD)
    yield section(SectionKind.KEY_POINTS, parts["key_points"])
    yield section(SectionKind.AGREE, parts["agree"])
    differ = tuple({one.text: one for one in differences(written.disputes)}.values())
    yield Section(SectionKind.DIFFER, HEADINGS[SectionKind.DIFFER], differ)
    yield section(SectionKind.WHO_SAID_WHAT, parts["who_said_what"])
    yield section(SectionKind.ONLY_IN_ONE, parts["only_in_one"])
    yield section(SectionKind.BACKGROUND, parts["background"])


def _cited(citer: Citer, one: CitedSentence) -> AnswerSentence:
    numbers = tuple(dict.fromkeys(citation.n for citation in citer.cite(one.places)))
    return replace(one.sentence, citations=numbers)
