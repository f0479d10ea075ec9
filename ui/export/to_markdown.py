"""A paper as Markdown with footnotes, as GitHub and Pandoc read it; foreign text stays text."""

import re
from collections.abc import Iterable, Iterator, Sequence

from rag.shapes import AnswerSentence, Citation, Verdict
from ui.words.paper import NOTHING, Case, Entry, Paper, Part, who
from ui.words.phrases import sentence_case
from ui.words.safe_text import one_line
from ui.words.verdicts import TROUBLED, VERDICTS, known_verdict, problem_parts

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~^$&!=]")
_LINE_START = re.compile(r"^(?:(?=[-+:%])|(\d{1,9})(?=[.)](?:\s|$)))")  # a list, a definition
# What is made a link where it merely stands: an address of the web or of mail.
_LINKS = re.compile(r"(?<=[a-zA-Z]):(?=//)|(?<=\w)@(?=\w)|(?<=\bwww)\.|(?<=\bmailto):|(?<=\bxmpp):", re.I)


def markdown(paper: Paper) -> str:
    """The whole text."""
    return "\n".join(_lines(paper)).rstrip("\n") + "\n"


def plain(text: str) -> str:
    """Foreign text on one line, in which nothing is a mark, a tag, a link, a table or a note."""
    line = _SPECIAL.sub(r"\\\g<0>", one_line(text))
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
        yield from _part(part, paper)
    yield ""
    for citation in paper.citations:
        yield _footnote(citation, paper)


def _part(part: Part, paper: Paper) -> Iterator[str]:
    if part.prose:
        yield " ".join(_sentence(sentence) for sentence in part.sentences)
        yield ""
        yield from _problems(part.sentences, paper)
    else:
        for sentence in part.sentences:
            yield f"- {_sentence(sentence)}"
            yield from _problems([sentence], paper, "  ")
    for case in part.cases:
        yield ""
        yield from _case(case)
    for when, sentence in part.timeline:
        yield f"- **{plain(when)}**: {_sentence(sentence)}"
        yield from _problems([sentence], paper, "  ")
    for number, question in enumerate(part.questions, 1):
        yield f"{number}. {plain(question)}"
    if part.ledger:
        yield from _ledger(part.ledger)
    if part.is_empty:
        yield NOTHING


def _sentence(sentence: AnswerSentence) -> str:
    verdict = known_verdict(sentence)
    tag = "" if verdict in (Verdict.SUPPORTED, Verdict.UNCHECKED) else f" **({VERDICTS[verdict]})**"
    return f"{plain(sentence.text)}{_notes(sentence.citations)}{tag}"


def _notes(numbers: Iterable[int]) -> str:
    return "".join(f"[^{n}]" for n in numbers)


def _problems(sentences: Iterable[AnswerSentence], paper: Paper, indent: str = "") -> Iterator[str]:
    """What fails of sentences, a line each."""
    for sentence in sentences:
        if known_verdict(sentence) in TROUBLED:
            for problem in sentence.problems:
                said = "".join(problem_parts(problem, paper.cited(sentence.citations), "this says"))
                yield f"{indent}- {plain(sentence_case(said))}"


def _case(case: Case) -> Iterator[str]:
    yield f"**{case.kind}: {plain(case.title)}**"
    yield ""
    rows = []
    for said in case.rows:
        names = "; ".join(f"{plain(name)}{_notes(numbers)}" for name, numbers in said.sayers)
        rows.append((plain(said.value), names, said.count))
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
