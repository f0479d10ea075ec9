"""The words of passages in SQLite's FTS5, ranked by BM25 (Robertson and others, 1994) as FTS5 ranks them."""

import json
from collections.abc import Callable, Sequence

import numpy as np

from index.store.database import Database
from index.store.ranking import Numbers, WordScores, bm25, only
from index.store.rows import marks, parts
from index.store.tables.postings import PostingsTable

_IN_DOCUMENTS = """
SELECT p.number FROM json_each(?) j JOIN documents d ON d.id = j.value
    JOIN passages p ON p.document = d.number
"""


class WordIndex:
    """The full-text index ``words``, read only. Its terms are those of ``index.language.words``."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._postings = PostingsTable(database)

    def search(self, terms: Sequence[str], documents: Sequence[str], limit: int) -> dict[int, float]:
        """Numbers of the passages that fit ``terms`` best, with their BM25 scores, best (largest) first.

        Each has at least one of ``terms``; ``documents`` are the ids to search, all if empty.
        """
        return self.scores(terms, documents).best(limit)

    def scores(self, terms: Sequence[str], documents: Sequence[str]) -> WordScores:
        """The BM25 scores of all passages that hold one of ``terms``, of ``documents`` (ids) or of all."""
        scores = bm25(self._postings.of(terms))
        return WordScores(only(scores, self._in(documents)) if documents else scores)

    def read_ahead(self, wanted: Callable[[], bool] = lambda: True) -> None:
        """Read the postings of frequent words, which take longest, to keep them, while ``wanted`` says so."""
        self._postings.read_ahead(wanted)

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

    def _in(self, documents: Sequence[str]) -> Numbers:
        rows = self._database.connection.execute(_IN_DOCUMENTS, (json.dumps(list(documents)),))
        return np.array([row[0] for row in rows], np.int64)
