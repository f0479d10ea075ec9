"""Classify a question by the type of its answer (a person, a time, a number), and find such answers in
sentences.

Question classification by answer type follows Hovy et al. 2001, "Toward Semantics-Based Answer Pinpointing";
the types here are the few that words alone decide.
"""

import re
from collections.abc import Callable
from enum import Enum

from index.language.words import words
from rag.english.dates.date_words import MONTH_FORMS, SHORT_MONTHS
from rag.english.verbs import HELPING, one_of


class AnswerType(Enum):
    """The type of answer a question asks for."""

    NUMBER = "number"
    MONEY = "money"
    DURATION = "duration"
    AGE = "age"
    TIME = "time"
    PERSON = "person"
    PLACE = "place"
    ANYTHING = "anything"


QUANTITIES = frozenset(
    {AnswerType.NUMBER, AnswerType.MONEY, AnswerType.DURATION, AnswerType.AGE, AnswerType.TIME}
)

# The dimensions of quantities that are surely no answer to "how …". A fine or a rate may be high, too.
_NOT_MEASURED = {
    "fast": ("length", "mass", "money"),
    "strong": ("length", "time"),
    "long": ("money", "mass", "speed", "percent"),
    "far": ("money", "mass", "speed"),
    "heavy": ("length", "time", "speed"),
} | dict.fromkeys(("tall", "high", "deep", "wide"), ("time", "mass"))
_HOW = re.compile(rf"\bhow ({'|'.join(_NOT_MEASURED)})\b", re.IGNORECASE)


def may_measure(question: str, dimension: str) -> bool:
    """Return whether a quantity of this dimension may answer: a length is no answer to "how fast"."""
    asked = _HOW.search(question)
    return asked is None or dimension.split(":")[0] not in _NOT_MEASURED[asked.group(1).lower()]


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_UNIT = r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|fortnights?)"
_MEASURE = r"(?:amount|rate|speed|temperature|height|depth|weight|width|distance|size|percentage|attendance)"
_MONTH = rf"(?:{'|'.join((*MONTH_FORMS, *SHORT_MONTHS))})"

_BEFORE_WHEN = r"(?:^\W*(?:(?:and|so|but)\W+)?|\b(?:since|until|till|by|from|know|tell|me|us|say|said) )"

# The first that matches decides, so the narrower kinds come first.
_ASKED = {
    AnswerType.AGE: _any_of(r"\bhow old\b", r"\b(?:what|which) age\b", r"\bage of\b"),
    AnswerType.DURATION: _any_of(
        r"\bhow (?:long|much time)\b",
        rf"\bhow many {_UNIT}\b",
        r"\bduration\b",
        r"\blength of (?:time|stay)\b",
    ),
    AnswerType.MONEY: _any_of(
        r"\bhow much money\b",
        r"\bhow much\b.*\b(?:cost|pay|paid|spen[dt]|earn|worth|price|charged?|fined?|raised?|owe|invest)",
        r"\bwhat\b.*\b(?:cost|price|budget|fee|fine|revenue|salary|dividend)s?\b",
        r"\bwhat (?:is|was|are|were) the (?:[\w-]+ )?(?:fare|bill)s?\b(?! (?:on|about|to)\b)",
    ),
    AnswerType.NUMBER: _any_of(
        r"\bhow (?:many|much|big|large|tall|high|far|fast|deep|heavy|wide|often|few|strong|hard)\b",
        r"\b(?:what|which) (?:\w+ )?(?:percent|percentage|number|share|proportion|fraction)\b",
        rf"\b(?:what|which) (?:(?:is|was|are|were) the (?:[\w-]+ ){{0,2}})?{_MEASURE}\b",
        r"\bthe (?:number|percentage|amount|size) of\b",
    ),
    AnswerType.TIME: _any_of(
        # Elsewhere it joins clauses: "Who led the troops when Cyprus was conquered?"
        rf"{_BEFORE_WHEN}when\b(?!.*\b(?:what|which|who|where|how)\b)",
        rf"\bwhen {one_of(HELPING)}\b",
        r"\bwhen\W*$",
        r"\b(?:what|which) (?:\w+ )?(?:year|day|date|month|time|century|decade|hour|season)\b",
        r"\bhow soon\b",
    ),
    AnswerType.PERSON: _any_of(
        r"\bwho(?:m|se)?\b",
        r"\bwhich (?:\w+ )?(?:person|man|woman|author|president|actor|singer|player)\b",
        r"\bwhich (?:\w+ )?(?:minister|leader|official)\b",
        r"\bname of the (?:man|woman|person)\b",
    ),
    AnswerType.PLACE: _any_of(
        r"\bwhere\b",
        r"\b(?:what|which) (?:\w+ )?(?:country|city|town|place|state|county|region|location)\b",
        r"\b(?:what|which) (?:\w+ )?(?:continent|village|river|street|province|address)\b",
    ),
}

_NUMBER = _any_of(
    r"\d",
    r"\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty)\b",
    r"\b(?:fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|million|billion|dozens?|half|quarter|third)\b",
    r"\b(?:twice|once|several|no one|none|nobody|both|all|majority|percent)\b",
)
_MONEY = _any_of(
    r"[$€£¥₹]",
    r"\b(?:dollars?|euros?|pounds?|yen|yuan|ro?ubles?|rupees?|francs?|florins?|crowns?|cents?|pence)\b",
    r"\b(?:usd|eur|gbp|free of charge)\b",
)
_DURATION = _any_of(
    rf"(?:\d|\b(?:an?|few|half|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty)\b|"
    rf"\b(?:thirty|forty|fifty|sixty|ninety|hundred|several)\b)[\w\s.,–-]{{0,25}}?[\s-]{_UNIT}\b",
    r"\ball (?:day|night|week)\b",
    r"\bovernight\b",
)
_AGE = _any_of(
    r"\baged?\b", r"\bborn\b", r"\byears?[ -]old\b", r", \d{1,3},", r"\bbuilt\b", r"\bfounded\b", r"\bsince\b"
)
_TIME = _any_of(
    r"\b(?:1[0-9]|20)\d\d(?:s\b|\b)",
    rf"\b{_MONTH}\b",
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    r"\b\d{1,2}[:.]\d\d\b",
    r"\b\d{1,4}\s?(?:am|pm|a\.m\.|p\.m\.|est|gmt|utc)\b",
    r"\b(?:yesterday|today|tonight|tomorrow|midnight|noon|century|spring|summer|autumn|winter)\b",
    rf"\b(?:last|this|next) (?:{_UNIT}|fall|night|weekend)\b",
    rf"\b{_UNIT} (?:ago|later|earlier|before|after)\b",
    rf"\bwithin [\w\s-]{{1,20}} {_UNIT}\b",
    r"\b(?:early|late|mid)[- ]",
    r"\b\d+(?:st|nd|rd|th)\b",
)
_PEOPLE = _any_of(
    r"\b(?:he|she|they|people|men|women|company|team|mr|mrs|ms|dr|king|queen|captain|chief|leader|author)\b",
    r"\b(?:president|minister|spokes\w+|director|officials?|manager|chair\w*|mayor)\b",
)

_LETTER = "A-ZÀ-ÖØ-Þ"
# A capitalised word that does not open a sentence or a quotation, or one that does and is followed by
# another or by a verb people do.
_NAME = re.compile(rf"(?<![.!?…:]\s)(?<!^)(?<![“\"‘(•])\b[{_LETTER}][\w’'.-]*\w")
_FIRST_NAME = re.compile(
    rf"^\W*([{_LETTER}][\w’'-]+)\s+(?:[{_LETTER}][\w’'-]+|said|told|says|was|is|has|had)"
)
_WHO_IS = re.compile(  # names the person: what is asked for is anything about them
    rf"\s*(?i:who(?:['’]s| is| was| are| were))(?:\s+[{_LETTER}][\w’'.-]*)+\W*$"
)
_AT_PLACE = re.compile(
    rf"\b(?:in|at|on|near|from|to|of|across|outside|inside|along|between|via)\s+(?:the\s+)?[{_LETTER}\d]"
)


def asked_for(question: str) -> AnswerType:
    """Classify ``question`` by the type of its answer; ``ANYTHING`` where no pattern matches."""
    if _WHO_IS.match(question):
        return AnswerType.ANYTHING
    return next((kind for kind, pattern in _ASKED.items() if pattern.search(question)), AnswerType.ANYTHING)


def holds(kind: AnswerType, sentence: str, question: str) -> bool:
    """Return whether ``sentence`` has an answer of type ``kind`` that the question does not name."""
    checks: dict[AnswerType, Callable[[], bool]] = {
        AnswerType.NUMBER: lambda: _is_news(_NUMBER, sentence, question),
        AnswerType.MONEY: lambda: bool(_MONEY.search(sentence)) and _is_news(_NUMBER, sentence, question),
        AnswerType.DURATION: lambda: bool(_DURATION.search(sentence)),
        AnswerType.AGE: lambda: bool(_AGE.search(sentence)),
        AnswerType.TIME: lambda: _is_news(_TIME, sentence, question),
        AnswerType.PERSON: lambda: bool(_PEOPLE.search(sentence) or _new_names(sentence, question)),
        AnswerType.PLACE: lambda: bool(_AT_PLACE.search(sentence) and _new_names(sentence, question)),
        AnswerType.ANYTHING: lambda: True,
    }
    return checks[kind]()


def _new_names(sentence: str, question: str) -> list[str]:
    """The capitalised words of ``sentence`` that the question does not name."""
    known = set(words(question))
    found = _NAME.findall(sentence)
    if first := _FIRST_NAME.match(sentence):
        found.append(first[1])
    return [name for name in found if len(name) > 1 and not known & set(words(name))]


def _is_news(pattern: re.Pattern[str], sentence: str, question: str) -> bool:
    known = question.lower()
    return any(match.group().lower() not in known for match in pattern.finditer(sentence))
