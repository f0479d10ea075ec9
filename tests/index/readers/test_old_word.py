"""Old Word files: read as the same document of today's format."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.files import written
from support.old_word import doc

from index.errors import Damaged, NoText, ReadError
from index.read import read
from index.readers.old_word import read_old_word

TEXT = "Ferry fares\rFrom Monday on the crossing costs 4 crowns.\rFür Räder kostet sie nichts.\r"


def test_the_text_is_read_paragraph_by_paragraph(tmp_path):
    reading = read(written(tmp_path, "a.doc", doc(TEXT)))
    assert reading.text == TEXT.strip().replace("\r", "\n\n")
    assert (reading.title, reading.media_type) == ("Ferry fares", "application/msword")


@pytest.mark.parametrize(
    ("content", "error", "why"),
    [
        (doc("\r"), NoText, "no text"),
        (b"Just some text.", Damaged, "save it as .docx"),
        (rb"{\rtf1\ansi Hello}", Damaged, "rich text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Damaged, "old or an encrypted"),
    ],
)
def test_what_is_no_old_word_file_is_refused(tmp_path, content, error, why):
    with pytest.raises(error, match=why) as caught:
        read(written(tmp_path, "a.doc", content))
    assert "\n" not in str(caught.value)


@settings(max_examples=30)
@given(st.binary(min_size=1, max_size=100), st.integers(0, 3000))
def test_any_bytes_are_read_or_refused(noise, at):
    whole = doc(TEXT)
    with suppress(ReadError):
        read_old_word("a.doc", whole[:at] + noise + whole[at + len(noise) :])
