"""The catalog of a library in SQLite: documents with their text, passages, vectors, and FTS5 for words.

The catalog is the truth; Chroma's folder can be made again from it. Documents are added in one transaction
with all of their text and words; their vectors come later. While all vectors are made anew, new documents
stand beside the old ones under pending ids, found by nobody.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

import numpy as np

from index.document import DocumentState, Passage, Span
from index.embedding.unembedded import DocumentVectors, Unembedded
from index.errors import LibraryError
from index.language.words import words
from index.store import copy_search
from index.store.database import Database
from index.store.incoming import Incoming
from index.store.rows import document_row, evidence_columns, marks, pack
from index.store.tables.copy_table import CopyTable
from index.store.tables.derived_texts import DerivedTexts
from index.store.tables.document_table import DocumentTable
from index.store.tables.passage_table import PassageTable
from index.store.tables.property_table import PropertyTable
from index.store.tables.unembedded_table import UnembeddedTable
from index.store.tables.word_index import WordIndex

_TITLES_CHANGED = "INSERT INTO meta VALUES ('titles', 1) ON CONFLICT (key) DO UPDATE SET value = value + 1"
_WORDS = "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)"
_WAITING_WORDS = "INSERT INTO waiting_words VALUES (?, ?, ?)"
_PASSAGES = "(SELECT number FROM passages WHERE document IN (SELECT number FROM documents WHERE {}))"


class Catalog:
    """The tables of one library, and the writes that change several of them at once.

    Safe to use from several threads. Every write raises ``LibraryReadOnly`` if the folder refuses it.
    """

    def __init__(self, database: Database) -> None:
        self.database = database
        self.properties = PropertyTable(database)
        self.copies = CopyTable(database)
        self.unembedded = UnembeddedTable(database)
        self.documents = DocumentTable(database, self.copies, self.unembedded)
        self.passages = PassageTable(database)
        self.words = WordIndex(database)
        self.derived = DerivedTexts(database)

    @classmethod
    def open(cls, file: Path) -> Self:
        """Open a catalog. Raises ``LibraryMissing``, ``LibraryVersion`` and ``LibraryError``."""
        return cls(Database(file))

    @classmethod
    def create(cls, file: Path) -> Self:
        """Make the file if there is none, and open it. Raises ``LibraryVersion`` and ``LibraryError``."""
        return cls(Database.create(file))

    def close(self) -> None:
        """Close this thread's connection."""
        self.database.close()

    def add(self, documents: Sequence[Incoming], *, embeds: bool) -> None:
        """Store documents in the place of those that they replace, in one transaction.

        ``embeds``: they will have vectors, and wait for them. Raises ``LibraryError``.
        """
        with self.database.writing() as db:
            replaced = [id for document in documents for id in document.replaced]
            again = _delete(db, f"id IN ({marks(replaced)})", replaced)
            self._insert(db, documents, ready=True, embeds=embeds)
            ids = [document.id for document in documents]
            new = db.execute(f"SELECT number FROM documents WHERE id IN ({marks(ids)})", ids)  # noqa: S608
            _compare(db, again | {row[0] for row in new})

    def start_adding(self, documents: Sequence[Incoming], *, embeds: bool) -> list[list[int]]:
        """Store documents under pending ids, in one transaction; the numbers of each one's passages.

        They are there once :meth:`finish_all` is called. ``embeds``: they will have vectors, and wait for
        them. Raises ``LibraryError``.
        """
        with self.database.writing() as db:
            return self._insert(db, documents, ready=False, embeds=embeds)

    def add_vectors(self, documents: Sequence[DocumentVectors]) -> None:
        """Store the vectors of documents that wait for them, in one transaction."""
        with self.database.writing() as db:
            for document, vectors in documents:
                rows = [
                    (pack(its.passage), pack(its.sentences), number)
                    for number, its in zip(document.numbers, vectors, strict=True)
                ]
                db.executemany("UPDATE passages SET vector = ?, sentence_vectors = ? WHERE number = ?", rows)
                db.execute("DELETE FROM unembedded WHERE document = ?", (document.number,))

    def keep_error(self, document: Unembedded, error: str) -> None:
        """Keep why a document that waits for its vectors has none yet."""
        with self.database.writing() as db:
            db.execute("UPDATE unembedded SET error = ? WHERE document = ?", (error, document.number))

    def finish_all(self, fingerprint: str) -> None:
        """Make the documents being added ready in the place of all ready ones, in one transaction; ids stay.

        ``fingerprint`` names the embedder of the new vectors.
        """
        edition = self.properties.edition() + 1
        with self.database.writing() as db:
            _delete(db, "state = 'ready'")
            _make_ready(db, "state != 'ready'")
            db.execute("UPDATE documents SET id = rtrim(id, '+')")
            _compare(db, copy_search.not_compared(db))
            meta = [("fingerprint", fingerprint), ("edition", str(edition))]
            db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta)

    def move(self, id: str, path: str, replaced: Sequence[str]) -> None:
        """Change the address of a document, and remove those it replaces there, in one transaction."""
        with self.database.writing() as db:
            again = _delete(db, f"id IN ({marks(replaced)})", replaced)
            db.execute("UPDATE documents SET path = ? WHERE id = ?", (path, id))
            _compare(db, again)

    def remove(self, ids: Sequence[str]) -> None:
        """Remove documents and all that belongs to them, in one transaction."""
        with self.database.writing() as db:
            _compare(db, _delete(db, f"id IN ({marks(ids)})", ids))

    def erase_traces(self) -> None:
        """Overwrite what the file and SQLite's log still hold of documents that were removed or replaced.

        Their rows are zeros already; the full-text index drops words only when it is written anew. While
        somebody reads an older state, the log has to stay: then the next writer does it.
        """
        if self.properties.get("traces") != "yes":
            return
        with self.database.writing() as db:
            db.execute("INSERT INTO words (words) VALUES ('optimize')")
        if self.database.empty_log():
            self.properties.set("traces", "no")

    def compare_all(self) -> None:
        """Look for copies among documents that an earlier Readback added without."""
        with self.database.writing() as db:
            _compare(db, copy_search.not_compared(db))

    def remove_unfinished(self) -> None:
        """Remove the documents whose adding was cut short."""
        with self.database.writing() as db:
            _delete(db, "state != 'ready'")

    def describe(
        self, id: str, title: str, outlet: str | None, published: str | None, evidence: Span | None
    ) -> None:
        """Correct the title, outlet and date of a document; ``evidence`` is where its text shows the date."""
        with self.database.writing() as db:
            db.execute(
                "UPDATE documents SET title = ?, outlet = ?, published = ?, evidence_start = ?,"
                " evidence_end = ?, evidence = ? WHERE id = ?",
                (title, outlet, published, *evidence_columns(evidence), id),
            )
            db.execute(
                "UPDATE words SET title = ? WHERE rowid IN (SELECT p.number FROM passages p"
                " JOIN documents d ON d.number = p.document WHERE d.id = ?)",
                (" ".join(words(f"{title} {outlet or ''}")), id),
            )
            db.execute(_TITLES_CHANGED)
            copy_search.attribute(db, id)

    def _insert(
        self, db: sqlite3.Connection, documents: Sequence[Incoming], *, ready: bool, embeds: bool
    ) -> list[list[int]]:
        """Store documents, their passages and their words; the numbers of each one's passages."""
        numbers = [_insert(db, document, ready=ready, embeds=embeds) for document in documents]
        every = [number for its in numbers for number in its]
        if self.words.count(every) != len(every):
            raise LibraryError("the words of a document were not kept; try again, and see `readback doctor`")
        return numbers


def _insert(db: sqlite3.Connection, document: Incoming, *, ready: bool, embeds: bool) -> list[int]:
    """Store a document, its passages and their words, which are found if it is ``ready``.

    The passages' numbers.
    """
    row = document_row(document)
    if ready:
        row |= {"id": document.id, "state": DocumentState.READY}
    insert = f"INSERT INTO documents ({', '.join(row)}) VALUES ({marks(row)})"  # noqa: S608
    number = db.execute(insert, list(row.values())).lastrowid
    title = " ".join(words(f"{document.reading.title} {document.reading.outlet or ''}"))
    if embeds and document.passages:
        db.execute("INSERT INTO unembedded (document) VALUES (?)", (number,))
    numbers = [_insert_passage(db, number, *one) for one in enumerate(document.passages)]
    bodies = ("\n".join(" ".join(words(s.text)) for s in one.sentences) for one in document.passages)
    rows = [(number, title, body) for number, body in zip(numbers, bodies, strict=True)]
    db.executemany(_WORDS if ready else _WAITING_WORDS, rows)
    return numbers


def _insert_passage(db: sqlite3.Connection, document: int | None, ordinal: int, passage: Passage) -> int:
    """Store a passage without its vectors; its number."""
    spans = np.array([[s.start, s.end] for s in passage.sentences], np.int32).tobytes()
    row = (document, ordinal, passage.start, passage.end, passage.text, spans)
    insert = "INSERT INTO passages VALUES (NULL, ?, ?, ?, ?, ?, ?, NULL, NULL)"
    number = db.execute(insert, row).lastrowid
    assert number is not None  # noqa: S101 - tells the type checker what an INSERT gives
    return number


def _make_ready(db: sqlite3.Connection, which: str, values: Sequence[str] = ()) -> None:
    numbers = _PASSAGES.format(which)
    columns = "SELECT number, title, body FROM waiting_words"
    db.execute(f"INSERT INTO words (rowid, title, body) {columns} WHERE number IN {numbers}", values)
    db.execute(f"DELETE FROM waiting_words WHERE number IN {numbers}", values)  # noqa: S608
    db.execute(f"UPDATE documents SET state = 'ready' WHERE {which}", values)  # noqa: S608


def _compare(db: sqlite3.Connection, numbers: Iterable[int]) -> None:
    for number in sorted(numbers):
        copy_search.compare(db, number)


def _delete(db: sqlite3.Connection, which: str, values: Sequence[str] = ()) -> set[int]:
    """Delete documents; the numbers of those whose copies must be looked for again."""
    if not db.execute(f"SELECT 1 FROM documents WHERE {which}", values).fetchone():  # noqa: S608
        return set()
    db.execute("INSERT OR REPLACE INTO meta VALUES ('traces', 'yes')")
    again = copy_search.forget(db, which, values)
    numbers = _PASSAGES.format(which)
    db.execute(f"DELETE FROM words WHERE rowid IN {numbers}", values)  # noqa: S608
    db.execute(f"DELETE FROM passages WHERE number IN {numbers}", values)  # noqa: S608
    db.execute(f"DELETE FROM documents WHERE {which}", values)  # noqa: S608
    return again
