"""The vectors of questions: each asked for once, and nothing after a failure."""

import threading

import numpy as np
from support.helpers import embedder

from index.embedding.question_cache import Questions
from index.errors import EmbeddingFailed


class Counted:
    """The real embedder, counted; it fails while ``error`` is set."""

    fingerprint = "counted"

    def __init__(self):
        self.asked, self.error = 0, ""

    def question(self, text):
        return self.texts([text])[0]

    def texts(self, texts):
        self.asked += 1
        if self.error:
            raise EmbeddingFailed(self.error)
        return embedder().texts(texts)


def test_the_last_question_is_not_asked_for_again():
    questions, counted = Questions(), Counted()
    first = questions.vector(counted, "Who bakes?")
    assert questions.vector(counted, "Who bakes?") is first
    assert np.allclose(first, embedder().question("Who bakes?"), atol=0.01)
    questions.vector(counted, "Who swims?")
    assert counted.asked == 2


def test_after_a_failure_nothing_is_asked_until_the_next_question():
    questions, counted = Questions(), Counted()
    counted.error = "down"
    assert questions.vector(counted, "Who bakes?") is None
    assert (questions.vector(counted, "Who swims?"), questions.vectors(counted, ["a"])) == (None, None)
    assert (questions.failure, counted.asked) == ("down", 1)
    counted.error = ""
    questions.begin()
    assert questions.failure == ""
    assert questions.vectors(counted, ["a", "b"]).shape == (2, 384)


def test_a_failure_is_that_of_its_thread():
    questions, counted, found = Questions(), Counted(), []
    counted.error = "down"
    questions.vector(counted, "Who bakes?")
    thread = threading.Thread(target=lambda: found.append(questions.failure))
    thread.start()
    thread.join()
    assert (found, questions.failure) == ([""], "down")
