"""The thing that a question asks for, as a title: "Length of the call", "When the bridge opened"."""

import re

from rag.asking.noun_phrases import NounPhrase, noun_phrases
from rag.english.verbs import DO, HELPING, by_base, one_of

_BE_OR_DO = r"(?:is|was|are|were|does|did|do|has|have|had|will|would)"
_MEASURES = {
    "long": "Length",
    "tall": "Height",
    "high": "Height",
    "deep": "Depth",
    "wide": "Width",
    "old": "Age",
    "big": "Size",
    "large": "Size",
    "heavy": "Weight",
    "fast": "Speed",
    "strong": "Strength",
    "expensive": "Price",
}
_HOW = re.compile(rf"\bhow (?P<measure>{'|'.join(_MEASURES)}) {_BE_OR_DO} ", re.IGNORECASE)
_HOW_MANY = re.compile(r"\bhow many ", re.IGNORECASE)
_HOW_MUCH = re.compile(rf"\bhow much {_BE_OR_DO} ", re.IGNORECASE)
_WHAT = re.compile(r"\b(?:what|who)(?:'s|’s| is| was| were| are) (?=the\b)", re.IGNORECASE)
_ASKED = re.compile(
    r"^(?P<asks>how(?: long| far| often)?|when|where|why) "
    rf"(?:(?P<did>{one_of(DO)})|(?P<be>{one_of(HELPING - DO)})) ",
    re.IGNORECASE,
)
_PLACED = re.compile(r" (?:in|on|at|for|from|between|over|with|of|to|and) ", re.IGNORECASE)
_STATE = re.compile(r"an? ", re.IGNORECASE)  # "How long was the lift at a standstill"
_ENDS = re.compile(r"^(?: (?:last|take|be))?$", re.IGNORECASE)
_COSTS = re.compile(r"^ (?:cost|costs|worth)\b", re.IGNORECASE)


def topic(question: str) -> str:
    """The thing asked for, else a clause ("How long the bridge was open"), else the question itself."""
    asked = question.rstrip(" ?!.")
    if (found := _HOW.search(asked)) and (one := _next(asked, found.end())) and _ends(asked, one.end):
        return f"{_MEASURES[found['measure'].lower()]} of {one.words}"
    if (found := _HOW_MANY.search(asked)) and (one := _next(asked, found.end())):
        return f"Number of {one.words}"
    if (
        (found := _HOW_MUCH.search(asked))
        and (one := _next(asked, found.end()))
        and _COSTS.match(asked[one.end :])
    ):
        return f"Price of {one.words}"
    if (found := _WHAT.search(asked)) and (one := _next(asked, found.end())):
        named = re.sub(r"^the ", "", f"{one.words}{asked[one.end :]}", flags=re.IGNORECASE)
        return f"{named[:1].upper()}{named[1:]}"
    return _clause(asked) or asked


def _next(question: str, at: int) -> NounPhrase | None:
    """The noun phrase that begins at a character."""
    return next((one for one in noun_phrases(question) if one.start == at), None)


def _ends(question: str, at: int) -> bool:
    """Return whether nothing more is said from a character on than where, when, and that it lasted."""
    return bool(_ENDS.match(question[_behind_places(question, at) :]))


def _behind_places(question: str, at: int) -> int:
    """The character behind the phrases that say where or when, from a character on."""
    while (placed := _PLACED.match(question, at)) and (one := _next(question, placed.end())):
        if _STATE.match(question, one.start):
            break
        at = one.end
    return at


def _clause(asked: str) -> str:
    """A question as the clause "how long the bridge was open"; "" where its subject or verb is not clear."""
    found = _ASKED.match(asked)
    one = _next(asked, found.end()) if found else None
    if not found or not one:
        return ""
    behind = _behind_places(asked, one.end)
    end = behind if asked[behind:] else one.end  # "the bridge at Velm" was open; the bridge was "at Velm"
    subject, rest = asked[one.start : end], asked[end:].strip()
    asks = f"{found['asks'][:1].upper()}{found['asks'][1:]}"
    if found["be"]:
        return f"{asks} {subject} {found['be']} {rest}".strip()
    base, _, rest = rest.partition(" ")
    verb = by_base().get(base)
    told = verb and {"did": verb.past, "does": verb.third, "do": base}[found["did"].lower()]
    return f"{asks} {subject} {told} {rest}".strip() if told else ""
