"""The day of publication: found where a text plainly says it, else left open."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.files import BODY

from index.readers.metadata.day_formats import find_dates
from index.readers.metadata.published import find_published


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
        ("Contract\n\nbetween A and B\n\nSigned on 28 March 2025\n\n1. It begins.", "2025-03-28"),
        ("Report\nDate of inspection: 4 February 2025\nFor the town", "2025-02-04"),
        ("Minutes\n**Date of the meeting:** 4 February 2025\n", "2025-02-04"),
        ("Date of inspection: 4 February 2025\nPublished: 9 March 2025", "2025-03-09"),
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
        ("The Example — 03/04/2025 EST", "2025-03-04"),
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
        "Published: 03/04/2025",
        "Updated: 7 May 2025\nPublished: 03/04/2025",
        "Generated: 2025-03-04",
        "Printed 3 May 2024",
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
    "form", ["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%Y/%m/%d", "%d.%m.%Y", "%m/%d/%Y EST"]
)
def test_every_day_is_read_back(form, day):
    text = f"Published: {day.strftime(form)}\n{BODY}"
    found = find_published(text)
    assert found is not None
    assert found.day == day.isoformat()
