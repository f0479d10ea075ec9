"""A summary in a terminal."""

from typing import TYPE_CHECKING

from rich.text import Text

from ui.terminal.console import say
from ui.terminal.sentences_output import answered, prose, source
from ui.words.safe_text import one_line

if TYPE_CHECKING:
    from rag.shapes import Summary


def summary(summary: "Summary") -> None:
    """Its sentences, the key facts, the questions that the document answers, and the sources."""
    if summary.sentences:
        prose(summary.sentences, summary.citations, title="The summary")
    else:
        say(Text("There is nothing to sum up.", "bold"))
    if summary.key_facts:
        say()
        say(Text("Key facts", "bold"))
        for fact in summary.key_facts:
            say(answered(fact), "    ", "  - ")
    if summary.questions:
        say()
        say(Text("Questions it answers", "bold"))
        for question in summary.questions:
            say(Text(one_line(question)), "    ", "  - ")
    if summary.citations:
        say()
        for citation in summary.citations:
            source(citation)
    if summary.notes:
        say()
        for note in summary.notes:
            say(Text(one_line(note), "dim"))
