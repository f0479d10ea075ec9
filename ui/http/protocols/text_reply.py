"""The layout of ``ui.words.outline`` as plain text for other programs, which often show it as Markdown. Pure.

Foreign text passes through ``flat``: it stands on one line, and opens no link, no picture and no tag.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from index.document import Document
from rag.shapes import Answer, AnswerSentence, Briefing, Citation, Report, SearchResult, Summary
from ui.words.markdown_flow import MarkdownFlow
from ui.words.marked_sentence import READBACK_WRITES, MarkedSentence, mark
from ui.words.outline import outline
from ui.words.paper import FOLLOW_UPS, Case, Paper, Part, place
from ui.words.phrases import counted, day
from ui.words.safe_text import one_line

SOURCES = "Sources"
"""The heading of the list of sources."""
_OPENING = re.compile(r"[\\\[<`]")


def flat(text: str) -> str:
    """Put foreign text on one line, without anything that Markdown would fetch or run."""
    return _escaped(one_line(text))


def sentence(sentence: AnswerSentence, citations: Sequence[Citation], writer: str = READBACK_WRITES) -> str:
    """Write ``It carried 95 people. [1] (partly supported: number: this says “95”, the source “90” [1])``.

    ``writer``: whose words they are, as the subject of a line.
    """
    return _sentence(mark(sentence, citations, writer))


def answer(answer: Answer) -> str:
    """Write an answer and all that follows it; or that there is none, and the nearest passages."""
    paper = outline(answer)
    return _short(paper) + _prose(paper.parts[0]) + after(answer)


def _short(paper: Paper) -> str:
    """Write an answer in a few words, and a blank line; "" where there are none."""
    return f"**{flat(paper.short.text)}**{_numbers(paper.short.citations)}\n\n" if paper.short else ""


def after(answer: Answer) -> str:
    """Write all that follows the sentences: disagreements, sources, notes; "" or from a blank line on."""
    paper = outline(answer)
    further = _list(FOLLOW_UPS, map(flat, paper.follow_ups)) if paper.follow_ups else ""
    checked = replace(paper, notes=(*paper.lines, *paper.notes))
    return _blocks(checked, paper.parts[1:]) + (f"\n\n{further}" if further else "")


def in_short(answer: Answer) -> str:
    """Write the answer in a few words after its sentences; "" or from a blank line on."""
    return f"\n\nIn short: {_short(outline(answer)).rstrip()}" if answer.short else ""


def verdicts(answer: Answer, sentences: Sequence[AnswerSentence]) -> str:
    """Write the verdicts on sentences that stand above without one; "" or from a blank line on."""
    marked = (mark(sentence, answer.citations) for sentence in sentences)
    rows = [_sentence(sentence) for sentence in marked if sentence.tag]
    return f"\n\n{_list('Found when the answer was read back', rows)}" if rows else ""


def flow() -> MarkdownFlow:
    """The sentences of an answer as they come, each with its citations and its verdict."""
    return MarkdownFlow(_escaped, lambda sentence: f"{_numbers(sentence.citations)}{_verdict(sentence)}")


def hits(result: SearchResult) -> str:
    """Write the passages found, best first."""
    return "\n\n".join((*(source(hit.citation) for hit in result.hits), *map(flat, result.notes))) or (
        "Nothing found."
    )


def summary(summary: Summary) -> str:
    """Write a summary with its key facts, the questions the document answers, and the sources."""
    paper = outline(summary)
    return _prose(paper.parts[0]) + _blocks(paper, paper.parts[1:])


def briefing(briefing: Briefing) -> str:
    """Write a briefing: its parts, the documents that were not used, and the sources."""
    paper = outline(briefing)
    return flat(paper.title) + _blocks(paper, paper.parts)


def report(report: Report) -> str:
    """Write the verdict on each sentence of a draft."""
    paper = outline(report)
    rows = (
        _sentence(sentence) + ("" if sentence.tag else f" ({sentence.label})")
        for part in paper.parts
        for sentence in part.sentences
    )
    return _list(paper.lines[0].rstrip("."), rows) + _blocks(paper)


def documents(documents: Sequence[Document]) -> str:
    """Write documents, a line each: id, title, outlet and date of publication."""
    rows = (
        ", ".join(filter(None, (f"{d.id}: {flat(d.title)}", flat(d.outlet or ""), day(d.published))))
        for d in documents
    )
    return _list(counted(len(documents), "document"), rows) if documents else "The library is empty."


def source(citation: Citation) -> str:
    """Write ``[1] The Courier, 14 March 2026, Ferry aground, page 2, characters 41–62: “It carried 95.”``."""
    known = (citation.outlet or "", day(citation.published), citation.title, place(citation))
    return f"[{citation.n}] {', '.join(filter(None, map(flat, known)))}: “{flat(citation.quote)}”"


def _escaped(words: str) -> str:
    return _OPENING.sub(r"\\\g<0>", words)


def _sentence(sentence: MarkedSentence) -> str:
    """Write a sentence that stands alone, whatever block it is of; the words of a draft as they are."""
    return flow().add(replace(sentence, block=None))


def _verdict(sentence: MarkedSentence) -> str:
    why = "; ".join(map(_fault, sentence.faults))
    return f" ({sentence.tag}{f': {why}' if why else ''})" if sentence.tag else ""


def _fault(texts: Sequence[str]) -> str:
    """Write a fault, the foreign words at its odd places made flat."""
    return "".join(flat(text) if at % 2 else text for at, text in enumerate(texts))


def _prose(part: Part) -> str:
    return flow().whole(part.sentences) or part.empty


def _blocks(paper: Paper, parts: Iterable[Part] = ()) -> str:
    """Write ``parts``, the sources and the notes, each after a blank line."""
    blocks = [block for part in parts for block in _part(part)]
    if paper.citations:
        blocks.append(_list(SOURCES, map(source, paper.citations)))
    return "".join(f"\n\n{block}" for block in (*blocks, *map(flat, paper.notes)))


def _part(part: Part) -> Iterator[str]:
    """Write a list for each kind of thing in a part; of the ledger only the documents that were not used."""
    if part.prose and part.sentences:
        yield f"{flat(part.heading)}:\n\n{_prose(part)}"
    rows = [_sentence(sentence) for sentence in part.sentences if not part.prose]
    rows += [f"{when}: {_sentence(sentence)}" for when, sentence in part.timeline]
    rows += [*map(flat, part.questions), *map(source, part.passages)]
    if rows:
        yield _list(flat(part.heading), rows)
    yield from map(_case, part.cases)
    unused = [f"{entry.document}: {flat(entry.remark)}" for entry in part.ledger if not entry.is_used]
    if unused:
        yield _list("Not used", unused)
    if part.is_empty:
        yield f"{flat(part.heading)}:\n\n{part.empty}"


def _case(case: Case) -> str:
    rows = (f"{flat(row.value)}{_numbers(row.citations)} ({row.independence})" for row in case.rows)
    return _list(f"{case.kind}: {flat(case.title)}", rows)


def _list(heading: str, rows: Iterable[str]) -> str:
    # A blank line, without which some readers of Markdown see no list.
    return "\n".join(
        (f"{heading}:" if not heading.endswith(":") else heading, "", *(f"- {row}" for row in rows))
    )


def _numbers(numbers: Iterable[int]) -> str:
    return "".join(f" [{n}]" if not at else f"[{n}]" for at, n in enumerate(numbers))
