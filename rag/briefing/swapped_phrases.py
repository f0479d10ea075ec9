"""Statements of two sources that differ in one phrase: "in the kitchen", "in the cellar"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.briefing.weights import PHRASE_WORDS, SWAPPED_ALIKE, SWAPPED_SHARE, SWAPPED_WORDS
from rag.english.dates.date_words import MONTH_NAMES, WEEKDAY_NAMES
from rag.english.text import Text, Word, read, word_set
from rag.english.word_lists import word_list
from rag.facts.facts import around
from rag.facts.statement import Statement

_PLACES = word_list("prepositions", "place")
_MEANS = word_list("prepositions", "means")
_STARTS = (
    _PLACES
    | _MEANS
    | word_set(
        "with from after because to of for and or but as than into onto while when where who which that"
    )
)
_TIMES = (
    MONTH_NAMES
    | WEEKDAY_NAMES
    | word_set("""
    day days night nights morning evening afternoon week weeks month months year years hour hours time times
    noon midday midnight weekend season spring summer autumn winter
    today yesterday tomorrow first third fourth fifth sixth seventh eighth ninth tenth past future
    """)
)
_DETERMINERS = word_set("a an the his her its their")


@dataclass(frozen=True, eq=False)
class Phrase:
    """A prepositional phrase; ``stems`` are of its content words, ``rest`` of those around it."""

    statement: Statement
    text: str
    kind: str
    stems: frozenset[str]
    rest: frozenset[str]


def phrases(statement: Statement) -> Iterator[Phrase]:
    """Find the phrases of place and means in a sentence."""
    text = read(statement.text)
    for at, word in enumerate(text.words):
        if word.form in _PLACES | _MEANS and (run := _run(text, at)):
            stems = frozenset(w.stem for w in run if w.is_content)
            if stems and not any(w.form[0].isdigit() or w.form in _TIMES for w in run):
                written = statement.text[word.start : run[-1].end]
                kind = "where" if word.form in _PLACES else "how"
                beside = around(text, word.start, run[-1].end)
                rest = frozenset(w.stem for w in beside if w.is_content) - stems
                yield Phrase(statement, written, kind, stems, rest)


def exchanged(told: Sequence[Statement]) -> Iterator[tuple[Phrase, Phrase]]:
    """Pairs of phrases of two documents in alike contexts, where neither document has the other's words."""
    found = [phrase for statement in told for phrase in phrases(statement)]
    known: dict[str, set[str]] = {}
    for statement in told:
        known.setdefault(statement.document, set()).update(read(statement.text).stems)
    for n, one in enumerate(found):
        for other in found[n + 1 :]:
            mine, theirs = one.stems - other.stems, other.stems - one.stems
            if (
                one.kind == other.kind
                and one.statement.document != other.statement.document
                and mine
                and theirs
                and _are_alike(one, other)
                and not mine & known[other.statement.document]
                and not theirs & known[one.statement.document]
            ):
                yield one, other


def _are_alike(one: Phrase, other: Phrase) -> bool:
    shared = len(one.rest & other.rest)
    if shared < SWAPPED_WORDS or shared < SWAPPED_SHARE * min(len(one.rest), len(other.rest)):
        return False
    mine, theirs = one.statement.vector, other.statement.vector
    return mine is None or theirs is None or float(mine @ theirs) >= SWAPPED_ALIKE


def _run(text: Text, at: int) -> list[Word]:
    """The words of the phrase after a preposition, if it names a thing: "in the hall", not "in turn"."""
    run: list[Word] = []
    first = next(iter(text.words[at + 1 : at + 2]), None)
    if first is None or not (first.is_capital or first.form in _DETERMINERS):
        return []
    clause = text.words[at].clause
    for word in text.words[at + 1 : at + 1 + PHRASE_WORDS]:
        if word.clause != clause or word.form in _STARTS:
            break
        run.append(word)
    while run and not run[-1].is_content:
        run.pop()
    return run
