"""Titles: a headline, or the name of the file."""

import pytest
from support.files import BODY

from index.readers.metadata.titles import from_name, headline, untitled


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A bridge opens" + BODY, "A bridge opens"),
        ("\n\n  A bridge   opens \r\n" + BODY, "A bridge opens"),
        ("an outlet today - 1/23/2026 08:15:44 PM\nA bridge opens" + BODY, "A bridge opens"),
        ("Title: A bridge opens\nDate: 2024-05-01" + BODY, "A bridge opens"),
        ("THE DAILY GAZETTE\n3 May 2024\nPage 3\nBy A. B.\n\nA bridge opens" + BODY, "A bridge opens"),
        ("Notes of the tenants' assembly, 3 May 2024" + BODY, "Notes of the tenants' assembly, 3 May 2024"),
        ("By a reader of the council, 3 May 2024" + BODY, None),
        ("Published by the town council, 3 May 2024" + BODY, None),
        ("Jane Doe, Velm, 3 May 2024" + BODY, None),
        ("From: J. Doe\nTo: All\nSubject: The lift\nDate: 3 May 2024" + BODY, "The lift"),
        ("Von: J. Doe\nAn: alle\nBetreff: Der Aufzug" + BODY, "Der Aufzug"),
        ("Subject: The lift" + BODY, "Subject: The lift"),
        ("What now?" + BODY, "What now?"),
        ("The bridge is open." + BODY, None),
        ("A bridge opens", None),
        ("14 March 2026\nThe bridge is open, he said." + BODY, None),
        ("x" * 200 + BODY, None),
        ("a\tb\tc\n1\t2\t3" + BODY, None),
        ('{"name": "x"' + BODY, None),
        ("----------" + BODY, None),
    ],
)
def test_headlines(text, title):
    assert headline(text) == title


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("the_bridge_opens.txt", "the bridge opens"),
        ("minutes-of-the-board-2024.pdf", "minutes of the board 2024"),
        ("001_b4ce6fc720fcc66e.txt", "001_b4ce6fc720fcc66e"),
        ("report.docx", "report"),
        ("2024-05-01.txt", "2024-05-01"),
        (".txt", ".txt"),
    ],
)
def test_titles_from_names(name, title):
    assert from_name(name) == title


def test_a_text_whose_name_says_nothing_has_its_first_telling_sentence_for_a_title():
    opening = "The bridge at Velm opens on Friday, and everybody is welcome at the old quay."
    text = f"This is very important. {opening}"
    assert untitled(text, "000_ccb44df4a62834f5.txt") == opening
    assert untitled(text.replace("old", "very old"), "000_ccb44df4a62834f5.txt").endswith("very old …")
    assert untitled(text, "the_bridge_opens.txt") == "the bridge opens"
    assert untitled(f" date 2025-01-21 {opening}", "000_ccb44df4a62834f5.txt") == opening
    assert untitled("12", "000_ccb44df4a62834f5.txt") == "000_ccb44df4a62834f5"
