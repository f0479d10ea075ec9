"""The cell of the column that a question names, where columns are years: "How much was it in 2025?"."""

import re
from collections.abc import Iterator

from rag.answering.asked_years import YEAR
from rag.answering.ranker import Candidate
from rag.english.table_rows import cells_of, head_of
from rag.model.reading.reader import AnswerSpan

_NAMED_CELL = re.compile(r"(?:\A[^:\n]{1,60}: )?(?P<name>[^:;\n]{1,80}): (?P<cell>[^;\n]*)(?:; |\Z)")


def asked_column(question: str, one: Candidate, span: AnswerSpan) -> AnswerSpan:
    """The cell of the year that ``question`` names, for the words that a reader took of another year's.

    Nothing else is changed. ``span`` is in characters of the sentence, which is a row.
    """
    years = set(YEAR.findall(question))
    if len(years) != 1:
        return span
    cells = list(_cells(one))
    taken = next((name for name, start, end in cells if start <= span.start < end), "")
    asked = [(start, end) for name, start, end in cells if set(YEAR.findall(name)) == years]
    if not YEAR.search(taken) or years & set(YEAR.findall(taken)) or len(asked) != 1:
        return span
    return AnswerSpan(*asked[0], span.score)


def _cells(one: Candidate) -> Iterator[tuple[str, int, int]]:
    """The cells of a row, each with the name of its column, and its start and end in the sentence."""
    sentence = one.sentence.text
    begin = one.sentence.start - one.hit.start
    row = cells_of(one.hit.text, begin, one.sentence.end - one.hit.start)
    head = head_of(one.hit.text, begin) if row else None
    if row and head:
        names = one.hit.text[slice(*head)].split("|")
        at = row[0] - begin
        for name, cell in zip(names, one.hit.text[slice(*row)].split("|"), strict=False):
            start = at + len(cell) - len(cell.lstrip())
            yield name.strip(), start, start + len(cell.strip())
            at += len(cell) + 1
        return
    for match in _NAMED_CELL.finditer(sentence):
        yield match["name"], match.start("cell"), match.end("cell")
