"""Answers added to a briefing: one section each, with citations renumbered. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from rag.saving.renumbering import renumbered
from rag.shapes import (
    Answer,
    AnswerSentence,
    Block,
    Briefing,
    CoverageEntry,
    Engine,
    Section,
    SectionKind,
    Verdict,
)


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
    found = renumbered(answer, briefing.citations) if answer.found else answer
    citations, cases = (found.citations, found.disagreements) if answer.found else (briefing.citations, ())
    sentences = _sentences(found)
    said = [citation.document for citation in citations]
    said += [ident for case in cases for value in case.values for ident in value.documents]
    known = {covered.document for covered in briefing.coverage}
    return replace(
        briefing,
        sections=(
            *briefing.sections,
            Section(SectionKind.BACKGROUND, answer.question, sentences or (_refusal(answer),)),
        ),
        citations=citations,
        disagreements=(*briefing.disagreements, *cases),
        documents=tuple(dict.fromkeys((*briefing.documents, *said))),
        coverage=(
            *briefing.coverage,
            *(CoverageEntry(id, True) for id in dict.fromkeys(said) if id not in known),
        ),
    )


def _refusal(answer: Answer) -> AnswerSentence:
    return AnswerSentence(answer.refusal, (), Verdict.UNCHECKED)


def _sentences(answer: Answer) -> tuple[AnswerSentence, ...]:
    """The sentences of an answer; the answer in short, where there is one, is a paragraph before them."""
    if not (answer.short and answer.sentences):
        return answer.sentences
    first, *further = answer.sentences
    short = AnswerSentence(
        f"**{answer.short.text}**", answer.short.citations, Verdict.UNCHECKED, (), Block.PARAGRAPH
    )
    return (short, replace(first, block=first.block or Block.PARAGRAPH), *further)
