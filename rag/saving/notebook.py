"""Answers written into a briefing: each a section of its own, its citations numbered on. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from rag.shapes import (
    NOT_FOUND,
    Answer,
    AnswerSentence,
    Briefing,
    Citation,
    CoverageEntry,
    Disagreement,
    Engine,
    Section,
    SectionKind,
    Verdict,
)

_NOT_SAID = AnswerSentence(NOT_FOUND, (), Verdict.UNCHECKED)


def noted(briefing: Briefing, answers: Sequence[Answer]) -> Briefing:
    """``briefing`` with a section for each of ``answers``, under its question; one found nowhere says so."""
    for answer in answers:
        briefing = _with(briefing, answer)
    return briefing


def notebook(title: str, answers: Sequence[Answer]) -> Briefing:
    """A briefing of nothing but answers."""
    engines = dict.fromkeys(answer.engine for answer in answers if answer.engine)
    return noted(Briefing(title, ", ".join(engines) or Engine.EXTRACTIVE, (), (), (), (), (), ()), answers)


def _with(briefing: Briefing, answer: Answer) -> Briefing:
    citations, numbers = _numbered(briefing.citations, answer.citations if answer.found else ())
    sentences = tuple(
        replace(sentence, citations=_again(sentence.citations, numbers)) for sentence in answer.sentences
    )
    cases = tuple(_case(case, numbers) for case in answer.disagreements) if answer.found else ()
    said = [citation.document for citation in citations]
    said += [ident for case in cases for value in case.values for ident in value.documents]
    known = {covered.document for covered in briefing.coverage}
    return replace(
        briefing,
        sections=(
            *briefing.sections,
            Section(SectionKind.BACKGROUND, answer.question, sentences or (_NOT_SAID,)),
        ),
        citations=citations,
        disagreements=(*briefing.disagreements, *cases),
        documents=tuple(dict.fromkeys((*briefing.documents, *said))),
        coverage=(
            *briefing.coverage,
            *(CoverageEntry(id, True) for id in dict.fromkeys(said) if id not in known),
        ),
    )


def _numbered(
    before: Sequence[Citation], added: Sequence[Citation]
) -> tuple[tuple[Citation, ...], dict[int, int]]:
    """All citations, one of a span that is there already not again; and which number each has now."""
    citations, numbers = list(before), {}
    known = {(citation.document, citation.start, citation.end): citation.n for citation in before}
    for citation in added:
        span = (citation.document, citation.start, citation.end)
        if span not in known:
            known[span] = max((each.n for each in citations), default=0) + 1
            citations.append(replace(citation, n=known[span]))
        numbers[citation.n] = known[span]
    return tuple(citations), numbers


def _again(cited: Sequence[int], numbers: dict[int, int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers[n] for n in cited if n in numbers))


def _case(case: Disagreement, numbers: dict[int, int]) -> Disagreement:
    values = (replace(value, citations=_again(value.citations, numbers)) for value in case.values)
    return replace(case, values=tuple(values))
