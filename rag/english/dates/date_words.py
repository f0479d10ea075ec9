"""The words of dates and times."""

from rag.english.word_lists import word_rows


def _each(written: str) -> list[str]:
    return written.split()


_MONTH_ROWS = word_rows("months")
_WEEKDAY_ROWS = word_rows("weekdays")
MONTH_FORMS = tuple(full for full, *_ in _MONTH_ROWS)
SHORT_MONTHS = tuple(short for _, *forms in _MONTH_ROWS for short in forms)
MONTH_NAMES = frozenset(name.lower() for name in MONTH_FORMS)
WEEKDAY_NAMES = frozenset(name.lower() for name, *_ in _WEEKDAY_ROWS)
MONTHS = {name[:3].lower(): number for number, name in enumerate(MONTH_FORMS, 1)}
WEEKDAYS = {name[:3].lower(): number for number, (name, *_) in enumerate(_WEEKDAY_ROWS)}
COUNT_WORDS = _each("one two three four five six seven eight nine ten eleven twelve")
NUMBERS = {word: n for n, word in enumerate(COUNT_WORDS, 1)} | {"a": 1, "an": 1, "a couple of": 2}
NUMBERS |= {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
NTH_WORDS = _each(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
)
ORDINALS = {word: n for n, word in enumerate(NTH_WORDS, 1)} | {"final": 4, "last": 4}
_TENS = _each("twenties thirties forties fifties sixties seventies eighties nineties")
DECADES = {word: 1900 + 10 * n for n, word in enumerate(_TENS, 2)}
# The first and the last month of what a year is parted into.
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2), "fiscal": (1, 12)}
SEASONS |= {f"q{n}": (3 * n - 2, 3 * n) for n in (1, 2, 3, 4)} | {"h1": (1, 6), "h2": (7, 12)}
FEASTS = {"christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24), "boxing day": (12, 26)}
FEASTS |= {"new year's eve": (12, 31), "new year's day": (1, 1)}
FEASTS |= {"halloween": (10, 31), "hallowe'en": (10, 31)}
STEPS = {
    "last": -1,
    "previous": -1,
    "prior": -1,
    "this": 0,
    "same": 0,
    "next": 1,
    "following": 1,
    "coming": 1,
}
BEFORE = {"before", "prior to", "ahead of", "by", "until", "till", "through", "up to", "pre"}
AFTER = {"after", "since", "from", "following", "starting", "post"}
UP_TO_AND_WITH = {"by", "until", "till", "through", "up to", "since", "from", "starting"}
PARTS = {"middle": "mid", "beginning": "early", "start": "early", "end": "late"}
# North America's zones, summer and winter alike: a sentence has whichever of the two is in force.
ZONES = {f"{zone}{kind}t": f"{zone}t" for zone in "ecmp" for kind in "sd"} | {"utc": "gmt", "local time": ""}
ZONES |= {name: f"{name[0]}t" for name in ("eastern", "central", "mountain", "pacific")}
ZONES |= {f"{name} time": f"{name[0]}t" for name in ("eastern", "central", "mountain", "pacific")}
# What a word of the text says may be found in it: a text with none of these is looked at no further.
KINDS = dict.fromkeys("0123456789", "digit") | dict.fromkeys(DECADES, "decade")
KINDS |= dict.fromkeys(MONTH_NAMES, "month")
KINDS |= dict.fromkeys([short.lower() for short in SHORT_MONTHS], "month")
KINDS |= dict.fromkeys([*WEEKDAYS, "tues", "weds", "thur", "thurs"], "weekday")
KINDS |= {f"{name}{end}": "weekday" for name in WEEKDAY_NAMES for end in ("", "s")}
KINDS |= dict.fromkeys(_each("yesterday today tomorrow tonight morning afternoon evening night"), "day")
KINDS |= dict.fromkeys(_each("day week weekend fortnight month year decade century minute hour"), "unit")
KINDS |= dict.fromkeys(_each("days weeks fortnights months years decades centuries minutes hours"), "unit")
KINDS |= dict.fromkeys(_each("quarter half fiscal fy q h"), "period")
KINDS |= dict.fromkeys(_each("spring summer autumn fall winter"), "season")
KINDS |= dict.fromkeys(_each("christmas boxing eve halloween hallowe"), "feast")
KINDS |= dict.fromkeys(_each("five ten twenty"), "minutes")
KINDS |= dict.fromkeys(_each("noon midday midnight past clock m am pm"), "clock")
# A word of these is the last but two before a date that LEAD is worth trying for.
LEAD_WORDS = {
    *_each(
        "to of until till through after since from following starting around about circa c. approximately"
    ),
    *_each("roughly by before early mid middle late less nearly almost like beginning start end"),
}
