"""The stretches that two texts share."""

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.helpers import BAKERY, HARBOUR
from support.reprints import KINDS, WIRE, prose

from index.copies.alignment import Sentences, shared
from index.sentences import sentence_spans

sentences = st.lists(
    st.one_of(
        st.sampled_from(
            [line for text in (WIRE, HARBOUR, BAKERY) for line in text.replace("\n", " ").split(". ")]
        ),
        st.text(alphabet="ab “”\"'.!?\n—…é漢字1", max_size=40),
    ),
    max_size=14,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(sentences, sentences)
def test_spans_lie_within_the_texts_and_are_apart(one, other):
    texts = [". ".join(parts) for parts in (one, other)]
    mine, theirs = (Sentences(text, sentence_spans(text)) for text in texts)
    seeds = [(i, j) for i in range(len(mine)) for j in range(len(theirs))]
    found = shared(mine, theirs, seeds)
    for text, spans in zip(texts, ([s[:2] for s in found], [s[2:] for s in found]), strict=True):
        ordered = sorted(spans)
        assert all(0 <= start < end <= len(text) for start, end in ordered)
        assert all(before[1] <= after[0] for before, after in pairwise(ordered))
    assert found == sorted(found)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.randoms(use_true_random=False), st.sampled_from(sorted(KINDS)))
def test_a_copy_of_any_text_is_found_in_the_same_words(rng, kind):
    text = "\n\n".join(prose(rng, 4) for _ in range(5))
    again = KINDS[kind](text, rng)
    mine, theirs = (Sentences(t, sentence_spans(t)) for t in (again, text))
    found = shared(mine, theirs, [(i, j) for i in range(len(mine)) for j in range(len(theirs))])
    assert found
    if kind not in ("reworded", "new_lead", "excerpt"):
        assert all(again[a:b] == text[c:d] for a, b, c, d in found)
