"""Put into a follow-up question what it leans on, without a model: "And bicycles?", "How long is it?".

What "it", "there" and "his" stand for is taken from the last question, else from its answer; what is left out
is taken from the last question, in which the new words take the place of what is most like them.
"""

import re
from collections.abc import Callable, Sequence

from index.embedding.embedder import Vectors
from index.language.words import query_words
from rag.asking.keywords import KINDS
from rag.asking.noun_phrases import NounPhrase, noun_phrases
from rag.asking.referents import PERSON, THERE, THING, main_thing, named, people
from rag.english.names import names
from rag.english.text import read
from rag.english.verbs import HELPING, by_past, has_verb, one_of

Embed = Callable[[Sequence[str]], Vectors | None]
"""Texts to one vector each; ``None`` where there are none to be had."""

_OPENING = re.compile(r"^(?:(?:ok|okay|and|but|so|or|also|then)\b[ ,]*)+", re.IGNORECASE)
_WHAT_ABOUT = re.compile(r"^(?:what|how) about\b\s*", re.IGNORECASE)
_ASKS = r"(?:who|whom|whose|what|which|when|where|why|how)"
_HELPS = one_of(HELPING)
_MEASURES = r"(?:long|many|much|old|often|far|big|high|tall|deep|fast)"
_THAT_ONE = "(?: (?:was (?:that|this)|(?:that|this) one))"
_ONLY_ASKS = re.compile(
    rf"^(?:(?:since|until|till|from|by|with|for|to|at|in) )?{_ASKS}\b"
    rf"(?: (?:{_MEASURES}|else|exactly|so|not|come|time|day|year))*{_THAT_ONE}?\W*$",
    re.IGNORECASE,
)
_FULL = re.compile(rf"^(?:(?:\w+ )?{_ASKS}|{_HELPS})\b|, {_ASKS}\b", re.IGNORECASE)
_ASKS_OF = re.compile(
    rf"^{_ASKS} ((?:in|on|at|from|during|before|after|since|until|for|with) .+)$", re.IGNORECASE
)
_LED = re.compile(
    r"^(?:in|on|at|from|during|before|after|since|until|by|under|over|for|with|without|to)\b", re.I
)
_ASKED_BY = re.compile(rf"^(?:\w+ )?(?:(?:what|which) \w+|how \w+|{_ASKS})\b(?= {_HELPS}\b)", re.IGNORECASE)
_WAS_THAT = re.compile(rf"{_THAT_ONE}$", re.IGNORECASE)
_WHO_DID = re.compile(r"^who (?P<verb>\w+)(?P<rest>.*)$", re.IGNORECASE)
_YES_NO = re.compile(rf"^{_HELPS}\b", re.IGNORECASE)
_ARGUMENT = re.compile(r"^(?:what(?! time| day| year)|which|who|whom|how (?:much|many))\b", re.IGNORECASE)
_ELSE = re.compile(r"\b(?:else|others?|another)\b", re.IGNORECASE)
_YEAR = r"\d{4}\b"
_ABOUT = re.compile(r"^About [^:]+: ")
_SAID_BY = re.compile(r"\baccording to .+?(?=,|\W*$)", re.IGNORECASE)
_DATED = re.compile(r"\b(?:in|on|during) (?:[\w,]+ ){0,3}\d{4}\b")
_YEARS_APART = re.compile(r"^(?:the|a|one) year (?:(?P<later>later|after)|earlier|before)\b", re.IGNORECASE)
_PAST = re.compile(r"\b(?:was|were|did|had)\b", re.IGNORECASE)
_COUNTED = re.compile(r"^how (?:many|much)\b", re.IGNORECASE)
_COUNTS = re.compile(r"how (?:many|much) $", re.IGNORECASE)
_COUNTING = {"mani", "much"}  # stems
_DETERMINED = re.compile(r"^(?:the|a|an|his|her|its|their)\b", re.IGNORECASE)
_ALONE = 2  # words that tell what a question is about; with fewer it leans on what came before


def carried_over(
    question: str, before: str, answer: str, earlier: str = "", embed: Embed = lambda _: None
) -> str:
    """Return ``question`` so that it stands alone; itself where it does.

    ``before``: the last question, standing alone; ``answer``: what was answered; ``earlier``: the questions
    before that; ``embed`` compares words.
    """
    opened = _OPENING.sub("", _WHAT_ABOUT.sub("", _OPENING.sub("", question))).strip()
    left_out = opened.rstrip(" ?.!")
    if not left_out:
        return question
    if _ONLY_ASKS.match(left_out):
        return _asked_anew(left_out, before, answer)
    standing = named(opened, before, answer, earlier)
    is_short = opened != question.strip() or len(query_words(left_out)) < _ALONE
    if is_short and not _FULL.search(left_out):
        return _completed(opened, standing, before, embed)
    if parted := _ASKS_OF.match(left_out):
        return _exchanged(parted.group(1), before, embed)
    if standing == opened and _is_left_open(opened) and (about := main_thing(before)):
        return f"About {about.words}: {_lower(opened)}"
    told = standing if standing != opened else question
    return _dated(told, before) if _names_nothing(question) else told


def put_in(question: str) -> str:
    """The words of a follow-up that names one other thing ("And a canoe?"); "" where it does not."""
    opened = _OPENING.sub("", _WHAT_ABOUT.sub("", _OPENING.sub("", question))).strip()
    words = opened.rstrip(" ?.!")
    other = (PERSON, THING, THERE, _ELSE, _FULL, _ONLY_ASKS, _LED)  # a pronoun, a question, a place
    if opened == question.strip() or any(pattern.search(words) for pattern in other):
        return ""
    return words if len(query_words(words)) == 1 and not re.search(r"\d", words) else ""


def _names_nothing(question: str) -> bool:
    """Return whether a question has no name and no figure."""
    return not re.search(r"\d", question) and all(name.opens for name in names(read(question)))


def _dated(question: str, before: str) -> str:
    """The question with the year of the last one: what happened then is what is spoken of."""
    found = _DATED.search(before)
    if not found or _DATED.search(question) or not _PAST.search(question):
        return question
    return f"{question.rstrip(' ?.!')} {found.group()}?"


def _completed(opened: str, standing: str, before: str, embed: Embed) -> str:
    """A question of a few words ("the garden?", "its cost?") completed by the last one."""
    if standing != opened and not PERSON.search(opened):  # its cost is no thing like it
        return f"What about {_lower(standing)}"
    if (apart := _YEARS_APART.match(standing)) and (last := re.search(_YEAR, before)):
        year = int(last.group()) + (1 if apart["later"] else -1)
        return f"{before[: last.start()]}{year}{before[last.end() :]}"
    return _exchanged(standing.rstrip(" ?.!"), before, embed)


def _is_left_open(question: str) -> bool:
    """Return whether a question names nothing of its own ("Which colour?"), or asks for others."""
    names_nothing = all(one.is_asked_for for one in noun_phrases(question))
    telling = set(query_words(question)) - _COUNTING
    has_no_verb = _COUNTED.match(question) and not has_verb(question)
    return bool(_ELSE.search(question) or has_no_verb or (names_nothing and len(telling) < _ALONE))


def _asked_anew(asks: str, before: str, answer: str) -> str:
    """The last question asked otherwise: "Why did the line stop?", "Who stopped the line, and why?"."""
    asks = _WAS_THAT.sub("", asks)
    about = _ABOUT.match(before)
    lead = about.group() if about else ""
    if (person := _WHO_DID.match(before[len(lead) :])) and (did := _done_by(person, answer)):
        return f"{lead}{asks} {did}?" if lead else f"{asks[:1].upper()}{asks[1:]} {did}?"
    if _YES_NO.match(before) and (reason := re.fullmatch(r"why( not)?", asks, re.IGNORECASE)):
        return _reason(before, is_denied=bool(reason[1]))
    found = _ASKED_BY.match(before)
    # What was asked for ("what", "who") stays to be asked for beside a time, a place, a reason.
    keeps = _ARGUMENT.match(before) and not _ARGUMENT.match(asks)
    if found and not keeps and asks.split()[-1].lower() != "else":
        return f"{asks[:1].upper()}{asks[1:]}{before[found.end() :]}"
    return f"{before.rstrip(' ?.!')}, and {_lower(asks)}?"


def _done_by(asked: re.Match[str], answer: str) -> str:
    """The deed asked of an unknown person, with the one that the answer names: "did Anna Berg resign"."""
    known, told = by_past().get(asked["verb"].lower()), people(answer)
    return f"did {told[0]} {known.base}{asked['rest'].rstrip(' ?.!')}" if known and told else ""


def _reason(before: str, *, is_denied: bool) -> str:
    """The question for the reason of what a yes/no question asks: "Why may the hall not be used?"."""
    asked = before.rstrip(" ?.!")
    subject = next(iter(noun_phrases(asked)), None)
    if is_denied and subject:
        asked = f"{asked[: subject.end]} not{asked[subject.end :]}"
    return f"Why {_lower(asked)}?"


def _exchanged(words: str, before: str, embed: Embed) -> str:
    """The last question with ``words`` in the place of what is most like them."""
    if _SAID_BY.match(words) and _SAID_BY.search(before):
        return _SAID_BY.sub(lambda _: words, before, count=1)
    about = _ABOUT.match(before)
    there = [one for one in noun_phrases(before) if not about or one.start >= about.end()]
    if led := _LED.match(words):
        return _led_anew(words, led.group(), before, there)
    if not there:
        return f"{before.rstrip(' ?.!')}: {words}?"
    alike = [one for one in there if _has_name(one.words)] if _has_name(words) else []
    one = _most_like(words, alike or there, embed)
    words = re.sub(r"\bones$", one.words.split()[-1], words)
    if _DETERMINED.match(words) and (counted := _COUNTS.search(before[: one.start])):
        return f"{before[: counted.start()]}what about {words}?"
    if _is_attribute(words):
        return f"What is {words} of {one.words}?"
    return before[: one.start] + words + before[one.end :]


def _led_anew(words: str, lead: str, before: str, there: Sequence[NounPhrase]) -> str:
    """The last question with ``words`` in the place of what the same preposition leads, else behind it."""
    dated = re.compile(rf"\b{lead}\b[^,]*?{_YEAR}", re.IGNORECASE)
    if re.search(_YEAR, words) and dated.search(before):
        return dated.sub(lambda _: words, before, count=1)
    if same := [one for one in there if one.before == lead.lower()]:
        return before[: same[-1].led_at] + words + before[same[-1].end :]
    return f"{before.rstrip(' ?.!')} {words}?"


def _is_attribute(words: str) -> bool:
    """Return whether words tell something of a thing, and are no other one: "the price", not "the quay"."""
    told = re.fullmatch(r"the ([a-z]+)", words)
    return told is not None and told[1] in KINDS


def _has_name(words: str) -> bool:
    return re.search(r"(?<!^)\b[A-Z]|^[A-Z]\w* [A-Z]|^(?:the|an?) [A-Z]", words) is not None


def _most_like(words: str, there: Sequence[NounPhrase], embed: Embed) -> NounPhrase:
    vectors = embed([words, *(one.words for one in there)])
    if vectors is None:
        return there[0]
    return there[int((vectors[1:] @ vectors[0]).argmax())]


def _lower(text: str) -> str:
    return text if text[:2].isupper() else f"{text[:1].lower()}{text[1:]}"
