"""The copy of a shared catalog's vectors in Chroma: what is added, what it lacks, what it need not have."""

from collections.abc import Sequence

from index.embedding.embedder import Vectors
from index.errors import StoreUnreachable
from index.store.postgres.postgres_catalog import PostgresCatalog
from index.store.rows import parts
from index.store.shared.chroma_server import ChromaServer

_MIRRORED = "mirrored"  # the property that names the edition which Chroma has wholly


class SharedMirror:
    """Chroma's vectors of the library in ``catalog``. Safe to use from several threads.

    Raises ``StoreUnreachable`` if Postgres or, where it is not told otherwise, Chroma does not answer.
    """

    def __init__(self, server: ChromaServer, catalog: PostgresCatalog) -> None:
        self.server, self._catalog = server, catalog
        self._sure = False  # that Chroma has what the catalog has; it may have been started again without

    def close(self) -> None:
        """Forget the connection."""
        self.server.close()

    def nearest(self, vector: Vectors, limit: int) -> list[int] | None:
        """Numbers of the passages nearest to ``vector``.

        ``None`` if Chroma does not answer, or lacks vectors of the catalog.
        """
        edition = self._edition()
        if self._catalog.properties.get(_MIRRORED) != str(edition):
            return None
        try:
            if not self._sure and not self._has_enough(edition):
                return None
            return self.server.nearest(edition, vector, limit)
        except StoreUnreachable:
            self._sure = False
            return None

    def add(self, passages: Sequence[tuple[int, Vectors]]) -> None:
        """Store passages, each by its number and vector. Raises ``LibraryError`` if some are not kept."""
        if passages:
            self.server.add(self._edition(), passages)

    def complete(self) -> None:
        """Give Chroma the vectors that it lacks, if it has fewer than the catalog."""
        edition = self._edition()
        if self._catalog.properties.get(_MIRRORED) == str(edition) and self._has_enough(edition):
            return
        self.refill()

    def refill(self) -> None:
        """Make Chroma hold the vectors of all of the catalog's ready passages."""
        edition = self._edition()
        self._catalog.properties.set(_MIRRORED, "")
        wanted = set(self._catalog.passages.numbers())
        for part in parts(sorted(wanted - self.server.numbers(edition))):
            found = self._catalog.passages.get(part)
            self.server.add(edition, [(p.number, p.vector) for p in found if p.vector is not None])
        self._catalog.properties.set(_MIRRORED, str(edition))

    def clear_up(self) -> None:
        """Remove the vectors of passages that the catalog has no more."""
        database = self._catalog.database
        gone = [row[0] for row in database.rows("SELECT number FROM gone_vectors ORDER BY number")]
        if not gone:
            return
        self.server.remove(self._edition(), gone)
        with database.writing(alone=False) as db:
            db.execute("DELETE FROM gone_vectors WHERE number = ANY(%s)", (gone,))

    def drop_last(self) -> None:
        """Delete the vectors of the edition before this one."""
        self.server.drop(self._edition() - 1)

    def _edition(self) -> int:
        return self._catalog.properties.edition()

    def _has_enough(self, edition: int) -> bool:
        """Return whether Chroma has at least as many vectors as the catalog."""
        self._sure = self.server.count(edition) >= self._catalog.passages.count()
        return self._sure
