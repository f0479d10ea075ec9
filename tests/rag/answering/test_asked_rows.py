"""A row of a table that a question names answers, and no other row, nor the head alone."""

import pytest

from rag import Readback
from rag.answering.retrieve import retrieve

TOLLS = """# Tolls of the Breka bridge

| Vehicle | Summer | Winter |
|---|---|---|
| Bicycle | 2 | 1 |
| Tractor | 14 | 9 |
| Mail van | 25 | 17 |
"""


@pytest.fixture(scope="module")
def rb(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rows")
    (folder / "tolls.md").write_text(TOLLS, encoding="utf-8")
    made = Readback(library=folder / "library")
    made.add([folder / "tolls.md"])
    return made


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("What did a tractor pay in summer?", "Tractor | 14 | 9"),
        ("What is the summer toll of a mail van?", "Mail van | 25 | 17"),
        ("What does a bicycle pay as a vehicle in winter?", "Bicycle | 2 | 1"),
    ],
)
def test_the_row_that_is_named_answers_below_its_head(rb, question, row):
    answer = rb.ask(question)
    assert [sentence.text for sentence in answer.sentences] == ["Vehicle | Summer | Winter", row]


def test_a_question_for_other_rows_keeps_them(rb):
    ranked = retrieve(rb.library, "Which vehicle pays more than a tractor in winter?").ranked
    assert {"| Bicycle | 2 | 1 |", "| Mail van | 25 | 17 |"} <= {one.sentence.text for one in ranked}
