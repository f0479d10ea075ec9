"""A reader from a folder: spans letter for letter, in the order of the passages, and clear errors."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.helpers import HARBOUR, write
from support.tiny_reader import WORD, tiny_reader

from index.errors import UsageError
from rag import Readback
from rag.model.reading.open_reader import OFF, open_reader
from rag.model.reading.reader import Reading
from rag.settings import load_settings

QUAY = "The quay is 412 metres long. It was cut from grey Granite ."
BREAD = "The bakery sells rye bread with caraway."
PASSAGES = [BREAD, QUAY, f"{WORD} and {WORD}"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tiny_reader(tmp_path_factory.mktemp("reader"))


@pytest.fixture(scope="module")
def reader(folder):
    return open_reader(str(folder))


def test_each_passage_has_its_reading_in_order(reader):
    readings = reader.read("What was it cut from?", PASSAGES)
    assert [reading.answered for reading in readings] == [0, 1, 2]
    span = readings[1].best_span()
    assert span is not None
    assert (QUAY[span.start : span.end], span.score) == ("Granite", 10.0)


def test_a_span_stays_within_the_sentence_that_is_looked_at(reader):
    (reading,) = reader.read("What was it cut from?", [QUAY])
    first = reading.best_span(0, 28)
    assert first is not None
    assert first.end <= 28
    assert first.score == 0


def test_no_passage_no_reading(reader):
    assert reader.read("Why?", []) == []


def test_a_reader_that_only_ranks_gives_no_spans(tmp_path):
    readings = open_reader(str(tiny_reader(tmp_path, kind="scores"))).read("What was it cut from?", PASSAGES)
    assert [reading.answered for reading in readings] == [0, 1, 2]
    assert all(reading.best_span() is None for reading in readings)


def test_a_network_for_question_answering_gives_spans_too(tmp_path):
    readings = open_reader(str(tiny_reader(tmp_path, kind="span logits"))).read("What is it?", PASSAGES)
    assert [reading.answered for reading in readings] == [0, 10, 10]
    span = readings[1].best_span()
    assert QUAY[span.start : span.end] == "Granite"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(min_size=1, max_size=600))
def test_any_text_can_be_read(reader, question, passage):
    (reading,) = reader.read(question, [passage])
    span = reading.best_span()
    assert span is None or 0 <= span.start < span.end <= len(passage)


@given(st.integers(1, 12), st.integers(1, 5), st.data())
def test_the_best_span_is_the_likeliest_of_those_not_too_long(tokens, longest, data):
    draw = st.lists(st.floats(-9, 9, width=32), min_size=tokens, max_size=tokens)
    starts, ends = (np.array(data.draw(draw), np.float32) for _ in range(2))
    offsets = np.array([(2 * n, 2 * n + 1) for n in range(tokens)], np.int64)
    span = Reading(0.0, offsets, starts, ends).best_span(longest=longest)
    sums = [starts[a] + ends[b] for a in range(tokens) for b in range(a, min(tokens, a + longest))]
    assert span is not None
    assert span.score == pytest.approx(max(sums) / 2, abs=1e-5)
    assert span.end - span.start <= 2 * longest - 1


# Where it comes from


def test_off_is_no_reader():
    assert open_reader(OFF) is None


@pytest.mark.parametrize("files", [{}, {"reader.onnx": "no graph", "tokenizer.json": "{}"}])
def test_a_folder_without_a_reader_is_a_clear_error(tmp_path, files):
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="holds no reader"):
        open_reader(str(tmp_path))


def test_a_folder_that_is_not_there_is_a_clear_error(tmp_path):
    with pytest.raises(UsageError, match="there is no such folder"):
        open_reader(str(tmp_path / "gone"))


def test_the_reader_of_the_settings_is_asked(tmp_path, folder):
    settings = load_settings(tmp_path / "library", {"READBACK_READER": str(folder)})
    rb = Readback(settings=settings)
    rb.add(write(tmp_path / "in", {"harbour.txt": HARBOUR}))
    answer = rb.ask("What was the quay of Velm cut from?")
    assert answer.short is not None
    assert (answer.short.text, answer.short.citations) == (WORD, answer.sentences[0].citations)
