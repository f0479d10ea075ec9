"""The catalog of a library in SQLite: documents with their text, passages, vectors, and FTS5 for words.

The catalog is the truth; Chroma's folder can be made again from it. A document being added stands there
in state "indexing", found by nobody, until it is "ready".
"""

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.document import Document, Page, Passage, Reading, Sentence, Span
from index.embed import PassageVectors, Vectors
from index.errors import LibraryError, LibraryMissing, LibraryReadOnly, LibraryVersion
from index.words import words

SCHEMA_VERSION = 1

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE documents (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sha256 TEXT NOT NULL, text_sha256 TEXT NOT NULL,
    path TEXT NOT NULL, media_type TEXT NOT NULL, title TEXT NOT NULL, outlet TEXT, published TEXT,
    evidence_start INTEGER, evidence_end INTEGER, evidence TEXT, language TEXT,
    text TEXT NOT NULL, pages TEXT,
    characters INTEGER NOT NULL, passages INTEGER NOT NULL, state TEXT NOT NULL
);
CREATE INDEX documents_path ON documents (path);
CREATE TABLE passages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL,
    sentences BLOB NOT NULL, vector BLOB, sentence_vectors BLOB
);
CREATE INDEX passages_document ON passages (document, ordinal);
CREATE VIRTUAL TABLE words USING fts5 (
    title, body, tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co M*' tokenchars '.:'"
);
CREATE VIRTUAL TABLE word_counts USING fts5vocab (words, row);
"""
_DOCUMENTS = """
SELECT id, sha256, text_sha256, path, media_type, title, outlet, published, evidence_start, evidence_end,
    evidence, characters, passages, state
FROM documents WHERE state = 'ready' ORDER BY number
"""
_TITLE_WEIGHT, _BODY_WEIGHT = 0.3, 1.0


@dataclass(frozen=True)
class StoredPassage:
    """A passage as the catalog keeps it; ``number`` names it within the library.

    ``words`` are each sentence's. ``vector`` has shape (dimension,), ``sentence_vectors``
    (sentences, dimension); ``None`` in a library searched by words alone.
    """

    number: int
    document: str
    ordinal: int
    start: int
    end: int
    text: str
    sentences: tuple[Sentence, ...]
    words: tuple[frozenset[str], ...]
    vector: Vectors | None
    sentence_vectors: Vectors | None


@dataclass(frozen=True)
class DocumentText:
    """A document's exact text, and where its pages stand in it."""

    document: str
    text: str
    pages: tuple[Page, ...] | None


class Catalog:
    """One library's SQLite file; safe to use from several threads.

    Raises ``LibraryMissing``, ``LibraryVersion`` and ``LibraryError`` when opened, and
    ``LibraryReadOnly`` when a write is refused.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._local = threading.local()
        if not file.exists():
            raise LibraryMissing(
                f"no library in {str(file.parent)!r}; make one with: readback add PATH --library DIR"
            )
        self._check_version()

    @classmethod
    def create(cls, file: Path) -> "Catalog":
        """Makes the file if there is none, whole or not at all."""
        if not file.exists():
            made = file.with_suffix(".new")
            made.unlink(missing_ok=True)
            with sqlite3.connect(made, isolation_level=None) as connection:
                connection.executescript(f"BEGIN;{_SCHEMA}PRAGMA user_version = {SCHEMA_VERSION};COMMIT;")
                connection.execute("PRAGMA journal_mode = WAL")
            connection.close()
            made.replace(file)
        return cls(file)

    def close(self) -> None:
        """Closes this thread's connection; the others close with their threads."""
        connection = self._local.__dict__.pop("connection", None)
        if connection is not None:
            connection.close()

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
        return tuple(_document(row, first.setdefault(row["text_sha256"], row["id"])) for row in rows)

    def at(self, path: str) -> dict[str, str]:
        """Ids and content hashes of the ready documents at an address."""
        query = "SELECT id, sha256 FROM documents WHERE path = ? AND state = 'ready'"
        return {row[0]: row[1] for row in self._db.execute(query, (path,))}

    def has(self, id: str) -> bool:
        """Whether there is a document with this id."""
        return self._db.execute("SELECT 1 FROM documents WHERE id = ?", (id,)).fetchone() is not None

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What this thread reads within is of one moment, whoever writes."""
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            self._db.execute("COMMIT")

    def text(self, id: str) -> DocumentText:
        """The text of the document with this id, which must be there."""
        row = self._db.execute("SELECT text, pages FROM documents WHERE id = ?", (id,)).fetchone()
        pages = tuple(Page(*page) for page in json.loads(row["pages"])) if row["pages"] else None
        return DocumentText(id, row["text"], pages)

    def languages(self, ids: Iterable[str]) -> set[str]:
        """The languages of these documents, as two-letter codes."""
        marks = list(ids)
        query = f"SELECT DISTINCT language FROM documents WHERE id IN ({_marks(marks)})"  # noqa: S608
        return {row[0] for row in self._db.execute(query, marks)}

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
            insert = f"INSERT INTO documents ({columns}) VALUES ({_marks(row)})"  # noqa: S608
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
        blobs = (_pack(vectors.passage), _pack(vectors.sentences)) if vectors else (None, None)
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
        chosen = f"SELECT number FROM documents WHERE id IN ({_marks(ids)})"  # noqa: S608
        db.execute(
            f"DELETE FROM words WHERE rowid IN (SELECT number FROM passages WHERE document IN ({chosen}))",  # noqa: S608
            list(ids),
        )
        db.execute(f"DELETE FROM passages WHERE document IN ({chosen})", list(ids))  # noqa: S608
        db.execute(f"DELETE FROM documents WHERE id IN ({_marks(ids)})", list(ids))  # noqa: S608

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
                (title, outlet, published, *_evidence(evidence), id),
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
        for part in _parts(numbers):
            query = (
                "SELECT p.*, d.id AS id, w.body AS body FROM passages p"  # noqa: S608
                " JOIN documents d ON d.number = p.document JOIN words w ON w.rowid = p.number"
                f" WHERE p.number IN ({_marks(part)}) AND d.state = 'ready'"
            )
            found.update((row["number"], _passage(row)) for row in self._db.execute(query, part))
        return [found[number] for number in numbers if number in found]

    def vectors(self, documents: Sequence[str] = ()) -> tuple[NDArray[np.int64], Vectors]:
        """Numbers and vectors of every ready passage, or of those of some documents."""
        scope = f" AND d.id IN ({_marks(documents)})" if documents else ""
        rows = self._db.execute(
            "SELECT p.number, p.vector FROM passages p JOIN documents d ON d.number = p.document"  # noqa: S608
            f" WHERE d.state = 'ready' AND p.vector IS NOT NULL{scope}",
            list(documents),
        ).fetchall()
        numbers = np.array([row[0] for row in rows], np.int64)
        return numbers, _unpack(b"".join(row[1] for row in rows), len(rows))

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
        scope = f" AND d.id IN ({_marks(documents)})" if documents else ""
        rows = self._db.execute(
            f"SELECT w.rowid, -bm25(words, {_TITLE_WEIGHT}, {_BODY_WEIGHT}) AS score FROM words w"  # noqa: S608
            " JOIN passages p ON p.number = w.rowid JOIN documents d ON d.number = p.document"
            f" WHERE words MATCH ? AND d.state = 'ready'{scope} ORDER BY score DESC LIMIT ?",
            (" OR ".join(f'"{term}"' for term in terms), *documents, limit),
        )
        return {row[0]: row[1] for row in rows}

    def passage_counts(self, terms: Sequence[str]) -> tuple[dict[str, int], int]:
        """In how many passages each term stands, and how many passages there are."""
        query = f"SELECT term, doc FROM word_counts WHERE term IN ({_marks(terms)})"  # noqa: S608
        counts = {row[0]: int(row[1]) for row in self._db.execute(query, list(terms))}
        return counts, int(self._db.execute("SELECT count(*) FROM passages").fetchone()[0])

    def words_held(self, numbers: Sequence[int]) -> int:
        """Of how many of these passages the words are there."""
        held = 0
        for part in _parts(numbers):
            query = f"SELECT count(*) FROM words WHERE rowid IN ({_marks(part)})"  # noqa: S608
            held += int(self._db.execute(query, part).fetchone()[0])
        return held

    # The connection

    @property
    def _db(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = self._local.connection = self._connect()
        return connection

    def _connect(self) -> sqlite3.Connection:
        # A folder that cannot be written holds no file that says who else writes: then nobody does.
        for mode in ("mode=rw", "mode=ro", "immutable=1"):
            connection = sqlite3.connect(
                f"{self._file.absolute().as_uri()}?{mode}", uri=True, timeout=30, isolation_level=None
            )
            connection.row_factory = sqlite3.Row
            try:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                connection.execute("PRAGMA foreign_keys = ON")
            except sqlite3.OperationalError:
                connection.close()
            except sqlite3.DatabaseError as error:
                raise LibraryError(
                    f"{str(self._file)!r} is damaged ({error}); restore it,"
                    " or remove the folder and add the files again"
                ) from error
            else:
                return connection
        raise LibraryError(f"{str(self._file)!r} cannot be opened; check who may read it")

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        db = self._db
        try:
            db.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise LibraryReadOnly(
                f"the library in {str(self._file.parent)!r} cannot be written: {error}"
            ) from error
        try:
            yield db
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")

    def _check_version(self) -> None:
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version == SCHEMA_VERSION:
            return
        if not self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            raise LibraryError(
                f"{str(self._file)!r} is no catalog of Readback's; remove it and add the files again"
            )
        which = "a newer" if version > SCHEMA_VERSION else "an older"
        what = "use that one" if version > SCHEMA_VERSION else "add its files to a new library"
        raise LibraryVersion(
            f"the library in {str(self._file.parent)!r} was made by {which} Readback"
            f" (format {version}; this one reads format {SCHEMA_VERSION}); {what}"
        )


def _document(row: sqlite3.Row, first: str) -> Document:
    """``first`` is the id of the first document with the same text."""
    evidence = None
    if row["evidence_start"] is not None:
        evidence = Span(row["evidence_start"], row["evidence_end"], row["evidence"])
    return Document(
        id=row["id"], sha256=row["sha256"], title=row["title"], outlet=row["outlet"],
        published=row["published"], published_evidence=evidence, path=row["path"],
        media_type=row["media_type"], characters=row["characters"], passages=row["passages"],
        state=row["state"], copies_of=(first,) if first != row["id"] else (),
    )  # fmt: skip


def _evidence(span: Span | None) -> tuple[int | None, int | None, str | None]:
    return (span.start, span.end, span.text) if span else (None, None, None)


def _passage(row: sqlite3.Row) -> StoredPassage:
    start, text = row["start"], row["text"]
    spans = np.frombuffer(row["sentences"], np.int32).reshape(-1, 2).tolist()
    sentences = tuple(Sentence(a, b, text[a - start : b - start]) for a, b in spans)
    vector = _unpack(row["vector"], 1)[0] if row["vector"] is not None else None
    sentence_vectors = _unpack(row["sentence_vectors"], len(spans)) if vector is not None else None
    held = tuple(frozenset(line.split()) for line in row["body"].split("\n"))
    return StoredPassage(
        row["number"],
        row["id"],
        row["ordinal"],
        start,
        row["end"],
        text,
        sentences,
        held,
        vector,
        sentence_vectors,
    )


def _pack(vectors: Vectors) -> bytes:
    return vectors.astype(np.float16).tobytes()


def _unpack(blob: bytes, rows: int) -> Vectors:
    return np.frombuffer(blob, np.float16).astype(np.float32).reshape(rows, -1 if blob else 0)


def _parts(numbers: Sequence[int]) -> Iterator[list[int]]:
    """SQLite takes a limited number of variables a query."""
    for at in range(0, len(numbers), 500):
        yield list(numbers[at : at + 500])


def _marks(values: Iterable[object]) -> str:
    """As many question marks as there are values."""
    return ", ".join("?" for _ in values)
