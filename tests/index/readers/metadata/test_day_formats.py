"""Dates as they are written: found where they stand, and read as days."""

from datetime import date, timedelta

import pytest

from index.readers.metadata.day_formats import find_dates, order_of, plausible, reads_day_first


@pytest.mark.parametrize(
    ("text", "written", "day"),
    [
        ("On 2025-01-21, it", "2025-01-21", "2025-01-21"),
        ("the 14th of March, 2026 was", "14th of March, 2026", "2026-03-14"),
        ("March 14, 2026", "March 14, 2026", "2026-03-14"),
        ("am 14. März 2026 um", "14. März 2026", "2026-03-14"),
        ("2025年1月21日", "2025年1月21日", "2025-01-21"),
        ("1/22/2025", "1/22/2025", "2025-01-22"),
        ("22/1/2025", "22/1/2025", "2025-01-22"),
    ],
)
def test_a_date_is_found_where_it_stands(text, written, day):
    [found] = find_dates(text)
    assert (found.written, found.day.isoformat()) == (written, day)
    assert text[found.start : found.end] == written


@pytest.mark.parametrize("text", ["31 February 2024", "10 van 2020", "1/2/3/2025", "14 March", "12025-01-21"])
def test_what_is_no_date_is_left_alone(text):
    assert list(find_dates(text)) == []


def test_numbers_are_read_in_the_order_of_their_text():
    [open_date] = find_dates("03/04/2025")
    assert open_date.unsure
    assert not any(one.unsure for one in find_dates("03/14/2025, 04.03.2025, 4/4/2025, 3/4/2025 8:15 PM"))
    assert not any(one.unsure for one in find_dates("03/04/2025", day_first=False))
    assert [one.day.month for one in find_dates("03/04/2025, 10:00", day_first=True)] == [4]
    assert [one.day.month for one in find_dates("03/04/2025 8:15 PM", day_first=True)] == [3]
    assert reads_day_first("from 21/01/2025 on")
    assert reads_day_first("10:00 GMT")
    assert reads_day_first("01/21/2025") is False
    assert reads_day_first("8:15 EST") is False
    assert reads_day_first("01/02/2025") is None


@pytest.mark.parametrize(
    ("language", "order"),
    [("en-GB", True), ("en_AU", True), ("'fr'", True), ("de-CH", True), ("en-US", False), ("en", None),
     ("en-CA", None), ("ja", None), ("hu-HU", None), ("", None)],
)  # fmt: skip
def test_a_language_tells_the_order_of_day_and_month(language, order):
    assert reads_day_first("01/02/2025", language) is order


def test_the_language_of_the_text_tells_where_nothing_else_does():
    french = "La digue a été réparée avant l'hiver, et la route le long du canal est ouverte à tous."
    english = "The dike was mended before the winter, and the road along the canal is open to all."
    assert order_of("01/02/2025", french) is True
    assert order_of("01/02/2025", english) is None
    assert order_of("25 May 2025", french) is None  # nothing to be told


def test_a_day_far_ahead_or_long_ago_is_not_plausible():
    today = date.today()
    assert plausible(today + timedelta(days=30))
    assert not plausible(today + timedelta(days=1000))
    assert not plausible(date(1899, 12, 31))
