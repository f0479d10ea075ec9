"""What only several rows answer is not read off one of them; the rows are shown."""

import pytest
from support.helpers import readback, write

from rag.answering.across_rows import NOTE

FILES = {
    "fees.csv": "Berth,2023 (EUR),2024 (EUR)\nYacht,310,325\nTrawler,120,98\nFerry,450,475\n",
    "tolls.md": "# Tolls of the bridge\n\n| Vehicle | 2019 | 2020 |\n|---|---|---|\n| Tractor | 14 | 9 |\n"
    "| Mail van | 25 | 17 |\n| Total | 39 | 26 |\n",
}


@pytest.fixture(scope="module")
def rb(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rows")
    made = readback(folder / "library", reader="")
    made.add(write(folder / "files", FILES))
    yield made
    made.close()


@pytest.mark.parametrize(
    "question", ["Which berth paid less in 2024 than in 2023?", "Which berth had the highest fee in 2024?"]
)
def test_rows_that_must_be_compared_are_shown_and_no_answer_is_given(rb, question):
    answer = rb.ask(question)
    assert not answer.found
    assert NOTE in answer.notes
    assert [citation.quote.split(";")[0] for citation in answer.nearest] == [
        "Row 2: Berth: Yacht",
        "Row 3: Berth: Trawler",
        "Row 4: Berth: Ferry",
    ]


def test_a_row_that_gives_the_total_answers(rb):
    answer = rb.ask("What was the total of the bridge tolls in 2020?")
    assert answer.found
    assert any("Total | 39 | 26" in sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("question", "cell"),
    [
        ("What did a trawler pay in 2024?", "98"),
        ("What did a trawler pay in 2023?", "120"),
        ("What did a mail van pay on the bridge in 2020?", "17"),
    ],
)
def test_the_words_in_short_are_of_the_year_asked_about(rb, question, cell):
    answer = rb.ask(question)
    assert answer.short is None or answer.short.text == cell
    assert answer.found
