"""Documents that are embedded in a thread of their own."""

import threading
from concurrent.futures import CancelledError

import numpy as np
import pytest

from index.document import Passage
from index.embedding.batch import BatchEmbedder
from index.embedding.embedder import PassageVectors


class Counting:
    """An embedder that goes on after its second passage only once it is let."""

    fingerprint, source, english = "counting", "here", True

    def __init__(self):
        self.done, self.reached, self.may_go_on = 0, threading.Event(), threading.Event()

    def passages(self, passages, progress):
        for number in range(len(passages)):
            if number == 2:
                self.reached.set()
                assert self.may_go_on.wait(30)
            progress([number])
            self.done += 1
        return [PassageVectors(np.ones(2, np.float32), np.ones((1, 2), np.float32))] * len(passages)

    def answers(self):
        return True


PASSAGES = [Passage(0, 5, "A fox", ((0, 5),))] * 50


def test_what_is_under_way_ends_at_the_next_passage_once_nobody_wants_it():
    embedder = Counting()
    batches = BatchEmbedder(embedder)
    under_way = batches.start([PASSAGES])
    assert embedder.reached.wait(30)
    batches.close()
    embedder.may_go_on.set()
    with pytest.raises(CancelledError):
        under_way.wait(lambda *_: None)
    assert embedder.done == 2


def test_what_is_wanted_is_done():
    embedder = Counting()
    embedder.may_go_on.set()
    batches = BatchEmbedder(embedder)
    (vectors,) = batches.start([PASSAGES]).wait(lambda *_: None)
    assert len(vectors) == embedder.done == len(PASSAGES)
    batches.close()
