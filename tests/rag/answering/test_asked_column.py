"""The words of a reader that are of another year's column give way to those of the year asked about."""

import pytest
from support.helpers import readback, write

from rag.answering.asked_column import asked_column
from rag.answering.ranker import rank
from rag.model.reading.reader import AnswerSpan

FILES = {
    "fees.csv": "Berth,2023 (EUR),2024 (EUR),Note\nTrawler,120,98,near the crane\n",
    "tolls.md": "# Tolls\n\n| Vehicle | 2023 | 2024 |\n|---|---|---|\n| Trawler cart | 141 | 93 |\n",
}


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    folder = tmp_path_factory.mktemp("columns")
    with readback(folder / "library") as rb:
        rb.add(write(folder / "files", FILES))
        ranked = rank("trawler", rb.library.search("trawler"), {})
    return {name: next(one for one in ranked if mark in one.text) for name, mark in
            (("named", "120"), ("piped", "141"))}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "question", "read", "taken"),
    [
        ("named", "What did a trawler pay in 2024?", "120", "98"),
        ("named", "What did a trawler pay in 2023?", "98", "120"),
        ("named", "What did a trawler pay?", "120", "120"),
        ("named", "Where did the trawler lie in 2024?", "near the crane", "near the crane"),
        ("piped", "What did a trawler cart pay in 2024?", "141", "93"),
        ("piped", "What did it pay in 2023 or 2024?", "141", "141"),
    ],
)
def test_the_cell_of_the_year_is_taken(rows, row, question, read, taken):
    text = rows[row].sentence.text
    start = text.index(read)
    span = asked_column(question, rows[row], AnswerSpan(start, start + len(read), 1.0))
    assert text[span.start : span.end] == taken
