"""The vectors of a shared library on a Chroma server: a collection for each edition of them.

Chroma is never given a text. What it holds is a copy: the catalog has every vector, too.
"""

import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from index.embedding.embedder import Vectors
from index.errors import LibraryError, StoreUnreachable, UsageError
from index.store.weights import CHROMA_BATCH, CHROMA_WAIT

_PORTS = {"http": 8000, "https": 443}
_REFUSALS = (401, 403)
_ASKS = "asks for a token; set READBACK_CHROMA_TOKEN"
_TRUST = "name the file of the authority that signed it in SSL_CERT_FILE"


class ChromaServer:
    """The collections of the library ``name`` on the server at ``address``. Safe to use from several threads.

    Nothing is asked until it is needed. Every method raises ``StoreUnreachable`` if the server does not
    answer, and other ``LibraryError``. Raises ``UsageError`` if ``address`` is none.
    """

    def __init__(self, address: str, token: str, name: str) -> None:
        try:
            parts = urlsplit(address)
            usual = _PORTS[parts.scheme]
            self._port = parts.port or usual
        except (KeyError, ValueError):
            raise UsageError(
                "READBACK_CHROMA is no address of a Chroma server; it looks like http://host:8000"
            ) from None
        self._host, self._ssl = parts.hostname or "", parts.scheme == "https"
        self.place = f"{self._host}:{self._port}"
        self._token, self._name = token, name
        self._lock = threading.Lock()
        self._client: Any = None
        self._collections: dict[int, Any] = {}

    def version(self) -> str:
        """The version of the server."""
        with self._asking():
            return str(self._connected().get_version())

    def close(self) -> None:
        """Forget the connection."""
        with self._lock:
            self._client = None
            self._collections.clear()

    def add(self, edition: int, passages: Sequence[tuple[int, Vectors]]) -> None:
        """Store passages, each by its number and vector, and count them.

        Those that are there are overwritten. Raises ``LibraryError`` if some are not kept.
        """
        for at in range(0, len(passages), CHROMA_BATCH):
            part = passages[at : at + CHROMA_BATCH]
            ids = [str(number) for number, _ in part]
            with self._asking():
                collection = self._collection(edition)
                collection.upsert(ids=ids, embeddings=[vector.tolist() for _, vector in part])
                there = len(collection.get(ids=ids, include=[])["ids"])
            if there != len(part):
                raise LibraryError("Chroma did not keep all passages; try again, and see `readback doctor`")

    def remove(self, edition: int, numbers: Sequence[int]) -> None:
        """Remove these passages' vectors; those that are not there are no error."""
        for at in range(0, len(numbers), CHROMA_BATCH):
            with self._asking():
                ids = [str(number) for number in numbers[at : at + CHROMA_BATCH]]
                self._collection(edition).delete(ids=ids)

    def count(self, edition: int) -> int:
        """Number of all passages there."""
        with self._asking():
            return int(self._collection(edition).count())

    def numbers(self, edition: int) -> set[int]:
        """The numbers of all passages there."""
        found: set[int] = set()
        while True:
            with self._asking():
                part = self._collection(edition).get(include=[], limit=CHROMA_BATCH, offset=len(found))["ids"]
            found.update(map(int, part))
            if len(part) < CHROMA_BATCH:
                return found

    def nearest(self, edition: int, vector: Vectors, limit: int) -> list[int]:
        """Numbers of the passages nearest to ``vector`` (of shape (dimension,)) by cosine, nearest first."""
        with self._asking():
            found = self._collection(edition).query(
                query_embeddings=[vector.tolist()], n_results=limit, include=[]
            )
        return [int(id) for id in found["ids"][0]]

    def drop(self, edition: int) -> None:
        """Delete the vectors of an edition; no error if there are none."""
        import chromadb

        with self._asking():
            self._collections.pop(edition, None)
            try:
                self._connected().delete_collection(self._title(edition))
            except chromadb.errors.NotFoundError:
                return

    def _title(self, edition: int) -> str:
        return f"readback-{self._name}-{edition}"

    def _collection(self, edition: int) -> Any:
        if (collection := self._collections.get(edition)) is None:
            # The embedder is ours; without None, Chroma would fetch one of its own.
            collection = self._collections[edition] = self._connected().get_or_create_collection(
                self._title(edition), configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
            )
        return collection

    def _connected(self) -> Any:
        with self._lock:
            if self._client is None:
                import chromadb

                settings = chromadb.Settings(
                    anonymized_telemetry=False,
                    chroma_query_request_timeout_seconds=int(CHROMA_WAIT),
                    # A token may be for one tenant and database alone, which the server then names.
                    chroma_overwrite_singleton_tenant_database_access_from_auth=bool(self._token),
                )
                token = {"Authorization": f"Bearer {self._token}", "X-Chroma-Token": self._token}
                self._client = chromadb.HttpClient(
                    host=self._host,
                    port=self._port,
                    ssl=self._ssl,
                    headers=token if self._token else {},
                    settings=settings,
                )
            return self._client

    @contextmanager
    def _asking(self) -> Iterator[None]:
        """Let errors of Chroma leave the block as ours; what is known of the server is then forgotten."""
        try:
            yield
        except LibraryError:
            raise
        except Exception as error:  # noqa: BLE001  # each store has its own
            self.close()
            raise StoreUnreachable(f"Chroma at {self.place} {self._why(error)}") from None

    def _why(self, error: Exception) -> str:
        """The reason of a failure, and what to do; Chroma's errors hide it among those that they came of."""
        for one in _chain(error):
            if isinstance(one, ssl.SSLCertVerificationError):
                return f"shows a certificate that is not trusted here: {one.verify_message}; {_TRUST}"
            if isinstance(one, ssl.SSLError):
                return f"does not encrypt as https:// needs it ({one.reason}); see READBACK_CHROMA"
            if getattr(getattr(one, "response", None), "status_code", 0) in _REFUSALS:
                return "refuses the token; see READBACK_CHROMA_TOKEN" if self._token else _ASKS
        line = " ".join(str(error).split()).rstrip(".?") or type(error).__name__
        return f"does not answer: {self._hidden(line)}. Start it, then run the same command again"

    def _hidden(self, line: str) -> str:
        return line.replace(self._token, "***") if self._token else line


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error, and those that it came of."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
