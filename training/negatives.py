"""Questions with one thing changed, so that the passage looks as if it answered and does not."""

import random
import re
from dataclasses import dataclass

from training.words import content_words

_NAME = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w’'-]+(?:\s+(?:(?:of|the|de|&)\s+)?[A-Z][\w’'-]+)*")
_NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_PAIRS = """
first last|second third|north south|east west|northern southern|eastern western|before after
increase decrease|increased decreased|rise fall|rose fell|gain loss|gained lost|largest smallest
large small|highest lowest|high low|higher lower|more fewer|most least|oldest youngest|older younger
old new|men women|man woman|boy girl|father mother|son daughter|brother sister|husband wife|king queen
early late|earlier later|beginning end|started ended|began finished|open close|opens closes|opened closed
win lose|won lost|best worst|better worse|longest shortest|long short|longer shorter|upper lower
above below|inside outside|internal external|public private|major minor|maximum minimum|positive negative
strong weak|hot cold|summer winter|morning evening|day night|left right|front back|top bottom
entered left|allowed forbidden|included excluded|accepted refused|accept refuse|agreed refused
supported opposed|supporters opponents|buy sell|bought sold|imports exports|arrive depart
arrived departed|arrival departure|created destroyed|built demolished|common rare|rich poor
easy difficult|heavy light|fast slow|ancient modern|same different|advantages disadvantages
advantage disadvantage|likes dislikes|majority minority|domestic foreign|urban rural|teacher student
cheap expensive|clean dirty|dry wet|hard soft|thin thick|full empty|safe dangerous|legal illegal
successful failed|formal informal|direct indirect|birth death|born buried|founded dissolved
appointed dismissed|joined left|attack defend|attacked defended|victory defeat|two three|four five
planned actual|estimated actual|proposed rejected|approved rejected|adult child|adults children
guests staff|employees visitors|tenant landlord|buyer seller|chair secretary|director deputy
president secretary|paid received|pay receive|sent received|lent borrowed|hired fired|minimum average
weekly monthly|monthly yearly|daily weekly|hours days|days weeks|weeks months|months years|deadline start
first second|ground upper|mother daughter
"""
OPPOSITES: dict[str, tuple[str, ...]] = {}
for _pair in _PAIRS.replace("\n", "|").split("|"):
    if _pair:
        _one, _other = _pair.split()
        OPPOSITES[_one] = (*OPPOSITES.get(_one, ()), _other)
        OPPOSITES[_other] = (*OPPOSITES.get(_other, ()), _one)


@dataclass(frozen=True)
class ChangedQuestion:
    """A question with one thing changed: what stood there, and what stands there now."""

    question: str
    old: str
    new: str


def names(text: str) -> list[str]:
    """Names inside sentences, in order."""
    return [match.group() for match in _NAME.finditer(text)]


def _like(word: str, shape: str) -> str:
    return word[0].upper() + word[1:] if shape[0].isupper() else word


def other_number(number: str, draw: random.Random) -> str:
    """Another number that looks like this one: a near year, or one digit changed."""
    if len(number) == 4 and number.isdigit() and number[:2] in ("17", "18", "19", "20"):
        return str(int(number) + draw.choice((-12, -7, -3, -2, -1, 1, 2, 3, 5, 11)))
    digits = [i for i, letter in enumerate(number) if letter.isdigit()]
    at = draw.choice(digits[:2])
    choices = [d for d in "123456789" if d != number[at]]
    return number[:at] + draw.choice(choices) + number[at + 1 :]


def _named_change(question: str, others: list[str], draw: random.Random) -> tuple[int, int, str] | None:
    matches = list(_NAME.finditer(question))
    if not matches:
        return None
    match = draw.choice(matches)
    old = match.group()
    for listed in (_MONTHS, _DAYS):
        if old in listed:
            return match.start(), match.end(), draw.choice([word for word in listed if word != old])
    words = set(old.lower().split())
    fit = [
        name for name in others if not words & set(name.lower().split()) and name not in (*_MONTHS, *_DAYS)
    ]
    shaped = [name for name in fit if len(name.split()) == len(old.split())] or fit
    return (match.start(), match.end(), draw.choice(shaped)) if shaped else None


def change(question: str, others: list[str], draw: random.Random) -> ChangedQuestion | None:
    """The question with a name, a number or one word changed; None where there is nothing to change.

    ``others`` are names to choose from.
    """
    ways = ["name", "name", "number", "opposite", "opposite"]
    draw.shuffle(ways)
    for way in ways:
        place: tuple[int, int, str] | None = None
        if way == "name":
            place = _named_change(question, others, draw)
        elif way == "number" and (numbers := list(_NUMBER.finditer(question))):
            match = draw.choice(numbers)
            place = match.start(), match.end(), other_number(match.group(), draw)
        elif way == "opposite":
            found = [m for m in re.finditer(r"[A-Za-z]+", question) if m.group().lower() in OPPOSITES]
            if found:
                match = draw.choice(found)
                word = draw.choice(OPPOSITES[match.group().lower()])
                place = match.start(), match.end(), _like(word, match.group())
        if place:
            start, end, new = place
            return ChangedQuestion(question[:start] + new + question[end:], question[start:end], new)
    return None


def unanswered(changed: ChangedQuestion, passage: str, answers: list[str]) -> bool:
    """Return whether the passage does not speak of what the question asks now.

    What is new must not stand in the passage, and what stood there must, and not be the answer.
    """
    low, new = passage.lower(), content_words(changed.new)
    if new and all(word in low for word in new):
        return False
    return changed.old.lower() in low and all(changed.old.lower() not in answer.lower() for answer in answers)


def swapped(
    passage: str, spans: list[tuple[int, int]], other: ChangedQuestion
) -> tuple[str, str, tuple[tuple[int, int], ...]] | None:
    """The changed question and the passage with the same change; None if that is impossible."""
    old, new = other.old, other.new
    if old not in passage or new.lower() in passage.lower():
        return None
    shift = len(new) - len(old)
    starts = [match.start() for match in re.finditer(rf"\b{re.escape(old)}\b", passage)]
    if not starts or any(a < at + len(old) and at < b for at in starts for a, b in spans):
        return None
    moved = tuple(
        (a + shift * sum(at < a for at in starts), b + shift * sum(at < a for at in starts)) for a, b in spans
    )
    return other.question, re.sub(rf"\b{re.escape(old)}\b", new.replace("\\", ""), passage), moved
