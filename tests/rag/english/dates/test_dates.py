"""Dates and times found in sentences, and compared."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.repeated import DATES

from rag.english.agreement import Agreement
from rag.english.dates.find_dates import When, compare, find

PUBLISHED = date(2024, 3, 20)  # a Wednesday
AGREES, LOOSELY, DIFFERS, INCOMPARABLE = Agreement


def only(text: str, published: date | None = PUBLISHED) -> When:
    found = find(text, published)
    assert len(found) == 1, found
    return found[0]


FIELDS = [
    ("It opened on 5 March 2024.", "5 March 2024", (2024, 3, 5)),
    ("on March 5, 2024, he said", "March 5, 2024", (2024, 3, 5)),
    ("on March 5th 2024", "March 5th 2024", (2024, 3, 5)),
    ("the 5th of March", "5th of March", (None, 3, 5)),
    ("on 5 Mar he", "5 Mar", (None, 3, 5)),
    ("Sept. 11, 2001", "Sept. 11, 2001", (2001, 9, 11)),
    ("filed 2024-03-05.", "2024-03-05", (2024, 3, 5)),
    ("filed 25/12/2023", "25/12/2023", (2023, 12, 25)),
    ("filed 12/25/2023", "12/25/2023", (2023, 12, 25)),
    ("am 5.3.2024", "5.3.2024", (2024, 3, 5)),
    ("in March 2024", "March 2024", (2024, 3, None)),
    ("in March '24", "March '24", (2024, 3, None)),
    ("It closed in March.", "March", (None, 3, None)),
    ("It closes in May.", "May", (None, 5, None)),
    ("It closes in early May.", "early May", (None, 5, None)),
    ("on May 10", "May 10", (None, 5, 10)),
    ("the 2019 election", "2019", (2019, None, None)),
    ("In 2024 sales rose", "2024", (2024, None, None)),
    ("post-2008 rules", "2008", (2008, None, None)),
    ("Monday, 5 March", "Monday, 5 March", (None, 3, 5)),
    ("on Christmas Day 2020", "Christmas Day 2020", (2020, 12, 25)),
    ("on 31 February 2024", "31 February 2024", (2024, 2, 31)),
    ("on 29 February 2023", "29 February 2023", (2023, 2, 29)),
    ("he said yesterday", "yesterday", (2024, 3, 19)),
    ("the day before yesterday", "the day before yesterday", (2024, 3, 18)),
    ("it rained last night", "last night", (2024, 3, 19)),
    ("he left on Friday", "Friday", (2024, 3, 15)),
    ("he left last Wednesday", "last Wednesday", (2024, 3, 13)),
    ("she left on Wednesday", "Wednesday", (2024, 3, 20)),
    ("he leaves next Tuesday", "next Tuesday", (2024, 3, 26)),
    ("he left on Fri.", "Fri.", (2024, 3, 15)),
    ("last month", "last month", (2024, 2, None)),
    ("last year's fair", "last year", (2023, None, None)),
    ("three days ago", "three days ago", (2024, 3, 17)),
    ("10 days ago", "10 days ago", (2024, 3, 10)),
    ("two months ago", "two months ago", (2024, 1, None)),
    ("a year ago", "a year ago", (2023, None, None)),
    ("last March", "last March", (2023, 3, None)),
    ("in March last year", "March last year", (2023, 3, None)),
    ("the previous day", "previous day", (None, None, None)),
    ("two weeks earlier", "two weeks earlier", (None, None, None)),
    ("the prior year", "prior year", (None, None, None)),
    ("on Halloween 2020", "Halloween 2020", (2020, 10, 31)),
    ("on Boxing Day", "Boxing Day", (None, 12, 26)),
    ("New Year's Day was cold", "New Year's Day", (None, 1, 1)),
    ("the day after New Year's Day", "the day after New Year's Day", (None, 1, 2)),
    ("the day before 1 March 2024", "the day before 1 March 2024", (2024, 2, 29)),
    ("two days before 5 March 2019", "two days before 5 March 2019", (2019, 3, 3)),
    ("three days after Christmas", "three days after Christmas", (None, 12, 28)),
    ("A fortnight ago today", "A fortnight ago today", (2024, 3, 6)),
    ("two weeks ago on Monday", "two weeks ago on Monday", (2024, 3, 4)),
    ("ten years ago this week", "ten years ago this week", (2014, None, None)),
    ("It is three days since he left.", "three days", (2024, 3, 17)),
    ("It's ten years this week since he left.", "ten years this week", (2014, None, None)),
    ("It has been almost ten years to the day since.", "ten years to the day", (2014, 3, 20)),
]


@pytest.mark.parametrize(("text", "said", "fields"), FIELDS)
def test_a_date_is_found_in_its_words(text, said, fields):
    when = only(text)
    assert when.text == said == text[when.start : when.end]
    assert (when.year, when.month, when.day) == fields


SPANS = [
    ("the 1990s", "1990-01-01", "1999-12-31"),
    ("in the nineties", "1990-01-01", "1999-12-31"),
    ("the mid-2010s", "2013-01-01", "2016-12-31"),
    ("the 19th century", "1801-01-01", "1900-12-31"),
    ("the nineteenth century", "1801-01-01", "1900-12-31"),
    ("Q3 2021", "2021-07-01", "2021-09-30"),
    ("the third quarter of 2021", "2021-07-01", "2021-09-30"),
    ("the first half of 2021", "2021-01-01", "2021-06-30"),
    ("fiscal 2022", "2022-01-01", "2022-12-31"),
    ("FY22", "2022-01-01", "2022-12-31"),
    ("summer of 2020", "2020-06-01", "2020-08-31"),
    ("winter 2020", "2020-12-01", "2021-02-28"),
    ("last summer", "2023-06-01", "2023-08-31"),
    ("last week", "2024-03-11", "2024-03-17"),
    ("next month", "2024-04-01", "2024-04-30"),
    ("a fortnight ago", "2024-03-04", "2024-03-10"),
    ("in 2 weeks", "2024-04-01", "2024-04-07"),
    ("2019-21", "2019-01-01", "2021-12-31"),
    ("February 2024", "2024-02-01", "2024-02-29"),
    ("late March 2024", "2024-03-19", "2024-03-31"),
]


@pytest.mark.parametrize(("text", "first", "last"), SPANS)
def test_a_longer_time_has_its_first_and_last_day(text, first, last):
    assert only(text).span == (date.fromisoformat(first), date.fromisoformat(last))


CLOCKS = [
    ("at 12:30", "12:30", 12, 30),
    ("at 5 p.m. on", "5 p.m.", 17, 0),
    ("at 5pm.", "5pm", 17, 0),
    ("at 12 a.m.", "12 a.m.", 0, 0),
    ("at 17:00", "17:00", 17, 0),
    ("by noon", "noon", 12, 0),
    ("until midnight", "midnight", 0, 0),
    ("at half past six", "half past six", 6, 30),
    ("at quarter to five", "quarter to five", 4, 45),
    ("at 10.30am", "10.30am", 10, 30),
    ("at five o'clock in the afternoon", "five o'clock in the afternoon", 17, 0),
    ("at 0530 GMT", "0530 GMT", 5, 30),
    ("at 5 p.m. Moscow time", "5 p.m. Moscow time", 17, 0),
    ("half past three in the afternoon", "half past three in the afternoon", 15, 30),
    ("a quarter to nine in the evening", "quarter to nine in the evening", 20, 45),
    ("quarter past six", "quarter past six", 6, 15),
    ("It was ten to five.", "ten to five", 4, 50),
    ("at twenty-five past five", "twenty-five past five", 5, 25),
    ("at five to ten in the morning", "five to ten in the morning", 9, 55),
    ("at 8.45 p.m.", "8.45 p.m.", 20, 45),
    ("at 5.57 a.m.", "5.57 a.m.", 5, 57),
    ("at 24:00", "24:00", 0, 0),
]


@pytest.mark.parametrize(("text", "said", "hour", "minute"), CLOCKS)
def test_a_time_of_day_is_found(text, said, hour, minute):
    when = only(text)
    assert (when.text, when.hour, when.minute) == (said, hour, minute)


@pytest.mark.parametrize(
    "text",
    [
        "They may march on.",
        "May I come in?",
        "The top 5 may change.",
        "It took 2024 people.",
        "2000 voters came",
        "1,900 metres",
        "1900 metres up",
        "$2000 was paid",
        "more than 2000",
        "It employs 2000 in Leeds.",
        "a population of 1856",
        "a total of 1856",
        "about 1856, nearly 1856, over 1856, only 1856 and some 1856",
        "five to ten percent, from ten to five and won ten to five",
        "ten to five people",
        "The vote was ten to five.",
        "It was ten years since the war.",
        "version 1.2.24",
        "the code 120245",
        "a two-week trip",
        "for three days",
        "10 years of work",
        "he is 45 years old",
        "in his forties",
        "the first time in ten years",
        "over the last two weeks",
        "on Black Friday",
        "The Sun said",
        "the Sunday Times said",
        "won 3-2 in 1:59:40.5",
        "Jan said so",
        "a spring in his step",
        "the second half",
        "50 BC and 1500 B.C.",
        "p.m.",
        "",
    ],
)
def test_what_is_no_date_is_not_found(text):
    assert find(text, PUBLISHED) == ()


@pytest.mark.parametrize(
    ("text", "bound", "lead"),
    [
        ("by 2030", "before", "by"),
        ("until March 2024", "before", "until"),
        ("It was not until March 2024", "exact", ""),
        ("The line did not move again until 15:04", "exact", ""),
        ("before the 2019 election", "exact", ""),
        ("since 1998", "after", "since"),
        ("from 5 March", "after", "from"),
        ("around 1850", "about", "around"),
        ("built in about 1850", "about", "about"),
        ("at more or less six o'clock", "about", "more or less"),
        ("in late 2020", "about", ""),
        ("by the end of 2024", "before", "by"),
        ("in 2020", "exact", ""),
        ("after Monday's match", "exact", ""),
    ],
)
def test_the_word_before_a_date_bounds_it(text, bound, lead):
    when = only(text)
    assert (when.bound, when.lead) == (bound, lead)


COMPARED = [
    # claim, source, verdict
    ("in March 2024", "on 5 March 2024", AGREES),
    ("on 5 March 2024", "in March 2024", LOOSELY),
    ("on 5 March 2024", "on 6 March 2024", DIFFERS),
    ("on 5 March 2024", "on March 5, 2024", AGREES),
    ("on 5 April", "on 5 March 2024", DIFFERS),
    ("on 5 March", "on 5 March 2023", AGREES),
    ("on 5 March 2024", "on 5 March", AGREES),
    ("on 5 March 2023", "on 5 March", LOOSELY),
    ("in March 2024", "on 5 March", AGREES),
    ("on 5 December 2023", "on 5 December", AGREES),
    ("05/03/2024", "on 5 March 2024", AGREES),
    ("05/03/2024", "on May 3, 2024", AGREES),
    ("on May 3, 2024", "05/03/2024", AGREES),
    ("05/03/2024", "on 5 April 2024", DIFFERS),
    ("5.3.2024", "on May 3, 2024", DIFFERS),
    ("on Tuesday, 5 March 2024", "on 5 March 2024", AGREES),
    ("on Monday, 5 March 2024", "on 5 March 2024", DIFFERS),
    ("on 5 March 2024", "on Monday, 5 March 2024", AGREES),
    ("on Monday, 5 March", "on Tuesday, 5 March", DIFFERS),
    ("on 31 February 2024", "on 31 February 2024", AGREES),
    ("on 29 February 2023", "on 28 February 2023", DIFFERS),
    ("in the 1990s", "in 1994", AGREES),
    ("in 1994", "in the 1990s", LOOSELY),
    ("in the 1980s", "in 1994", DIFFERS),
    ("in the 19th century", "in 1850", AGREES),
    ("in the 20th century", "in the 19th century", DIFFERS),
    ("in Q3 2021", "in the third quarter of 2021", AGREES),
    ("in Q3 2021", "in August 2021", AGREES),
    ("in Q2 2021", "in the third quarter of 2021", DIFFERS),
    ("in the second quarter", "in the third quarter", DIFFERS),
    ("in 2021", "in the summer of 2021", AGREES),
    ("in 2022", "in winter 2022", AGREES),
    ("in fiscal 2022", "FY22", AGREES),
    ("in fiscal 2022", "in 2022", LOOSELY),
    ("in fiscal 2022", "in fiscal 2021", DIFFERS),
    ("yesterday", "on 19 March", AGREES),
    ("yesterday", "on 19 March 2024", AGREES),
    ("yesterday", "on 18 March", DIFFERS),
    ("on Tuesday", "yesterday", AGREES),
    ("on Wednesday", "yesterday", DIFFERS),
    ("last Friday", "on 15 March 2024", AGREES),
    ("last Friday", "on 8 March 2024", AGREES),
    ("last Friday", "on 1 March 2024", DIFFERS),
    ("last Friday", "next Friday", DIFFERS),
    ("on Friday", "last Friday", AGREES),
    ("on Friday", "on Thursday", DIFFERS),
    ("on Friday", "on 22 March", AGREES),
    ("on 22 March 2024", "on Friday", AGREES),
    ("on 12 April 2024", "on Friday", DIFFERS),
    ("on Fridays", "on Thursdays", DIFFERS),
    ("last year", "in 2023", AGREES),
    ("last year", "in 2022", DIFFERS),
    ("in 2023", "a year ago", AGREES),
    ("last week", "on 12 March", AGREES),
    ("last week", "on 1 March", DIFFERS),
    ("this morning", "this evening", DIFFERS),
    ("yesterday", "last night", AGREES),
    ("Friday night", "Friday evening", AGREES),
    ("Friday night", "on Friday", LOOSELY),
    ("two weeks earlier", "two weeks earlier", AGREES),
    ("two weeks earlier", "three weeks earlier", DIFFERS),
    ("the following year", "the previous year", DIFFERS),
    ("the following day", "on 5 March", INCOMPARABLE),
    ("before 2020", "in 2018", AGREES),
    ("before 2020", "in 2021", DIFFERS),
    ("before 2020", "in 2020", DIFFERS),
    ("by 2020", "in 2020", AGREES),
    ("after 2019", "in 2021", AGREES),
    ("in 2019", "since 2019", LOOSELY),
    ("since 2019", "in 2019", LOOSELY),
    ("since 2019", "since 2019", AGREES),
    ("since 2021", "since 2019", DIFFERS),
    ("by 2035", "by 2030", DIFFERS),
    ("in 2018", "since 2019", DIFFERS),
    ("before 2019", "after 2019", DIFFERS),
    ("around 2020", "in 2021", AGREES),
    ("around 2020", "in 2023", DIFFERS),
    ("in 2020", "around 2020", LOOSELY),
    ("in 2021", "around 2020", LOOSELY),
    ("around March 2024", "in April 2024", AGREES),
    ("in early 2024", "in late 2024", DIFFERS),
    ("in early March", "on 5 March", AGREES),
    ("in early March", "on 28 March", DIFFERS),
    ("in late March", "on 28 March 2024", AGREES),
    ("in 2024", "in early 2024", AGREES),
    ("in early 2024", "in 2024", LOOSELY),
    ("at 5 p.m.", "at 17:00", AGREES),
    ("at 5 p.m.", "at 5 a.m.", DIFFERS),
    ("at half past five", "at 5:30", AGREES),
    ("at half past five", "at 17:30", AGREES),
    ("at half past five", "at 5:35 p.m.", DIFFERS),
    ("around 5 p.m.", "at 5:10 p.m.", AGREES),
    ("at noon", "at 12:00", AGREES),
    ("at 5 p.m. GMT", "at 5 p.m. Moscow time", INCOMPARABLE),
    ("at 5 p.m.", "at 5 p.m. Moscow time", AGREES),
    ("at 5 p.m. EST", "at 6 p.m. ET", DIFFERS),
    ("at 5 p.m. UTC", "at 17:00 GMT", AGREES),
    ("at 5 p.m.", "in 2021", INCOMPARABLE),
    ("at more or less six o'clock", "at 5.57 a.m.", AGREES),
    ("at about six o'clock", "at 5.40 a.m.", DIFFERS),
    ("from 00:00", "at midnight", AGREES),
    ("at midnight", "since 24:00", AGREES),
    ("from 1:00", "at midnight", DIFFERS),
    ("on 2 January", "the day after New Year's Day", AGREES),
    ("on 18 March 2014", "ten years ago", AGREES),
    ("on 12 February 2024", "a month ago", AGREES),
    ("on 12 February 2024", "last month", LOOSELY),
    ("last year", "a year earlier", AGREES),
    ("the previous year", "in the prior year", AGREES),
    ("in March", "last year", DIFFERS),
]


@pytest.mark.parametrize(("claim", "source", "verdict"), COMPARED)
def test_dates_are_compared_by_what_both_say(claim, source, verdict):
    assert compare(only(claim), only(source)) is verdict


@pytest.mark.parametrize(
    ("claim", "source", "verdict"),
    [
        ("yesterday", "yesterday", AGREES),
        ("yesterday", "tomorrow", DIFFERS),
        ("last year", "next year", DIFFERS),
        ("a year ago", "last year", AGREES),
        ("last year", "in 2021", INCOMPARABLE),
        ("last Friday", "last Friday", AGREES),
        ("last Friday", "next Friday", DIFFERS),
        ("last Friday", "last Monday", DIFFERS),
        ("on Friday", "on 12 May 2023", AGREES),
        ("on Friday", "on 11 May 2023", DIFFERS),
        ("on 12 May 2023", "on Friday", LOOSELY),
        ("on 12 May 2023", "on 12 May", LOOSELY),
        ("on 12 May", "on 12 May", AGREES),
        ("in March", "in 2021", INCOMPARABLE),
        ("last summer", "next summer", DIFFERS),
        ("last week", "yesterday", INCOMPARABLE),
        ("the previous year", "last year", AGREES),
        ("the same period last year", "a year earlier", AGREES),
        ("the previous year", "next year", INCOMPARABLE),
        ("two weeks ago on Monday", "two weeks ago", AGREES),
    ],
)
def test_without_a_day_of_publication_relative_words_are_compared_as_words(claim, source, verdict):
    assert compare(only(claim, None), only(source, None)) is verdict


def test_days_and_months_that_share_a_year_are_all_given_it():
    assert [(w.text, w.year, w.month, w.day) for w in find("from 5 to 7 March 2024")] == [
        ("5", 2024, 3, 5),
        ("7 March 2024", 2024, 3, 7),
    ]
    assert [w.year for w in find("Einstein (1879–1955), from 2019 to 2021")] == [1879, 1955, 2019, 2021]
    assert [w.year for w in find("in December and January 2024")] == [2023, 2024]


COUNTED = [
    ("On the night of 9 February 2019 he left. Three days earlier he came.", (2019, 2, 6)),
    ("It fell on 9 February. The next day it rose.", (None, 2, 10)),
    ("It fell on 9 February; two weeks later it rose.", (None, 2, 23)),
    ("Up from 4m on 5 March 2010, two months later it fell.", (2010, 5, None)),
    ("In 2010 it made 5m, up from 4m a year earlier.", (2009, None, None)),
    ("On 5 March 2019 it fell. Three days after he left it rose.", (None, None, None)),
    ("On 5 March 2019 it fell, two hours later it rose.", (None, None, None)),
    ("On 5 March 2019 it fell, a few days later it rose.", (None, None, None)),
    ("Two days after the 9 February vote he left.", (None, 2, 9)),
]


@pytest.mark.parametrize(("text", "fields"), COUNTED)
def test_relative_words_count_from_the_date_before_them(text, fields):
    when = find(text)[-1]
    assert (when.year, when.month, when.day) == fields


def test_a_counted_week_takes_in_the_days_around_it():
    when = find("It fell on 9 February 2019; two weeks later it rose.")[-1]
    assert when.span == (date(2019, 2, 20), date(2019, 2, 26))


PIECES = """5 31 29 March May February Monday Fri. last next 2024 1999 ' the of in - / . : , 12:30 p.m. am GMT
century ago two weeks year early mid- before since Q3 FY quarter half past 0 99 yesterday summer winter
90s earlier later days after It's ten to on İ ſ ３"""
WORDS = st.sampled_from([*PIECES.split(), "\n", ""])
DATELIKE = st.lists(WORDS, max_size=12).map(" ".join) | st.lists(WORDS, max_size=12).map("".join)
DAYS = st.none() | st.dates() | st.sampled_from([date.min, date.max, PUBLISHED])


@settings(max_examples=600, deadline=None)
@given(st.text() | DATELIKE, DAYS)
@example("last winter, next century, a decade ago and 99 years ago, Friday, last week", date.min)
@example("next winter, next century, in 99 years, next Friday, tomorrow, next week", date.max)
def test_find_takes_any_text(text, published):
    found = find(text, published)
    assert all(text[when.start : when.end] == when.text for when in found)
    assert all(this.end <= then.start for this, then in pairwise(found))


@settings(max_examples=400, deadline=None)
@given(DATELIKE, DATELIKE, DAYS)
def test_any_two_dates_compare_and_each_agrees_with_itself(one, other, published):
    for mine in find(one, published):
        assert compare(mine, mine) in {AGREES, LOOSELY}
        for theirs in find(other, published):
            assert compare(mine, theirs) in Agreement


@given(st.dates(date(1500, 1, 1), date(2099, 12, 31)), st.dates(date(1500, 1, 1), date(2099, 12, 31)))
def test_however_a_day_is_written_it_is_the_same_day(day, other):
    ways = [
        f"{day:%d} {day:%B} {day.year}",
        f"{day:%B} {day.day}, {day.year}",
        day.isoformat(),
        f"{day:%A, %d %b} {day.year}",
    ]
    read = [only(f"It was on {way}.") for way in ways]
    assert {when.span for when in read} == {(day, day)}
    verdict = compare(read[0], only(f"on {other.isoformat()}"))
    assert verdict is (AGREES if day == other else DIFFERS)


@pytest.mark.parametrize("piece", DATES)
def test_a_piece_repeated_thousands_of_times_is_read(piece):
    text = piece * (50_000 // len(piece))
    assert all(text[date.start : date.end] == date.text for date in find(text, PUBLISHED))
