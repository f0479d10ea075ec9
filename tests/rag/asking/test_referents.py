"""Pronouns stand for what was spoken of last."""

import pytest

from rag.asking.referents import named, people

FIRM = ("Which firm will repair the quay?", "The works go to Tarn & Holt.")
BOATS = ("How many Velm boats will Oskar Lind sell?", "Oskar Lind will sell nine boats.")
ROWS = [
    (*FIRM, "", "Since when has it been in Velm?", "Since when has Tarn & Holt been in Velm?"),
    (*BOATS, "", "Who will buy them?", "Who will buy the Velm boats?"),
    ("How many people work at Tarn Mill?", "", "", "Is it old?", "Is Tarn Mill old?"),
    ("When is the fair?", "It is at Velm Church.", "Who is Ann Berg?", "Is she ill?", "Is Ann Berg ill?"),
]


@pytest.mark.parametrize(("before", "answer", "earlier", "question", "found"), ROWS)
def test_a_pronoun_is_named(before, answer, earlier, question, found):
    assert named(question, before, answer, earlier) == found


def test_a_name_beside_an_office_comes_first():
    assert people("She took the Marn Cup from Oskar Lind.") == ["Oskar Lind"]
    assert people("At Velm Mill, the captain, Ines Karr, spoke of Oskar Lind.")[0] == "Ines Karr"
