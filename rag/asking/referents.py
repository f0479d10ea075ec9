"""The thing, the person or the place that the pronouns of a follow-up question stand for."""

import re
from collections.abc import Sequence

from index.language.words import query_words
from rag.asking.noun_phrases import DETERMINERS, NounPhrase, noun_phrases
from rag.english.names import names, written
from rag.english.text import read
from rag.english.verbs import HELPING, one_of
from rag.english.word_lists import word_list

_HELPS = one_of(HELPING)
THING = re.compile(
    r"\b(it|its|they|them|their|theirs)\b|\b(this|that|these|those)(?=\W*$| (?:is|was|are|were|one|ones)\b)",
    re.I,
)
THERE = re.compile(
    r"(?<!is )(?<!are )(?<!was )(?<!were )(?<!been )\bthere\b(?! (?:is|are|was|were|been|any|a|an)\b)", re.I
)
_WHO = re.compile(r"^(?:and )?(?:who|whose|which|what (?:is|was|are|were) the names?)\b", re.IGNORECASE)
_HELPED = re.compile(rf" {_HELPS} ", re.IGNORECASE)
_PLACED = re.compile(r"\b(?:in|at|on|near|of|from|to|between|against)(?: the)? $", re.IGNORECASE)
_LED_BY_THE = re.compile(r"\bthe $", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?$")
_WHERE = {"in", "at", "on", "to", "from", "near", "inside"}
_OWNING = {"his", "its", "their", "hers", "theirs"}
_MANY = {"they", "them", "their", "theirs", "these", "those"}
_LONG = 4  # telling words of a question that has room for what its pronoun stands for
PERSON = re.compile(r"\b(he|she|him|her|his|hers)\b", re.IGNORECASE)


def named(question: str, before: str, answer: str, earlier: str = "") -> str:
    """The question with the thing, person or place named that its pronouns stand for.

    ``before``, ``answer``: the last question and its answer; ``earlier``: the questions before them.
    """
    phrases = noun_phrases(before)
    if PERSON.search(question):
        asked, told = [*people(before), *people(earlier)], people(answer)
        is_told = _WHO.match(before) is not None  # who was asked for is in the answer
        who = [*told, *asked] if is_told else [*asked, *told]
        return _put(PERSON, question, who[0]) if who else question
    if THERE.search(question):
        place = _place(phrases)
        return THERE.sub(lambda _: place, question, count=1) if place else question
    if (found := THING.search(question)) and not _is_named_before(question, found.start()):
        wants_many = found.group().lower() in _MANY
        actors = [one.words for one in phrases if one.is_name and not one.before]
        if wants_many and len(actors) > 1 and not any(one.is_plural for one in phrases):
            return _put(THING, question, f"{', '.join(actors[:-1])} and {actors[-1]}")
        about = main_thing(before, wants_many=wants_many)
        if not wants_many and (chosen := _chosen(before)):
            return _put(THING, question, next(iter(_unsaid(answer, before)), chosen))
        return _put(THING, question, about.words) if about else question
    return question


def _chosen(before: str) -> str:
    """The thing that is asked for as the subject: "the firm" of "Which firm is to …"; "" for none."""
    phrases = noun_phrases(before)
    if not phrases or not phrases[0].is_asked_for or not re.match(r"which\b", before, re.IGNORECASE):
        return ""
    helped = _HELPED.match(before, phrases[0].end)
    has_subject = helped and any(one.start == helped.end() for one in phrases)  # "Which firm did the town …"
    return "" if has_subject else phrases[0].words


def _unsaid(answer: str, before: str) -> list[str]:
    """The names of an answer that the question before it does not have."""
    text = read(answer)
    found = [written(text, name) for name in names(text) if not name.opens]
    return [answer[start:end] for start, end in found if answer[start:end] not in before]


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


def main_thing(before: str, *, wants_many: bool = False) -> NounPhrase | None:
    """The subject of a question: the first phrase that it does not ask for.

    ``wants_many``: of several things, if there is one.
    """
    phrases = noun_phrases(before)
    given = [one for one in phrases if not one.is_asked_for and (wants_many or not one.is_counted)] or phrases
    fitting = [one for one in given if one.is_plural is wants_many]
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

    found = pronoun.search(question)
    is_part = found and question[: found.start()].endswith(" of ") and words[:1].islower()
    if is_part and words.split()[0] not in DETERMINERS:  # "one of boats"
        words = f"the {words}"
    put = pronoun.sub(named, question, count=1)
    return f"{put[:1].upper()}{put[1:]}" if question[:1].isupper() else put


def people(said: str) -> list[str]:
    """The names in a text as written; first those beside an office, and those that no preposition places.

    Then those of several words. What has an article is a thing: "the Marn Cup".
    """
    text = read(said)
    spans = [written(text, name) for name in names(text) if not name.opens]
    found = [span for span in spans if not _LED_BY_THE.search(said[: span[0]])]
    found.sort(
        key=lambda span: (
            not _has_office(said, *span),
            _PLACED.search(said[: span[0]]) is not None,
            " " not in said[slice(*span)],
        )
    )
    return [_POSSESSIVE.sub("", said[start:end]) for start, end in found]


def _has_office(said: str, start: int, end: int) -> bool:
    """Return whether a word for a person stands right before a name, or in what is said behind it."""
    before = re.search(r"([\w-]+),? $", said[:start])
    behind = re.match(r", ([^,.;]+)", said[end:])
    told = {before[1].lower()} if before else set()
    told |= set(behind[1].lower().split()) if behind else set()
    return not told.isdisjoint(word_list("persons") | word_list("titles"))
