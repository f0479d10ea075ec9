"""Two sentences are one statement only if no word that tells something stands in one alone."""

import pytest

from rag.english.same_statement import same_statement

SAID = "The ferry to Orrin Island carries 240 passengers and leaves at nine."


@pytest.mark.parametrize(
    "other",
    [
        SAID,
        "The ferry to Orrin Island carries 240 passengers, and leaves at nine",
        "A ferry to Orrin Island carries 240 passengers and it leaves at nine.",
    ],
)
def test_other_marks_and_small_words_make_no_other_statement(other):
    assert same_statement(SAID, other)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("240", "24"),
        ("nine", "ten"),
        ("Orrin", "Orran"),
        ("carries", "never carries"),
        ("leaves", "cannot leave"),
    ],
)
def test_another_value_name_or_negation_makes_another_statement(word, other):
    assert not same_statement(SAID, SAID.replace(word, other))
    assert not same_statement(SAID.replace(word, other), SAID)


def test_an_opposite_makes_another_statement():
    assert not same_statement(
        "The council voted to accept the plan for the harbour.",
        "The council voted to reject the plan for the harbour.",
    )


def test_sentences_in_other_words_are_two():
    assert not same_statement(SAID, "Some 240 people fit on the boat, which departs at nine.")
