"""An extract has the words of its source in their order; shared words alone prove nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.checking.extracts import is_extract
from rag.english.text import read


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The ferry sank in 1907.", "On a Monday the old ferry sank in 1907, the mayor said."),
        ("The ferry sank in 1907.", "The ferry sank at dawn in 1907."),
        ("The harbour and a quay were rebuilt.", "The harbour and the quay were rebuilt."),
    ],
)
def test_what_is_left_out_may_be_of_no_weight(claim, source):
    assert is_extract(read(claim), [read(source)])


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Ward B kept its bells.", "Ward A kept its bells, ward B did not."),
        ("Norse guards fired on a Danish ship.", "Danish guards fired on a Norse ship."),
        ("The office called the porter.", "The porter called the office."),
        ("The walk takes an hour.", "The walk takes half an hour."),
        ("The ferry sank in 1907.", "It was never shown that the ferry sank in 1907."),
        ("The race will have nine rounds.", "The race will have nine rounds if a sponsor is found."),
        ("Both boats are lost.", "One of the boats is lost."),
        ("The bill was $212 and is still to be paid.", "The bill was $212 and is paid."),
        ("Fees fell on wards 3 and 8.", "Fees fell on wards 3 and 5; on ward 8 they rose."),
        ("Stalls stand in rows A and B.", "Stalls stand in rows B and C."),
        ("New scales were bought by May.", "New scales will be bought by May."),
    ],
)
def test_another_order_or_a_word_that_tells_makes_another_statement(claim, source):
    assert not is_extract(read(claim), [read(source)])


@given(st.lists(st.sampled_from(["oak", "elm", "ash", "yew", "fir"]), min_size=1, max_size=8), st.data())
def test_a_run_of_the_source_is_an_extract_of_it(words, data):
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    assert is_extract(read(" ".join(words[start:end])), [read(" ".join(words))])
