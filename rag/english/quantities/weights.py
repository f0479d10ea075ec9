"""Tolerances for comparing quantities, and the ranges of vague numbers.

All are set by hand; tests/rag/english/quantities shows what they decide. A share is of the number compared,
0 to 1.
"""

# Equality of floating-point numbers, relative and absolute: less than any difference that is written.
EQUAL_RELATIVE = 1e-9
EQUAL_ABSOLUTE = 1e-12
NO_OFFSET = 1e-9  # the offset of a conversion up to which it is none: only temperatures have one

ABOUT = 0.1  # share by which "about 245" may be off, either way
ALMOST = 0.09  # share by which "almost 245" may be below
JUST_OVER = 0.1  # share by which "just over 245" may be above
SMALL_COUNT = 12  # up to this count "about" allows one more or less, if that is more than its share
CONVERTED = 0.01  # share by which a number converted to another unit may be off
CONVERTED_ROUNDED = 0.05  # share by which it may be off where it rounds to the number claimed
ROUNDED = 0.01  # share by which a source may round to a whole number claimed, of two digits or more
ALMOST_PASSED = 0.01  # share by which a source above an "almost" still agrees loosely
FRACTION_POINTS = 0.7  # percentage points between "a third" and the percentage that agrees with it
LOOSE_POINTS = 1  # percentage points up to which the two agree loosely
FAR_OVER = 2  # times the number from which nobody would say "over" it, or, as a divisor, "under" it
VAGUE_MORE = 10  # times a vague number's most up to which a larger source agrees loosely

# The least and the most that a vague number may mean.
VAGUE_RANGES: dict[str, tuple[float, float]] = {
    "tens": (20.0, 99.0),
    "dozens": (24.0, 99.0),
    "scores": (40.0, 99.0),
    "hundreds": (200.0, 999.0),
    "thousands": (2e3, 9999.0),
    "millions": (2e6, 9.999e6),
    "billions": (2e9, 9.999e9),
    "trillions": (2e12, 9.999e12),
    "several": (3.0, 9.0),
    "few": (2.0, 6.0),
    "handful": (2.0, 6.0),
}
HIGHEST_SCORE = 250  # the highest number of a score, as of a game or a vote; by hand
OLDEST = 120  # years up to which "Ann Karr, 30," is an age; by hand
FIRST_YEAR, LAST_YEAR = 1500, 2099  # four bare digits from the first to the last are a year; by hand
LONGEST_NUMBER = 25  # characters from which digits are no quantity; by hand
