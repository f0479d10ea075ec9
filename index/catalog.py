"""The catalog of a library in SQLite: documents with their text, passages, vectors, and FTS5 for words.

The catalog is the truth; Chroma's folder can be made again from it. A document being added stands there
in state "indexing", found by nobody, until it is "ready".
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.database import Database
from index.document import Document, Page, Passage, Reading, Span
from index.embed import PassageVectors, Vectors
from index.rows import (
    DocumentText,
    StoredPassage,
    evidence_columns,
    marks,
    pack,
    parts,
    to_document,
    to_passage,
    unpack,
)
from index.words import words

_DOCUMENTS = """
SELECT id, sha256, text_sha256, path, media_type, title, outlet, published, evidence_start, evidence_end,
    evidence, characters, passages, state
FROM documents WHERE state = 'ready' ORDER BY number
"""
_TITLE_WEIGHT, _BODY_WEIGHT = 0.3, 1.0


class Catalog(Database):
    """What is in one library; safe to use from several threads."""

    # Meta

    def meta(self, key: str) -> str | None:
        """What is stored about the library as a whole under ``key``."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def set_meta(self, key: str, value: str) -> None:
        """Stores ``value`` under ``key``."""
        with self._writing() as db:
            db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    # Documents

    def documents(self) -> tuple[Document, ...]:
        """Every ready document, in the order added."""
        rows = self._db.execute(_DOCUMENTS).fetchall()
        first: dict[str, str] = {}
        return tuple(to_document(row, first.setdefault(row["text_sha256"], row["id"])) for row in rows)

    def at(self, path: str) -> dict[str, str]:
        """Ids and content hashes of the ready documents at an address."""
        query = "SELECT id, sha256 FROM documents WHERE path = ? AND state = 'ready'"
        return {row[0]: row[1] for row in self._db.execute(query, (path,))}

    def has(self, id: str) -> bool:
        """Whether there is a document with this id."""
        return self._db.execute("SELECT 1 FROM documents WHERE id = ?", (id,)).fetchone() is not None

    def text(self, id: str) -> DocumentText:
        """The text of the document with this id, which must be there."""
        row = self._db.execute("SELECT text, pages FROM documents WHERE id = ?", (id,)).fetchone()
        pages = tuple(Page(*page) for page in json.loads(row["pages"])) if row["pages"] else None
        return DocumentText(id, row["text"], pages)

    def languages(self, ids: Iterable[str]) -> set[str]:
        """The languages of these documents, as two-letter codes."""
        chosen = list(ids)
        query = f"SELECT DISTINCT language FROM documents WHERE id IN ({marks(chosen)})"  # noqa: S608
        return {row[0] for row in self._db.execute(query, chosen)}

    def start_adding(
        self,
        id: str,
        sha256: str,
        text_sha256: str,
        path: str,
        language: str,
        reading: Reading,
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
            "state": "indexing",
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
        db.execute("INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)", (number, title, body))

    def finish_adding(self, pending: str, id: str, replaced: Sequence[str]) -> None:
        """Makes the document ready under its ``id`` and removes those it replaces, in one step."""
        with self._writing() as db:
            self._delete(db, replaced)
            db.execute("UPDATE documents SET state = 'ready', id = ? WHERE id = ?", (id, pending))

    def remove(self, ids: Sequence[str]) -> None:
        """Removes documents and all that belongs to them."""
        with self._writing() as db:
            self._delete(db, ids)

    @staticmethod
    def _delete(db: sqlite3.Connection, ids: Sequence[str]) -> None:
        chosen = f"SELECT number FROM documents WHERE id IN ({marks(ids)})"  # noqa: S608
        db.execute(
            f"DELETE FROM words WHERE rowid IN (SELECT number FROM passages WHERE document IN ({chosen}))",  # noqa: S608
            list(ids),
        )
        db.execute(f"DELETE FROM passages WHERE document IN ({chosen})", list(ids))  # noqa: S608
        db.execute(f"DELETE FROM documents WHERE id IN ({marks(ids)})", list(ids))  # noqa: S608

    def unfinished(self) -> tuple[str, ...]:
        """Ids of the documents whose adding was cut short."""
        return tuple(row[0] for row in self._db.execute("SELECT id FROM documents WHERE state != 'ready'"))

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

    # Passages

    def passage_numbers(self, id: str) -> list[int]:
        """The numbers of a document's passages, in order."""
        query = """
            SELECT p.number FROM passages p JOIN documents d ON d.number = p.document
            WHERE d.id = ? ORDER BY ordinal
        """
        return [row[0] for row in self._db.execute(query, (id,))]

    def passages(self, numbers: Sequence[int]) -> list[StoredPassage]:
        """The passages with these numbers, in this order, leaving out those that are not ready."""
        found: dict[int, StoredPassage] = {}
        for part in parts(numbers):
            query = (
                "SELECT p.*, d.id AS id, w.body AS body FROM passages p"  # noqa: S608
                " JOIN documents d ON d.number = p.document JOIN words w ON w.rowid = p.number"
                f" WHERE p.number IN ({marks(part)}) AND d.state = 'ready'"
            )
            found.update((row["number"], to_passage(row)) for row in self._db.execute(query, part))
        return [found[number] for number in numbers if number in found]

    def vectors(self, documents: Sequence[str] = ()) -> tuple[NDArray[np.int64], Vectors]:
        """Numbers and vectors of every ready passage, or of those of some documents."""
        scope = f" AND d.id IN ({marks(documents)})" if documents else ""
        rows = self._db.execute(
            "SELECT p.number, p.vector FROM passages p JOIN documents d ON d.number = p.document"  # noqa: S608
            f" WHERE d.state = 'ready' AND p.vector IS NOT NULL{scope}",
            list(documents),
        ).fetchall()
        numbers = np.array([row[0] for row in rows], np.int64)
        return numbers, unpack(b"".join(row[1] for row in rows), len(rows))

    def count(self) -> int:
        """How many ready passages have a vector."""
        query = (
            "SELECT count(*) FROM passages p JOIN documents d ON d.number = p.document"
            " WHERE d.state = 'ready' AND p.vector IS NOT NULL"
        )
        return int(self._db.execute(query).fetchone()[0])

    # Words

    def find_words(self, terms: Sequence[str], documents: Sequence[str], limit: int) -> dict[int, float]:
        """The passages that hold any of ``terms`` best, by BM25 (larger is better)."""
        if not terms:
            return {}
        scope = f" AND d.id IN ({marks(documents)})" if documents else ""
        rows = self._db.execute(
            f"SELECT w.rowid, -bm25(words, {_TITLE_WEIGHT}, {_BODY_WEIGHT}) AS score FROM words w"  # noqa: S608
            " JOIN passages p ON p.number = w.rowid JOIN documents d ON d.number = p.document"
            f" WHERE words MATCH ? AND d.state = 'ready'{scope} ORDER BY score DESC LIMIT ?",
            (" OR ".join(f'"{term}"' for term in terms), *documents, limit),
        )
        return {row[0]: row[1] for row in rows}

    def passage_counts(self, terms: Sequence[str]) -> tuple[dict[str, int], int]:
        """In how many passages each term stands, and how many passages there are."""
        query = f"SELECT term, doc FROM word_counts WHERE term IN ({marks(terms)})"  # noqa: S608
        counts = {row[0]: int(row[1]) for row in self._db.execute(query, list(terms))}
        return counts, int(self._db.execute("SELECT count(*) FROM passages").fetchone()[0])

    def words_held(self, numbers: Sequence[int]) -> int:
        """Of how many of these passages the words are there."""
        held = 0
        for part in parts(numbers):
            query = f"SELECT count(*) FROM words WHERE rowid IN ({marks(part)})"  # noqa: S608
            held += int(self._db.execute(query, part).fetchone()[0])
        return held
