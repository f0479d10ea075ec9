"""Put into a follow-up question what it leans on, without a model: "And bicycles?", "How long is it?".

What "it", "there" and "his" stand for is taken from the last question, else from its answer; what is left out
is taken from the last question, in which the new words take the place of what is most like them.
"""

import re
from collections.abc import Callable, Sequence

from index.embedding.embedder import Vectors
from index.language.words import query_words
from rag.asking.noun_phrases import NounPhrase, noun_phrases
from rag.english.names import names, written
from rag.english.text import read

Embed = Callable[[Sequence[str]], Vectors | None]
"""Texts to one vector each; ``None`` where there are none to be had."""

_OPENING = re.compile(r"^(?:(?:ok|okay|and|but|so|or|also|then)\b[ ,]*)+", re.IGNORECASE)
_WHAT_ABOUT = re.compile(r"^(?:what|how) about\b\s*", re.IGNORECASE)
_ASKS = r"(?:who|whom|whose|what|which|when|where|why|how)"
_HELPS = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|must)"
_MEASURES = r"(?:long|many|much|old|often|far|big|high|tall|deep|fast)"
_ONLY_ASKS = re.compile(
    rf"^(?:(?:since|until|till|from|by|with|for|to|at|in) )?{_ASKS}\b"
    rf"(?: (?:{_MEASURES}|else|exactly|so|not|come|time|day|year))*\W*$",
    re.IGNORECASE,
)
_FULL = re.compile(rf"^(?:(?:\w+ )?{_ASKS}|{_HELPS})\b|, {_ASKS}\b", re.IGNORECASE)
_ASKS_OF = re.compile(
    rf"^{_ASKS} ((?:in|on|at|from|during|before|after|since|until|for|with) .+)$", re.IGNORECASE
)
_LED = re.compile(
    r"^(?:in|on|at|from|during|before|after|since|until|by|under|over|for|with|without|to)\b", re.I
)
_ASKED_BY = re.compile(
    rf"^(?:\w+ )?(?:what (?:time|day|year|kind|part)|how \w+|{_ASKS})\b(?= {_HELPS}\b)", re.IGNORECASE
)
_ARGUMENT = re.compile(r"^(?:what(?! time| day| year)|which|who|whom|how (?:much|many))\b", re.IGNORECASE)
_PERSON = re.compile(r"\b(he|she|him|her|his|hers)\b", re.IGNORECASE)
_THING = re.compile(
    r"\b(it|its|they|them|their|theirs)\b|\b(this|that|these|those)(?=\W*$| (?:is|was|are|were|one|ones)\b)",
    re.I,
)
_THERE = re.compile(
    r"(?<!is )(?<!are )(?<!was )(?<!were )(?<!been )\bthere\b(?! (?:is|are|was|were|been|any|a|an)\b)", re.I
)
_ELSE = re.compile(r"\b(?:else|others?|another)\b", re.IGNORECASE)
_WHO = re.compile(r"^(?:and )?(?:who|whose|which|what (?:is|was|are|were) the names?)\b", re.IGNORECASE)
_PLACED = re.compile(r"\b(?:in|at|on|near|of|from|to|between|against)(?: the)? $", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_YEAR = r"\d{4}\b"
_WHERE = {"in", "at", "on", "to", "from", "near", "inside"}
_OWNING = {"his", "its", "their", "hers", "theirs"}
_MANY = {"they", "them", "their", "theirs", "these", "those"}
_LONG = 4  # telling words of a question that has room for what its pronoun stands for
_ALONE = 2  # words that tell what a question is about; with fewer it leans on what came before


def carried_over(question: str, before: str, answer: str, embed: Embed = lambda _: None) -> str:
    """Return ``question`` so that it stands alone; itself where it does.

    ``before``: the last question, standing alone; ``answer``: what was answered; ``embed`` compares words.
    """
    opened = _OPENING.sub("", _WHAT_ABOUT.sub("", _OPENING.sub("", question))).strip()
    left_out = opened.rstrip(" ?.!")
    if not left_out:
        return question
    if _ONLY_ASKS.match(left_out):
        return _asked_anew(left_out, before)
    standing = _named(opened, before, answer)
    is_short = opened != question.strip() or len(query_words(left_out)) < _ALONE
    if is_short and not _FULL.search(left_out):
        return _completed(opened, standing, before, embed)
    if parted := _ASKS_OF.match(left_out):
        return _exchanged(parted.group(1), before, embed)
    if standing == opened and _is_left_open(opened) and (about := _main(before)):
        return f"About {about.words}: {_lower(opened)}"
    return standing if standing != opened else question


def put_in(question: str) -> str:
    """The words of a follow-up that names one other thing ("And a canoe?"); "" where it does not."""
    opened = _OPENING.sub("", _WHAT_ABOUT.sub("", _OPENING.sub("", question))).strip()
    words = opened.rstrip(" ?.!")
    other = (_PERSON, _THING, _THERE, _ELSE, _FULL, _ONLY_ASKS, _LED)  # a pronoun, a question, a place
    if opened == question.strip() or any(pattern.search(words) for pattern in other):
        return ""
    return words if len(query_words(words)) == 1 and not re.search(r"\d", words) else ""


def _completed(opened: str, standing: str, before: str, embed: Embed) -> str:
    """A question of a few words ("the garden?", "its cost?") completed by the last one."""
    if standing != opened and not _PERSON.search(opened):  # its cost is no thing like it
        return f"What about {_lower(standing)}"
    return _exchanged(standing.rstrip(" ?.!"), before, embed)


def _is_left_open(question: str) -> bool:
    """Return whether a question names nothing of its own ("Which colour?"), or asks for others."""
    names_nothing = all(one.is_asked_for for one in noun_phrases(question))
    return _ELSE.search(question) is not None or (names_nothing and len(query_words(question)) < _ALONE)


def _asked_anew(asks: str, before: str) -> str:
    """The last question asked otherwise: "Why did the line stop?", "Who stopped the line, and why?"."""
    found = _ASKED_BY.match(before)
    # What was asked for ("what", "who") stays to be asked for beside a time, a place, a reason.
    keeps = _ARGUMENT.match(before) and not _ARGUMENT.match(asks)
    if found and not keeps and asks.split()[-1].lower() != "else":
        return f"{asks[:1].upper()}{asks[1:]}{before[found.end() :]}"
    return f"{before.rstrip(' ?.!')}, and {_lower(asks)}?"


def _exchanged(words: str, before: str, embed: Embed) -> str:
    """The last question with ``words`` in the place of what is most like them."""
    there = noun_phrases(before)
    led = _LED.match(words)
    if led:
        if same := [one for one in there if one.before == led.group().lower()]:
            return before[: same[-1].led_at] + words + before[same[-1].end :]
        dated = re.compile(rf"\b{led.group()}\b[^,]*?{_YEAR}", re.IGNORECASE)
        if re.search(_YEAR, words) and dated.search(before):
            return dated.sub(lambda _: words, before, count=1)
        return f"{before.rstrip(' ?.!')} {words}?"
    if not there:
        return f"{before.rstrip(' ?.!')}: {words}?"
    one = _most_like(words, there, embed)
    return before[: one.start] + words + before[one.end :]


def _most_like(words: str, there: Sequence[NounPhrase], embed: Embed) -> NounPhrase:
    vectors = embed([words, *(one.words for one in there)])
    if vectors is None:
        return there[0]
    return there[int((vectors[1:] @ vectors[0]).argmax())]


def _named(question: str, before: str, answer: str) -> str:
    """The question with the thing, person or place named that its pronouns stand for."""
    phrases = noun_phrases(before)
    if _PERSON.search(question):
        people = [*_people(before), *_people(answer)]
        if _WHO.match(before):  # who was asked for is in the answer
            people = [*_people(answer), *_people(before)]
        return _put(_PERSON, question, people[0]) if people else question
    if _THERE.search(question):
        place = _place(phrases)
        return _THERE.sub(lambda _: place, question, count=1) if place else question
    if (found := _THING.search(question)) and not _is_named_before(question, found.start()):
        wants_many = found.group().lower() in _MANY
        actors = [one.words for one in phrases if one.is_name and not one.before]
        if wants_many and len(actors) > 1 and not any(one.is_plural for one in phrases):
            return _put(_THING, question, f"{', '.join(actors[:-1])} and {actors[-1]}")
        about = _main(before, wants_many=wants_many)
        return _put(_THING, question, about.words) if about else question
    return question


def _place(phrases: Sequence[NounPhrase]) -> str:
    """The place that "there" stands for: the last phrase that says where, else the first; "" for none."""
    placed = [one for one in phrases if one.before in _WHERE]
    if not placed:
        return f"at {phrases[0].words}" if phrases else ""
    last = placed[-1]
    return f"{'at' if last.before in ('to', 'from') else last.before} {last.words}"


def _is_named_before(question: str, at: int) -> bool:
    """Return whether a long question itself names what its pronoun may stand for."""
    named = any(one.end <= at for one in noun_phrases(question))
    return named and len(query_words(question)) > _LONG


def _main(before: str, *, wants_many: bool = False) -> NounPhrase | None:
    """The subject of a question: the first phrase that it does not ask for.

    ``wants_many``: of several things, if there is one.
    """
    phrases = noun_phrases(before)
    given = [one for one in phrases if not one.is_asked_for] or phrases
    fitting = (
        [one for one in given if one.is_plural] if wants_many else [one for one in given if not one.is_plural]
    )
    return next(iter(fitting or given), None)


def _put(pronoun: re.Pattern[str], question: str, words: str) -> str:
    """The question with ``words`` for the first pronoun, and what is theirs with it."""

    def named(found: re.Match[str]) -> str:
        said = found.group().lower()
        owns = said in _OWNING or (
            said == "her"
            and bool(re.match(r"\s+\w", question[found.end() :]))
            and not re.match(
                r"\s+(?:in|on|at|to|for|with|from|about|and|or|when|while|after|before)\b",
                question[found.end() :],
            )
        )
        owned = f"{words}'" if words.endswith("s") else f"{words}'s"
        return owned if owns else words

    put = pronoun.sub(named, question, count=1)
    return f"{put[:1].upper()}{put[1:]}" if question[:1].isupper() else put


def _people(said: str) -> list[str]:
    """The names in a text as written; first those of several words, and those that no preposition places."""
    text = read(said)
    found = [written(text, name) for name in names(text) if not name.opens]
    found.sort(key=lambda span: (_PLACED.search(said[: span[0]]) is not None, " " not in said[slice(*span)]))
    return [_POSSESSIVE.sub("", said[start:end]) for start, end in found]


def _lower(text: str) -> str:
    return text if text[:2].isupper() else f"{text[:1].lower()}{text[1:]}"
