"""The pairs of documents that share text, in Postgres: found when a document becomes ready, and stored."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from index.copies.alignment import Sentences, Shared, shared
from index.copies.copies import Copies, without_notices
from index.copies.shingles import method
from index.store.copy_pairs import attributed, first_of_keys, likely, newer_first
from index.store.postgres.postgres_database import Cursor, PostgresDatabase
from index.store.rows import pack_spans, to_overlap, unpack_spans
from index.store.weights import ENOUGH_PARTNERS, SAME_KEY

_COPIES = """
SELECT c.one, c.other, c.attributed, c.spans, a.id, a.published, a.characters, b.id AS other_id,
    b.published AS other_published, b.characters AS other_characters
FROM copies c JOIN documents a ON a.number = c.one JOIN documents b ON b.number = c.other
ORDER BY c.one, c.other
"""
_CANDIDATES = """
SELECT s.key, s.document, s.sentence FROM unnest(%s::bigint[]) AS k (key) CROSS JOIN LATERAL (
    SELECT key, document, sentence FROM shingles WHERE key = k.key AND document != %s
    ORDER BY document LIMIT %s
) s
"""
_TWINS = """
SELECT number, characters FROM documents WHERE state = 'ready' AND number != %(document)s
    AND text_sha256 = (SELECT text_sha256 FROM documents WHERE number = %(document)s)
ORDER BY number LIMIT %(limit)s
"""
_PARTNERS = "SELECT other FROM copies WHERE one = %(n)s UNION SELECT one FROM copies WHERE other = %(n)s"
_KEEP = """
INSERT INTO copies VALUES (%s, %s, %s, %s) ON CONFLICT (one, other)
DO UPDATE SET attributed = excluded.attributed, spans = excluded.spans
"""


class PostgresCopies:
    """The table ``copies``, read only, as :class:`CopyTable` is."""

    def __init__(self, database: PostgresDatabase) -> None:
        self._database = database

    def all(self) -> Copies:
        """All pairs; kept until somebody writes, as every search asks."""
        return self._database.cached("copies", self._read)

    def of(self, ids: Sequence[str]) -> Copies:
        """The pairs in which one of these documents is; all pairs if ``ids`` is empty."""
        return self.all().of(ids)

    def _read(self) -> Copies:
        rows = self._database.named_rows(_COPIES)
        return Copies(tuple(without_notices([to_overlap(row) for row in rows])))


def compare(db: Cursor, numbers: Iterable[int]) -> None:
    """Find and store what ready documents share with the others; within a transaction."""
    for number in sorted(numbers):
        _compare(db, number)


def forget(db: Cursor, gone: Sequence[int]) -> set[int]:
    """The documents to be compared again once those of these numbers are removed.

    They share text with them, and have few other partners, as ``index.store.copy_search.forget`` says.
    """
    leaving = set(gone)
    near = set[int]().union(*(_partners(db, number) for number in gone)) - leaving
    return {number for number in near if len(_partners(db, number) - leaving) < ENOUGH_PARTNERS}


def attribute(db: Cursor, document: int) -> None:
    """Work out anew which of two documents names the other as its source, after an outlet was corrected."""
    query = "SELECT one, other, spans FROM copies WHERE one = %(n)s OR other = %(n)s"
    for one, other, blob in db.execute(query, {"n": document}).fetchall():
        value = _attributed(db, one, other, unpack_spans(blob))
        db.execute("UPDATE copies SET attributed = %s WHERE one = %s AND other = %s", (value, one, other))


def not_compared(db: Cursor) -> list[int]:
    """The numbers of all ready documents if keys are now made in another way; what was found is deleted."""
    made = db.execute("SELECT value FROM meta WHERE key = 'copies'").fetchone()
    if made is not None and made[0] == method():
        return []
    db.execute("DELETE FROM copies")
    db.execute("DELETE FROM shingles")
    query = "INSERT INTO meta VALUES ('copies', %s) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
    db.execute(query, (method(),))
    return [row[0] for row in db.execute("SELECT number FROM documents WHERE state = 'ready'").fetchall()]


def _compare(db: Cursor, document: int) -> None:
    mine = _sentences(db, document)
    own = first_of_keys(mine)
    overlaps: dict[int, list[Shared]] = {}
    twins = db.execute(_TWINS, {"document": document, "limit": SAME_KEY}).fetchall()
    for other, characters in twins:
        overlaps[other] = [(0, len(mine.text), 0, characters)]
    rows: list[tuple[Any, ...]] = db.execute(_CANDIDATES, (sorted(own), document, SAME_KEY)).fetchall()
    for other, seeds in likely(own, ((key, other, theirs) for key, other, theirs in rows)):
        if other not in overlaps:
            overlaps[other] = shared(mine, _sentences(db, other), seeds)
    db.execute("DELETE FROM shingles WHERE document = %s", (document,))
    keys = [(key, document, sentence) for key, sentence in sorted(own.items())]
    db.executemany("INSERT INTO shingles VALUES (%s, %s, %s)", keys)
    for other, spans in overlaps.items():
        if spans:
            first, second, ordered = newer_first(document, other, spans)
            value = _attributed(db, first, second, ordered)
            db.execute(_KEEP, (first, second, value, pack_spans(ordered)))


def _partners(db: Cursor, document: int) -> set[int]:
    return {row[0] for row in db.execute(_PARTNERS, {"n": document}).fetchall()}


def _sentences(db: Cursor, document: int) -> Sentences:
    text = _one(db, "SELECT text FROM documents WHERE number = %s", document)[0].decode()
    query = "SELECT sentences FROM passages WHERE document = %s ORDER BY ordinal"
    blob = b"".join(row[0] for row in db.execute(query, (document,)).fetchall())
    return Sentences(text, [(a, b) for a, b in np.frombuffer(blob, np.int32).reshape(-1, 2).tolist()])


def _attributed(db: Cursor, one: int, other: int, spans: Sequence[Shared]) -> int:
    query = "SELECT text, outlet FROM documents WHERE number = %s"
    rows = (_one(db, query, number) for number in (one, other))
    mine, theirs = ({"text": text.decode(), "outlet": outlet} for text, outlet in rows)
    return attributed(mine, theirs, spans)


def _one(db: Cursor, query: str, number: int) -> tuple[Any, ...]:
    row = db.execute(query, (number,)).fetchone()
    assert row is not None  # noqa: S101 - tells the type checker that the document is there
    return row
