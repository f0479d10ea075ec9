"""Stretches of a text behave as the sets of characters that they are."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.copies.stretches import common, length, merged

_stretch = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda pair: (pair[0], sum(pair)))


def characters(stretches):
    return {at for start, end in stretches for at in range(start, end)}


@given(st.lists(_stretch), _stretch)
def test_stretches_are_sets_of_characters(stretches, one):
    found = merged(stretches)
    assert characters(found) == characters(stretches)
    assert all(before[1] < after[0] for before, after in pairwise(found))
    assert length(found) == len(characters(stretches))
    assert common(found, one) == len(characters(stretches) & characters([one]))
