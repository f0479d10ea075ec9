"""The vectors of questions, of an embedder that is not asked again once it has failed."""

import threading
from collections.abc import Mapping, Sequence

import numpy as np

from index.embedding.embedder import Embedder, Vectors
from index.embedding.weights import KEPT_TEXTS
from index.errors import ReadbackError


class Questions:
    """A cache of the last question's vector and of the failure, for each thread by itself.

    The vectors of the last texts are kept for all threads: answers compare the same statements again.
    """

    def __init__(self) -> None:
        self._here = threading.local()
        self._turn = threading.Lock()
        self._texts: dict[tuple[str, str], Vectors] = {}

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
        keys = [(embedder.fingerprint, text) for text in texts]
        with self._turn:
            found = {key: self._texts[key] for key in keys if key in self._texts}
        if unread := [key for key in dict.fromkeys(keys) if key not in found]:
            try:
                found |= zip(unread, embedder.texts([text for _, text in unread]), strict=True)
            except ReadbackError as error:
                self._here.failure = str(error)
                return None
            self._keep({key: found[key] for key in unread})
        return np.stack([found[key] for key in keys])

    def _keep(self, vectors: Mapping[tuple[str, str], Vectors]) -> None:
        with self._turn:
            self._texts |= vectors
            while len(self._texts) > KEPT_TEXTS:
                self._texts.pop(next(iter(self._texts)))

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
