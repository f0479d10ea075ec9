"""Outlets: found where a text plainly names one."""

import pytest
from support.files import BODY

from index.readers.metadata.outlets import find_outlet


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("an outlet today - 1/23/2026 08:15:44 PM - GMT (+2 )", "an outlet today"),
        ("LONDON, March 3 (Reuters) - The bank said on Monday", "Reuters"),
        ("WASHINGTON (AP) — The bank said on Monday", "AP"),
        ("Source: The Daily Example", "The Daily Example"),
        ("**Publisher:** Example Press", "Example Press"),
        (
            "THE DAILY GAZETTE - ARCHIVE\n3 May 2024\nREGION\nBy A. B.\n\nA bridge opens\n",
            "THE DAILY GAZETTE",
        ),
        ("Minister Attacks Press\n3 May 2024\n\nThe minister said that he does not like it.\n", None),
        # Not plain enough: people, places, files, asides.
        ("John Smith - 1/23/2026 08:15:44 PM", None),
        ("Paris – 14 March 2026 10:00", None),
        ("ROME (Italy) — The bank said", None),
        ("Source: data/report.pdf, page 1. Model: x.", None),
        ("Source: he told us so yesterday.", None),
        ("By Jane Doe, The Example, 14 March 2026", None),
        ("The bank (Reuters said so) is closed", None),
    ],
)
def test_outlets(line, outlet):
    assert find_outlet(line + BODY) == outlet
