"""The result of a vote is part of a summary of minutes, however short its sentence."""

import pytest

from rag import Readback
from rag.summarizing.votes import counts_votes

MINUTES = """Allotment society, general meeting, 3 March 2025

CHAIR (Tilda Rook): Welcome to all members. The only matter tonight is the new well.

MR AMSEL: The old well ran dry in August. I suggest one of forty metres beside the greenhouse. It costs
9,500 marks.

MRS KEEL: That is too dear for us. The rain barrels have served us for twenty summers, and they cost nothing.

MR AMSEL: Without water the saplings die. The drillers can come in the last week of April.

CHAIR (Tilda Rook): We decide now. Eleven are in favour, four are against. The well will be drilled.

MRS KEEL: I shall not pay for it. The society has other debts, as the treasurer knows.

CHAIR (Tilda Rook): The treasurer sends the bill in May. Coffee is served in the hut beside the gate.
"""


@pytest.mark.parametrize(
    "line",
    [
        "Eleven are in favour, four are against.",
        "For the motion: 12 voted for it and nobody against.",
        "The motion was carried by 31 votes to 9.",
        "The senate voted 52 to 48 to end the debate.",
        "The plan was adopted unanimously.",
        "Members unanimously approved the budget.",
    ],
)
def test_results_of_votes(line):
    assert counts_votes(line)


@pytest.mark.parametrize(
    "line",
    [
        "We decide now.",
        "Two doors are for guests, the third is for staff.",
        "The train runs from 9 to 5.",
        "The team won by two goals.",
        "She argued against the plan for ten minutes.",
        "Critics were unanimous.",
    ],
)
def test_other_sentences_count_no_votes(line):
    assert not counts_votes(line)


def test_the_vote_stands_in_the_summary_of_minutes(tmp_path):
    (tmp_path / "well.txt").write_text(MINUTES, encoding="utf-8")
    with Readback(library=tmp_path / "library") as rb:
        rb.add([tmp_path / "well.txt"])
        told = [sentence.text for sentence in rb.summarize("well.txt").sentences]
    assert any("Eleven are in favour, four are against." in text for text in told), told
