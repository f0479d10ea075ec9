"""The documents of a library in Postgres that wait for their vectors: they are found by their words only.

Each belongs to the writer that makes its vectors, and is taken over by the next one if that dies.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from index.document import Passage
from index.embedding.unembedded import Unembedded
from index.store.postgres.postgres_database import PostgresDatabase
from index.store.rows import to_plain_passage

_WAITING = """
SELECT d.id, u.error FROM unembedded u JOIN documents d ON d.number = u.document WHERE d.state = 'ready'
"""
_AFTER = """
SELECT d.number, d.id, d.path, d.passages FROM unembedded u JOIN documents d ON d.number = u.document
WHERE u.document > %s AND u.owner = %s AND (d.state != 'ready') = %s ORDER BY u.document LIMIT %s
"""
_PASSAGES = """
SELECT document, number, start, "end", text, sentences FROM passages WHERE document = ANY(%s)
ORDER BY document, ordinal
"""


class PostgresUnembedded:
    """The table ``unembedded``, read only, as :class:`UnembeddedTable` is; ``owner`` is who writes here."""

    def __init__(self, database: PostgresDatabase, owner: Callable[[], int]) -> None:
        self._database, self._owner = database, owner

    def errors(self, ids: Iterable[str] | None = None) -> dict[str, str | None]:
        """Of the documents that wait, or of those with these ids, why the last try failed, if one did."""
        if ids is None:
            return dict(self._database.rows(_WAITING))
        return dict(self._database.rows(f"{_WAITING} AND d.id = ANY(%s)", (list(ids),)))

    def count(self, ids: Sequence[str] = ()) -> int:
        """Number of the documents that wait, or of those with these ids."""
        return len(self.errors(ids or None))

    def after(self, number: int, passages: int, *, pending: bool = False) -> list[Unembedded]:
        """The owner's next documents after ``number`` that wait, until they have so many passages.

        ``pending``: those that are not ready, as while re-indexing, instead.
        """
        chosen: list[tuple[int, str, str]] = []
        left = passages
        for one, id, path, its in self._database.rows(_AFTER, (number, self._owner(), pending, passages)):
            if left <= 0:
                break
            chosen.append((one, id, path))
            left -= its
        stored = self._passages([one for one, _, _ in chosen])
        return [Unembedded(*one, *zip(*stored[one[0]], strict=True)) for one in chosen]

    def _passages(self, documents: Sequence[int]) -> dict[int, list[tuple[int, Passage]]]:
        found: dict[int, list[tuple[int, Passage]]] = defaultdict(list)
        for document, number, start, end, text, spans in self._database.rows(_PASSAGES, (list(documents),)):
            found[document].append((number, to_plain_passage(start, end, text.decode(), spans)))
        return found
