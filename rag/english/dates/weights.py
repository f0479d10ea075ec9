"""Tolerances for reading and comparing dates, set by hand; tests/rag/english/dates shows what they decide."""

DAYS_AHEAD = 120  # days after publication up to which a date without a year is one to come, not one past
TWO_DIGIT_YEAR = 70  # two digits below this are a year from 2000 on, others one of the last century
COUNTED_WEEKS = 3  # days by which "two weeks later" may be off, either way
FEWEST_DAYS = 5  # days of a span from which it has an early and a late part

# The tenths of a span at which its part begins, and the tenths that a part has: nobody means an exact third.
PART_STARTS = {"early": 0, "mid": 3, "late": 6}
PART_LENGTH = 4

# The days, for spans of more than the days before them, or minutes of a clock time that "around" leaves open.
AROUND_DAYS = ((92, 366), (7, 31), (0, 2))
AROUND_MINUTES = 15
