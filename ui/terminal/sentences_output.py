"""Sentences in a terminal: with their verdict, what is wrong with them, and their sources."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from rag.shapes import Verdict
from ui.terminal.console import console, print_table, say, width
from ui.words.phrases import day
from ui.words.safe_text import one_line
from ui.words.verdicts import (
    TROUBLED,
    VERDICTS,
    known_verdict,
    pieces,
    problem_parts,
    said_otherwise,
    source_pieces,
    sources_of,
    who_and_when,
)

if TYPE_CHECKING:
    from rag.shapes import AnswerSentence, Citation

_TAGGED = (Verdict.PARTLY, Verdict.UNSUPPORTED, Verdict.CONTRADICTED)
_MARKS = {
    Verdict.SUPPORTED: ("✓", "green"),
    Verdict.PARTLY: ("◐", "yellow"),
    Verdict.CONTRADICTED: ("✗", "red"),
    Verdict.UNSUPPORTED: ("?", "magenta"),
    Verdict.UNCHECKED: ("·", "dim"),
}
_ABREAST = 80  # columns from which two texts stand side by side
_SHOWN = 300  # characters of a sentence that claims nothing, which may be a page of code


def answered(sentence: "AnswerSentence") -> Text:
    """A sentence of an answer with its citations; supported ones need no more words."""
    is_tagged = sentence.verdict in _TAGGED
    words = marked(pieces(sentence) if is_tagged else [(sentence.text, False)], "yellow")
    _numbered(words, sentence.citations)
    return words.append(f" ({VERDICTS[sentence.verdict]})", "yellow") if is_tagged else words


def prose(sentences: "Iterable[AnswerSentence]", citations: Sequence["Citation"], *, title: str) -> None:
    """Sentences as a paragraph, broken off where one is in trouble, to say what is wrong.

    ``title`` says whose words they are.
    """
    words = Text()
    for sentence in sentences:
        words.append(" " if words else "").append(answered(sentence))
        if sentence.verdict in TROUBLED and sentence.problems:
            say(words)
            trouble(sentence, citations, writer="this says", title=title)
            words = Text()
    if words:
        say(words)


def checked(sentence: "AnswerSentence") -> None:
    """A sentence of a draft on lines of its own, behind the mark of its verdict."""
    verdict = known_verdict(sentence)
    mark, colour = _MARKS[verdict]
    if verdict == Verdict.UNCHECKED:
        text = one_line(sentence.text)
        words = Text(f"{text[:_SHOWN]}…" if len(text) > _SHOWN else text, "dim")
    else:
        words = marked(pieces(sentence), colour)
        _numbered(words, sentence.citations)
        words.append(f" ({VERDICTS[verdict]})", colour)
    say(words, "  ", Text(f"{mark} ", colour))


def _numbered(words: Text, citations: Iterable[int]) -> None:
    """Adds ``[1][2]`` to a sentence."""
    for before, n in enumerate(citations):
        words.append(f"[{n}]" if before else f" [{n}]", "cyan")


def marked(pieces: Iterable[tuple[str, bool]], colour: str) -> Text:
    """Foreign words of which some are marked."""
    text = Text()
    for words, is_marked in pieces:
        text.append(_piece(words), f"bold underline {colour}" if is_marked else "")
    text.rstrip()
    return text


def _piece(words: str) -> str:
    """``one_line`` of a part of a text: the blanks at its ends belong to it."""
    return one_line(f"|{words}|")[1:-1]


def trouble(sentence: "AnswerSentence", citations: Sequence["Citation"], *, writer: str, title: str) -> None:
    """What is wrong with a sentence, a line a problem; where sources contradict it, both texts.

    ``writer``: whose words they are, as "you write"; ``title`` stands above them.
    """
    cited = sources_of(sentence, citations)
    for problem in sentence.problems:
        said = (_piece(part) for part in problem_parts(problem, cited, writer))
        say(Text("".join(said), "yellow"), "      ", "    - ")
    if sentence.verdict == Verdict.CONTRADICTED:
        for citation in said_otherwise(sentence, cited):
            _both(sentence, citation, title)


def _both(sentence: "AnswerSentence", citation: "Citation", title: str) -> None:
    """A sentence and the source that contradicts it, side by side where there is room."""
    ours = Text(title, "dim"), marked(pieces(sentence), "red")
    name = Text(f"{one_line(who_and_when(citation))} [{citation.n}]", "dim")
    theirs = name, marked(source_pieces(sentence, citation), "green")
    if console().width < _ABREAST:
        for head, text in (ours, theirs):
            say(head, "    ")
            say(text, "      ")
        return
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 3, 0, 0), width=width() - 4)
    for _ in (ours, theirs):
        table.add_column(ratio=1, overflow="fold")
    for row in zip(ours, theirs, strict=True):
        table.add_row(*row)
    print_table(table, "    ")


def source(citation: "Citation", *, quote: bool = False) -> None:
    """``[1] Outlet, 14 March 2026 — Title (page 3), characters 441–534``, and the words if asked for."""
    say(_where(citation), "    ", f"[{citation.n}] ")
    if quote:
        say(Text(one_line(citation.quote), "dim"), "    ")


def also_in(citation: "Citation") -> None:
    """Another document in which a passage stands, too."""
    say(_where(citation), "      ", f"    also in: [{citation.n}] ")


def _where(citation: "Citation") -> Text:
    who = ", ".join(one_line(part) for part in (citation.outlet, day(citation.published)) if part)
    page = f" (page {citation.page})" if citation.page else ""
    place = Text(f"{who} — " if who else "").append(one_line(citation.title), "bold").append(page)
    return place.append(f", characters {citation.start}–{citation.end}")
