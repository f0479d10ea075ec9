"""The embedder: exact enough, the same every time, and an honest absence."""

from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.helpers import BAKERY, COMET, HARBOUR, embedder
from tokenizers import Tokenizer

from index.chunk import split
from index.embedding import minilm
from index.embedding.embedder import open_token_starts, readable

TEXTS = [
    HARBOUR,
    BAKERY,
    COMET,
    "Ein Satz auf Deutsch über die See.",
    "12,345.67 at 10:30 p.m.",
    "汉字 и слова 🎉",
]

# \v is white space to Python and nothing to the tokenizer, which reads one long word.
TOO_LONG = pytest.param("x\vconstantinople " * 400)

SURROGATE = pytest.param("caf\udce9")


starts = cache(open_token_starts)


@cache
def tokenizer():
    made = Tokenizer.from_file(str(minilm.find_weights() / "tokenizer.json"))
    made.no_truncation()
    made.no_padding()
    return made


def passages_of(*texts):
    return [passage for text in texts for passage in split(text, embedder().token_starts)]


@given(
    st.text()
    | st.lists(st.sampled_from([*BAKERY.split(), "é", "[SEP]", "汉字", "\u0301", "\x00"])).map(" ".join)
)
def test_tokens_start_where_the_tokenizer_of_the_whole_text_has_them(text):
    offsets = tokenizer().encode(readable(text), add_special_tokens=False).offsets
    assert starts()(text) == [start for start, _ in offsets]


def test_int8_is_close_to_fp32():
    passages = passages_of(*TEXTS)
    for small, exact in zip(
        embedder("int8").passages(passages), embedder("fp32").passages(passages), strict=True
    ):
        assert small.passage @ exact.passage > 0.98


def test_vectors_have_unit_length_and_the_promised_shape():
    passages = passages_of(*TEXTS)
    for passage, vectors in zip(passages, embedder().passages(passages), strict=True):
        assert vectors.passage.shape == (384,)
        assert vectors.sentences.shape == (len(passage.sentences), 384)
        assert np.allclose(np.linalg.norm(vectors.passage), 1, atol=1e-4)
        assert np.allclose(np.linalg.norm(vectors.sentences, axis=1), 1, atol=1e-4)


def test_a_sentences_vector_is_the_mean_of_its_tokens_in_its_passage():
    exact = embedder("fp32")
    [passage] = passages_of(HARBOUR)
    [vectors] = exact.passages([passage])
    encoding = exact._tokenizer.encode(passage.text)
    tokens = exact._run([encoding.ids])[0]
    for row, sentence in enumerate(passage.sentences):
        inside = [
            i
            for i, (start, end) in enumerate(encoding.offsets)
            if start < end and sentence.start <= passage.start + start < sentence.end
        ]
        mean = tokens[inside].mean(axis=0)
        assert np.allclose(vectors.sentences[row], mean / np.linalg.norm(mean), atol=1e-5)


def test_a_sentence_knows_what_stands_around_it():
    [here], [there] = (
        passages_of("He liked it. The soup was hot."),
        passages_of("He liked it. The chess game was long."),
    )
    [a], [b] = embedder("fp32").passages([here]), embedder("fp32").passages([there])
    assert 0.2 < a.sentences[0] @ b.sentences[0] < 0.999


def test_the_same_every_time():
    passages = passages_of(*TEXTS)
    first, again = embedder().passages(passages), embedder().passages(passages)
    assert all(np.array_equal(a.passage, b.passage) for a, b in zip(first, again, strict=True))
    assert np.array_equal(embedder().question("When?"), embedder().question("When?"))


@pytest.mark.parametrize("quantisation", ["fp32", "int8"])
def test_a_passage_has_the_same_vectors_whatever_is_embedded_with_it(quantisation):
    passages = passages_of(*TEXTS, *(f"{HARBOUR} {n}" * 3 for n in range(8)))
    together = embedder(quantisation).passages(passages)
    alone = [vectors for passage in passages for vectors in embedder(quantisation).passages([passage])]
    for a, b in zip(together, alone, strict=True):
        assert np.array_equal(a.passage, b.passage)
        assert np.array_equal(a.sentences, b.sentences)


def test_meaning_is_near():
    question = embedder().question("Who makes the bread?")
    near, far = (embedder().passages(passages_of(text))[0].passage @ question for text in (BAKERY, COMET))
    assert near > far + 0.1


def test_progress_counts_every_passage():
    heard = []
    passages = passages_of(*TEXTS)
    embedder().passages(passages, heard.append)
    assert sorted(number for numbers in heard for number in numbers) == list(range(len(passages)))
    assert embedder().passages([]) == []


@pytest.mark.parametrize("text", ["\u200b\n" * 300, "\x00", TOO_LONG, "a" * 9000, "ﷺ" * 500, "🎉" * 600])
def test_odd_texts_can_be_embedded(text):
    passages = passages_of(text)
    for passage, vectors in zip(passages, embedder().passages(passages), strict=True):
        assert np.isfinite(vectors.passage).all()
        assert len(vectors.sentences) == len(passage.sentences)


@pytest.mark.parametrize("text", ["", "x " * 3000, "\x00", SURROGATE])
def test_odd_questions_can_be_embedded(text):
    assert np.isfinite(embedder().question(text)).all()


def test_the_fingerprint_names_what_decides_the_vectors():
    assert embedder("int8").fingerprint != embedder("fp32").fingerprint
    assert "384" in embedder().fingerprint


def test_texts_together_have_the_vectors_that_each_has_alone():
    texts = ["a phone call", "the harbour of Velm was opened in 1907 by Ines Karr", "rye", "a phone call"]
    together = embedder("fp32").texts(texts)
    alone = np.array([embedder("fp32").question(text) for text in texts])
    assert together.shape == alone.shape
    assert np.abs(together - alone).max() < 1e-3
