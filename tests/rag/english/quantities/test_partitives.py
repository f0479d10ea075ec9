"""Parts and their wholes: "two of its six hangers"; and numbers in a list that name."""

import pytest

from rag.english.quantities.find_quantities import find
from rag.english.quantities.partitives import parts


@pytest.mark.parametrize(
    ("text", "part", "whole", "noun"),
    [
        ("Rot is in three of its eight trusses.", "three", "eight", "trusses"),
        ("Two of the five steel posts are bent.", "Two", "five", "posts"),
        ("3 of 8 bridges were closed.", "3", "8", "bridges"),
        ("Two of the council's nine members left.", "Two", "nine", "members"),
        ("Both reports say four of all the seven lamps failed.", "four", "seven", "lamps"),
    ],
)
def test_a_part_counts_what_its_whole_counts(text, part, whole, noun):
    found = find(text)
    assert [(one.text, other.text) for one, other in parts(text, found)] == [(part, whole)]
    assert {one.noun for one in found if one.text in (part, whole)} == {noun}


@pytest.mark.parametrize(
    "text",
    [
        "Two of the men in five cars left.",
        "Nine out of ten people agree.",
        "Five of them sold three boats.",
        "Eight of the two boats sank.",
        "Two boats of the six fleets came.",
    ],
)
def test_what_is_no_part(text):
    assert not list(parts(text, find(text)))


@pytest.mark.parametrize("text", ["Hangers 2, 4 and 5 are cracked.", "Lamps 7 and 9, and the pump, failed."])
def test_numbers_in_a_list_behind_a_plural_name(text):
    assert find(text) == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Shares 20 and 30 percent lower were sold.", 2),
        ("Groups of 2, 4 and 5 came.", 3),
        ("It sells 20 and 30 boxes.", 2),
    ],
)
def test_numbers_in_a_list_that_count(text, count):
    assert len(find(text)) == count
