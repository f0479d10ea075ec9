"""The words of passages, searched by SQLite's FTS5 and ranked by BM25 (Robertson and others, 1994)."""

from collections.abc import Sequence

from index.store.database import Database
from index.store.rows import marks, parts
from index.store.weights import BODY_WEIGHT, TITLE_WEIGHT


class WordIndex:
    """The full-text index ``words``, read only. Its terms are those of ``index.language.words``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def search(self, terms: Sequence[str], documents: Sequence[str], limit: int) -> dict[int, float]:
        """Numbers of the passages that fit ``terms`` best, with their BM25 scores (larger is better).

        Each has at least one of ``terms``; ``documents`` are the ids to search, all if empty.
        """
        if not terms:
            return {}
        scope = f" AND d.id IN ({marks(documents)})" if documents else ""
        rows = self._database.connection.execute(
            f"SELECT w.rowid, -bm25(words, {TITLE_WEIGHT}, {BODY_WEIGHT}) AS score FROM words w"  # noqa: S608
            " JOIN passages p ON p.number = w.rowid JOIN documents d ON d.number = p.document"
            f" WHERE words MATCH ? AND d.state = 'ready'{scope} ORDER BY score DESC LIMIT ?",
            (" OR ".join(f'"{term}"' for term in terms), *documents, limit),
        )
        return {row[0]: row[1] for row in rows}

    def passage_counts(self, terms: Sequence[str]) -> tuple[dict[str, int], int]:
        """Number of passages in which each term stands, and number of all passages."""
        db = self._database.connection
        query = f"SELECT term, doc FROM word_counts WHERE term IN ({marks(terms)})"  # noqa: S608
        counts = {row[0]: int(row[1]) for row in db.execute(query, list(terms))}
        return counts, int(db.execute("SELECT count(*) FROM words_docsize").fetchone()[0])

    def vocabulary(self) -> dict[str, int]:
        """Every term, with the number of passages in which it stands."""
        return {
            row[0]: row[1] for row in self._database.connection.execute("SELECT term, doc FROM word_counts")
        }

    def count(self, numbers: Sequence[int]) -> int:
        """Number of these passages whose words are stored, ready or not."""
        found = 0
        for part in parts(numbers):
            for table in ("words", "waiting_words"):
                query = f"SELECT count(*) FROM {table} WHERE rowid IN ({marks(part)})"  # noqa: S608
                found += int(self._database.connection.execute(query, part).fetchone()[0])
        return found
