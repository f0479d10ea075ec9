"""Questions that a sentence answers: who is, how many, when and where, about a named subject."""

import re
from collections.abc import Iterator
from itertools import takewhile

from rag.english.dates import find_dates
from rag.english.quantities import find_quantities
from rag.english.text import word_set
from rag.english.verbs import is_verb
from rag.english.word_lists import word_list
from rag.summarizing.questions.clauses import clause_of, is_named

_PLAIN = re.compile(r"[\w ’'.&€$£%/–-]{8,140}\?")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|`")
_DATELINE = re.compile(r"[A-Z][A-Z .,]{2,40}(?:\([^)]{1,20}\) ?)?[–—-] ")
_PARENTHESES = re.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_NAME = r"(?P<name>[A-Z][a-zß-ÿ’'-]+(?: [A-Z]\.)?(?: [A-Z][\w’-]*[a-zß-ÿ]){1,2})"
_ROLE = r"(?:an? |the )?(?P<role>[a-z][\w’' -]{2,60})"
_ROLES = (
    re.compile(rf"(?:^|(?<= that )){_NAME} (?P<be>is|was) {_ROLE}"),  # "Ottoline Grau was a mountaineer"
    re.compile(rf"\b{_NAME}, (?:aged \d+, |\d+, )?{_ROLE}(?=[,.;]|$)"),  # "Leona Faye, a nurse from Ostrey,"
    re.compile(rf"\b(?P<role>[A-Za-z]+) {_NAME}(?=[,.;]| [a-z])"),  # "Mayor Pia Renning"
    re.compile(rf"\b[Tt]he (?P<role>[a-z][\w’' -]{{2,60}}), {_NAME},"),  # "The harbour master, Odile Brandt,"
)
_PERSON = word_list("persons")
_NO_ROLE = word_list("prepositions", "role") | word_set("who whose which that as")
_PLACE = re.compile(r"(?:in|at|near) (?:the )?[A-Z]")
_STAYING = word_set("live stand sit meet die lie work settle study stay play arrive")
_COUNTED = re.compile(
    r"((?:[a-z-]+ ){0,2}?[a-z-]+)(?= (?:in|on|at|to|for|from|of|by|with|between|and|each|a)\b|$)(.*)"
)
_PLURAL = re.compile(r"(?:\w{2,}[^s]s|people|children|men|women)$")


def asked_of(line: str, known: frozenset[str]) -> list[str]:
    """The questions that a sentence on one line answers.

    ``known`` are the names of its document, as in ``names_in``.
    """
    line = _EMPHASIS.sub("", _LINK.sub(r"\1", line))
    line = _DATELINE.sub("", _PARENTHESES.sub("", line), count=1)
    found = list(_of_role(line))
    if line.endswith(".") and not re.search('[“”"«»„|#]', line):  # a quotation may be of another clause
        found += _of_clause(line.removesuffix("."), known)
        found += _of_counted_subject(line.removesuffix("."), known)
    return [one for one in found if _PLAIN.fullmatch(one) and is_named(one.partition(" ")[2])]


def _of_role(line: str) -> Iterator[str]:
    """``Who is Leona Faye?`` of a sentence that says what she is."""
    for match in (match for pattern in _ROLES for match in pattern.finditer(line)):
        if _is_person(match["role"]) and not _is_person(match["name"].split()[0]):
            yield f"Who {match.groupdict().get('be', 'is')} {match['name']}?"


def _is_person(words: str) -> bool:
    """Return whether a description says what a person is: "a baker from Ostrey", not "seat of the king"."""
    described = takewhile(lambda word: not (is_verb(word) or word in _NO_ROLE), words.lower().split())
    return any(word in _PERSON for word in described)


def _of_clause(sentence: str, known: frozenset[str]) -> Iterator[str]:
    """The questions that the main clause of a sentence answers."""
    if (clause := clause_of(sentence, known)) is None:
        return
    is_active, asked = clause.helping == "did", f"{clause.helping} {clause.subject} {clause.form}"
    if clause.date:
        yield _question("When", asked, clause.rest)
    stays = not is_active or clause.form in _STAYING
    if stays and _PLACE.match(clause.rest) and not find_dates.find(clause.rest):
        yield _question("Where", asked)
    counted = _COUNTED.match(_after_count(clause.rest)) if is_active else None
    if counted and _PLURAL.search(counted[1]):
        yield _question("How many", counted[1], asked, re.split(r" and\b", counted[2])[0])


def _of_counted_subject(sentence: str, known: frozenset[str]) -> Iterator[str]:
    """``How many passengers were stuck in the Velm tunnel?`` of a sentence that opens with the number."""
    things = _after_count(sentence)
    clause = clause_of(things, known, counted=True) if things[:1].islower() else None
    if clause and _PLURAL.search(clause.subject.split(" of ")[0]):
        yield _question("How many", clause.subject, clause.stated, clause.rest)


def _question(*parts: str) -> str:
    return f"{' '.join(' '.join(parts).split())}?"


def _after_count(text: str) -> str:
    """The text after an opening number of things; "" if there is none."""
    figures = find_quantities.find(text)
    if not figures or figures[0].start or figures[0].dimension != "count" or figures[0].high <= 1:
        return ""
    is_vague = figures[0].bound == "about" and figures[0].low < figures[0].high  # "several"
    return "" if is_vague else text[figures[0].end :].strip()
