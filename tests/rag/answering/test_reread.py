"""A reader within the engine that quotes: what it is sure of, and what may answer."""

import re

import numpy as np
import pytest
from support.helpers import settings, write
from support.tiny_reader import WORD, tiny_reader

from rag import Readback
from rag.answering.ranker import rank
from rag.answering.readings import Readings
from rag.answering.reread import reread
from rag.answering.weights import FOUND
from rag.model.reading.reader import Reading
from rag.shapes import UnsureAnswer
from rag.weights import MAY_ANSWER

QUAY = f"""The quay of Velm

The quay was cut from grey {WORD} in 1907. The bakery behind it sells rye bread with caraway.
Fishermen mend their nets beside the ice house.
"""


@pytest.fixture(scope="module")
def answer(tmp_path_factory):
    """What a library answers with a reader that doubts."""
    folder = tmp_path_factory.mktemp("reader")
    files = write(folder / "files", {"quay.txt": QUAY})

    def ask(question, doubt):
        reader = tiny_reader(folder / f"reader-{doubt}", doubt=doubt)
        with Readback(settings=settings(folder / "library", reader=str(reader))) as rb:
            rb.add(files)
            return rb.ask(question)

    return ask


def test_words_that_a_reader_finds_are_likely_where_nothing_answers_for_sure(answer):
    unsure = answer("Which stone is hardest?", 4.0)
    assert isinstance(unsure, UnsureAnswer)
    assert MAY_ANSWER <= unsure.confidence < FOUND
    assert unsure.may_be_near
    words = {citation.quote: likely for citation, likely in zip(unsure.nearest, unsure.likely, strict=True)}
    assert words == {quote: WORD if WORD in quote else "" for quote in words}
    assert WORD in words.values()


def test_a_sure_answer_in_short_are_the_readers_words(answer):
    sure = answer("What was the quay of Velm cut from?", 0.0)
    assert sure.found
    assert sure.short is not None
    assert sure.short.text == WORD
    assert not isinstance(sure, UnsureAnswer)


def test_no_short_answer_is_taken_from_words_that_say_it_is_unknown(tmp_path):
    reader = tiny_reader(tmp_path / "reader", doubt=0.0)
    files = write(
        tmp_path / "files", {"quay.txt": f"Velm\n\nIt is unclear if the quay of Velm was cut from {WORD}.\n"}
    )
    with Readback(settings=settings(tmp_path / "library", reader=str(reader))) as rb:
        rb.add(files)
        answer = rb.ask("What was the quay of Velm cut from?")
    assert answer.found
    assert answer.short is None


class _NearSighted:
    """A reader that finds ``WORD``, but only in texts of fewer than a hundred characters."""

    name = "near-sighted"

    def read(self, question, passages):
        return [self._reading(passage) for passage in passages]

    def _reading(self, passage):
        spans = [match.span() for match in re.finditer(r"\w+", passage)]
        finds = len(passage) < 100
        logits = np.array(
            [6.0 if finds and passage[a:b] == WORD else -6.0 for a, b in spans], dtype=np.float32
        )
        return Reading(float(logits.max()), np.array(spans), logits, logits)


def test_words_missed_in_a_long_passage_are_found_in_two_sentences(tmp_path):
    question = "Which stone was the quay of Velm cut from?"
    with Readback(settings=settings(tmp_path / "library")) as rb:
        rb.add(write(tmp_path / "files", {"quay.txt": QUAY}))
        hits = rb.library.search(question, (), 10, reprints=True)
        plain = rank(question, hits, rb.library.searcher.word_weights(question))
    best = reread(plain, Readings(question, _NearSighted()))[0]
    assert WORD in best.text
    assert best.words == WORD
    assert -6.0 < best.signals.answered < 6.0  # both readings count
