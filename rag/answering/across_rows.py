"""Questions that only several rows of a table answer together: a sum, a comparison, the highest of all."""

import re
from collections.abc import Sequence

from rag.answering.ranker import Candidate
from rag.english.table_rows import cells_of, is_named_row
from rag.english.text import read

NOTE = (
    "This asks to add up or compare rows of a table. Quotations alone cannot: these are rows that may help."
)
MOST_ROWS = 12
_MORE = r"(?:more|less|fewer|\w{2,}er)"
_MOST = r"(?:most|least|fewest|highest|lowest|\w{3,}est)"
_ACROSS = re.compile(
    rf"\b(?:total(?:s|led)?|sum|altogether|in all|combined|average|mean|median|difference|{_MOST}"
    rf"|{_MORE}(?= (?:.{{1,40}} )?than\b)|increase[ds]?|decrease[ds]?)\b",
    re.IGNORECASE,
)


def asks_across_rows(question: str, best: Candidate) -> bool:
    """Return whether the likeliest sentence is a row, and ``question`` asks what no single row says.

    A row says it that has the asking word itself, as one called "Total" has.
    """
    asked = _ACROSS.search(question)
    if asked is None or not _is_row(best):
        return False
    return not {word.stem for word in read(asked[0]).words} & {w.stem for w in read(best.sentence.text).words}


def rows_of(ranked: Sequence[Candidate]) -> list[Candidate]:
    """The rows found in the document of the likeliest sentence, the first dozen, in their order."""
    rows = [one for one in ranked if one.hit.document == ranked[0].hit.document and _is_row(one)]
    return sorted(rows[:MOST_ROWS], key=lambda one: one.sentence.start)


def _is_row(one: Candidate) -> bool:
    begin, end = one.sentence.start - one.hit.start, one.sentence.end - one.hit.start
    return is_named_row(one.sentence.text) or cells_of(one.hit.text, begin, end) is not None
