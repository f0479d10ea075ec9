"""A paper as Markdown with footnotes, as GitHub and Pandoc read it; foreign text stays text."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rag.shapes import Citation
from ui.words.markdown_flow import MarkdownFlow
from ui.words.marked_sentence import MarkedSentence
from ui.words.paper import Case, Entry, Paper, Part, who
from ui.words.phrases import sentence_case
from ui.words.safe_text import one_line

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~^$&!=]")
_LINE_START = re.compile(r"^(?:(?=[-+:%])|(\d{1,9})(?=[.)](?:\s|$)))")  # a list, a definition
# What is made a link where it merely stands: an address of the web or of mail.
_LINKS = re.compile(r"(?<=[a-zA-Z]):(?=//)|(?<=\w)@(?=\w)|(?<=\bwww)\.|(?<=\bmailto):|(?<=\bxmpp):", re.I)


def markdown(paper: Paper) -> str:
    """Write the whole text."""
    return "\n".join(_lines(paper)).rstrip("\n") + "\n"


def plain(text: str) -> str:
    """Put foreign text on one line, in which nothing is a mark, a tag, a link, a table or a note."""
    return _escaped(one_line(text))


def _escaped(words: str) -> str:
    line = _SPECIAL.sub(r"\\\g<0>", words)
    line = _LINKS.sub(r"\\\g<0>", line)
    return _LINE_START.sub(r"\1\\", line)


def _lines(paper: Paper) -> Iterator[str]:
    yield f"# {plain(paper.title)}"
    yield ""
    yield f"*{paper.kind}*  "
    yield "  \n".join(plain(line) for line in paper.lines)
    for note in paper.notes:
        yield ""
        yield f"> {plain(note)}"
    for part in paper.parts:
        yield ""
        yield f"## {plain(part.heading)}"
        yield ""
        yield from _part(part)
    yield ""
    for citation in paper.citations:
        yield _footnote(citation, paper)


def _part(part: Part) -> Iterator[str]:
    if part.prose:
        yield MarkdownFlow(_escaped, _after).whole(part.sentences)
        yield ""
        yield from _faults(part.sentences)
    else:
        for sentence in part.sentences:
            yield f"- {_sentence(sentence)}"
            yield from _faults([sentence], "  ")
    for case in part.cases:
        yield ""
        yield from _case(case)
    for when, sentence in part.timeline:
        yield f"- **{plain(when)}**: {_sentence(sentence)}"
        yield from _faults([sentence], "  ")
    for number, question in enumerate(part.questions, 1):
        yield f"{number}. {plain(question)}"
    if part.ledger:
        yield from _ledger(part.ledger)
    if part.is_empty:
        yield part.empty


def _sentence(sentence: MarkedSentence) -> str:
    return MarkdownFlow(_escaped, _after).add(replace(sentence, block=None))


def _after(sentence: MarkedSentence) -> str:
    return _notes(sentence.citations) + (f" **({sentence.tag})**" if sentence.tag else "")


def _notes(numbers: Iterable[int]) -> str:
    return "".join(f"[^{n}]" for n in numbers)


def _faults(sentences: Iterable[MarkedSentence], indent: str = "") -> Iterator[str]:
    """The faults of sentences, a line each."""
    for sentence in sentences:
        for fault in sentence.faults:
            yield f"{indent}- {plain(sentence_case(''.join(fault)))}"


def _case(case: Case) -> Iterator[str]:
    yield f"**{case.kind}: {plain(case.title)}**"
    yield ""
    rows = []
    for row in case.rows:
        names = "; ".join(f"{plain(name)}{_notes(numbers)}" for name, numbers in row.sayers)
        rows.append((plain(row.value), names, row.count))
    yield from _table(("Value", "Who says it", "Count"), rows)


def _ledger(entries: Iterable[Entry]) -> Iterator[str]:
    rows = [
        tuple(map(plain, (e.title, e.who, e.used, e.remark, e.file, e.document, e.sha256))) for e in entries
    ]
    yield from _table(("Document", "Published", "Used", "Why", "File", "Id", "SHA-256"), rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _footnote(citation: Citation, paper: Paper) -> str:
    parts = (who(citation.outlet, citation.published), f"“{citation.title}”", paper.provenance(citation))
    return f"[^{citation.n}]: {', '.join(plain(part) for part in parts if part)}: “{plain(citation.quote)}”"
