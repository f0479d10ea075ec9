"""The catalog of a library in SQLite: documents with their text, passages, vectors, and FTS5 for words.

The catalog is the truth; Chroma's folder can be made again from it. A document being added stands there
in state "indexing", found by nobody, until it is "ready".
"""

import json
import sqlite3
from collections.abc import Sequence

import numpy as np

from index.document import DocumentState, ParsedDocument, Passage, Span
from index.embedding.embedder import PassageVectors
from index.store import copy_search
from index.store.contents import Contents
from index.store.rows import evidence_columns, marks, pack
from index.words import words

_PASSAGES = "(SELECT number FROM passages WHERE document IN (SELECT number FROM documents WHERE {}))"


class Catalog(Contents):
    """What is in one library; safe to use from several threads."""

    def set_meta(self, key: str, value: str) -> None:
        """Stores ``value`` under ``key``."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def start_adding(
        self,
        id: str,
        sha256: str,
        text_sha256: str,
        path: str,
        language: str,
        reading: ParsedDocument,
        passages: Sequence[Passage],
        vectors: Sequence[PassageVectors] | None,
    ) -> None:
        """Stores a document with its passages in state "indexing"."""
        evidence = reading.published_evidence
        row = {
            "id": id, "sha256": sha256, "text_sha256": text_sha256, "path": path,
            "media_type": reading.media_type, "title": reading.title, "outlet": reading.outlet,
            "published": reading.published, "language": language, "text": reading.text,
            "evidence_start": evidence and evidence.start, "evidence_end": evidence and evidence.end,
            "evidence": evidence and evidence.text,
            "characters": len(reading.text), "passages": len(passages),
            "pages": json.dumps([[p.page, p.start, p.end] for p in reading.pages]) if reading.pages else None,
            "state": DocumentState.INDEXING,
        }  # fmt: skip
        with self._writing() as db:
            columns = ", ".join(row)
            insert = f"INSERT INTO documents ({columns}) VALUES ({marks(row)})"  # noqa: S608
            number = db.execute(insert, list(row.values())).lastrowid
            title = " ".join(words(f"{reading.title} {reading.outlet or ''}"))
            for ordinal, passage in enumerate(passages):
                self._insert(db, number, ordinal, passage, vectors[ordinal] if vectors else None, title)

    @staticmethod
    def _insert(
        db: sqlite3.Connection,
        document: int | None,
        ordinal: int,
        passage: Passage,
        vectors: PassageVectors | None,
        title: str,
    ) -> None:
        spans = np.array([[s.start, s.end] for s in passage.sentences], np.int32).tobytes()
        blobs = (pack(vectors.passage), pack(vectors.sentences)) if vectors else (None, None)
        number = db.execute(
            "INSERT INTO passages VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)",
            (document, ordinal, passage.start, passage.end, passage.text, spans, *blobs),
        ).lastrowid
        body = "\n".join(" ".join(words(sentence.text)) for sentence in passage.sentences)
        db.execute("INSERT INTO waiting_words VALUES (?, ?, ?)", (number, title, body))

    def finish_adding(self, pending: str, id: str, replaced: Sequence[str]) -> None:
        """Makes the document ready under its ``id`` and removes those it replaces, in one step."""
        with self._writing() as db:
            self._delete(db, f"id IN ({marks(replaced)})", replaced)
            self._make_ready(db, "id = ?", [pending])
            db.execute("UPDATE documents SET id = ? WHERE id = ?", (id, pending))
            self._compare(db)

    def finish_all(self, fingerprint: str) -> None:
        """Makes what is being added ready in the place of all that was, in one step: one id stands for both.

        ``fingerprint`` names the embedder of the new vectors.
        """
        edition = self.edition() + 1
        with self._writing() as db:
            self._delete(db, "state = 'ready'")
            self._make_ready(db, "state != 'ready'")
            db.execute("UPDATE documents SET id = rtrim(id, '+')")
            self._compare(db)
            meta = [("fingerprint", fingerprint), ("edition", str(edition))]
            db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", meta)

    @staticmethod
    def _make_ready(db: sqlite3.Connection, which: str, values: Sequence[str] = ()) -> None:
        numbers = _PASSAGES.format(which)
        columns = "SELECT number, title, body FROM waiting_words"
        db.execute(f"INSERT INTO words (rowid, title, body) {columns} WHERE number IN {numbers}", values)
        db.execute(f"DELETE FROM waiting_words WHERE number IN {numbers}", values)  # noqa: S608
        db.execute(f"UPDATE documents SET state = 'ready' WHERE {which}", values)  # noqa: S608

    def remove(self, ids: Sequence[str]) -> None:
        """Removes documents and all that belongs to them."""
        with self._writing() as db:
            self._delete(db, f"id IN ({marks(ids)})", ids)
            self._compare(db)

    def compare_all(self) -> None:
        """Looks for copies among documents that an earlier Readback added without."""
        with self._writing() as db:
            self._compare(db)

    @staticmethod
    def _compare(db: sqlite3.Connection) -> None:
        for number in copy_search.not_compared(db):
            copy_search.compare(db, number)

    def remove_unfinished(self) -> None:
        """Removes what was being added."""
        with self._writing() as db:
            self._delete(db, "state != 'ready'")

    @staticmethod
    def _delete(db: sqlite3.Connection, which: str, values: Sequence[str] = ()) -> None:
        copy_search.forget(db, which, values)
        numbers = _PASSAGES.format(which)
        db.execute(f"DELETE FROM words WHERE rowid IN {numbers}", values)  # noqa: S608
        db.execute(f"DELETE FROM passages WHERE number IN {numbers}", values)  # noqa: S608
        db.execute(f"DELETE FROM documents WHERE {which}", values)  # noqa: S608

    def describe(
        self, id: str, title: str, outlet: str | None, published: str | None, evidence: Span | None
    ) -> None:
        """Corrects what is said of a document."""
        with self._writing() as db:
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
            copy_search.attribute(db, id)
