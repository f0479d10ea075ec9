"""Title, outlet and day of publication: found where a file plainly says them, else left open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.read import read
from index.readers.metadata.day_formats import find_dates
from index.readers.metadata.outlets import find_outlet
from index.readers.metadata.published import find_published
from index.readers.metadata.titles import from_name, headline

BODY = (
    "\nThe mayor said the bridge is open, and that all who wish to cross it may do so free of charge.\n"
    "A second paragraph says more about it.\nAnd a third.\nAnd a fourth one.\nAnd a last one, the fifth.\n"
)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("By Jane Doe, 14 March 2026", "2026-03-14"),
        ("By Jane Doe | March 14, 2026 | 5 min read", "2026-03-14"),
        ("Published: 14 March 2026", "2026-03-14"),
        ("A headline\nPublished Sat 14 Mar 2026 10:15 GMT", "2026-03-14"),
        ("Updated 3 May 2024\nPublished 1 May 2024", "2024-05-01"),
        ("Published 3 May 2024, updated 5 May 2024", "2024-05-03"),
        ("Last updated: May 3, 2024", "2024-05-03"),
        (" date 2025-01-21 Hard to say what this is.", "2025-01-21"),
        ("LONDON, March 3, 2026 (Agency) — The bank said on Monday that it", "2026-03-03"),
        ("Springfield, 11 May 2026. On Saturday, 9 May 2026, the line stopped.", "2026-05-11"),
        ("an outlet today - 1/23/2026 08:15:44 PM - GMT (+2 )", "2026-01-23"),
        ("an outlet today - 2/3/2026 08:15:44 PM - GMT (+2 )", "2026-02-03"),
        ("Posted on January 4, 2024 by admin", "2024-01-04"),
        ("Tuesday, 21 January 2025", "2025-01-21"),
        ("**Date:** 2024-05-01", "2024-05-01"),
        ("Report date: 1 January 2024", "2024-01-01"),
        ("Publié le 3 mars 2024 à 10h00", "2024-03-03"),
        ("Veröffentlicht am 14. März 2026", "2026-03-14"),
        ("Опубликовано: 14 марта 2026", "2026-03-14"),
        ("2025年1月21日", "2025-01-21"),
        ("The Example, 03/04/2025 10:00 GMT", "2025-04-03"),
        ("The Example — 03/04/2025", "2025-03-04"),
        ("The Example — 03.04.2025", "2025-04-03"),
    ],
)
def test_days_of_publication(line, day):
    text = line + BODY
    found = find_published(text)
    assert found is not None
    assert found.day == day
    assert text[found.evidence.start : found.evidence.end] == found.evidence.text
    assert [
        each.day.isoformat() for each in find_dates(found.evidence.text, day_first=day == "2025-04-03")
    ] == [day]


@pytest.mark.parametrize(
    "line",
    [
        "The talks took place on January 17, 2025",
        "They met in February 2023 and again in May.",
        "Date of birth 26 June 1968",
        "Born: 26 June 1968",
        "The battle of 14 March 2026",
        "Effective date: 1 January 2024",
        "Deadline: 14 March 2026",
        "Retrieved 3 May 2024",
        "Conference, 3 March 2026 – 5 March 2026",
        "On 14 March 2026, the minister said nothing.",
        "Published on 14 March 2026, the report found that nothing is known.",
        "The report, dated 14 March 2026, said that much.",
        "Data from 14 March 2026",
        "He arrived in London on Tuesday, March 3, 2026, and left.",
        "Published: 14 March 2199",
        "Published: 31 February 2024",
        "March 2024",
    ],
)
def test_days_of_something_else(line):
    assert find_published(line + BODY) is None
    assert find_published(BODY * 3 + line) is None


def test_a_date_at_the_end_needs_a_cue_or_a_line_of_its_own():
    assert find_published(BODY * 3 + "First published 3 May 2024").day == "2024-05-03"
    assert find_published(BODY * 3 + "3 May 2024").day == "2024-05-03"
    assert find_published(BODY * 6 + "Smith, A very long title of another work, 3 May 2019") is None


@given(day=st.dates(min_value=date(1900, 1, 1), max_value=date(2025, 1, 1)))
@pytest.mark.parametrize(
    "form", ["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%Y/%m/%d", "%d.%m.%Y", "%m/%d/%Y"]
)
def test_every_day_is_read_back(form, day):
    text = f"Published: {day.strftime(form)}\n{BODY}"
    found = find_published(text)
    assert found is not None
    assert found.day == day.isoformat()


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


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A bridge opens" + BODY, "A bridge opens"),
        ("\n\n  A bridge   opens \r\n" + BODY, "A bridge opens"),
        ("an outlet today - 1/23/2026 08:15:44 PM\nA bridge opens" + BODY, "A bridge opens"),
        ("Title: A bridge opens\nDate: 2024-05-01" + BODY, "A bridge opens"),
        ("THE DAILY GAZETTE\n3 May 2024\nPage 3\nBy A. B.\n\nA bridge opens" + BODY, "A bridge opens"),
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


def test_markdown_front_matter(tmp_path):
    text = (
        '---\r\ntitle: "A bridge opens"\r\ndate: 2024-05-01T10:00:00Z\r\npublication: The Daily Example\r\n'
        "tags: [a, b]\r\n---\r\n\r\n# Another heading\r\n\r\nText.\r\n"
    )
    path = tmp_path / "a.md"
    path.write_bytes(text.encode())
    reading = read(path)
    assert reading.text == text
    assert (reading.title, reading.outlet, reading.published) == (
        "A bridge opens",
        "The Daily Example",
        "2024-05-01",
    )
    span = reading.published_evidence
    assert text[span.start : span.end] == span.text == "2024-05-01"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("```\n# not this\n```\n\n## The *real* [heading](http://x.example) ##\n\nText.", "The real heading"),
        ("Underlined `code`\n=======\n\nText.", "Underlined code"),
        ("Bread &amp; butter\n---\n\nText.", "Bread & butter"),
        ("snake_case\n\nText that goes on.", "snake_case"),
        ("Text that is a sentence.\n\nMore.", "some notes"),
    ],
)
def test_markdown_titles(tmp_path, text, title):
    path = tmp_path / "some_notes.md"
    path.write_text(text)
    assert read(path).title == title
    assert read(path).media_type == "text/markdown"


def test_the_files_own_time_is_no_date(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("A bridge opens" + BODY)
    assert read(path).published is None
    assert read(path).published_evidence is None
