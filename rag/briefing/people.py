"""Persons with two first names: "Ruben Aske" in one source, "Robert Aske" in another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from rag.briefing.weights import FIRST_NAMES_ALIKE
from rag.english.names import alike, names
from rag.english.text import read
from rag.facts.statement import Statement


@dataclass(frozen=True, eq=False)
class PersonName:
    """A person's full name in a statement; ``opens``: it stands at the start of the sentence."""

    first: str
    last: str
    text: str
    opens: bool
    statement: Statement


def named(told: Sequence[Statement]) -> Iterator[PersonName]:
    """Find the names of exactly two words in the statements, once per occurrence."""
    for statement in told:
        text = read(statement.text)
        for name in names(text):
            if len(name.words) == 2 and name.end - name.at == 2 and all(w.isalpha() for w in name.words):
                written = text.text[text.words[name.at].start : text.words[name.end - 1].end]
                yield PersonName(
                    *name.words, written.removesuffix("'s").removesuffix("’s"), not name.at, statement
                )


def renamed(told: Sequence[Statement]) -> list[list[PersonName]]:
    """Groups of names with one surname and two confusable first names, in different documents.

    A surname is left out if one document uses both first names.
    """
    every = list(named(told))
    surnames = {one.last for one in every if not one.opens}
    written_small = {word.form for s in told for word in read(s.text).words if not word.is_capital}
    by_surname: dict[str, list[PersonName]] = {}
    for one in every:
        # Any word may open a sentence: "Obviously Smith", "Yesterday Smith".
        if one.opens and (one.last not in surnames or one.first.endswith("ly") or one.first in written_small):
            continue
        by_surname.setdefault(one.last, []).append(one)
    found = []
    for bearers in by_surname.values():
        firsts: dict[str, list[PersonName]] = {}
        for one in bearers:
            key = next((first for first in firsts if _same_first(first, one.first)), one.first)
            firsts.setdefault(key, []).append(one)
        documents = [{one.statement.document for one in group} for group in firsts.values()]
        # Where one source names both, they are two people.
        if len(firsts) == 2 and not documents[0] & documents[1] and _confused(*firsts):
            found.append(bearers)
    return found


def _confused(one: str, other: str) -> bool:
    """True if one first name may be a mistake for the other: siblings seldom have names so alike."""
    return one[0] == other[0] or fuzz.ratio(one, other) >= FIRST_NAMES_ALIKE


def _same_first(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return alike(one, other) or longer.startswith(shorter)
