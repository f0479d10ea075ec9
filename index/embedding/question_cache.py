"""The vectors of questions, of an embedder that is not asked again once it has failed."""

import threading
from collections.abc import Sequence

from index.embedding.embedder import Embedder, Vectors
from index.errors import ReadbackError


class Questions:
    """A cache of the last question's vector and of the failure, for each thread by itself."""

    def __init__(self) -> None:
        self._here = threading.local()

    def begin(self) -> None:
        """Forget the failure: a new question is asked."""
        self._here.failure = ""

    @property
    def failure(self) -> str:
        """The reason for no vector since :meth:`begin`; empty if there was one."""
        return str(getattr(self._here, "failure", ""))

    def vectors(self, embedder: Embedder, texts: Sequence[str]) -> Vectors | None:
        """The vectors of texts that are not blank, of shape (texts, dimension); ``None`` after a failure."""
        if self.failure:
            return None
        try:
            return embedder.texts(texts)
        except ReadbackError as error:
            self._here.failure = str(error)
            return None

    def vector(self, embedder: Embedder, question: str) -> Vectors | None:
        """The question's vector, of shape (dimension,); ``None`` after a failure."""
        if self.failure:
            return None
        known = getattr(
            self._here, "last", None
        )  # one text is compared with many passages, one after another
        if known and known[:2] == (embedder.fingerprint, question):
            return known[2]  # type: ignore[no-any-return]
        try:
            vector = embedder.question(question)
        except ReadbackError as error:
            self._here.failure = str(error)
            return None
        self._here.last = (embedder.fingerprint, question, vector)
        return vector
