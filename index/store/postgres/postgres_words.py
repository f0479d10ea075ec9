"""The words of passages in Postgres' full-text index, ranked by BM25 as SQLite's FTS5 ranks them.

A passage's terms are a ``tsvector`` of our own words, made without a text search configuration: those of the
title have weight A. So its positions give the frequencies that BM25 needs.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.store.postgres.postgres_database import PostgresDatabase
from index.store.ranking import Postings, WordScores, bm25, only, weighted
from index.store.weights import BODY_WEIGHT, KEPT_POSTINGS, TITLE_WEIGHT

_LAST_POSITION = 16_383
_AT_ONCE = 500  # terms of one query, whose depth Postgres limits
_LONGEST_TERM = 2_000  # bytes; Postgres takes 2,046
_POSTINGS = """
SELECT u.lexeme, array_agg(w.number ORDER BY w.number), array_agg(w.length ORDER BY w.number),
    array_agg(coalesce(cardinality(array_positions(u.weights, 'A')), 0) ORDER BY w.number),
    array_agg(cardinality(u.weights) ORDER BY w.number)
FROM words w CROSS JOIN LATERAL unnest(w.terms) AS u
WHERE w.ready AND w.terms @@ %s::tsquery AND u.lexeme = ANY(%s) GROUP BY u.lexeme
"""
_IN_DOCUMENTS = """
SELECT p.number FROM passages p JOIN documents d ON d.number = p.document
WHERE d.id = ANY(%s) AND d.state = 'ready'
"""
_VOCABULARY = "SELECT word, ndoc FROM ts_stat('SELECT terms FROM words WHERE ready')"


@dataclass(frozen=True, eq=False)
class MeasuredPostings:
    """The postings of a term, and the number of words of each of their passages."""

    postings: Postings
    lengths: NDArray[np.float64]


class PostgresWords:
    """The table ``words``, read only, as :class:`WordIndex` is."""

    def __init__(self, database: PostgresDatabase) -> None:
        self._database = database

    def search(self, terms: Sequence[str], documents: Sequence[str], limit: int) -> dict[int, float]:
        """Numbers of the passages that fit ``terms`` best, with their BM25 scores, best (largest) first.

        Each has at least one of ``terms``; ``documents`` are the ids to search, all if empty.
        """
        return self.scores(terms, documents).best(limit)

    def scores(self, terms: Sequence[str], documents: Sequence[str]) -> WordScores:
        """The BM25 scores of all passages that hold one of ``terms``, of ``documents`` (ids) or of all."""
        known = self._postings(terms)
        found = list(known.values())
        if not found:
            return WordScores(np.zeros(0))
        total, words = self._totals()
        # Numbers grow for ever: what is scored is their places among those found.
        numbers = np.unique(np.concatenate([one.postings.numbers for one in found]))
        placed = []
        for one in found:
            places = np.searchsorted(numbers, one.postings.numbers)
            placed.append(weighted(Postings(places, one.postings.frequencies), one.lengths, total, words))
        scores = bm25(placed)
        if documents:
            scope = [row[0] for row in self._database.rows(_IN_DOCUMENTS, (list(documents),))]
            scores = only(scores, np.flatnonzero(np.isin(numbers, scope)))
        return WordScores(scores, numbers)

    def passage_counts(self, terms: Sequence[str]) -> tuple[dict[str, int], int]:
        """Number of passages in which each term stands, and number of all passages."""
        known = self._postings(terms)
        counts = {term: len(known[folded(term)].postings.numbers) for term in terms if folded(term) in known}
        return counts, self._totals()[0]

    def vocabulary(self) -> dict[str, int]:
        """Every term, with the number of passages in which it stands."""
        return self._database.cached("vocabulary", lambda: dict(self._database.rows(_VOCABULARY)))

    def count(self, numbers: Sequence[int]) -> int:
        """Number of these passages whose words are stored, ready or not."""
        query = "SELECT count(*) FROM words WHERE number = ANY(%s::bigint[])"
        return int(self._database.value(query, (list(numbers),)))

    def _totals(self) -> tuple[int, float]:
        passages, words = self._database.rows("SELECT passages, words FROM totals")[0]
        return int(passages), float(words)

    def _postings(self, terms: Iterable[str]) -> "dict[str, MeasuredPostings]":
        """The postings of those of these terms that any passage has, by folded form, in this order."""
        kept: dict[str, MeasuredPostings | None] = self._database.cached("postings", dict)
        forms = list(dict.fromkeys(map(folded, terms)))
        found = {form: kept[form] for form in forms if form in kept}
        if wanted := [form for form in forms if form not in found]:
            found.update(dict.fromkeys(wanted))
            for at in range(0, len(wanted), _AT_ONCE):
                part = wanted[at : at + _AT_ONCE]
                rows = self._database.rows(_POSTINGS, (" | ".join(map(_quoted, part)), part))
                found.update((form, _measured(*columns)) for form, *columns in rows)
            if sum(len(one.postings.numbers) for one in list(kept.values()) if one) > KEPT_POSTINGS:
                kept.clear()
            kept.update({form: found[form] for form in wanted})
        return {form: one for form in forms if (one := found[form]) is not None}


def folded(term: str) -> str:
    """The form in which a term is kept: as FTS5 folds it, a final sigma to a sigma, and not too long."""
    if not term.isascii():
        term = "".join(lower if len(lower := letter.casefold()) == 1 else letter for letter in term)
    return term if len(term) * 4 <= _LONGEST_TERM else term.encode()[:_LONGEST_TERM].decode("utf-8", "ignore")


def vector_of(title: Sequence[str], body: Sequence[str]) -> str:
    """The words of a title and of a passage as Postgres reads a ``tsvector``."""
    places: dict[str, list[str]] = {}
    for place, word in enumerate((*title, *body)):
        weight = "A" if place < len(title) else ""
        places.setdefault(folded(word), []).append(f"{min(place + 1, _LAST_POSITION)}{weight}")
    return " ".join(f"{_quoted(word)}:{','.join(its)}" for word, its in places.items())


def _quoted(term: str) -> str:
    escaped = term.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"


def _measured(
    numbers: Sequence[int], lengths: Sequence[int], titles: Sequence[int], every: Sequence[int]
) -> MeasuredPostings:
    in_title = np.array(titles, np.float64)
    frequencies = TITLE_WEIGHT * in_title + BODY_WEIGHT * (np.array(every, np.float64) - in_title)
    return MeasuredPostings(Postings(np.array(numbers, np.int64), frequencies), np.array(lengths, np.float64))
