"""A row of a table that a question names answers, and no other row, nor the head alone."""

import pytest
from support.helpers import readback

from rag import Readback
from rag.answering.asked_rows import is_of_another, of_asked_rows
from rag.answering.ranker import rank
from rag.answering.retrieve import retrieve
from rag.answering.row_cells import row_cells

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


@pytest.mark.parametrize(
    ("question", "is_another"),
    [
        ("What did a hearse pay in summer?", True),
        ("What did a bike pay in summer?", False),
        ("What did a bicycle pay in summer?", False),
        ("Which vehicle pays least in summer?", False),
        ("Who pays 2 in summer?", False),
    ],
)
def test_a_row_is_of_another_thing_where_the_question_has_no_word_of_it(rb, question, is_another):
    searcher = rb.library.searcher
    row = next(one for one in rank(question, searcher.search(question), {}) if "Bicycle" in one.text)
    assert is_of_another(question, row, searcher.embedded) == is_another


def test_the_cells_of_a_printed_row_have_the_names_before_them(tmp_path):
    row = "Tractor | Summer: 14 | Winter: 9"
    (tmp_path / "tolls.txt").write_text(f"Tolls of the bridge\n\n{row}\n", encoding="utf-8")
    with readback(tmp_path / "library") as made:
        made.add([tmp_path / "tolls.txt"])
        ranked = rank("tractor", made.library.searcher.search("tractor"), {})
    cells = row_cells(next(one for one in ranked if one.text == row))
    assert [(cell.name, cell.text) for cell in cells] == [("", "Tractor"), ("Summer", "14"), ("Winter", "9")]
    assert [row[cell.start : cell.end] for cell in cells] == ["Tractor", "14", "9"]


def test_the_head_of_a_printed_table_is_no_row_and_no_answer(tmp_path):
    lines = ["Vehicle | Summer | Winter", "Tractor | Summer: 14 | Winter: 9", "Van | Summer: 25 | Winter: 17"]
    (tmp_path / "tolls.txt").write_text("Tolls of the bridge\n\n" + "\n\n".join(lines), encoding="utf-8")
    with readback(tmp_path / "library") as made:
        made.add([tmp_path / "tolls.txt"])
        question = "Which vehicle pays 25 in summer?"
        hits = made.library.searcher.search(question)
        ranked = rank(question, hits, made.library.searcher.word_weights(question))
    first = [one for one in of_asked_rows(question, ranked) if "|" in one.text]
    assert {one.text for one in first} >= set(lines[1:])
    assert first[0].text != lines[0]
