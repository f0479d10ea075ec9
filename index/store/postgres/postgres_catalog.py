"""The catalog of a library in Postgres: any number of processes read and write it beside each other.

A document being added belongs to its adder, who holds a lock of Postgres' that goes with its connection.
Until it is ready it is found by nobody; that of a dead adder is removed by the next writer.
"""

from collections.abc import Iterable, Sequence
from itertools import chain, count, starmap
from pathlib import Path

from index.document import Span
from index.embedding.unembedded import DocumentVectors, Unembedded
from index.errors import LibraryError
from index.store.identity import short_hash
from index.store.incoming import Incoming, Outcome
from index.store.postgres.incoming_rows import insert, title_words
from index.store.postgres.postgres_copies import PostgresCopies, attribute, compare, forget, not_compared
from index.store.postgres.postgres_database import Cursor, PostgresDatabase
from index.store.postgres.postgres_documents import PostgresDocuments
from index.store.postgres.postgres_passages import PostgresPassages
from index.store.postgres.postgres_texts import PostgresDerivedTexts, PostgresProperties
from index.store.postgres.postgres_unembedded import PostgresUnembedded
from index.store.postgres.postgres_words import PostgresWords, vector_of
from index.store.rows import evidence_columns, pack

_READY = """
WITH counted AS (
    UPDATE words SET ready = true WHERE document = ANY(%s) RETURNING length
) UPDATE totals SET passages = passages + (SELECT count(*) FROM counted),
    words = words + coalesce((SELECT sum(length) FROM counted), 0)
"""
_UNCOUNTED = """
UPDATE totals t SET passages = t.passages - c.number, words = t.words - c.words FROM (
    SELECT count(*) AS number, coalesce(sum(length), 0) AS words FROM words WHERE document = ANY(%s) AND ready
) c
"""
_SET = "INSERT INTO meta VALUES (%s, %s) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
_DEAD = """
SELECT owner FROM (SELECT DISTINCT owner FROM documents WHERE state != 'ready') o
WHERE owner != %s AND pg_try_advisory_xact_lock(hashtext(%s), owner)
"""
_TAKE_OVER = """
UPDATE unembedded SET owner = %(me)s WHERE owner IN (
    SELECT owner FROM (SELECT DISTINCT owner FROM unembedded) o
    WHERE owner != %(me)s AND pg_try_advisory_xact_lock(hashtext(%(schema)s), owner)
)
"""
_VECTORS = "UPDATE passages SET vector = %s, sentence_vectors = %s WHERE number = %s"
# A vector that is not in the catalog yet may be in Chroma.
_GONE = """
INSERT INTO gone_vectors SELECT number FROM passages WHERE document = ANY(%s)
    AND (vector IS NOT NULL OR document IN (SELECT document FROM unembedded)) ON CONFLICT DO NOTHING
"""


class PostgresCatalog:
    """The tables of one library, and the writes that change several of them at once.

    ``owner`` is the number of the adder whose documents are added here. Safe to use from several threads.
    Every method raises ``StoreUnreachable`` if Postgres does not answer, and other ``LibraryError``.
    """

    def __init__(self, database: PostgresDatabase) -> None:
        self.database = database
        self.owner = 0
        self.properties = PostgresProperties(database)
        self.copies = PostgresCopies(database)
        self.unembedded = PostgresUnembedded(database, lambda: self.owner)
        self.documents = PostgresDocuments(database, self.copies, self.unembedded)
        self.passages = PostgresPassages(database)
        self.words = PostgresWords(database)
        self.derived = PostgresDerivedTexts(database)

    def close(self) -> None:
        """Close the connections."""
        self.database.close()

    def start_adding(self, documents: Sequence[Incoming], *, embeds: bool) -> list[list[int]]:
        """Store documents under pending ids, in one transaction; the numbers of each one's passages.

        ``embeds``: they will have vectors, and wait for them.
        """
        with self.database.writing(alone=False) as db:
            return [insert(db, document, self.owner, embeds=embeds) for document in documents]

    def finish_adding(self, documents: Sequence[Incoming]) -> list[Outcome]:
        """Make documents ready and remove those they replace, in one transaction.

        What others have added meanwhile is taken into account: the same document is not added twice, and
        another one at the same address is replaced. Raises ``LibraryError`` if the documents are gone.
        """
        with self.database.writing() as db:
            self._check_pending(db, len(documents))
            again = set[int]()
            new: list[int] = []
            outcomes = [self._finish(db, document, again, new) for document in documents]
            compare(db, (again | set(new)) & _ready(db, again | set(new)))
            return outcomes

    def add_vectors(self, documents: Sequence[DocumentVectors]) -> None:
        """Store the vectors of documents that wait for them, in one transaction.

        Those of documents that were removed meanwhile are noted, for Chroma to forget them.
        """
        with self.database.writing() as db:
            query = "SELECT number FROM documents WHERE number = ANY(%s)"
            wanted = [document.number for document, _ in documents]
            there = {row[0] for row in db.execute(query, (wanted,)).fetchall()}
            for document, vectors in documents:
                if document.number not in there:
                    gone = "INSERT INTO gone_vectors SELECT unnest(%s::bigint[]) ON CONFLICT DO NOTHING"
                    db.execute(gone, (list(document.numbers),))
                    continue
                rows = [
                    (pack(its.passage), pack(its.sentences), number)
                    for number, its in zip(document.numbers, vectors, strict=True)
                ]
                db.executemany(_VECTORS, rows)
                db.execute("DELETE FROM unembedded WHERE document = %s", (document.number,))
                _forget_texts(db, [document.number])

    def keep_error(self, document: Unembedded, error: str) -> None:
        """Keep why a document that waits for its vectors has none yet."""
        with self.database.writing() as db:
            db.execute("UPDATE unembedded SET error = %s WHERE document = %s", (error, document.number))

    def take_over(self) -> None:
        """Make the owner's the documents that wait for their vectors, and whose owner has died."""
        if not self.unembedded.count():
            return
        with self.database.writing(alone=False) as db:
            db.execute(_TAKE_OVER, {"me": self.owner, "schema": self.database.schema})

    def finish_all(self, fingerprint: str) -> None:
        """Make the owner's documents ready in the place of all ready ones, in one transaction; ids stay.

        ``fingerprint`` names the embedder of the new vectors.
        """
        edition = self.properties.edition() + 1
        with self.database.writing() as db:
            _delete(db, "state = 'ready'")
            query = "SELECT number FROM documents WHERE owner = %s AND state != 'ready'"
            numbers = [row[0] for row in db.execute(query, (self.owner,)).fetchall()]
            _make_ready(db, numbers)
            db.execute("UPDATE documents SET id = rtrim(id, '+') WHERE number = ANY(%s)", (numbers,))
            db.execute("DELETE FROM gone_vectors")  # they are of the last edition
            compare(db, numbers)
            db.executemany(_SET, [("fingerprint", fingerprint), ("edition", str(edition))])

    def move(self, id: str, path: str, replaced: Sequence[str]) -> None:
        """Change the address of a document, and remove those it replaces there, in one transaction."""
        with self.database.writing() as db:
            again = _delete(db, "id = ANY(%s) AND state = 'ready'", [list(replaced)])
            db.execute("UPDATE documents SET path = %s WHERE id = %s AND state = 'ready'", (path, id))
            compare(db, again)

    def remove(self, ids: Sequence[str]) -> None:
        """Remove documents and all that belongs to them, in one transaction."""
        with self.database.writing() as db:
            compare(db, _delete(db, "id = ANY(%s) AND state = 'ready'", [list(ids)]))

    def remove_own(self) -> None:
        """Remove the owner's documents that are not ready."""
        with self.database.writing() as db:
            _delete(db, "owner = %s AND state != 'ready'", [self.owner])

    def remove_unfinished(self) -> None:
        """Remove the documents whose adder has died."""
        if not self.documents.unfinished():
            return
        with self.database.writing() as db:
            dead = [row[0] for row in db.execute(_DEAD, (self.owner or -1, self.database.schema)).fetchall()]
            _delete(db, "owner = ANY(%s) AND state != 'ready'", [dead])

    def compare_all(self) -> None:
        """Look for copies among all documents, if an earlier Readback looked for them in another way."""
        from index.copies.shingles import method

        if self.properties.get("copies") != method():
            with self.database.writing() as db:
                compare(db, not_compared(db))

    def describe(
        self, id: str, title: str, outlet: str | None, published: str | None, evidence: Span | None
    ) -> None:
        """Correct the title, outlet and date of a document; ``evidence`` is where its text shows the date."""
        with self.database.writing() as db:
            row = db.execute(
                "UPDATE documents SET title = %s, outlet = %s, published = %s, evidence_start = %s,"
                " evidence_end = %s, evidence = %s WHERE id = %s AND state = 'ready' RETURNING number",
                (title, outlet, published, *evidence_columns(evidence), id),
            ).fetchone()
            if row is None:
                return
            _retitle(db, row[0], title_words(title, outlet))
            _forget_texts(db, [row[0]])
            attribute(db, row[0])

    def _check_pending(self, db: Cursor, wanted: int) -> None:
        query = "SELECT count(*) FROM documents WHERE owner = %s AND state != 'ready'"
        if db.execute(query, (self.owner,)).fetchone() != (wanted,):
            raise LibraryError(
                "the connection to Postgres was lost while documents were added, and they were given up;"
                " run the same command again"
            )

    def _finish(self, db: Cursor, document: Incoming, again: set[int], new: list[int]) -> Outcome:
        """Make one document ready, unless it is there; note which ones must be compared."""
        here = "SELECT id, sha256 FROM documents WHERE path = %s AND state = 'ready'"
        there: dict[str, str] = dict(db.execute(here, (document.address,)).fetchall())
        same = [id for id, sha256 in there.items() if sha256 == document.sha256]
        mine, which = "owner = %s AND id = %s AND state != 'ready'", [self.owner, document.pending]
        if same and not set(same) & document.replaced.keys():
            _delete(db, mine, which)
            return Outcome(same[0], unchanged=True)
        replaced = list(dict.fromkeys((*document.replaced, *there)))
        again |= _delete(db, "id = ANY(%s) AND state = 'ready'", [replaced])
        id = _free_id(db, document)
        query = f"UPDATE documents SET id = %s WHERE {mine} RETURNING number"  # noqa: S608
        numbers = [row[0] for row in db.execute(query, (id, *which)).fetchall()]
        _make_ready(db, numbers)
        new += numbers
        return Outcome(id, tuple(replaced))


def _ready(db: Cursor, numbers: Iterable[int]) -> set[int]:
    query = "SELECT number FROM documents WHERE number = ANY(%s) AND state = 'ready'"
    return {row[0] for row in db.execute(query, (list(numbers),)).fetchall()}


def _free_id(db: Cursor, document: Incoming) -> str:
    """The id of a document; another one, where one at another address took it meanwhile."""
    numbered = ((document.sha256, document.address, str(number)) for number in count(2))
    name = Path(document.address).name
    others = starmap(
        short_hash, chain([(document.sha256, name), (document.sha256, document.address)], numbered)
    )
    taken = "SELECT 1 FROM documents WHERE id = %s AND state = 'ready'"
    return next(id for id in chain([document.id], others) if not db.execute(taken, (id,)).fetchone())


def _make_ready(db: Cursor, numbers: Sequence[int]) -> None:
    db.execute(_READY, (list(numbers),))
    db.execute("UPDATE documents SET state = 'ready' WHERE number = ANY(%s)", (list(numbers),))


def _retitle(db: Cursor, document: int, title: Sequence[str]) -> None:
    """Exchange the words of a document's title in its passages."""
    rows = db.execute("SELECT number, body FROM words WHERE document = %s", (document,)).fetchall()
    db.execute(_UNCOUNTED, ([document],))
    db.executemany(
        "UPDATE words SET length = %s, terms = %s::tsvector WHERE number = %s",
        [(len(title) + len(body.split()), vector_of(title, body.split()), one) for one, body in rows],
    )
    db.execute(_READY, ([document],))


def _delete(db: Cursor, which: str, values: Sequence[object] = ()) -> set[int]:
    """Delete documents; the numbers of those whose copies must be looked for again.

    Their vectors and files are noted, for Chroma and the file store to forget them.
    """
    numbers = [row[0] for row in db.execute(f"SELECT number FROM documents WHERE {which}", values).fetchall()]  # noqa: S608
    if not numbers:
        return set()
    again = forget(db, numbers)
    db.execute(_UNCOUNTED, (numbers,))
    _forget_texts(db, numbers)
    db.execute(_GONE, (numbers,))
    db.execute(
        "INSERT INTO gone_files SELECT DISTINCT sha256 FROM documents WHERE number = ANY(%s)"
        " ON CONFLICT DO NOTHING",
        (numbers,),
    )
    db.execute("DELETE FROM documents WHERE number = ANY(%s)", (numbers,))
    return again


def _forget_texts(db: Cursor, numbers: Sequence[int]) -> None:
    query = "DELETE FROM kept WHERE key IN (SELECT key FROM kept_of WHERE document = ANY(%s))"
    db.execute(query, (list(numbers),))
