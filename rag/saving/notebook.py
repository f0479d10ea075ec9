"""Answers added to a briefing: one section each, with citations renumbered. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from rag.shapes import (
    NOT_FOUND,
    Answer,
    AnswerSentence,
    Block,
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
    """Add a section for each answer, under its question; an answer that was not found says so."""
    for answer in answers:
        briefing = _with(briefing, answer)
    return briefing


def notebook(title: str, answers: Sequence[Answer]) -> Briefing:
    """A briefing of answers only."""
    engines = dict.fromkeys(answer.engine for answer in answers if answer.engine)
    return noted(Briefing(title, ", ".join(engines) or Engine.EXTRACTIVE, (), (), (), (), (), ()), answers)


def _with(briefing: Briefing, answer: Answer) -> Briefing:
    citations, numbers = _numbered(briefing.citations, answer.citations if answer.found else ())
    sentences = tuple(
        replace(sentence, citations=_again(sentence.citations, numbers)) for sentence in _sentences(answer)
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


def _sentences(answer: Answer) -> tuple[AnswerSentence, ...]:
    """The sentences of an answer; the answer in short, where there is one, is a paragraph before them."""
    if not (answer.short and answer.sentences):
        return answer.sentences
    first, *further = answer.sentences
    short = AnswerSentence(
        f"**{answer.short.text}**", answer.short.citations, Verdict.UNCHECKED, (), Block.PARAGRAPH
    )
    return (short, replace(first, block=first.block or Block.PARAGRAPH), *further)


def _numbered(
    before: Sequence[Citation], added: Sequence[Citation]
) -> tuple[tuple[Citation, ...], dict[int, int]]:
    """All citations, each span once, and the new number of each added citation."""
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
