"""A question loses the dates that a passage does not write."""

import pytest

from rag.answering.undated import undated

ROWS = [
    ("How many came in May 2026?", "Fifty came.", "How many came?"),
    ("How many came in May 2026?", "Fifty came in May.", "How many came in May?"),
    ("How many came in May 2026?", "In 2026 fifty came.", "How many came in May 2026?"),
    ("How many came on Saturday, 9 May 2026?", "Fifty came.", "How many came?"),
    ("How high was the 2024 bill?", "The bill was 9 crowns.", "How high was the bill?"),
    ("After the stop on 9 May 2026, who came?", "Ann came.", "After the stop, who came?"),
    ("Who came?", "Ann came.", "Who came?"),
    ("What changed between 2019 and 2021?", "All did.", "What changed between 2019 and 2021?"),
    ("Did it open before 2010?", "It did.", "Did it open before 2010?"),
    ('Who wrote "1984"?', "Ann did.", 'Who wrote "1984"?'),
]


@pytest.mark.parametrize(("question", "passage", "left"), ROWS)
def test_dates_that_a_passage_lacks_are_left_out(question, passage, left):
    assert undated(question, passage) == left
