"""Hashes and names of documents."""

import os

from hypothesis import given
from hypothesis import strategies as st

from index.store.identity import short_hash, text_sha256, utf8


def test_a_text_is_known_by_its_words():
    assert text_sha256("Two  words\r\n") == text_sha256("\tTwo\nwords")
    assert text_sha256("Two words") != text_sha256("Twowords")


@given(st.text(), st.text())
def test_the_parts_of_a_name_stay_apart(one, other):
    assert len(short_hash(one, other)) == 12
    assert short_hash(one + "x", other) != short_hash(one, "x" + other)


def test_a_file_name_that_is_no_utf8_can_be_stored():
    name = utf8(os.fsdecode(b"caf\xe9.txt"))
    assert name == "caf\\xe9.txt"
    assert name.encode()
