"""The words of numbers."""

import re
from functools import cache


@cache
def word_set(text: str) -> frozenset[str]:
    """Split a text into a set of words; cached, so that it can stand where it is used."""
    return frozenset(text.split())


TENS = word_set("twenty thirty forty fifty sixty seventy eighty ninety")
CARDINALS = TENS | word_set(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen hundred thousand million billion trillion"
)
ORDINALS = word_set(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth "
    "fiftieth sixtieth seventieth eightieth ninetieth hundredth thousandth millionth"
)
PARTS = frozenset(f"{word}s" for word in ORDINALS - {"first", "second"})
SPOKEN = CARDINALS | ORDINALS | PARTS
SCALES = {"dozen": 12.0, "score": 20.0, "hundred": 1e2, "thousand": 1e3, "lakh": 1e5, "crore": 1e7}
SCALES |= dict.fromkeys(("million", "mn", "mln"), 1e6) | dict.fromkeys(("billion", "bn", "bln"), 1e9)
SCALES |= dict.fromkeys(("trillion", "tn", "trn"), 1e12)
LETTER_SCALES = {"k": 1e3, "m": 1e6, "b": 1e9, "t": 1e12}  # right after a number; all but "k" are units, too
VAGUE = {"tens": (20.0, 99.0), "dozens": (24.0, 99.0), "scores": (40.0, 99.0), "hundreds": (2e2, 999.0)}
VAGUE |= {"thousands": (2e3, 9999.0), "millions": (2e6, 9.999e6), "billions": (2e9, 9.999e9)}
VAGUE |= {"trillions": (2e12, 9.999e12), "several": (3.0, 9.0), "few": (2.0, 6.0), "handful": (2.0, 6.0)}
TIMES = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
_STEMS = {"doubl": 2.0, "tripl": 3.0, "trebl": 3.0, "quadrupl": 4.0, "quintupl": 5.0, "halv": 0.5}
TIMES |= {f"{stem}{ending}": value for stem, value in _STEMS.items() for ending in ("e", "ed", "ing")}
_TO_TEN = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
FOLD = {f"{word}fold": float(value) for value, word in enumerate(_TO_TEN, 2)}
FOLD |= {"twentyfold": 20.0, "hundredfold": 100.0, "thousandfold": 1000.0}
VULGAR = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5}
VULGAR |= {"⅘": 4 / 5, "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8}
FRACTIONS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5}
# Counted without a number: "an hour and a half", "almost a decade".
ONE_UNIT = word_set(
    "minute hour day week fortnight month year decade century mile kilometre kilometer metre meter tonne "
    "ton kilogram kilo litre liter gallon acre hectare degree foot pound"
)
_OTHERS = word_set("half quarter quarters both dozen score couple pair double triple") | {*VULGAR}
TRIGGERS = SPOKEN | ONE_UNIT | _OTHERS | {*VAGUE} | {*TIMES} | {*FOLD}
LABELS = word_set(
    "article section chapter page pages pp figure fig table room no nos № # flight route highway channel "
    "version gate platform grade phase type episode season windows iphone ios python boeing airbus psalm "
    "verse apartment suite interstate appendix annex clause paragraph resolution protocol proposition "
    "chapters articles sections figures tables rooms phases volume vol step day part"
)
NOT_ONE_AFTER = word_set(
    "of another who whom whose which that is was has had will would can could may might must should to by "
    "in on at for from with as and or but if when where than the a an it he she they we you i are were "
    "does did do there be been being has never always also not under over after before into out up down "
    "off"
)
COINS = ("cent", "penny", "euro cent")
LETTERS_RUN = re.compile(r"[^\W\d_]+")
ORDINAL_ENDINGS = word_set("st nd rd th")
