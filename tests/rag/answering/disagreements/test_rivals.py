"""Nearly the same sentence with another value is a rival, and is shown as one."""

import pytest

from rag import Readback
from rag.answering.disagreements.rivals import rival_values
from rag.answering.retrieve import retrieve

SAID = "Members may keep a boat at the pier for 30 days in a row."


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        (SAID, SAID.replace("30", "300"), ("30 days", "300 days")),
        ("The north gate closes at nine.", "The north gate closes at ten.", ("nine", "ten")),
        ("The levy is 9 crowns per tonne.", "The levy is 900 crowns per tonne.", ("9 crowns", "900 crowns")),
        (SAID, SAID, None),
        (SAID, SAID.replace("boat", "raft"), None),
        ("Room 12 seats 40 people at least.", "Room 13 seats 40 people at least.", None),
        ("Ines Karr opened the harbour in 1907.", "Olga Karr opened the harbour in 1907.", None),
        (
            "The crew was not needed to bring anyone down.",
            "The crew did not have to bring anyone down.",
            None,
        ),
        ("In 2021 the levy was 9 crowns.", "In 2024 the levy was 12 crowns.", None),
    ],
)
def test_the_values_in_which_two_sentences_differ(one, other, values):
    assert rival_values(one, other) == values
    assert rival_values(other, one) == (values and values[::-1])


def test_names_differ_only_where_names_are_asked_for():
    sentences = "Ines Karr opened the harbour in 1907.", "Olga Karr opened the harbour in 1907."
    assert rival_values(*sentences, names=True) == ("Ines", "Olga")


def test_both_rivals_are_quoted_and_told_apart(tmp_path):
    for name, days in (("old.txt", "30"), ("new.txt", "300")):
        (tmp_path / name).write_text(
            f"Rules of the pier, {name}\n\n{SAID.replace('30', days)}\n", encoding="utf-8"
        )
    rb = Readback(library=tmp_path / "library")
    rb.add([tmp_path / "old.txt", tmp_path / "new.txt"])
    question = "For how many days in a row may members keep a boat at the pier?"
    compared = retrieve(rb.library, question).compared
    assert len(compared.rivals) == 2
    assert not compared.told  # that two differ does not make them an answer
    answer = rb.ask(question)
    assert all(len(sentence.citations) == 1 for sentence in answer.sentences)
    (dispute,) = answer.disagreements
    assert (dispute.kind, sorted(value.value for value in dispute.values)) == (
        "conflict",
        ["30 days", "300 days"],
    )
