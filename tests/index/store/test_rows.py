"""What is packed for the catalog comes back."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.store.rows import marks, pack, pack_spans, parts, unpack, unpack_spans

_offset = st.integers(0, 2**31 - 1)


@given(st.lists(st.tuples(_offset, _offset, _offset, _offset)))
def test_spans_come_back(spans):
    assert unpack_spans(pack_spans(spans)) == spans


def test_vectors_come_back_in_half_precision():
    vectors = np.array([[0.1, -0.9, 0.0], [1.0, 0.5, 0.25]], np.float32)
    again = unpack(pack(vectors), 2)
    assert (again.shape, again.dtype) == ((2, 3), np.float32)
    assert np.abs(again - vectors).max() < 1e-3
    assert unpack(b"", 0).shape == (0, 0)


def test_every_number_of_half_precision_is_read_as_numpy_reads_it():
    half = np.arange(2**16, dtype=np.uint16).view(np.float16)
    half = half[np.isfinite(half)]
    again = unpack(half.tobytes(), 1)[0]
    assert np.array_equal(again, half.astype(np.float32))
    assert np.array_equal(np.signbit(again), np.signbit(half))


@given(st.integers(0, 1600))
def test_a_query_has_no_more_marks_than_sqlite_takes(count):
    numbers = list(range(count))
    found = list(parts(numbers))
    assert [number for part in found for number in part] == numbers
    assert all(0 < len(part) <= 500 for part in found)
    assert marks(numbers).count("?") == count
