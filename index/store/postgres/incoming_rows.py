"""The rows of a document on its way into a library in Postgres."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from psycopg import sql

from index.language.words import words
from index.store.incoming import Incoming
from index.store.postgres.postgres_database import Cursor
from index.store.postgres.postgres_words import vector_of
from index.store.rows import document_row

_NUMBERS = "SELECT nextval(pg_get_serial_sequence('passages', 'number')) FROM generate_series(1, %s)"
_PASSAGE = "INSERT INTO passages VALUES (%s, %s, %s, %s, %s, %s, %s, NULL, NULL)"
_WORDS = "INSERT INTO words VALUES (%s, %s, false, %s, %s, %s::tsvector)"


def insert(db: Cursor, document: Incoming, owner: int, *, embeds: bool) -> list[int]:
    """Store a document, its passages and their words as ``owner``'s; the passages' numbers.

    ``embeds``: it waits for its vectors.
    """
    row = document_row(document) | {"text": document.reading.text.encode(), "owner": owner}
    query = sql.SQL("INSERT INTO documents ({}) VALUES ({}) RETURNING number").format(
        sql.SQL(", ").join(map(sql.Identifier, row)), sql.SQL(", ").join([sql.Placeholder()] * len(row))
    )
    (number,) = db.execute(query, [_storable(value) for value in row.values()]).fetchone() or (0,)
    passages = [row[0] for row in db.execute(_NUMBERS, (len(document.passages),)).fetchall()]
    if embeds and passages:
        db.execute("INSERT INTO unembedded VALUES (%s, %s, NULL)", (number, owner))
    rows = []
    for at, (one, passage) in enumerate(zip(passages, document.passages, strict=True)):
        spans = np.array([[s.start, s.end] for s in passage.sentences], np.int32).tobytes()
        rows.append((one, number, at, passage.start, passage.end, passage.text.encode(), spans))
    db.executemany(_PASSAGE, rows)
    title = title_words(document.reading.title, document.reading.outlet)
    db.executemany(
        _WORDS,
        [
            (one, number, *_terms(title, [words(sentence.text) for sentence in passage.sentences]))
            for one, passage in zip(passages, document.passages, strict=True)
        ],
    )
    return passages


def title_words(title: str, outlet: str | None) -> list[str]:
    """The words that stand for a document's title in each of its passages."""
    return words(f"{title} {outlet or ''}")


def _terms(title: Sequence[str], sentences: Sequence[Sequence[str]]) -> tuple[int, str, str]:
    """The number of words, those of the passage with a line for each sentence, and all as a vector."""
    body = [word for sentence in sentences for word in sentence]
    return len(title) + len(body), "\n".join(map(" ".join, sentences)), vector_of(title, body)


def _storable(value: Any) -> Any:
    """A value without the character that Postgres takes in no text; a document's text is kept as bytes."""
    return value.replace("\0", "") if isinstance(value, str) else value
