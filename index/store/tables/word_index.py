"""The words of passages in SQLite's FTS5, ranked by BM25 (Robertson and others, 1994) as FTS5 ranks them."""

import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.store.database import Database
from index.store.rows import marks, parts
from index.store.tables.postings import Numbers, PassageLengths, Postings, PostingsTable
from index.store.weights import LEAST_IDF, LENGTH_SHARE, SATURATION

_IN_DOCUMENTS = """
SELECT p.number FROM json_each(?) j JOIN documents d ON d.id = j.value
    JOIN passages p ON p.document = d.number
"""


class WordIndex:
    """The full-text index ``words``, read only. Its terms are those of ``index.language.words``."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._postings = PostingsTable(database)
        self._lengths = PassageLengths(database)

    def search(self, terms: Sequence[str], documents: Sequence[str], limit: int) -> dict[int, float]:
        """Numbers of the passages that fit ``terms`` best, with their BM25 scores, best (largest) first.

        Each has at least one of ``terms``; ``documents`` are the ids to search, all if empty.
        """
        found = [one for term in terms if len((one := self._postings.of(term)).numbers)]
        if not found:
            return {}
        scores = self._scores(found)
        if documents:
            scores = _only(scores, self._in(documents))
        numbers = np.flatnonzero(scores)
        if limit < len(numbers):
            numbers = numbers[np.sort(np.argpartition(-scores[numbers], limit - 1)[:limit])]
        best = numbers[np.argsort(-scores[numbers], kind="stable")]
        return dict(zip(best.tolist(), scores[best].tolist(), strict=True))

    def passage_counts(self, terms: Sequence[str]) -> tuple[dict[str, int], int]:
        """Number of passages in which each term stands, and number of all passages."""
        counts = {term: self._postings.count(term) for term in terms}
        return {term: count for term, count in counts.items() if count}, self._postings.totals()[0]

    def vocabulary(self) -> dict[str, int]:
        """Every term, with the number of passages in which it stands."""
        rows = self._database.connection.execute("SELECT term, doc FROM word_counts")
        return {row[0]: row[1] for row in rows}

    def count(self, numbers: Sequence[int]) -> int:
        """Number of these passages whose words are stored, ready or not."""
        found = 0
        for part in parts(numbers):
            for table in ("words", "waiting_words"):
                query = f"SELECT count(*) FROM {table} WHERE rowid IN ({marks(part)})"  # noqa: S608
                found += int(self._database.connection.execute(query, part).fetchone()[0])
        return found

    def _scores(self, found: Sequence[Postings]) -> NDArray[np.float64]:
        """The BM25 score of each passage, by its number; 0 of one that has none of the terms."""
        total, words = self._postings.totals()
        scores = np.zeros(max(int(one.numbers[-1]) for one in found) + 1)
        titles = self._titles()
        for one in found:
            count = len(one.numbers)
            idf = max(float(np.log((total - count + 0.5) / (count + 0.5))), LEAST_IDF)
            lengths = self._lengths.of(one.numbers, titles) * (total / words)
            norm = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * lengths)
            scores[one.numbers] += idf * one.frequencies * (SATURATION + 1) / (one.frequencies + norm)
        return scores

    def _titles(self) -> str:
        row = self._database.connection.execute("SELECT value FROM meta WHERE key = 'titles'").fetchone()
        return str(row[0]) if row else ""

    def _in(self, documents: Sequence[str]) -> Numbers:
        rows = self._database.connection.execute(_IN_DOCUMENTS, (json.dumps(list(documents)),))
        return np.array([row[0] for row in rows], np.int64)


def _only(scores: NDArray[np.float64], numbers: Numbers) -> NDArray[np.float64]:
    """The scores of these passages, and 0 for all others."""
    kept = np.zeros_like(scores)
    within = numbers[numbers < len(scores)]
    kept[within] = scores[within]
    return kept
