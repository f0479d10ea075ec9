"""What stands in a library's catalog: documents, passages, vectors and words, as they are found."""

import json
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from index.copies.copies import Copies, without_notices
from index.document import Document, Page
from index.embedding.embedder import Vectors
from index.store.derived import DerivedTexts
from index.store.identity import short_hash
from index.store.rows import (
    DocumentText,
    StoredPassage,
    marks,
    parts,
    to_document,
    to_overlap,
    to_passage,
    unpack,
)

_DOCUMENTS = """
SELECT id, sha256, path, media_type, title, outlet, published, evidence_start, evidence_end,
    evidence, characters, passages, state
FROM documents WHERE state = 'ready' ORDER BY number
"""
_VERSION = """
SELECT id, title, outlet, published FROM documents WHERE state = 'ready' ORDER BY number
"""
_COPIES = """
SELECT c.one, c.other, c.attributed, c.spans, a.id, a.published, a.characters, b.id AS other_id,
    b.published AS other_published, b.characters AS other_characters
FROM copies c JOIN documents a ON a.number = c.one JOIN documents b ON b.number = c.other
"""
_WITH_VECTOR = """
FROM passages p JOIN documents d ON d.number = p.document WHERE d.state = 'ready' AND p.vector IS NOT NULL
"""
_TITLE_WEIGHT, _BODY_WEIGHT = 0.3, 1.0


class Contents(DerivedTexts):
    """The reading half of the catalog; safe to use from several threads."""

    # Meta

    def meta(self, key: str) -> str | None:
        """What is stored about the library as a whole under ``key``."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def edition(self) -> int:
        """How often all vectors were made anew."""
        return int(self.meta("edition") or 0)

    # Documents

    def documents(self) -> tuple[Document, ...]:
        """Every ready document, in the order added."""
        copies = self.copies()
        return tuple(to_document(row, copies.originals(row["id"])) for row in self._db.execute(_DOCUMENTS))

    def version(self) -> str:
        """What differs once a document has come, gone or been described anew; cheap while nobody writes."""
        moment = self._moment()
        kept: tuple[object, str] | None = getattr(self._local, "version", None)
        if kept is None or kept[0] != moment:
            rows = self._db.execute(_VERSION).fetchall()
            kept = self._local.version = moment, short_hash(json.dumps([list(row) for row in rows]))
        return kept[1]

    def copies(self, ids: Sequence[str] = ()) -> Copies:
        """Which documents share text, or with which these do.

        None in a library that was not written to since this is looked for.
        """
        found, wanted = self._all_copies(), set(ids)
        if not ids:
            return found
        return Copies(tuple(one for one in found.overlaps if wanted & {one.one.id, one.other.id}))

    def _all_copies(self) -> Copies:
        """Kept for this thread until somebody writes: every search asks."""
        moment = self._moment()
        kept: tuple[object, Copies] | None = getattr(self._local, "copies", None)
        if kept is None or kept[0] != moment:
            kept = self._local.copies = moment, self._read_copies()
        return kept[1]

    def _moment(self) -> tuple[int, int]:
        """What differs for this thread once anybody has written."""
        return self._db.execute("PRAGMA data_version").fetchone()[0], self._db.total_changes

    def _read_copies(self) -> Copies:
        if not self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'copies'").fetchone():
            return Copies()
        return Copies(tuple(without_notices([to_overlap(row) for row in self._db.execute(_COPIES)])))

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

    def unfinished(self) -> tuple[str, ...]:
        """Ids of the documents whose adding was cut short."""
        return tuple(row[0] for row in self._db.execute("SELECT id FROM documents WHERE state != 'ready'"))

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
            f"SELECT p.number, p.vector {_WITH_VECTOR}{scope}",
            list(documents),
        ).fetchall()
        numbers = np.array([row[0] for row in rows], np.int64)
        return numbers, unpack(b"".join(row[1] for row in rows), len(rows))

    def numbers(self) -> list[int]:
        """The numbers of the ready passages that have a vector."""
        return [row[0] for row in self._db.execute(f"SELECT p.number {_WITH_VECTOR}")]

    def count(self) -> int:
        """How many ready passages have a vector."""
        return int(self._db.execute(f"SELECT count(*) {_WITH_VECTOR}").fetchone()[0])

    def dimension(self) -> int | None:
        """How many numbers the vectors of the ready passages have; ``None`` where there are none."""
        row = self._db.execute(f"SELECT p.vector {_WITH_VECTOR} LIMIT 1").fetchone()
        return unpack(row[0], 1).shape[1] if row else None

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
        return counts, int(self._db.execute("SELECT count(*) FROM words_docsize").fetchone()[0])

    def words_held(self, numbers: Sequence[int]) -> int:
        """Of how many of these passages the words are there, be it that they wait."""
        held = 0
        for part in parts(numbers):
            for table in ("words", "waiting_words"):
                query = f"SELECT count(*) FROM {table} WHERE rowid IN ({marks(part)})"  # noqa: S608
                held += int(self._db.execute(query, part).fetchone()[0])
        return held
