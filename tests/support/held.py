"""An embedder that waits until it is let go, or that fails; else it is the real one."""

import threading
from contextlib import contextmanager

from support.helpers import embedder, graph_cache

from index.errors import EmbeddingFailed
from index.library import Library


class HeldEmbedder:
    """The local embedder, which makes no passage's vectors before :meth:`release`."""

    english = True

    def __init__(self, *, held=True, refuses=()):
        self._real = embedder()
        self.fingerprint, self.source = self._real.fingerprint, self._real.source
        self.token_starts, self.question, self.texts = (
            self._real.token_starts, self._real.question, self._real.texts,
        )  # fmt: skip
        self.asked, self._free = threading.Event(), threading.Event()
        self._refuses = refuses  # words in whose passages it fails
        self.seen = []  # the passages that it was given
        if not held:
            self.release()

    def release(self):
        self._free.set()

    def passages(self, passages, progress=lambda _: None):
        self.asked.set()
        assert self._free.wait(120), "nobody let the embedder go"
        self.seen += passages
        if any(word in passage.text for passage in passages for word in self._refuses):
            raise EmbeddingFailed("the embedder refuses it")
        return self._real.passages(passages, progress)

    def answers(self):
        return True


@contextmanager
def opened(folder, made=None, *, shared=None, owner=False):
    """A library with this embedder, or with the real one."""
    library = Library(
        folder, quantisation="int8", cache=graph_cache(), max_bytes=5_000_000, owner=owner, embedder=made,
        shared=shared,
    )  # fmt: skip
    try:
        yield library
    finally:
        library.close()


@contextmanager
def adding(library, paths):
    """An ``add`` in a thread by a library with a held embedder, which is let go at the end of the block.

    The result is given in a list.
    """
    done = []
    thread = threading.Thread(target=lambda: done.append(library.add(paths)))
    thread.start()
    try:
        yield done
    finally:
        library.stores.embedder.release()
        thread.join(120)
    assert not thread.is_alive()
