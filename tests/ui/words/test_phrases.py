"""Dates as people write them."""

from ui.words.phrases import day


def test_dates():
    assert day("2026-03-04") == "4 March 2026"
    assert day("2026-03-04", short=True) == "4 Mar 2026"
    assert day(None) == ""
    assert day("spring") == "spring"
