"""What a question asks for: a person, a time, a number, or anything; and whether a sentence holds one.

Reading a question for the type of its answer is as old as question answering (Hovy et al. 2001,
"Toward Semantics-Based Answer Pinpointing"); the types here are the few that words alone decide.
"""

import re
from enum import Enum

from index.words import words


class Asks(Enum):
    """The type of answer a question asks for."""

    NUMBER = "number"
    MONEY = "money"
    DURATION = "duration"
    TIME = "time"
    PERSON = "person"
    PLACE = "place"
    ANYTHING = "anything"


_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_COUNTED = (
    r"(?:\d|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|"
    r"sixty|seventy|eighty|ninety|hundreds?|thousands?|million|billion|dozens?|half|quarter|third|twice|once|several|"
    r"no one|none|nobody|both|all|majority|percent)\b|%)"
)
_UNIT = r"(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|fortnight)"

_ASKED = [
    (Asks.DURATION, r"\bhow (?:long|much time|many (?:seconds|minutes|hours|days|weeks|months|years))\b|\bduration\b|\blength of\b"),
    (Asks.MONEY, r"\bhow much (?:did|does|do|will|would|is|was|were|are)?\b.*\b(?:cost|pay|paid|spen[dt]|earn|worth|price|charge|fine|raise|budget|money|owe|invest|charge)|\bwhat (?:is|was|were|are)?\b.*\b(?:cost|price|budget|fee|fine|revenue|salary)\b|\bhow much money\b"),
    (Asks.NUMBER, r"\bhow (?:many|much|big|large|tall|high|far|old|fast|deep|heavy|wide|often|few)\b|\bwhat (?:percent|percentage|number|share|proportion|fraction|amount|rate)\b|\bthe (?:number|percentage|amount|size) of\b"),
    (Asks.TIME, r"\bwhen\b|\b(?:what|which|in what|on what) (?:\w+ )?(?:year|day|date|month|time|century|decade|hour|season)\b|\bwhat time\b|\bsince when\b"),
    (Asks.PERSON, r"\bwho(?:m|se)?\b|\bwhich (?:person|man|woman|author|president|actor|singer|player|minister|leader|official|spokes\w+)\b|\bwhat (?:person|is the name of the (?:man|woman|person))\b"),
    (Asks.PLACE, r"\bwhere\b|\b(?:what|which|in what|in which) (?:\w+ )?(?:country|city|town|place|state|county|region|location|continent|village|river|street|province)\b"),
]  # fmt: skip
_ASKED_PATTERNS = [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _ASKED]

_TIME = re.compile(
    rf"\b(?:1[0-9]|20)\d\d(?:s\b|\b)|\b{_MONTH}\b\.?|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\d{{1,2}}[:.]\d\d\b|"
    r"\b\d{1,4}\s?(?:am|pm|a\.m\.|p\.m\.|est|gmt|utc)\b|\bcentury\b|\byesterday|\btoday|\btomorrow|\bmidnight|\bnoon|"
    rf"\b(?:last|this|next) (?:{_UNIT}|week|spring|summer|autumn|fall|winter|night)|\b{_UNIT} (?:ago|later|earlier|before|after)|"
    r"\b(?:early|late|mid)[- ]|\b\d+(?:st|nd|rd|th)\b|\bspring\b|\bsummer\b|\bautumn\b|\bwinter\b",
    re.IGNORECASE,
)
_DURATION = re.compile(
    rf"(?:{_COUNTED}|\ban?\b|\bfew\b|\bhalf\b)[\w\s.,–-]{{0,25}}?[\s-]{_UNIT}\b|\ball (?:day|night|week)|\bovernight\b", re.IGNORECASE
)
_NUMBER = re.compile(_COUNTED, re.IGNORECASE)
_MONEY = re.compile(
    rf"[$€£¥₹]|\b(?:dollars?|euros?|pounds?|yen|yuan|rubles?|roubles?|rupees?|francs?|cents?|pence|usd|eur|gbp|free of charge|nothing)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<![.!?…:]\s)(?<!^)(?<![“\"‘(•])\b[A-ZÀ-ÖØ-Þ][\w’'.-]*[\w]")
_START_NAME = re.compile(r"^\W*(?:[A-ZÀ-ÖØ-Þ][\w’'-]+)\s+(?:[A-ZÀ-ÖØ-Þ][\w’'-]+|said|told|says|was|is|has|had)")
_PEOPLE = re.compile(
    r"\b(?:he|she|they|president|minister|spokes\w+|director|officials?|mr|mrs|ms|dr|king|queen|captain|"
    r"chief|leader|author|manager|chair\w*|mayor|people|men|women|company|team)\b",
    re.IGNORECASE,
)
_AT_PLACE = re.compile(r"\b(?:in|at|on|near|from|to|of|across|outside|inside|along|between|via)\s+(?:the\s+)?[A-ZÀ-ÖØ-Þ]")


def asked_for(question: str) -> Asks:
    """The type of answer ``question`` asks for."""
    return next((kind for kind, pattern in _ASKED_PATTERNS if pattern.search(question)), Asks.ANYTHING)


def holds(kind: Asks, sentence: str, question: str) -> bool:
    """Whether ``sentence`` holds an answer of this kind that the question itself does not name."""
    match kind:
        case Asks.NUMBER:
            return _is_news(_NUMBER, sentence, question)
        case Asks.MONEY:
            return bool(_MONEY.search(sentence)) and _is_news(_NUMBER, sentence, question)
        case Asks.DURATION:
            return bool(_DURATION.search(sentence))
        case Asks.TIME:
            return _is_news(_TIME, sentence, question)
        case Asks.PERSON:
            return bool(new_names(sentence, question)) or bool(_PEOPLE.search(sentence))
        case Asks.PLACE:
            return bool(new_names(sentence, question)) and bool(_AT_PLACE.search(sentence))
        case Asks.ANYTHING:
            return True


def new_names(sentence: str, question: str) -> list[str]:
    """Capitalised words of ``sentence`` that the question does not name."""
    known = set(words(question))
    found = [match.group() for match in _NAME.finditer(sentence)]
    if start := _START_NAME.match(sentence):
        found.append(start.group().split()[0])
    return [name for name in found if not known & set(words(name)) and len(name) > 1]


def _is_news(pattern: re.Pattern[str], sentence: str, question: str) -> bool:
    known = question.lower()
    return any(match.group().lower() not in known for match in pattern.finditer(sentence))
