"""The search for documents of a catalog that share text: made when one becomes ready, and stored.

For each sentence the catalog keeps a few keys (``index.copies.shingles``); a document's own keys lead to the
sentences of others that may be the same, and only around those are the texts compared. What it costs to add a
document goes with its own length, not with the library's.
"""

import json
import sqlite3
from collections.abc import Sequence

import numpy as np

from index.copies.alignment import Sentences, Shared, shared
from index.copies.shingles import method
from index.store.copy_pairs import Seeds, attributed, first_of_keys, likely, newer_first
from index.store.rows import pack_spans, unpack_spans
from index.store.weights import ENOUGH_PARTNERS, SAME_KEY

TABLES = """
CREATE TABLE IF NOT EXISTS shingles (
    key INTEGER NOT NULL, document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    sentence INTEGER NOT NULL, PRIMARY KEY (key, document)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS shingles_document ON shingles (document);
CREATE TABLE IF NOT EXISTS copies (
    one INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    attributed INTEGER NOT NULL, spans BLOB NOT NULL, PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS copies_other ON copies (other);
CREATE TABLE IF NOT EXISTS compared (
    document INTEGER PRIMARY KEY REFERENCES documents (number) ON DELETE CASCADE
);
CREATE INDEX IF NOT EXISTS documents_text ON documents (text_sha256);
CREATE INDEX IF NOT EXISTS documents_sha256 ON documents (sha256);
DROP INDEX IF EXISTS documents_state;
CREATE INDEX IF NOT EXISTS documents_unfinished ON documents (state) WHERE state != 'ready';
"""

_METHOD = "copies"
# The number of documents to be compared. Counting reads indexes alone; the state stands behind every text.
_LEFT = """
SELECT (SELECT count(*) FROM documents) - (SELECT count(*) FROM documents WHERE state != 'ready')
    - (SELECT count(*) FROM compared)
"""


def compare(db: sqlite3.Connection, document: int) -> None:
    """Find and store what a ready document shares with the others; within a transaction."""
    mine = _sentences(db, document)
    own = first_of_keys(mine)
    overlaps: dict[int, list[Shared]] = {}
    for other, characters in _twins(db, document):
        overlaps[other] = [(0, len(mine.text), 0, characters)]
    for other, seeds in _candidates(db, document, own):
        if other not in overlaps:
            overlaps[other] = shared(mine, _sentences(db, other), seeds)
    db.execute("DELETE FROM shingles WHERE document = ?", (document,))
    rows = ((key, document, sentence) for key, sentence in sorted(own.items()))
    db.executemany("INSERT INTO shingles VALUES (?, ?, ?)", rows)
    for other, spans in overlaps.items():
        if spans:
            _keep(db, document, other, spans)
    db.execute("INSERT OR REPLACE INTO compared VALUES (?)", (document,))


def not_compared(db: sqlite3.Connection) -> list[int]:
    """The numbers of the ready documents to be compared; all if keys are now made in another way.

    What was found in another way is deleted.
    """
    made = db.execute("SELECT value FROM meta WHERE key = ?", (_METHOD,)).fetchone()
    if made is None or made[0] != method():
        for table in ("copies", "shingles", "compared"):
            db.execute(f"DELETE FROM {table}")  # noqa: S608
        db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_METHOD, method()))
    if not db.execute(_LEFT).fetchone()[0]:
        return []
    query = """
        SELECT number FROM documents WHERE state = 'ready' AND number NOT IN (SELECT document FROM compared)
        ORDER BY number
    """
    return [row[0] for row in db.execute(query)]


def forget(db: sqlite3.Connection, which: str, values: Sequence[str]) -> set[int]:
    """Mark for comparing again the documents that share text with those about to be removed; their numbers.

    They may share it with others, too, with which they were not compared, as these were enough. Those that
    still have enough partners need not be.
    """
    gone = {row[0] for row in db.execute(f"SELECT number FROM documents WHERE {which}", values)}  # noqa: S608
    near = set().union(*(_partners(db, number) for number in gone)) - gone
    again = {number for number in near if len(_partners(db, number) - gone) < ENOUGH_PARTNERS}
    db.executemany("DELETE FROM compared WHERE document = ?", [(number,) for number in again])
    return again


def _partners(db: sqlite3.Connection, document: int) -> set[int]:
    query = "SELECT other FROM copies WHERE one = :n UNION SELECT one FROM copies WHERE other = :n"
    return {row[0] for row in db.execute(query, {"n": document})}


def attribute(db: sqlite3.Connection, id: str) -> None:
    """Work out anew which of two documents names the other as its source, after an outlet was corrected."""
    query = """
        SELECT one, other, spans FROM copies WHERE one = (SELECT number FROM documents WHERE id = :id)
        UNION ALL SELECT one, other, spans FROM copies
        WHERE other = (SELECT number FROM documents WHERE id = :id)
    """
    for one, other, blob in db.execute(query, {"id": id}).fetchall():
        values = (_attributed(db, one, other, unpack_spans(blob)), one, other)
        db.execute("UPDATE copies SET attributed = ? WHERE one = ? AND other = ?", values)


def _sentences(db: sqlite3.Connection, document: int) -> Sentences:
    text = db.execute("SELECT text FROM documents WHERE number = ?", (document,)).fetchone()[0]
    query = "SELECT sentences FROM passages WHERE document = ? ORDER BY ordinal"
    blob = b"".join(row[0] for row in db.execute(query, (document,)))
    return Sentences(text, [(a, b) for a, b in np.frombuffer(blob, np.int32).reshape(-1, 2).tolist()])


def _candidates(db: sqlite3.Connection, document: int, own: dict[int, int]) -> list[tuple[int, Seeds]]:
    query = """
        SELECT s.key, s.document, s.sentence FROM json_each(?) k JOIN shingles s ON s.key = k.value
        WHERE s.document IN (SELECT document FROM shingles WHERE key = k.value AND document != ? LIMIT ?)
    """
    rows = db.execute(query, (json.dumps(sorted(own)), document, SAME_KEY))
    return likely(own, ((key, other, theirs) for key, other, theirs in rows))


def _twins(db: sqlite3.Connection, document: int) -> list[tuple[int, int]]:
    """Number and length of documents with the same text, however short."""
    query = """
        SELECT number, characters FROM documents WHERE state = 'ready' AND number != :document
        AND text_sha256 = (SELECT text_sha256 FROM documents WHERE number = :document)
        ORDER BY number LIMIT :limit
    """
    return [tuple(row) for row in db.execute(query, {"document": document, "limit": SAME_KEY})]


def _keep(db: sqlite3.Connection, one: int, other: int, spans: Sequence[Shared]) -> None:
    one, other, spans = newer_first(one, other, spans)
    row = (one, other, _attributed(db, one, other, spans), pack_spans(spans))
    db.execute("INSERT OR REPLACE INTO copies VALUES (?, ?, ?, ?)", row)


def _attributed(db: sqlite3.Connection, one: int, other: int, spans: Sequence[Shared]) -> int:
    query = "SELECT text, outlet FROM documents WHERE number = ?"
    mine, theirs = (db.execute(query, (number,)).fetchone() for number in (one, other))
    return attributed(mine, theirs, spans)
