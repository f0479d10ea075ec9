"""The cell of the column that a question names, where columns are years: "How much was it in 2025?"."""

from rag.answering.asked_years import YEAR
from rag.answering.ranker import Candidate
from rag.answering.row_cells import row_cells
from rag.model.reading.reader import AnswerSpan


def asked_column(question: str, one: Candidate, span: AnswerSpan) -> AnswerSpan:
    """The cell of the year that ``question`` names, for the words that a reader took of another year's.

    Nothing else is changed. ``span`` is in characters of the sentence, which is a row.
    """
    years = set(YEAR.findall(question))
    if len(years) != 1:
        return span
    cells = row_cells(one)
    taken = next((cell.name for cell in cells if cell.start <= span.start < cell.end), "")
    asked = [cell for cell in cells if set(YEAR.findall(cell.name)) == years]
    if not YEAR.search(taken) or years & set(YEAR.findall(taken)) or len(asked) != 1:
        return span
    return AnswerSpan(asked[0].start, asked[0].end, span.score)
