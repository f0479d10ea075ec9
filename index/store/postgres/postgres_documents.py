"""The documents of a library in Postgres, as they are read."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from index.document import Document, OcrPage
from index.store.identity import short_hash
from index.store.postgres.postgres_copies import PostgresCopies
from index.store.postgres.postgres_database import PostgresDatabase
from index.store.postgres.postgres_unembedded import PostgresUnembedded
from index.store.rows import DocumentText, to_document, to_ocr, to_pages

_COLUMNS = """
SELECT id, sha256, path, media_type, title, outlet, published, evidence_start, evidence_end,
    evidence, characters, passages, state
FROM documents WHERE state = 'ready'
"""
_VERSION = """
SELECT id, title, outlet, published, path FROM documents WHERE state = 'ready' ORDER BY number
"""


class PostgresDocuments:
    """The table ``documents``, read only, as :class:`DocumentTable` is."""

    def __init__(
        self, database: PostgresDatabase, copies: PostgresCopies, unembedded: PostgresUnembedded
    ) -> None:
        self._database, self._copies, self._unembedded = database, copies, unembedded

    def all(self) -> tuple[Document, ...]:
        """Every ready document, in the order added."""
        rows = self._database.named_rows(f"{_COLUMNS} ORDER BY number")
        return self._found(rows, self._unembedded.errors())

    def some(self, ids: Iterable[str]) -> tuple[Document, ...]:
        """The ready documents with these ids, in the order added."""
        query = f"{_COLUMNS} AND id = ANY(%s) ORDER BY number"
        wanted = list(ids)
        return self._found(self._database.named_rows(query, (wanted,)), self._unembedded.errors(wanted))

    def count(self) -> int:
        """Number of ready documents."""
        return int(self._database.value("SELECT count(*) FROM documents WHERE state = 'ready'"))

    def has_ready(self, id: str) -> bool:
        """Return whether there is a ready document with this id."""
        return bool(self._database.rows("SELECT 1 FROM documents WHERE id = %s AND state = 'ready'", (id,)))

    def addresses(self) -> list[tuple[str, str]]:
        """Id and address of every ready document, in the order added."""
        query = "SELECT id, path FROM documents WHERE state = 'ready' ORDER BY number"
        return [(id, path) for id, path in self._database.rows(query)]

    def version(self) -> str:
        """A hash that differs once a document comes, goes or changes; cheap if nobody writes."""
        return self._database.cached("version", self._version)

    def at(self, path: str) -> dict[str, str]:
        """Ids and content hashes of the ready documents at an address."""
        return self._pairs("SELECT id, sha256 FROM documents WHERE path = %s AND state = 'ready'", path)

    def within(self, container: str) -> list[tuple[str, str, str]]:
        """Ids, content hashes and addresses of the ready documents in the container at an address."""
        query = "SELECT id, sha256, path FROM documents WHERE path > %s AND path < %s AND state = 'ready'"
        after = f"{container}{chr(ord('/') + 1)}"
        found = self._database.rows(query, (f"{container}/", after))
        return [(id, sha256, path) for id, sha256, path in found]

    def of(self, sha256: str) -> dict[str, str]:
        """Ids and addresses of the ready documents of a content."""
        return self._pairs("SELECT id, path FROM documents WHERE sha256 = %s AND state = 'ready'", sha256)

    def hashes(self, among: Collection[str] | None = None) -> set[str]:
        """The content hashes of all documents, ready or not; if given, those of them ``among`` these."""
        if among is None:
            return {row[0] for row in self._database.rows("SELECT DISTINCT sha256 FROM documents")}
        query = "SELECT DISTINCT sha256 FROM documents WHERE sha256 = ANY(%s)"
        return {row[0] for row in self._database.rows(query, (list(among),))}

    def has(self, id: str) -> bool:
        """Return whether there is a document with this id, ready or not."""
        return bool(self._database.rows("SELECT 1 FROM documents WHERE id = %s", (id,)))

    def text(self, id: str) -> DocumentText:
        """The text of the document with this id, which must be there."""
        query = "SELECT text, pages FROM documents WHERE id = %s ORDER BY state DESC LIMIT 1"
        text, pages = self._database.rows(query, (id,))[0]
        return DocumentText(id, text.decode(), to_pages(pages))

    def ocr(self, id: str) -> tuple[OcrPage, ...]:
        """The pages that OCR read of the document with this id; none if there is no such document."""
        return to_ocr(self._database.value("SELECT pages FROM documents WHERE id = %s", (id,)))

    def languages(self, ids: Sequence[str] = ()) -> set[str]:
        """The languages of these documents, of all if empty: two-letter codes, "" for too short a text."""
        if not ids:
            return self._database.cached("languages", self._languages)
        query = "SELECT DISTINCT language FROM documents WHERE id = ANY(%s)"
        return {row[0] for row in self._database.rows(query, (list(ids),))}

    def unfinished(self) -> tuple[str, ...]:
        """Ids of the documents that are being added, or whose adding was cut short."""
        query = "SELECT id FROM documents WHERE state != 'ready' ORDER BY number"
        return tuple(row[0] for row in self._database.rows(query))

    def _pairs(self, query: str, value: str) -> dict[str, str]:
        return dict(self._database.rows(query, (value,)))

    def _found(
        self, rows: Iterable[dict[str, Any]], unembedded: Mapping[str, str | None]
    ) -> tuple[Document, ...]:
        copies = self._copies.all()
        return tuple(to_document(row, copies.originals(row["id"]), unembedded) for row in rows)

    def _languages(self) -> set[str]:
        query = "SELECT DISTINCT language FROM documents WHERE state = 'ready'"
        return {row[0] for row in self._database.rows(query)}

    def _version(self) -> str:
        rows = [list(row) for row in self._database.rows(_VERSION)]
        return short_hash(json.dumps([rows, self._unembedded.errors()]))
