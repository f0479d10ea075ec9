"""The places of terms and the lengths of passages, out of SQLite's FTS5 into arrays.

FTS5 itself ranks one passage after another; here a term's passages are ranked all at once.
"""

import sqlite3
import threading

import numpy as np
from numpy.typing import NDArray

from index.store.database import Database
from index.store.ranking import Numbers, Postings
from index.store.weights import BODY_WEIGHT, KEPT_POSTINGS, TITLE_WEIGHT

_PLACES = "SELECT group_concat(doc * 2 + (col = 'title')) FROM word_places WHERE term = ?"
_COUNT = "SELECT doc FROM word_counts WHERE term = ?"


class PostingsTable:
    """The postings of terms.

    Those of the last terms are kept for this thread until somebody writes: as many as fit ``KEPT_POSTINGS``,
    and the last one however long it is.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, term: str) -> Postings:
        """The postings of a term; empty where no passage holds it."""
        kept: dict[str, Postings] = self._database.cached("postings", dict)
        found = kept.pop(term) if term in kept else _read(self._database.connection, term)
        kept[term] = found  # as the latest
        while len(kept) > 1 and sum(len(one.numbers) for one in kept.values()) > KEPT_POSTINGS:
            kept.pop(next(iter(kept)))
        return found

    def count(self, term: str) -> int:
        """Number of passages that hold a term."""
        kept: dict[str, Postings] = self._database.cached("postings", dict)
        if term in kept:
            return len(kept[term].numbers)
        found = (self._database.connection.execute(_COUNT, (form,)).fetchone() for form in _forms(term))
        return next((int(row[0]) for row in found if row), 0)

    def totals(self) -> tuple[int, float]:
        """Number of passages and of words in all of them, as FTS5 keeps them in its first record."""
        return self._database.cached("totals", self._totals)

    def _totals(self) -> tuple[int, float]:
        row = self._database.connection.execute("SELECT block FROM words_data WHERE id = 1").fetchone()
        passages, *words = _varints(row[0]) if row and row[0] else np.zeros(1, np.int64)
        return int(passages), float(sum(words))


class PassageLengths:
    """The number of words of each passage, its title's included. Safe to use from several threads.

    A passage keeps its length unless its document gets another title; so lengths are read once in a process.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._reading = threading.Lock()
        self._titles = ""  # of the titles by which the lengths were counted
        self._known = np.zeros(0, np.float64)

    def of(self, numbers: Numbers, titles: str) -> NDArray[np.float64]:
        """The lengths of passages, in ascending order; ``titles`` changes once a title does."""
        with self._reading:
            if titles != self._titles:
                self._known, self._titles = np.zeros(0, np.float64), titles
            if len(numbers) and numbers[-1] >= len(self._known):
                self._read_on(int(numbers[-1]))
            return self._known[numbers]

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


def _read(db: sqlite3.Connection, term: str) -> Postings:
    read = (db.execute(_PLACES, (form,)).fetchone()[0] for form in _forms(term))
    places = next((one for one in read if one is not None), None)
    if places is None:
        return Postings(np.zeros(0, np.int64), np.zeros(0, np.float64))
    found = np.fromstring(places, np.int64, sep=",")
    numbers = found >> 1
    first = np.flatnonzero(np.diff(numbers, prepend=-1))
    counted = np.where(found & 1, TITLE_WEIGHT, BODY_WEIGHT)
    return Postings(numbers[first], np.add.reduceat(counted, first))
