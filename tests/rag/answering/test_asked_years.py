"""A question that names a year is answered by what is told of that year."""

import pytest
from support.helpers import readback, write

PAPERS = {
    "old.md": "---\ntitle: Fog\ndate: 2024-03-02\n---\n\nThe ferry of Velm lay still for two hours.\n",
    "new.md": "---\ntitle: Ice\ndate: 2026-01-14\n---\n\nThe ferry of Velm lay still for 40 minutes.\n",
    "look.md": "---\ntitle: Back\ndate: 2026-05-01\n---\n\nIn 2025 the ferry of Velm lay still for a day.\n",
}


@pytest.fixture(scope="module")
def rb(tmp_path_factory):
    folder = tmp_path_factory.mktemp("years")
    made = readback(folder / "library")
    made.add(write(folder / "files", PAPERS))
    yield made
    made.close()


@pytest.mark.parametrize(("year", "told"), [("2024", "two hours"), ("2026", "40 minutes"), ("2025", "a day")])
def test_only_what_is_told_of_the_year_answers(rb, year, told):
    answer = rb.ask(f"How long did the ferry of Velm lie still in {year}?")
    assert answer.found
    assert all(told in citation.quote for citation in answer.citations)
    assert not answer.disagreements


def test_the_first_words_of_a_document_may_say_its_year(tmp_path):
    reports = {
        f"{year}.txt": f"Yearly report {year}.\nThe choir had {count} singers at the end of the year.\n"
        for year, count in ((2021, 31), (2022, 44))
    }
    with readback(tmp_path / "library", reader="") as rb:
        rb.add(write(tmp_path / "files", reports))
        answer = rb.ask("How many singers did the choir have at the end of 2022?")
    assert [citation.quote for citation in answer.citations] == [
        "The choir had 44 singers at the end of the year."
    ]
    assert not answer.disagreements


def test_an_answer_that_rests_on_an_older_event_says_its_date(tmp_path):
    papers = {
        "fog.md": "---\ntitle: Fog\ndate: 2024-03-02\n---\n\nPassengers of the ferry got a tea voucher.\n",
        "ice.md": "---\ntitle: Ice\ndate: 2026-01-14\n---\n\nThe ferry of Velm lay still for 40 minutes.\n",
    }
    with readback(tmp_path / "library") as rb:
        rb.add(write(tmp_path / "files", papers))
        older = rb.ask("What voucher did passengers of the ferry get?")
        newer = rb.ask("How long did the ferry of Velm lie still?")
        named = rb.ask("What voucher did passengers of the ferry get in 2024?")
    assert older.notes == ("This was published on 2 March 2024; newer documents were found, too.",)
    assert newer.found
    assert named.found
    assert newer.notes == named.notes == ()


def test_a_year_that_nothing_is_told_of_leaves_the_choice_as_it_was(rb):
    answer = rb.ask("How long did the ferry of Velm lie still in 1999?")
    assert answer.found or answer.nearest
