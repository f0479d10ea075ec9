"""The documents of a library, as they are read."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence

from index.document import Document, OcrPage
from index.store.database import Database
from index.store.identity import short_hash
from index.store.rows import DocumentText, marks, to_document, to_ocr, to_pages
from index.store.tables.copy_table import CopyTable
from index.store.tables.unembedded_table import UnembeddedTable

_COLUMNS = """
SELECT id, sha256, path, media_type, title, outlet, published, evidence_start, evidence_end,
    evidence, characters, passages, state
"""
_DOCUMENTS = f"{_COLUMNS} FROM documents WHERE state = 'ready' ORDER BY number"
_AMONG = "WHERE id IN (SELECT value FROM json_each(?)) AND state = 'ready' ORDER BY number"
_SOME = f"{_COLUMNS} FROM documents {_AMONG}"
_VERSION = """
SELECT id, title, outlet, published, path FROM documents WHERE state = 'ready' ORDER BY number
"""


class DocumentTable:
    """The table ``documents``, read only.

    ``copies`` fills in the originals that each document repeats, ``unembedded`` its state. Here a document is
    called ready as soon as it is there, be it without its vectors.
    """

    def __init__(self, database: Database, copies: CopyTable, unembedded: UnembeddedTable) -> None:
        self._database, self._copies, self._unembedded = database, copies, unembedded

    def all(self) -> tuple[Document, ...]:
        """Every ready document, in the order added."""
        return self._found(self._database.connection.execute(_DOCUMENTS), self._unembedded.errors())

    def some(self, ids: Iterable[str]) -> tuple[Document, ...]:
        """The ready documents with these ids, in the order added."""
        wanted = list(ids)
        rows = self._database.connection.execute(_SOME, (json.dumps(wanted),))
        return self._found(rows, self._unembedded.errors(wanted))

    def count(self) -> int:
        """Number of ready documents."""
        query = "SELECT count(*) FROM documents WHERE state = 'ready'"
        return int(self._database.connection.execute(query).fetchone()[0])

    def has_ready(self, id: str) -> bool:
        """Return whether there is a ready document with this id."""
        query = "SELECT 1 FROM documents WHERE id = ? AND state = 'ready'"
        return self._database.connection.execute(query, (id,)).fetchone() is not None

    def addresses(self) -> list[tuple[str, str]]:
        """Id and address of every ready document, in the order added."""
        query = "SELECT id, path FROM documents WHERE state = 'ready' ORDER BY number"
        return [(row[0], row[1]) for row in self._database.connection.execute(query)]

    def version(self) -> str:
        """A hash that differs once a document comes, goes or changes; cheap if nobody writes."""
        return self._database.cached("version", self._version)

    def at(self, path: str) -> dict[str, str]:
        """Ids and content hashes of the ready documents at an address."""
        query = "SELECT id, sha256 FROM documents WHERE path = ? AND state = 'ready'"
        return {row[0]: row[1] for row in self._database.connection.execute(query, (path,))}

    def within(self, container: str) -> list[tuple[str, str, str]]:
        """Ids, content hashes and addresses of the ready documents in the container at an address."""
        query = "SELECT id, sha256, path FROM documents WHERE path > ? AND path < ? AND state = 'ready'"
        after = f"{container}{chr(ord('/') + 1)}"
        return [tuple(row) for row in self._database.connection.execute(query, (f"{container}/", after))]

    def of(self, sha256: str) -> dict[str, str]:
        """Ids and addresses of the ready documents of a content."""
        query = "SELECT id, path FROM documents WHERE sha256 = ? AND state = 'ready'"
        return {row[0]: row[1] for row in self._database.connection.execute(query, (sha256,))}

    def hashes(self, among: Collection[str] | None = None) -> set[str]:
        """The content hashes of all documents, ready or not; if given, those of them ``among`` these."""
        db = self._database.connection
        if among is None:
            return {row[0] for row in db.execute("SELECT DISTINCT sha256 FROM documents")}
        query = "SELECT 1 FROM documents WHERE sha256 = ? LIMIT 1"
        return {sha256 for sha256 in among if db.execute(query, (sha256,)).fetchone()}

    def has(self, id: str) -> bool:
        """Return whether there is a document with this id, ready or not."""
        query = "SELECT 1 FROM documents WHERE id = ?"
        return self._database.connection.execute(query, (id,)).fetchone() is not None

    def text(self, id: str) -> DocumentText:
        """The text of the document with this id, which must be there."""
        query = "SELECT text, pages FROM documents WHERE id = ?"
        row = self._database.connection.execute(query, (id,)).fetchone()
        return DocumentText(id, row["text"], to_pages(row["pages"]))

    def ocr(self, id: str) -> tuple[OcrPage, ...]:
        """The pages that OCR read of the document with this id; none if there is no such document."""
        query = "SELECT pages FROM documents WHERE id = ?"
        row = self._database.connection.execute(query, (id,)).fetchone()
        return to_ocr(row and row["pages"])

    def languages(self, ids: Sequence[str] = ()) -> set[str]:
        """The languages of these documents, of all if empty: two-letter codes, "" for too short a text.

        Those of all are kept for this thread until somebody writes.
        """
        if not ids:
            return self._database.cached("languages", self._languages)
        query = f"SELECT DISTINCT language FROM documents WHERE id IN ({marks(ids)})"  # noqa: S608
        return {row[0] for row in self._database.connection.execute(query, list(ids))}

    def unfinished(self) -> tuple[str, ...]:
        """Ids of the documents whose adding was cut short before they were there."""
        query = "SELECT id FROM documents WHERE state != 'ready'"
        return tuple(row[0] for row in self._database.connection.execute(query))

    def _found(
        self, rows: Iterable[sqlite3.Row], unembedded: Mapping[str, str | None]
    ) -> tuple[Document, ...]:
        copies = self._copies.all()
        return tuple(to_document(row, copies.originals(row["id"]), unembedded) for row in rows)

    def _languages(self) -> set[str]:
        query = "SELECT DISTINCT language FROM documents WHERE state = 'ready'"
        return {row[0] for row in self._database.connection.execute(query)}

    def _version(self) -> str:
        rows = self._database.connection.execute(_VERSION).fetchall()
        return short_hash(json.dumps([[list(row) for row in rows], self._unembedded.errors()]))
