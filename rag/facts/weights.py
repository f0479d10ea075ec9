"""The numbers by which facts are found and matched.

All were set by hand: the thresholds on the ten events of tests/events, and some moved on a third of
tests/events_aside (``tests/benchmarks/bench_events.py`` prints what they come to). Cosines are of two
sentence vectors, -1 to 1.
"""

# fact_agreement.py
ROUNDED = 1.1  # times, from which two plain figures are not one rounded
CLOSE_MINUTES = 5  # minutes: "a quarter past three" is 3.12, too
LONG_DATE = 31  # days, beyond which a date is too long for another to contradict it

# facts.py
REACH = 7  # words on either side of a figure that may say what it is of
ENOUGH_WORDS = 3  # content words that say it
RANKED = 3  # an ordinal above it ("the fourth") may contradict another; "the first" fits everywhere
LARGE = 100_000  # the size from which a bare number is an amount of something

# matching.py
AGREEING = 0.33  # score, 0 to 1, from which two facts that agree are of one thing
# Score from which two that differ are, by kind; days and hours are named for all sorts of things, a speed
# for few.
DIFFERING = {
    "count": 0.44,
    "day": 0.45,
    "clock": 0.46,
    "time": 0.33,
    "times": 0.5,
    "age": 0.6,
}
DIFFERING_RARE = 0.31  # the same for every other kind
ABOUT_WEIGHT = 0.4  # of the cosine of the words around two figures, in their score
HEAD_WEIGHT = 0.15  # of the cosine of the words for what they measure
SENTENCE_WEIGHT = 0.25  # of the cosine of their sentences
WORDS_WEIGHT = 0.1  # of the share of content words that are the same
ASPECT_WEIGHT = 0.15  # of an outcome that both name: dead, hurt, missing
NOUN_WEIGHT = 0.05  # of counting the same thing
RARE_WEIGHT = 0.12  # of such figures being rare in both documents
SIZE_COST = 0.5  # for each factor of ten that two sizes are apart, taken off the score
DEADLINE_COST = 0.15  # where one figure is a last day and the other is none, taken off the score
WORDS_ONLY = 0.2  # the score to begin with where there are no vectors
RARE_WORDS_ONLY = 0.1  # of rare figures, where there are no vectors
FEW = 4  # a count up to it is given of anything: two vehicles, three colleagues
NEAR_SIZES = 1.5  # times, up to which two sizes are near
WIDEST = 1e6  # times, from which sizes are as far apart as any
