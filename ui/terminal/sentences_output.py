"""Sentences in a terminal: with their verdict, their faults, and their sources."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from rag.shapes import Verdict
from ui.terminal.console import console, print_table, say, width
from ui.terminal.weights import ABREAST, LONGEST_UNCHECKED
from ui.words.paper import who
from ui.words.safe_text import one_line, unbroken

if TYPE_CHECKING:
    from rag.shapes import Citation
    from ui.words.marked_sentence import Contrast, MarkedSentence
    from ui.words.text_pieces import Pieces

_MARKS = {
    Verdict.EXACT: ("=", "green"),
    Verdict.SUPPORTED: ("✓", "green"),
    Verdict.PARTLY: ("◐", "yellow"),
    Verdict.CONTRADICTED: ("✗", "red"),
    Verdict.UNSUPPORTED: ("?", "magenta"),
    Verdict.UNCLEAR: ("~", "dim"),
    Verdict.UNCHECKED: ("·", "dim"),
}


def answered(sentence: "MarkedSentence") -> Text:
    """Lay out a sentence with its citations, and its verdict where a reader must know it."""
    return judged(marked(sentence.pieces, "yellow"), sentence)


def judged(words: Text, sentence: "MarkedSentence") -> Text:
    """Add the citations of a sentence to its ``words``, and its verdict where a reader must know it."""
    words = numbered(words, sentence.citations)
    colour = "dim" if sentence.verdict == Verdict.UNCLEAR else "yellow"
    return words.append(f" ({sentence.tag})", colour) if sentence.tag else words


def checked(sentence: "MarkedSentence") -> None:
    """Print a sentence of a draft on lines of its own, behind the mark of its verdict."""
    mark, colour = _MARKS[sentence.verdict]
    if sentence.verdict == "unchecked":
        text = one_line(sentence.text)
        words = Text(f"{text[:LONGEST_UNCHECKED]}…" if len(text) > LONGEST_UNCHECKED else text, "dim")
    else:
        words = numbered(marked(sentence.pieces, colour), sentence.citations)
        words.append(f" ({sentence.label})", colour)
    say(words, "  ", Text(f"{mark} ", colour))


def numbered(words: Text, citations: Iterable[int]) -> Text:
    """Add `` [1][2]`` to ``words``, which it returns."""
    for before, n in enumerate(citations):
        words.append(f"[{n}]" if before else f" [{n}]", "cyan")
    return words


def marked(pieces: "Pieces", colour: str) -> Text:
    """Lay out foreign words, those of the marked pieces in ``colour``."""
    text = Text()
    for piece in pieces:
        looks = ["bold"] if piece.is_bold or piece.is_marked else []
        looks += ["underline", colour] if piece.is_marked else ["cyan"] if piece.is_code else []
        text.append(unbroken(piece.text), " ".join(looks))
    text.rstrip()
    return text


def trouble(sentence: "MarkedSentence", owner: str) -> None:
    """Print the faults of a sentence, a line each, and every source that contradicts it beside it.

    ``owner`` stands above the sentence.
    """
    for fault in sentence.faults:
        say(Text("".join(map(unbroken, fault)), "yellow"), "      ", "    - ")
    for contrast in sentence.contrasts:
        _both(sentence, contrast, owner)


def _both(sentence: "MarkedSentence", contrast: "Contrast", owner: str) -> None:
    """Print a sentence and the source that contradicts it, side by side where there is room."""
    ours = Text(owner, "dim"), marked(sentence.pieces, "red")
    name = Text(f"{one_line(contrast.heading)} [{contrast.n}]", "dim")
    theirs = name, marked(contrast.pieces, "green")
    if console().width < ABREAST:
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


def source(citation: "Citation", *, quote: bool = False, likely: str = "") -> None:
    """Print ``[1] Outlet, 14 March 2026 — Title (page 3), characters 441–534``, the words below if asked.

    Of these, the ``likely`` ones are bold.
    """
    say(_where(citation), "    ", f"[{citation.n}] ")
    if quote:
        words = Text(one_line(citation.quote), "dim")
        words.highlight_words([one_line(likely)] if likely else [], "not dim bold")
        say(words, "    ")


def also_in(citation: "Citation") -> None:
    """Print another document that has a passage, too."""
    say(_where(citation), "      ", f"    also in: [{citation.n}] ")


def _where(citation: "Citation") -> Text:
    origin = one_line(who(citation.outlet, citation.published))
    page = f" (page {citation.page})" if citation.page else ""
    place = Text(f"{origin} — " if origin else "").append(one_line(citation.title), "bold").append(page)
    return place.append(f", characters {citation.start}–{citation.end}")
