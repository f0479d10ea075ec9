"""Passages: exact offsets, nothing lost, nothing over the embedder's limit, for any text."""

from itertools import product

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.helpers import embedder
from support.repeated import PASSAGES

from index.chunk import LIMIT, split
from index.embedding.embedder import approximate_token_starts

MARKS = 2  # the embedder's own, at the start and the end

PIECES = st.one_of(
    st.text(max_size=40),
    st.text(st.characters(categories=["Cc", "Cf", "Zs", "Zl", "Zp"]), max_size=6),
    st.sampled_from(
        [
            "The sea was grey. ",
            "Who came? ",
            "Ines Karr opened it on 4 May 1907. ",
            "“Never,” he said. ",
            "\n\n",
            "\r\n",
            "\v",
            "\f",
            "\x1c",
            "\x85",
            "\u2028",
            "\x00",
            "\u200b\n",
            "constantinople",
            "e\u0301\u0302",
            "👩‍👩‍👧",
            "🇫🇷",
            "שלום עולם. ",
            "مرحبا بالعالم. ",
            "汉字很多。",
            "한국어 문장. ",
            "नमस्ते। ",
            "a-b/c_d",
            "- item\n",
            "ﷺ",
            "각",
        ]
    ),
    st.builds(
        lambda word, times: word * times,
        st.sampled_from(["a", "ab/", "x. ", "“x. ", "漢", "'", "é", "zhappiness"]),
        st.integers(0, 600),
    ),
)
TEXTS = st.lists(PIECES, max_size=20).map("".join)


def pieces(text: str) -> int:
    """How many word pieces the embedder reads, marks and all."""
    return len(embedder().token_starts(text)) + MARKS


def assert_faithful(text, passages):
    at = 0
    for passage in passages:
        assert at <= passage.start < passage.end <= len(text)
        assert passage.text == text[passage.start : passage.end]
        assert not text[at : passage.start].strip()
        assert passage.sentences
        inner = passage.start
        for sentence in passage.sentences:
            assert inner <= sentence.start < sentence.end <= passage.end
            assert sentence.text == text[sentence.start : sentence.end]
            assert not text[inner : sentence.start].strip()
            inner = sentence.end
        assert not text[inner : passage.end].strip()
        at = passage.end
    assert not text[at:].strip()


@settings(max_examples=120, deadline=None)
@given(TEXTS, st.sampled_from([12, 40, LIMIT]))
def test_any_text_with_the_real_tokenizer(text, limit):
    assert_faithful(text, split(text, embedder().token_starts, limit))


@settings(max_examples=120, deadline=None)
@given(TEXTS, st.sampled_from([12, 40, LIMIT]))
def test_any_text_with_the_approximate_tokenizer(text, limit):
    passages = split(text, approximate_token_starts, limit)
    assert_faithful(text, passages)
    for passage in passages:
        assert sum(len(approximate_token_starts(s.text)) for s in passage.sentences) <= limit


@settings(max_examples=120, deadline=None)
@given(TEXTS)
@example("x\vconstantinople " * 200)  # the tokenizer drops \v and reads one long word
@example("x\fconstantinople " * 200)
@example("x\x1cconstantinople " * 200)
@example("x\x85constantinople " * 200)
@example(("a-" * 113) + "aa" + "zhappiness" + "-a" * 12 + ".")  # cut within a word
def test_no_passage_is_over_what_the_embedder_reads(text):
    for passage in split(text, embedder().token_starts):
        assert pieces(passage.text) <= LIMIT + MARKS


@pytest.mark.parametrize("word", ["zhappiness"])
def test_a_word_cut_at_the_limit_is_counted_as_it_is_read(word):
    for before, after in product(range(110, 118), range(16)):
        text = "x" * (before % 2) + "a-" * before + word + "-a" * after + "."
        for passage in split(text, embedder().token_starts):
            assert pieces(passage.text) <= LIMIT + MARKS


def test_a_passage_is_filled_before_the_next_begins():
    text = "The sea was grey and cold. " * 100
    passages = split(text, embedder().token_starts)
    sizes = [pieces(passage.text) - MARKS for passage in passages]
    one = pieces("The sea was grey and cold.") - MARKS
    assert all(LIMIT - one < size <= LIMIT for size in sizes[:-1])


def test_sentences_are_whole_where_they_fit():
    text = "The sea was grey and cold. " * 100
    for passage in split(text, embedder().token_starts):
        assert {sentence.text for sentence in passage.sentences} == {"The sea was grey and cold."}


def test_a_sentence_over_the_limit_is_cut_between_words():
    text = "and then the grey ship came slowly " * 60
    passages = split(text, embedder().token_starts)
    assert len(passages) > 1
    assert " ".join(passage.text for passage in passages) == text.strip()


def test_nothing_in_nothing_out():
    assert split("", embedder().token_starts) == []
    assert split(" \n\t\u2003", embedder().token_starts) == []


@pytest.mark.parametrize("unit", ["a", "é\u0301", "\u200b\n", "한", "\x00\n"])
def test_no_passage_is_of_any_length(unit):
    """What the tokenizer drops or calls one unknown word is no reason for a passage of megabytes."""
    assert max(len(passage.text) for passage in split(unit * 5_000, embedder().token_starts)) <= 4_000


@pytest.mark.parametrize("piece", PASSAGES)
def test_a_piece_repeated_thousands_of_times_is_split(piece):
    text = piece * (32_000 // len(piece))
    passages = split(text, embedder().token_starts)
    assert all(passage.text == text[passage.start : passage.end] for passage in passages)
