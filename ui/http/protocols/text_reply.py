"""Shapes as plain text for other programs, which often show it as Markdown. Pure.

Foreign text passes through ``flat``: it stands on one line, and opens no link, no picture and no tag.
"""

import re
from collections.abc import Iterable, Sequence

from index.document import Document
from rag.shapes import (
    NOT_FOUND,
    Answer,
    AnswerSentence,
    Briefing,
    Citation,
    Disagreement,
    DisagreementKind,
    Report,
    SearchResult,
    Summary,
    Verdict,
)
from ui.words.phrases import counted, day, moment
from ui.words.safe_text import one_line
from ui.words.verdicts import TROUBLED, VERDICTS, counts, known_verdict, problem_parts, sources_of

SOURCES = "Sources"
_UNTOLD = (Verdict.SUPPORTED, Verdict.UNCHECKED)  # verdicts that an answer need not tell
_OPENING = re.compile(r"[\\\[<]")


def flat(text: str) -> str:
    """Foreign text on one line, without anything that Markdown would fetch or run."""
    return _OPENING.sub(r"\\\g<0>", one_line(text))


def sentence(said: AnswerSentence, citations: Sequence[Citation], writer: str = "this says") -> str:
    """``It carried 95 people. [1] (partly supported: number: this says “95”, the source “90” [1])``.

    ``writer``: whose words they are.
    """
    words = f"{flat(said.text)}{_numbers(said.citations)}"
    verdict = known_verdict(said)
    if verdict in _UNTOLD:
        return words
    why = ""
    if verdict in TROUBLED and said.problems:
        cited = sources_of(said, citations)
        why = ": " + "; ".join(_parts(problem_parts(problem, cited, writer)) for problem in said.problems)
    return f"{words} ({VERDICTS[verdict]}{why})"


def answer(found: Answer) -> str:
    """An answer: its sentences, what follows them, or that there is none and what comes nearest."""
    said = " ".join(sentence(said, found.citations) for said in found.sentences)
    return said + after(found) if found.found else NOT_FOUND + after(found)


def after(found: Answer) -> str:
    """What follows the sentences of an answer, from a blank line on: disagreements, sources and notes."""
    blocks = [_disagreement(case) for case in found.disagreements]
    blocks += [_sources(found.citations)] if found.citations else []
    if found.nearest:
        rows = map(source, found.nearest)
        blocks.append(_list("The nearest passages, which are not evidence", rows))
    return "".join(f"\n\n{block}" for block in (*blocks, *map(flat, found.notes)))


def hits(result: SearchResult) -> str:
    """Passages found, best first."""
    return "\n\n".join((*(source(hit.citation) for hit in result.hits), *map(flat, result.notes))) or (
        "Nothing found."
    )


def summary(made: Summary) -> str:
    """A summary with its key facts, the questions the document answers, and the sources."""
    said = " ".join(sentence(said, made.citations) for said in made.sentences)
    blocks = [said or "There is nothing to sum up."]
    if made.key_facts:
        blocks.append(_list("Key facts", (sentence(fact, made.citations) for fact in made.key_facts)))
    if made.questions:
        blocks.append(_list("Questions it answers", map(flat, made.questions)))
    return _text(blocks, made.citations, made.notes)


def briefing(made: Briefing) -> str:
    """A briefing: its sections, what differs, what happened when, which documents were not used, sources."""
    blocks = [flat(made.title)]
    for section in made.sections:
        rows = (sentence(said, made.citations) for said in section.sentences)
        blocks.append(_list(flat(section.heading), rows))
    blocks += map(_disagreement, made.disagreements)
    if made.timeline:
        rows = (
            f"{moment(line.date, line.precision)}: {sentence(line.sentence, made.citations)}"
            for line in made.timeline
        )
        blocks.append(_list("Timeline", rows))
    unused = [
        f"{covered.document}: {flat(covered.reason or '')}" for covered in made.coverage if not covered.used
    ]
    blocks += [_list("Not used", unused)] if unused else []
    return _text(blocks, made.citations, made.notes)


def report(made: Report) -> str:
    """What became of each sentence of a draft."""
    rows = (_checked(said, made.citations) for said in made.sentences)
    return _text([_list(counts(made).rstrip("."), rows)], made.citations, made.notes)


def documents(known: Sequence[Document]) -> str:
    """Documents, a line each: id, title, who published it and when."""
    rows = (
        ", ".join(filter(None, (f"{d.id}: {flat(d.title)}", flat(d.outlet or ""), day(d.published))))
        for d in known
    )
    return _list(counted(len(known), "document"), rows) if known else "The library is empty."


def source(cited: Citation) -> str:
    """``[1] Corrin Courier, 14 March 2026, Ferry aground, page 2, characters 41–62: “It carried 95.”``."""
    page = f"page {cited.page}" if cited.page else ""
    known = (flat(cited.outlet or ""), flat(day(cited.published)), flat(cited.title), page)
    where = ", ".join(filter(None, (*known, f"characters {cited.start}–{cited.end}")))
    return f"[{cited.n}] {where}: “{flat(cited.quote)}”"


def _checked(said: AnswerSentence, citations: Sequence[Citation]) -> str:
    verdict = known_verdict(said)
    told = f" ({VERDICTS[verdict]})" if verdict in _UNTOLD else ""
    return f"{sentence(said, citations, 'you write')}{told}"


def _text(blocks: Iterable[str], citations: Sequence[Citation], notes: Iterable[str]) -> str:
    known = [_sources(citations)] if citations else []
    return "\n\n".join((*blocks, *known, *map(flat, notes)))


def _sources(citations: Iterable[Citation]) -> str:
    return _list(SOURCES, map(source, citations))


def _disagreement(case: Disagreement) -> str:
    kind = (
        "Different things of one name" if case.kind == DisagreementKind.NAMESAKE else "Your sources disagree"
    )
    rows = (
        f"{flat(value.value)}{_numbers(value.citations)}"
        f" ({counted(value.independent_sources, 'independent source')})"
        for value in case.values
    )
    return _list(f"{kind}: {flat(case.topic)}", rows)


def _list(heading: str, rows: Iterable[str]) -> str:
    # A blank line, without which some readers of Markdown see no list.
    return "\n".join(
        (f"{heading}:" if not heading.endswith(":") else heading, "", *(f"- {row}" for row in rows))
    )


def _numbers(numbers: Iterable[int]) -> str:
    return "".join(f" [{n}]" if not at else f"[{n}]" for at, n in enumerate(numbers))


def _parts(parts: Sequence[str]) -> str:
    """Ours as it is, foreign words, which stand at the odd places, made flat."""
    return "".join(flat(part) if at % 2 else part for at, part in enumerate(parts))
