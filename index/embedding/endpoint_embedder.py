"""The embedder of a model elsewhere, which takes texts and gives one vector each."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, lru_cache

import numpy as np

from index import chunk
from index.chunk import TokenStarts
from index.document import Passage
from index.embedding.embedder import (
    PassageVectors,
    ReportPassages,
    Vectors,
    open_token_starts,
    readable,
    unit,
)
from index.embedding.weights import CACHED_QUESTIONS, REQUEST_CHARACTERS, REQUEST_TEXTS, REQUESTS_AT_ONCE
from index.errors import EmbeddingFailed, ReadbackError

Embed = Callable[[Sequence[str]], list[list[float]]]
"""Texts to their vectors, in the same order; raises ``ReadbackError`` where there is no answer."""


class EndpointEmbedder:
    """The vectors of the model ``name``, which ``embed`` asks; nothing is asked before a vector is wanted.

    A passage and each of its sentences are texts of their own: what stands around a sentence is not known
    to its vector. ``dimension`` is learnt from the first answer.
    """

    english = False

    def __init__(self, name: str, embed: Embed) -> None:
        self.source = name
        self.fingerprint = f"{name} splitter-{chunk.VERSION}"
        self.dimension: int | None = None
        self._embed = embed
        self._question: Callable[[str], Vectors] = lru_cache(CACHED_QUESTIONS)(
            lambda text: self._ask([text])[0]
        )

    def token_starts(self, text: str) -> list[int]:
        """Where tokens start: passages are as long as the local embedder's."""
        return self._tokens(text)

    def question(self, text: str) -> Vectors:
        """The vector of a question that is not blank, of shape (dimension,). Raises ``ReadbackError``."""
        return self._question(readable(text))

    def texts(self, texts: Sequence[str]) -> Vectors:
        """The vectors of short texts, none of them blank, of shape (texts, dimension).

        Raises ``EmbeddingFailed`` and what ``embed`` raises.
        """
        wanted = [readable(text) for text in texts]
        made: dict[str, Vectors] = {}
        for batch in _batches(wanted):
            made.update(zip(batch, self._ask(batch), strict=True))
        return np.stack([made[text] for text in wanted])

    def passages(
        self, passages: Sequence[Passage], progress: ReportPassages = lambda _: None
    ) -> list[PassageVectors]:
        """Vectors in the order of ``passages``; ``progress`` is called with the numbers of those now done.

        The same text is asked for once, a blank one never: its vector is zeros. Raises ``EmbeddingFailed``
        and what ``embed`` raises.
        """
        wanted = [[readable(text) for text in (p.text, *(s.text for s in p.sentences))] for p in passages]
        made: dict[str, Vectors] = {}
        done = 0
        for batch, vectors in self._asked_at_once(_batches(text for texts in wanted for text in texts)):
            made.update(zip(batch, vectors, strict=True))
            before = done
            while done < len(wanted) and all(text in made or not text.strip() for text in wanted[done]):
                done += 1
            progress(range(before, done))
        nothing = np.zeros(self.dimension or 0, np.float32)
        found = (np.stack([made.get(text, nothing) for text in texts]) for texts in wanted)
        return [PassageVectors(vectors[0], vectors[1:]) for vectors in found]

    def answers(self) -> bool:
        """Return whether the plainest of texts gets a vector."""
        try:
            self._ask(["a"])
        except ReadbackError:
            return False
        return True

    @cached_property
    def _tokens(self) -> TokenStarts:
        return open_token_starts()

    def _asked_at_once(self, batches: Iterable[list[str]]) -> Iterator[tuple[list[str], Vectors]]:
        """Each batch with its vectors, in order, a few requests at once; what fails ends all of them."""
        with ThreadPoolExecutor(REQUESTS_AT_ONCE) as pool:
            asked = [(batch, pool.submit(self._embed, batch)) for batch in batches]
            try:
                for batch, answer in asked:
                    yield batch, self._read(answer.result(), len(batch))
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    def _ask(self, texts: Sequence[str]) -> Vectors:
        """The unit vectors of texts, of shape (texts, dimension). Raises ``EmbeddingFailed``."""
        return self._read(self._embed(texts), len(texts))

    def _read(self, answer: list[list[float]], texts: int) -> Vectors:
        """The unit vectors of an answer for so many texts. Raises ``EmbeddingFailed``."""
        if len(answer) != texts:
            raise EmbeddingFailed(f"{self.source} gave {len(answer)} vectors for {texts} texts")
        lengths = {len(vector) for vector in answer} | ({self.dimension} if self.dimension else set())
        if len(lengths) > 1 or 0 in lengths:
            sizes = " and ".join(str(length) for length in sorted(lengths))
            raise EmbeddingFailed(
                f"{self.source} gave vectors of {sizes} numbers, which cannot be compared; look which model "
                "answers there, then start Readback anew and run: readback reindex"
            )
        [self.dimension] = lengths
        return unit(np.array(answer, np.float64))


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """Each text that is not blank once, as many together as one request takes."""
    batch: list[str] = []
    size = 0
    for text in dict.fromkeys(text for text in texts if text.strip()):
        if batch and (len(batch) == REQUEST_TEXTS or size + len(text) > REQUEST_CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch
