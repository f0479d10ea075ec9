"""The places of terms and the lengths of passages, out of SQLite's FTS5 into arrays.

FTS5 itself ranks one passage after another; here a term's passages are ranked all at once.
"""

import json
import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from index.store.database import Database
from index.store.ranking import Numbers, Postings, Weighted, weighted
from index.store.weights import BODY_WEIGHT, FREQUENT, KEPT_POSTINGS, READ_AHEAD, TITLE_WEIGHT, TOO_FREQUENT

_PLACES = """
SELECT j.value, (SELECT group_concat(doc * 2 + (col = 'title')) FROM word_places WHERE term = j.value)
FROM json_each(?) j
"""
_COUNT = "SELECT doc FROM word_counts WHERE term = ?"
_FREQUENT = "SELECT term FROM word_counts WHERE doc > ? AND doc < ? ORDER BY doc DESC"
# Differs once a passage is added, removed or renamed: numbers are never given again.
_STATE = """
SELECT (SELECT block FROM words_data WHERE id = 1), (SELECT max(id) FROM words_docsize),
    (SELECT value FROM meta WHERE key = 'titles')
"""


class PostingsTable:
    """The postings of terms, with what each adds to a passage's score. Safe to use from several threads.

    Those of the last terms are kept for all threads until somebody writes: as many as fit ``KEPT_POSTINGS``,
    and the last one however long it is.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lengths = PassageLengths(database)
        self._kept = _Kept((None, None, None))

    def of(self, terms: Sequence[str]) -> list[Weighted]:
        """The postings of terms; empty ones where no passage holds a term."""
        kept = self._current()
        found = {term: one for term in terms if (one := kept.get(term)) is not None}
        if wanted := [term for term in terms if term not in found]:
            read = self._read(wanted, kept)
            found.update(read)
            kept.keep(read)
        return [found[term] for term in terms]

    def read_ahead(self, wanted: Callable[[], bool]) -> None:
        """Read the postings of frequent words while they are ``wanted``, as many as leave room for others.

        Stops once somebody writes.
        """
        kept, total = self._current(), self.totals()[0]
        frequent = self._database.connection.execute(_FREQUENT, (total * FREQUENT, total * TOO_FREQUENT))
        for (term,) in frequent.fetchall():
            if kept.size > KEPT_POSTINGS * READ_AHEAD or kept is not self._kept or not wanted():
                return
            if kept.get(term) is None:
                kept.keep(self._read([term], kept))

    def _read(self, terms: Sequence[str], kept: "_Kept") -> dict[str, Weighted]:
        total, titles = self.totals(), str(kept.state[2] or "")
        return {
            term: weighted(one, self._lengths.of(one.numbers, titles), *total)
            for term, one in read_postings(self._database.connection, terms).items()
        }

    def count(self, term: str) -> int:
        """Number of passages that hold a term."""
        known = self._current().get(term)
        if known is not None:
            return len(known.numbers)
        found = (self._database.connection.execute(_COUNT, (form,)).fetchone() for form in _forms(term))
        return next((int(row[0]) for row in found if row), 0)

    def totals(self) -> tuple[int, float]:
        """Number of passages and of words in all of them, as FTS5 keeps them in its first record."""
        return self._database.cached("totals", self._totals)

    def _totals(self) -> tuple[int, float]:
        row = self._database.connection.execute("SELECT block FROM words_data WHERE id = 1").fetchone()
        passages, *words = _varints(row[0]) if row and row[0] else np.zeros(1, np.int64)
        return int(passages), float(sum(words))

    def _current(self) -> "_Kept":
        """The postings kept of the state that this thread reads, which may be older than the last one."""
        state = self._database.cached("words", self._state)
        if state != self._kept.state:
            self._kept = _Kept(state)
        return self._kept

    def _state(self) -> tuple[object, ...]:
        return tuple(self._database.connection.execute(_STATE).fetchone())


class _Kept:
    """The postings of the last terms of one state of the words. Safe to use from several threads."""

    def __init__(self, state: tuple[object, ...]) -> None:
        self.state = state
        self.size = 0  # passages in all of them
        self._by_term: dict[str, Weighted] = {}
        self._turn = threading.Lock()

    def get(self, term: str) -> Weighted | None:
        with self._turn:
            found = self._by_term.pop(term, None)
            if found is not None:
                self._by_term[term] = found  # as the latest
        return found

    def keep(self, read: Mapping[str, Weighted]) -> None:
        with self._turn:
            for term, one in read.items():
                if term not in self._by_term:
                    self._by_term[term] = one
                    self.size += len(one.numbers)
            while len(self._by_term) > 1 and self.size > KEPT_POSTINGS:
                self.size -= len(self._by_term.pop(next(iter(self._by_term))).numbers)


class PassageLengths:
    """The number of words of each passage, its title's included. Safe to use from several threads.

    A passage keeps its length unless its document gets another title; so lengths are read once in a process.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._reading = threading.Lock()
        self._titles = ""  # of the titles by which the lengths were counted
        self._known = np.zeros(0, np.float64)

    def of(self, numbers: NDArray[np.integer], titles: str) -> NDArray[np.float64]:
        """The lengths of passages, in ascending order; ``titles`` changes once a title does."""
        with self._reading:
            if titles != self._titles:
                self._known, self._titles = np.zeros(0, np.float64), titles
            if len(numbers) and numbers[-1] >= len(self._known):
                self._read_on(int(numbers[-1]))
            return np.asarray(self._known[numbers])

    def _read_on(self, last: int) -> None:
        query = "SELECT id, sz FROM words_docsize WHERE id >= ? ORDER BY id"
        rows = self._database.connection.execute(query, (len(self._known),)).fetchall()
        numbers = np.array([row[0] for row in rows], np.int64)
        grown = np.zeros(max(last, int(numbers.max(initial=0))) + 1, np.float64)
        grown[: len(self._known)] = self._known
        # Of each passage two counts: of its title's words, and of its own. One just removed has none.
        grown[numbers] = _varints(b"".join(row[1] for row in rows)).reshape(-1, 2).sum(axis=1)
        self._known = grown


def _varints(blob: bytes) -> Numbers:
    """SQLite's numbers of variable length: seven bits a byte, the last byte of each below 128."""
    digits = np.frombuffer(blob, np.uint8).astype(np.int64)
    if not len(digits):
        return digits
    last = np.flatnonzero(digits < 128)
    places = np.repeat(last, np.diff(last, prepend=-1)) - np.arange(len(digits))
    return np.asarray(np.add.reduceat((digits & 127) << (7 * places), np.append(0, last[:-1] + 1)))


def _forms(term: str) -> tuple[str, ...]:
    """The forms in which FTS5 may keep a term: it folds some small letters, too, a final sigma to a sigma."""
    if term.isascii():
        return (term,)
    folded = "".join(folded if len(folded := letter.casefold()) == 1 else letter for letter in term)
    return (term, folded)


def read_postings(db: sqlite3.Connection, terms: Sequence[str]) -> dict[str, Postings]:
    """The postings of terms, of each in the first of its forms that any passage holds."""
    forms = [form for term in terms for form in _forms(term)]
    places = {row[0]: row[1] for row in db.execute(_PLACES, (json.dumps(forms),))}
    return {
        term: _postings(next((one for form in _forms(term) if (one := places[form]) is not None), ""))
        for term in terms
    }


def _postings(places: str) -> Postings:
    """The postings of a term, of the places where it stands: twice the passage, one more in its title."""
    found = np.fromstring(places, np.int64, sep=",") if places else np.zeros(0, np.int64)
    numbers = found >> 1
    first = np.flatnonzero(np.diff(numbers, prepend=-1))
    counted = np.where(found & 1, TITLE_WEIGHT, BODY_WEIGHT)
    frequencies = np.add.reduceat(counted, first) if len(first) else np.zeros(0)
    return Postings(numbers[first].astype(np.int32), frequencies)
