"""Questions that a main clause answers, made by turning it round."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.english.quantities import find_quantities
from rag.english.text import word_set
from rag.english.verbs import by_past, is_finite, is_verb
from rag.summarizing.questions.clauses import Clause
from rag.summarizing.questions.vocabulary import INDEFINITE, MAY_BE_PERSON, PERSON, SOURCES

_OBJECT = 4  # words of a thing that can be left out without what follows it hanging in the air
_STATING = word_set("""
    announce decide conclude find hear learn reveal show suggest claim believe argue predict propose warn
    """)
_AIMING = word_set("""
    agree plan decide want promise offer refuse expect intend propose threaten vow pledge aim decline try
    fail
    """)
_ASKING = word_set("ask call apply wait campaign vote")
_CHANGES = word_set("rise fall increase decrease grow drop decline shrink climb surge jump expand")
_PLACED = word_set("live stand sit meet die land lie work arrive settle study stay play appear begin end")
_MEASURES = re.compile(r"(?:long|high|tall|wide|deep|old|thick)$")
PLURAL = re.compile(r"(?:\w{2,}[^s]s|people|children|men|women)$")


@dataclass(frozen=True)
class ClauseQuestion:
    """A question: ``kind`` names how it was made, ``tier`` is 0 for the most telling sort of question.

    ``about``: where it asks for nothing but what is said of a thing, that thing.
    """

    text: str
    kind: str
    tier: int
    about: str = ""


def of_clause(clause: Clause) -> Iterator[ClauseQuestion]:
    """The questions that a main clause answers."""
    rest = f" {clause.rest}" if clause.rest else ""
    definite = not clause.subject.startswith(INDEFINITE)
    if clause.that:
        if clause.verb and definite and clause.verb.base in _STATING:
            yield ClauseQuestion(f"What {clause.inverted}?", "what", 2)
        return
    yield from _of_subject(clause)
    if clause.form == "copula":
        yield from _of_state(clause)
        return
    if clause.date and (definite or clause.form in ("modal", "passive")):
        yield ClauseQuestion(f"When {clause.inverted}{rest}?", "when", 1)
    if clause.because and definite:
        yield ClauseQuestion(f"Why {clause.inverted}{rest}?", "why", 0)
    if count := counted(clause.rest):
        noun, after = count
        yield ClauseQuestion(f"How many {noun} {clause.inverted}{after}?", "how many", 0)
    elif clause.form == "passive":
        yield from _of_passive(clause) if definite else ()
    elif clause.rest and definite:
        yield from _of_place(clause)
        yield from _of_aim(clause)
        yield from _of_deed(clause)


def _of_subject(clause: Clause) -> Iterator[ClauseQuestion]:
    """``What will be merged with the plant?``: of a thing that something is or happens to."""
    head = clause.subject.split(" of ")[0].split()[-1]
    is_thing = head.islower() and not MAY_BE_PERSON.search(head) and head not in PERSON | SOURCES
    happens = clause.form in ("copula", "passive") and clause.subject.startswith("the ")
    enough = len(f"{clause.words} {clause.rest}".split()) >= 4 and not clause.rest.startswith(
        ("a ", "an ", "the ")
    )
    if (
        is_thing
        and happens
        and enough
        and not clause.rest[:1].isdigit()
        and not find_quantities.find(clause.rest)[1:]
    ):
        singular = {"are": "is", "were": "was", "have": "has"}.get(clause.auxiliary, clause.auxiliary)
        when = f" {clause.date}" if clause.date and not clause.rest else ""
        yield ClauseQuestion(
            " ".join(filter(None, ("What", singular, clause.words, clause.rest))) + f"{when}?", "which", 3
        )


def _of_aim(clause: Clause) -> Iterator[ClauseQuestion]:
    """What somebody agreed to do, or asked for."""
    base = clause.verb.base if clause.verb else ""
    if base in _AIMING and clause.rest.startswith("to "):
        yield ClauseQuestion(f"What {clause.inverted} to do?", "aim", 1)
    if base in _ASKING and clause.rest.startswith("for "):
        yield ClauseQuestion(f"What {clause.inverted} for?", "aim", 1)


def _of_place(clause: Clause) -> Iterator[ClauseQuestion]:
    """Where it is, how long it lasts, by how much it changes."""
    base = clause.verb.base if clause.verb else ""
    figures = find_quantities.find(clause.rest)
    if base == "last" and figures and figures[0].start == 0:
        yield ClauseQuestion(f"How long {clause.inverted}?", "how long", 0)
    if base in _PLACED and re.match(r"(?:in|at|on|near) (?:the )?[A-Z]", clause.rest):
        yield ClauseQuestion(f"Where {clause.inverted}?", "where", 1)
    if base in _CHANGES and figures and re.match(r"by (?=\S*\d|\w+ percent)", clause.rest):
        yield ClauseQuestion(f"By how much {clause.inverted}?", "how much", 0)


def _of_state(clause: Clause) -> Iterator[ClauseQuestion]:
    """What something is: how long, who, what."""
    figures = find_quantities.find(clause.rest)
    if (measure := _MEASURES.search(clause.rest)) and len(figures) == 1 and figures[0].start == 0:
        yield ClauseQuestion(f"How {measure[0]} {clause.auxiliary} {clause.subject}?", "how long", 0)
    described = re.match(r"(an?|the) (?:[\w’'-]+ ){0,4}?([a-z-]+)(?= |$)", clause.rest)
    if not described or clause.subject.startswith(("a ", "an ")):
        return
    told = set(re.findall(r"[a-z]+", clause.rest.split(" of ")[0]))
    if clause.subject[0].isupper() and PERSON & told:
        yield ClauseQuestion(f"Who {clause.auxiliary} {clause.subject}?", "who is", 1)
    elif (
        described[1] != "the"
        and clause.auxiliary == "is"
        and clause.subject.islower()
        and len(clause.subject.split()) <= 3
    ):
        yield ClauseQuestion(f"What is {clause.subject}?", "what is", 2)


def _of_passive(clause: Clause) -> Iterator[ClauseQuestion]:
    """Who did it, and where."""
    by = re.match(r"by ((?:the [a-z]+ )?[A-Z][\w’'.-]+(?: [A-Z][\w’'.-]+)+)$", clause.rest)
    if by:
        yield ClauseQuestion(f"Who {clause.inverted} by?", "by whom", 1)
    elif re.match(r"(?:in|at|near) (?:the )?[A-Z]", clause.rest) and clause.subject.startswith("the "):
        yield ClauseQuestion(f"Where {clause.inverted}?", "where", 1)


def _of_deed(clause: Clause) -> Iterator[ClauseQuestion]:
    """Who did it, and what was done."""
    verb = clause.verb
    takes = verb is not None and verb.takes_object
    has_object = bool(re.match(r"(?:the|a|an|[A-Z][\w’'-]*|\d[\d.,]*|[a-z]+s)\b", clause.rest))
    if not (takes and has_object):
        return
    if _is_person(clause.subject) and len(clause.rest.split()) > 2:
        yield ClauseQuestion(f"Who {clause.predicate} {clause.rest}?", "who", 1)
    after = re.search(r" (?:for|in|on|at|to|from|into|after|under|during|near|against) .*", clause.rest)
    object = clause.rest[: after.start()].split() if after else []
    short = after and " of " not in clause.rest and len(object) <= _OBJECT and " and " not in after[0]
    short = short and not any(is_verb(word) for word in object)
    yield ClauseQuestion(f"What {clause.inverted}{after[0] if after and short else ''}?", "what", 2)


def _is_person(subject: str) -> bool:
    """Whether it is a name of two words and a title perhaps, or "the mayor"."""
    words = subject.split()
    if "and" in words or "the" in words[1:]:
        return False
    return words[-1].lower() in PERSON or (
        any(word.lower() in PERSON for word in words) and words[-1][0].isupper()
    )


def counted(rest: str) -> tuple[str, str] | None:
    """What is counted right behind the verb, and what follows: "212 passengers and 30 cars"."""
    figures = find_quantities.find(rest)
    if not figures or figures[0].start or figures[0].dimension != "count" or figures[0].high <= 1:
        return None
    after = re.match(
        r"((?:[a-z-]+ ){0,2}?[a-z-]+)(?= (?:in|on|at|to|for|from|of|by|with|between|and|each|a)\b|$)(.*)",
        rest[figures[0].end :].strip(),
    )
    if (
        not after
        or not PLURAL.search(after[1])
        or any(is_finite(word) or word in by_past() for word in after[1].split())
    ):
        return None
    following = re.split(r" and\b", after[2])[0].rstrip()
    return after[1], following
