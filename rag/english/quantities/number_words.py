"""The words of numbers."""

import re
from functools import cache

from rag.english.quantities.weights import VAGUE_RANGES
from rag.english.word_lists import word_list


@cache
def word_set(text: str) -> frozenset[str]:
    """Split a text into a set of words; cached, so that it can stand where it is used."""
    return frozenset(text.split())


def _values(**numbers: int) -> dict[str, float]:
    """Give the numbers of words as floats."""
    return {word: float(number) for word, number in numbers.items()}


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
SCALES = _values(dozen=12, score=20, hundred=100, thousand=1000, lakh=10**5, crore=10**7)
SCALES |= _values(million=10**6, mn=10**6, mln=10**6, billion=10**9, bn=10**9, bln=10**9)
SCALES |= _values(trillion=10**12, tn=10**12, trn=10**12)
# Right after a number; all but "k" are units, too.
LETTER_SCALES = _values(k=1000, m=10**6, b=10**9, t=10**12)
TIMES = _values(once=1, twice=2, thrice=3)
_STEMS = _values(doubl=2, tripl=3, trebl=3, quadrupl=4, quintupl=5) | {"halv": 0.5}
TIMES |= {f"{stem}{ending}": value for stem, value in _STEMS.items() for ending in ("e", "ed", "ing")}
_TO_TEN = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
FOLD = {f"{word}fold": float(value) for value, word in enumerate(_TO_TEN, 2)}
FOLD |= _values(twentyfold=20, hundredfold=100, thousandfold=1000)
TWOS = _values(both=2, couple=2, pair=2)
VULGAR = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5}
VULGAR |= {"⅘": 4 / 5, "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8}
FRACTIONS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5}
# Counted without a number: "an hour and a half", "almost a decade".
ONE_UNIT = word_set(
    "minute hour day week fortnight month year decade century mile kilometre kilometer metre meter tonne "
    "ton kilogram kilo litre liter gallon acre hectare degree foot pound"
)
_OTHERS = word_set("half quarter quarters both dozen score couple pair double triple") | {*VULGAR}
TRIGGERS = SPOKEN | ONE_UNIT | _OTHERS | {*VAGUE_RANGES} | {*TIMES} | {*FOLD}
LABELS = word_set(
    "article section chapter page pages pp figure fig table room no nos № # flight route highway channel "
    "version gate platform grade phase type episode season windows iphone ios python boeing airbus psalm "
    "verse apartment suite interstate appendix annex clause paragraph resolution protocol proposition "
    "chapters articles sections figures tables rooms phases volume vol step day part"
)
NOT_ONE_AFTER = word_list("prepositions", "uncounted") | word_set(
    "another who whom whose which that is was has had will would can could may might must should and or "
    "but if when where than the a an it he she they we you i are were does did do there be been being "
    "never always also not down"
)
COINS = ("cent", "penny", "euro cent")
LETTERS_RUN = re.compile(r"[^\W\d_]+")
ORDINAL_ENDINGS = word_set("st nd rd th")
