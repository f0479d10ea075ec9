"""The best of many scores, and the scores of chosen passages."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.store.ranking import WordScores


def by_hand(scores, limit):
    return [n for n in sorted(range(len(scores)), key=lambda n: (-scores[n], n)) if scores[n] > 0][:limit]


@given(st.lists(st.integers(0, 6), max_size=60), st.integers(1, 20))
def test_the_best_of_few_scores(values, limit):
    scores = np.array(values, np.float32)
    best = WordScores(scores).best(limit)
    assert [float(scores[n]) for n in best] == [values[n] for n in by_hand(values, limit)]
    assert list(best) == sorted(best, key=lambda n: (-values[n], n))


@pytest.mark.parametrize("shape", ["spread", "few above 0", "all one", "best at the end", "none"])
def test_the_best_of_many_scores(shape):
    made = np.random.default_rng(4)
    scores = made.random(200_000).astype(np.float32)
    if shape == "few above 0":
        scores[made.random(len(scores)) > 0.0005] = 0.0
    elif shape == "all one":
        scores[:] = 1.0
    elif shape == "best at the end":
        scores[:-50] /= 1_000
    elif shape == "none":
        scores[:] = 0.0
    best = WordScores(scores).best(100)
    expected = np.sort(scores[scores > 0])[::-1][:100]
    assert np.array_equal(np.array(list(best.values()), np.float32), expected)
    assert all(scores[number] == np.float32(score) for number, score in best.items())


@given(st.dictionaries(st.integers(0, 90), st.integers(1, 9), max_size=30), st.lists(st.integers(0, 120)))
def test_scores_of_chosen_passages_are_the_same_by_place_and_by_number(held, wanted):
    numbers = np.array(sorted(held), np.int64)
    listed = WordScores(np.array([held[n] for n in sorted(held)], np.float32), numbers)
    dense = np.zeros(max(held, default=-1) + 1, np.float32)
    dense[numbers] = listed.scores
    expected = [held.get(number, 0) for number in wanted]
    assert listed.of(wanted).tolist() == WordScores(dense).of(wanted).tolist() == expected
    assert listed.best(5) == WordScores(dense).best(5)
