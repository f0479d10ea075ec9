"""A heading that has no word but the question's is no answer; what stands below it may be."""

from support.helpers import readback, write

from rag.answering.echoes import without_echoes
from rag.answering.ranker import rank

BILL = "Bill BX-2031-0007\n\nTo: the boat club\n\nTwo coils of rope\n\nTotal due: 64 crowns\n"


def test_the_line_below_answers_and_the_heading_does_not(tmp_path):
    with readback(tmp_path / "library", reader="") as rb:
        rb.add(write(tmp_path / "files", {"bill.txt": BILL}))
        answer = rb.ask("What is the total of bill BX-2031-0007?")
        ranked = rank("Is it bill BX-2031-0007?", rb.library.search("bill BX-2031-0007"), {})
    quotes = [citation.quote for citation in answer.citations]
    assert "Total due: 64 crowns" in quotes
    assert "Bill BX-2031-0007" not in quotes
    assert without_echoes("Is it bill BX-2031-0007?", ranked) == ranked
    last = without_echoes("What is bill BX-2031-0007?", ranked)[-1]
    assert (last.text, last.score) == ("Bill BX-2031-0007", 0.0)
