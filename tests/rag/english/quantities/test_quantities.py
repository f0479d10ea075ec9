"""Quantities in sentences, and whether a claim's agrees with its source's."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.repeated import QUANTITIES

from rag.english.agreement import Agreement
from rag.english.quantities import units
from rag.english.quantities.find_quantities import Quantity, compare, find

THIRD = pytest.approx(100 / 3)
TWO_THIRDS = pytest.approx(200 / 3)

# A sentence with one quantity; its span, number(s), bound, dimension, unit.
ONE = [
    # digits
    ("It has 1,200,000 books.", "1,200,000", 1.2e6, "exact", "count", None),
    ("It has 1 200 000 books.", "1 200 000", 1.2e6, "exact", "count", None),
    ("It has 1\u00a0200\u00a0000 books.", "1\u00a0200\u00a0000", 1.2e6, "exact", "count", None),
    ("It has 1\u2009200 books.", "1\u2009200", 1200, "exact", "count", None),
    ("It has 1.200.000 books.", "1.200.000", 1.2e6, "exact", "count", None),
    ("It has 12,34,567 books.", "12,34,567", 1234567, "exact", "count", None),
    ("It is 3.4 so far.", "3.4", 3.4, "exact", "count", None),
    ("Some ５ books.", "Some ５", 5, "about", "count", None),
    ("It has 300k books.", "300k", 3e5, "exact", "count", None),
    ("It has 1.2 million books.", "1.2 million", 1.2e6, "exact", "count", None),
    ("There are 5m people.", "5m", 5e6, "exact", "count", None),
    ("It is 5m tall.", "5m", 5, "exact", "length", "m"),
    ("A hall for 2000 people.", "2000", 2000, "exact", "count", None),
    # words
    ("Twenty-five came.", "Twenty-five", 25, "exact", "count", None),
    (
        "three hundred and five thousand came",
        "three hundred and five thousand",
        305000,
        "exact",
        "count",
        None,
    ),
    ("a hundred came", "a hundred", 100, "exact", "count", None),
    ("two point five apples", "two point five", 2.5, "exact", "count", None),
    ("a dozen eggs", "a dozen", 12, "exact", "count", None),
    ("two dozen eggs", "two dozen", 24, "exact", "count", None),
    ("half a dozen eggs", "half a dozen", 6, "exact", "count", None),
    ("a score of ships", "a score", 20, "exact", "count", None),
    ("Both men left.", "Both", 2, "exact", "count", None),
    ("He bought a pair.", "a pair", 2, "exact", "count", None),
    ("a pair of cats", "a pair of", 2, "exact", "count", None),
    ("a couple of cats", "a couple of", 2, "about", "count", None),
    ("one person left", "one", 1, "exact", "count", None),
    (
        "between one hundred and two hundred cats",
        "between one hundred and two hundred",
        (100, 200),
        "range",
        "count",
        None,
    ),
    # shares
    ("a quarter of voters", "a quarter", 25, "exact", "percent", "share"),
    ("two thirds of voters", "two thirds", TWO_THIRDS, "exact", "percent", "share"),
    ("three-quarters of voters", "three-quarters", 75, "exact", "percent", "share"),
    ("half of voters", "half", 50, "exact", "percent", "share"),
    ("more than half the voters", "more than half", 50, "over", "percent", "share"),
    ("one-third of voters", "one-third", THIRD, "exact", "percent", "share"),
    ("less than a third voted", "less than a third", THIRD, "under", "percent", "share"),
    ("2/3 of voters", "2/3", TWO_THIRDS, "exact", "percent", "share"),
    ("½ of voters", "½", 50, "exact", "percent", "share"),
    ("one in five adults", "one in five", 20, "exact", "percent", "share"),
    ("1 in 10 adults", "1 in 10", 10, "exact", "percent", "share"),
    ("One child in ten went.", "One child in ten", 10, "exact", "percent", "share"),
    ("one Indian child in ten lives there", "one Indian child in ten", 10, "exact", "percent", "share"),
    ("one out of every ten", "one out of every ten", 10, "exact", "percent", "share"),
    ("nine of every ten", "nine of every ten", 90, "exact", "percent", "share"),
    ("nine out of ten adults", "nine out of ten", 90, "exact", "percent", "share"),
    # halves of units
    ("over an hour and a half", "over an hour and a half", 1.5, "over", "time", "hour"),
    ("two and a half years", "two and a half years", 2.5, "exact", "time", "year"),
    ("half an hour", "half an hour", 0.5, "exact", "time", "hour"),
    ("a quarter of an hour", "a quarter of an hour", 0.25, "exact", "time", "hour"),
    ("It took a good half hour.", "a good half hour", 0.5, "about", "time", "hour"),
    ("She stayed an hour or so.", "an hour or so", 1, "about", "time", "hour"),
    ("half a million people", "half a million", 5e5, "exact", "count", None),
    ("a million and a half people", "a million and a half", 1.5e6, "exact", "count", None),
    (
        "two and a half million dollars",
        "two and a half million dollars",
        2.5e6,
        "exact",
        "money:USD",
        "dollar",
    ),
    ("2½ miles", "2½ miles", 2.5, "exact", "length", "mile"),
    ("2 1/2 miles", "2 1/2 miles", 2.5, "exact", "length", "mile"),
    ("almost a decade", "almost a decade", 1, "almost", "time", "decade"),
    ("an hour later", "an hour", 1, "exact", "time", "hour"),
    (
        "An hour and thirty-five minutes went by.",
        "An hour and thirty-five minutes",
        95,
        "exact",
        "time",
        "minute",
    ),
    ("over an hour and 35 minutes", "over an hour and 35 minutes", 95, "over", "time", "minute"),
    ("A metre and a half of snow fell.", "A metre and a half", 1.5, "exact", "length", "metre"),
    ("about a metre and a half", "about a metre and a half", 1.5, "about", "length", "metre"),
    ("a metre-and-a-half wall", "a metre-and-a-half", 1.5, "exact", "length", "metre"),
    ("a one-and-a-half-hour film", "one-and-a-half-hour", 1.5, "exact", "time", "hour"),
    ("over seven-and-a-half tonnes", "over seven-and-a-half tonnes", 7.5, "over", "mass", "tonne"),
    ("Seven and a half tonnes fell.", "Seven and a half tonnes", 7.5, "exact", "mass", "tonne"),
    ("A day and a half went by.", "A day and a half", 1.5, "exact", "time", "day"),
    ("about a year and a half", "about a year and a half", 1.5, "about", "time", "year"),
    ("a year-and-a-half-long ban", "a year-and-a-half", 1.5, "exact", "time", "year"),
    # times
    ("It fell twice.", "twice", 2, "exact", "times", "twice"),
    ("Profits almost doubled.", "almost doubled", 2, "almost", "times", "doubled"),
    ("Profits rose threefold.", "threefold", 3, "exact", "times", "threefold"),
    ("It is 3x faster.", "3x", 3, "exact", "times", "times"),
    ("It is three times the size.", "three times", 3, "exact", "times", "times"),
    ("Profits were halved.", "halved", 0.5, "exact", "times", "halved"),
    # ordinals
    ("the third man", "third", 3, "exact", "ordinal", None),
    ("the 3rd man", "3rd", 3, "exact", "ordinal", None),
    ("the twenty-first century", "twenty-first", 21, "exact", "ordinal", None),
    ("a second man", "second", 2, "exact", "ordinal", None),
    ("the twenty-second man", "twenty-second", 22, "exact", "ordinal", None),
    ("a twenty-second pause", "twenty-second", 20, "exact", "time", "second"),
    # percent
    ("12% of it", "12%", 12, "exact", "percent", "percent"),
    ("12 per cent of it", "12 per cent", 12, "exact", "percent", "percent"),
    ("twelve percent", "twelve percent", 12, "exact", "percent", "percent"),
    ("2 percentage points", "2 percentage points", 2, "exact", "points", "percentage point"),
    ("25 basis points", "25 basis points", 0.25, "exact", "points", "basis point"),
    ("by 0.5pp", "0.5pp", 0.5, "exact", "points", "percentage point"),
    # money
    ("almost $245 billion", "almost $245 billion", 245e9, "almost", "money:USD", "$"),
    ("US$5m", "US$5m", 5e6, "exact", "money:USD", "us$"),
    ("A$3 million", "A$3 million", 3e6, "exact", "money:AUD", "a$"),
    ("about €4.5bn", "about €4.5bn", 4.5e9, "about", "money:EUR", "€"),
    ("EUR 5 million", "EUR 5 million", 5e6, "exact", "money:EUR", "eur"),
    ("5,000 roubles", "5,000 roubles", 5000, "exact", "money:RUB", "rouble"),
    ("20 pounds", "20 pounds", 20, "exact", "money:GBP", "pound"),
    ("It weighs 20 pounds.", "20 pounds", 20, "exact", "mass", "lb"),
    ("50 cents", "50 cents", 0.5, "exact", "money:USD", "cent"),
    ("197 euro cents", "197 euro cents", 1.97, "exact", "money:EUR", "euro cent"),
    ("five dollars and 20 cents", "five dollars and 20 cents", 5.2, "exact", "money:USD", "dollar"),
    ("a 1.5 million-dollar house", "1.5 million-dollar", 1.5e6, "exact", "money:USD", "dollar"),
    # units
    ("20°C", "20°C", 20, "exact", "temperature", "°c"),
    ("-5 °C", "-5 °C", -5, "exact", "temperature", "°c"),
    ("minus ten degrees", "minus ten degrees", -10, "exact", "temperature", "degree"),
    ("at 60 mph", "60 mph", 60, "exact", "speed", "mph"),
    ("60 miles an hour", "60 miles an hour", 60, "exact", "speed", "miles an hour"),
    ("5 sq km", "5 sq km", 5, "exact", "area", "sq km"),
    ("5 km² of it", "5 km²", 5, "exact", "area", "km²"),
    ("5 MW", "5 MW", 5, "exact", "power", "mw"),
    ("10 GB", "10 GB", 10, "exact", "data", "gb"),
    ("a 95-minute film", "95-minute", 95, "exact", "time", "minute"),
    ("a 10-year-old boy", "10-year-old", 10, "exact", "time", "year"),
    ("a six-month ban", "six-month", 6, "exact", "time", "month"),
    ("1 hour 35 minutes", "1 hour 35 minutes", 95, "exact", "time", "minute"),
    ("two hours and 10 minutes", "two hours and 10 minutes", 130, "exact", "time", "minute"),
    ("5 ft 11 in", "5 ft 11 in", 71, "exact", "length", "inch"),
    ("6 feet 2 inches", "6 feet 2 inches", 74, "exact", "length", "inch"),
    ("Ann Karr, 45, said so.", "45", 45, "exact", "time", "year"),
    ("girls aged 12", "12", 12, "exact", "time", "year"),
    ("children under six travel free", "under six", 6, "under", "time", "year"),
    ("people over 65", "over 65", 65, "over", "time", "year"),
    ("drivers aged 17 to 25 pay more", "17 to 25", (17, 25), "range", "time", "year"),
    ("pupils younger than 12", "younger than 12", 12, "under", "time", "year"),
    ("children between six and 12 pay less", "between six and 12", (6, 12), "range", "time", "year"),
    ("workers under 25 bridges", "under 25", 25, "under", "count", None),
    ("visitors over 2,000", "over 2,000", 2000, "over", "count", None),
    # ranges and scores
    ("5-7% of it", "5-7%", (5, 7), "range", "percent", "percent"),
    ("5–7% of it", "5–7%", (5, 7), "range", "percent", "percent"),
    (
        "$1.7 billion to $1.8 billion",
        "$1.7 billion to $1.8 billion",
        (1.7e9, 1.8e9),
        "range",
        "money:USD",
        "$",
    ),
    ("$5-7 million", "$5-7 million", (5e6, 7e6), "range", "money:USD", "$"),
    ("between 5 and 7 people", "between 5 and 7", (5, 7), "range", "count", None),
    ("lasting from 5 to 7 hours", "from 5 to 7 hours", (5, 7), "range", "time", "hour"),
    ("two or three hundred people", "two or three hundred", (200, 300), "range", "count", None),
    ("children aged 5 to 11 got it", "5 to 11", (5, 11), "range", "time", "year"),
    ("five or six people", "five or six", (5, 6), "range", "count", None),
    ("between the range of 5 and 7", "between the range of 5 and 7", (5, 7), "range", "count", None),
    ("in the range of 5 to 7", "5 to 7", (5, 7), "range", "count", None),
    ("costing from $5 up to $7", "from $5 up to $7", (5, 7), "range", "money:USD", "$"),
    ("Brazil won 3-1.", "3-1", (3, 1), "exact", "score", None),
    ("Brazil lost 1–3.", "1–3", (1, 3), "exact", "score", None),
    # hedges
    ("some 300 people", "some 300", 300, "about", "count", None),
    ("300 or so people", "300 or so", 300, "about", "count", None),
    ("20-odd years", "20-odd years", 20, "about", "time", "year"),
    ("an estimated 300 people", "an estimated 300", 300, "about", "count", None),
    ("just under 300 people", "just under 300", 300, "almost", "count", None),
    ("just over 300 people", "just over 300", 300, "just over", "count", None),
    ("exactly 300 people", "exactly 300", 300, "exact", "count", None),
    # vague
    ("dozens of people", "dozens", (24, 99), "about", "count", None),
    (
        "hundreds of thousands of dollars",
        "hundreds of thousands of dollars",
        (2e5, 999999),
        "about",
        "money:USD",
        "dollar",
    ),
    ("several cars", "several", (3, 9), "about", "count", None),
    ("a few hundred metres", "a few hundred metres", (200, 600), "about", "length", "metre"),
]


@pytest.mark.parametrize(
    ("text", "span", "value", "bound", "dimension", "unit"), ONE, ids=[case[0] for case in ONE]
)
def test_one_quantity(text, span, value, bound, dimension, unit):
    (found,) = find(text)
    low, high = value if isinstance(value, tuple) else (value, value)
    assert (found.text, found.bound, found.dimension, found.unit) == (span, bound, dimension, unit)
    assert (found.low, found.high) == (low, high)
    assert text[found.start : found.end] == found.text


HEDGED = {
    "over": [
        *(
            "surpass 300",
            "surpassed 300",
            "exceed 300",
            "exceeding 300",
            "tops 300",
            "beyond 300",
            "north of 300",
        ),
        *("could top 300", "well over 300"),
    ],
    "just over": ["a little over 300", "just over 300", "slightly more than 300"],
    "about": [
        *(
            "a good 300",
            "some 300",
            "more or less 300",
            "something like 300",
            "give or take 300",
            "just about 300",
        ),
        *("300, give or take", "300 more or less", "thirty-odd", "roughly double"),
    ],
    "almost": ["virtually 300", "practically 300", "almost double"],
}


@pytest.mark.parametrize(("bound", "text"), [(bound, text) for bound in HEDGED for text in HEDGED[bound]])
def test_hedges(bound, text):
    (found,) = find(f"They said {text}.")
    assert (found.text, found.bound) == (text, bound)


INCLUSIVE = [
    ("more than 300", "over", False),
    ("at least 300", "over", True),
    ("no fewer than 300", "over", True),
    ("300+", "over", True),
    ("300 or more", "over", True),
    ("in excess of 300", "over", False),
    ("fewer than 300", "under", False),
    ("up to 300", "under", True),
    ("no more than 300", "under", True),
    ("300 people or fewer", "under", True),
]


@pytest.mark.parametrize(("text", "bound", "inclusive"), INCLUSIVE)
def test_bounds(text, bound, inclusive):
    (found,) = find(f"There were {text}.")
    assert (found.text, found.bound, found.inclusive) == (text, bound, inclusive)


NONE = [
    "No one saw it.",
    "one of the dogs",
    "They met one another.",
    "She is the one who left.",
    "none of it, and no dogs",
    "in 2019 and the 1980s",
    "the 2019-20 season",
    "1990–1995",
    "nineteen eighty-four",
    "Airbus A320",
    "COVID-19",
    "the G7 and B2B",
    "Python 3.11.2",
    "1. Buy milk",
    "at 12:30 or 5pm, 5 p.m. or five o'clock",
    "call +44 20 7946 0958",
    "call 555-1234",
    "on 2020-05-01 or 5/5/2020",
    "open 24/7",
    "as said before [12]",
    "pages 5-7 and chapter three",
    "at first",
    "the Big Four",
    "He saw Ocean's Eleven.",
    "the first half of the second half",
    "half past",
    "a quarter-final",
    "over the years",
    "An hour is a unit.",
    "in 2019 alone, beyond 2030, over 2019",
    "ten" * 30,
    "",
]


@pytest.mark.parametrize("text", NONE)
def test_no_quantity(text):
    assert [q.text for q in find(text) if q.dimension != "ordinal"] == []


MANY = [
    ("Rates rose from 5 to 7 percent.", [("5", 5, "percent"), ("7 percent", 7, "percent")]),
    ("It fell from $7 to $5.", [("$7", 7, "money:USD"), ("$5", 5, "money:USD")]),
    ("12 and 15 percent", [("12", 12, "percent"), ("15 percent", 15, "percent")]),
    ("three men in ten cars", [("three", 3, "count"), ("ten", 10, "count")]),
    ("200 more or less 300", [("200", 200, "count"), ("more or less 300", 300, "count")]),
    ("The top 30 of 50", [("30", 30, "count"), ("50", 50, "count")]),
    ("Two cats and three dogs.", [("Two", 2, "count"), ("three", 3, "count")]),
    (
        "It took two and a half years, half an hour more.",
        [("two and a half years", 2.5, "time"), ("half an hour", 0.5, "time")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), MANY)
def test_several_quantities(text, expected):
    assert [(q.text, q.low, q.dimension) for q in find(text)] == expected


NOUNS = [
    ("twelve people", "people"),
    ("twelve big new schools", "schools"),
    ("300 of the workers", "workers"),
    ("twelve were killed", None),
    ("12 killed", None),
    ("dozens of cats", "cats"),
    ("a three-bedroom house", "bedroom"),
    ("the first woman", "woman"),
    ("the first quarter sales", "quarter"),
    ("the 5 who came", None),
]


@pytest.mark.parametrize(("text", "noun"), NOUNS)
def test_what_is_counted(text, noun):
    assert find(text)[0].noun == noun


def test_numbers_of_dates_are_taken():
    text = "On 5 May, 30 people came."
    assert [q.text for q in find(text, [(3, 8)])] == ["30"]
    assert [q.text for q in find(text)] == ["5", "30"]


AGREES = [
    ("25", "25"),
    ("twenty-five", "25"),
    ("a quarter of voters", "25 % of voters"),
    ("a third of voters", "33 % of voters"),
    ("33.3 % of voters", "a third of voters"),
    ("two thirds of voters", "67 % of voters"),
    ("one in five adults", "20 percent of adults"),
    ("half an hour", "30 minutes"),
    ("1 hour 35 minutes", "95 minutes"),
    ("over an hour and a half", "95 minutes"),
    ("a year and a half", "18 months"),
    ("3.1 miles", "5 km"),
    ("3 miles", "5 km"),
    ("68 °F", "20 °C"),
    ("warmed by 2.7 °F", "warmed by 1.5 °C"),
    ("100 acres", "40.5 hectares"),
    ("6 feet", "1.83 metres"),
    ("about 245", "250"),
    ("about 5", "6"),
    ("about 300 people", "roughly 310 people"),
    ("almost $245 billion", "$243.8 billion"),
    ("nearly 300", "nearly 300"),
    ("more than 300", "301"),
    ("more than 300", "more than 350"),
    ("more than 300", "about 320"),
    ("at least 300", "300"),
    ("at least 300", "more than 300"),
    ("up to 300", "300"),
    ("fewer than 300", "fewer than 250"),
    ("between 5 and 7 people", "6 people"),
    ("5-7 %", "between 5 and 7 percent"),
    ("dozens of people", "48 people"),
    ("hundreds of people", "hundreds of people"),
    ("doubled", "rose 100 percent"),
    ("halved", "fell by half"),
    ("more than halved", "fell 60 percent"),
    ("$1.5 million", "1.5 million dollars"),
    ("50 basis points", "0.5 percentage points"),
    ("won 3-1", "won 3–1"),
    ("the third man", "the 3rd man"),
    ("just over 300", "310"),
    ("2 tons", "2 tonnes"),
    ("over an hour and a half", "two hours"),
    ("over 300", "600"),
    ("under 300", "150"),
    ("more than one person", "five people"),
    ("almost 245 billion", "$243.8 billion"),
    ("almost €245 billion", "243.8 billion last year"),
    ("roughly double", "almost twice"),
    ("roughly double", "nearly twice"),
    ("roughly doubled", "nearly doubled"),
    ("fifty cents", "€0.50"),
    ("fifty cents", "$0.50"),
    ("197 euro cents", "€1.97"),
    ("189 cents", "€1.89"),
    ("€1.89", "189 cents"),
    ("Something like seven hundred", "Roughly 700"),
    ("both men", "two men"),
    ("a pair", "2"),
]
LOOSELY = [
    ("1.2 million", "1,203,456"),
    ("$3.4bn", "$3.42bn"),
    ("1,200,000", "1,203,456"),
    ("5 million", "5.2 million"),
    ("12 percent", "12.4 percent"),
    ("300", "about 300"),
    ("300", "more than 300"),
    ("300", "up to 300"),
    ("350", "more than 300"),
    ("almost 300", "300"),
    ("almost 300", "about 300"),
    ("more than 300", "300"),
    ("more than 300", "more than 200"),
    ("more than 300", "at least 300"),
    ("6", "5 to 7"),
    ("48 people", "dozens of people"),
    ("thousands of people", "15,000 people"),
    ("a quarter of voters", "26 % of voters"),
    ("A$5 million", "$5 million"),
    ("doubled", "200 percent"),
    ("over an hour and a half", "24 hours"),
    ("more than 300", "700"),
    ("under 300", "100"),
    ("seven hundred", "Roughly 700"),
]
DIFFERS = [
    ("12", "13"),
    ("95 minutes", "90 minutes"),
    ("2 hours", "95 minutes"),
    ("over an hour and a half", "80 minutes"),
    ("120", "123"),
    ("3 percent", "3.4 percent"),
    ("almost $245 billion", "$220 billion"),
    ("almost 300", "310"),
    ("almost 300", "more than 300"),
    ("about 245", "300"),
    ("about 300", "more than 500"),
    ("250", "about 245"),
    ("more than 300", "290"),
    ("more than 300", "fewer than 300"),
    ("200", "more than 300"),
    ("just over 300", "900"),
    ("fewer than 300", "more than 400"),
    ("5-7 %", "5-8 %"),
    ("5-7 %", "8 %"),
    ("dozens of people", "3,000 people"),
    ("hundreds of people", "dozens of people"),
    ("doubled", "tripled"),
    ("doubled", "rose 50 percent"),
    ("$5 million", "€5 million"),
    ("12 percent", "12 percentage points"),
    ("half of voters", "a third of voters"),
    ("10 miles", "10 km"),
    ("20 °F", "20 °C"),
    ("won 3-1", "won 3-2"),
    ("the third man", "the second man"),
    ("almost 245 billion", "$200 billion"),
    ("189 cents", "€1.99"),
]
INCOMPARABLE = [
    ("5 people", "$5"),
    ("5 million people", "$5 million"),
    ("5 km", "5 minutes"),
    ("12 people", "12 percent"),
    ("the third man", "3 men"),
    ("won 3-1", "3 goals"),
]


@pytest.mark.parametrize(
    ("claim", "source", "expected"),
    [
        pytest.param(*pair, agreement, id=f"{pair[0]} / {pair[1]}")
        for agreement, pairs in (
            (Agreement.AGREES, AGREES),
            (Agreement.LOOSELY, LOOSELY),
            (Agreement.DIFFERS, DIFFERS),
            (Agreement.INCOMPARABLE, INCOMPARABLE),
        )
        for pair in pairs
    ],
)
def test_agreement(claim, source, expected):
    ((mine,), (theirs,)) = find(claim), find(source)
    assert compare(mine, theirs) is expected


def test_units_convert_into_each_other_of_their_dimension():
    for one, kind in units._KINDS.items():
        for other, other_kind in units._KINDS.items():
            assert bool(units.convert(1.0, one, other)) == (kind.dimension == other_kind.dimension)


NUMBERLIKE = """
1 2 12 300 2019 1,200 3.4 . , - – ' ’ / : + % $ £ US kr Rs ° C ½ ( ) a an the and or of to from
between in half quarter third thirds second seconds one two twenty hundred thousand million billion
dozen dozens few several point minus hour hours foot ft pounds m k bn x times percent points more
than about almost over up rose fell won doubled twice both pair couple A320 am pm people old year
ish odd plus aged first fold per mile score every
"""
PIECES = st.sampled_from([*NUMBERLIKE.split(), "\n"])
TEXTS = st.one_of(
    st.text(),
    st.lists(PIECES, max_size=20).map(" ".join),
    st.lists(PIECES, max_size=20).map("".join),
    st.lists(st.one_of(PIECES, st.just(" "), st.text(max_size=3)), max_size=25).map("".join),
)


@given(TEXTS)
@settings(max_examples=1500, deadline=None)
def test_any_text_is_read(text):
    found = find(text)
    assert all(text[q.start : q.end] == q.text != "" for q in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(q.low <= q.high or q.dimension == "score" for q in found)


@given(TEXTS, TEXTS)
@settings(max_examples=600, deadline=None)
def test_any_two_compare(claim, source):
    for mine in find(claim):
        assert compare(mine, mine) is Agreement.AGREES
        for theirs in find(source):
            assert isinstance(compare(mine, theirs), Agreement)


@given(st.integers(0, 10**9))
@settings(deadline=None)
def test_grouped_digits_are_the_number(number):
    (found,) = (
        find(f"It has {number:,} bright books.")
        if number >= 10_000
        else (Quantity(0, 0, "", number, number, "", "", None, None),)
    )
    assert found.low == number


@pytest.mark.parametrize("piece", QUANTITIES)
def test_a_piece_repeated_thousands_of_times_is_read(piece):
    text = piece * (50_000 // len(piece))
    assert all(text[q.start : q.end] == q.text for q in find(text))
