"""Sentences that are not understood without the one before, and sentences that are: two tables."""

import pytest

from rag.summarizing.dependent_sentences import hangs

LEANING = [
    "He said so.", "However, this was late.", "It employs 410 people.", "In this context, all is well.",
    "After reading their exchange, nobody was wiser.", "For a small garden, it will do.",
    "“We won,” she said.", "“Nobody was hurt.”", "The latter was shut.",
    "“We were ready,” its leader, Tomas Brill, said.",
]  # fmt: skip
STANDING = [
    "The ferry ran aground.", "This year the ferry ran aground.", "It is clear that the ferry ran aground.",
    "“We won,” Ines Karr said.", "First Minister Ines Karr resigned.", "Another-world tales sell well.",
    "As the tide fell, Ines Karr left the ship.", "High winds are expected on Friday.",
]  # fmt: skip


@pytest.mark.parametrize("line", LEANING)
def test_sentences_that_hang_on_another(line):
    assert hangs(line)


@pytest.mark.parametrize("line", STANDING)
def test_sentences_that_stand_alone(line):
    assert not hangs(line)
