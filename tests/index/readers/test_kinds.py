"""Formats by their first bytes."""

import pytest
from support.files import written

from index.errors import Damaged
from index.read import read


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"text\0with a zero", "binary"),
        ("a.txt", bytes(range(1, 256)) * 20, "binary"),
        ("a.txt", b"%PDF-1.4\n1 0 obj<<>>endobj", r"a PDF.*\.pdf"),
        ("a.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        ("a.html", b"%PDF-1.4\n1 0 obj<<>>endobj", r"a PDF.*\.pdf"),
        ("a.pdf", b"Just some text.", r"not a PDF.*\.txt"),
        ("a.pdf", b"<!doctype html><html><p>Hello", r"web page.*\.html"),
        ("a.pdf", b"%PDF-1.7\n\x00\x01 obj broken", "broken"),
        ("a.docx", b"Just some text.", r"not a Word file.*\.txt"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "encrypted"),
        ("a.docx", b"PK\x03\x04" + b"\0" * 100, "a Word file, but broken"),
        ("a.epub", b"PK\x03\x04" + b"\0" * 100, "an e-book, but broken"),
        ("a.txt", b"PK\x03\x04" + b"\0" * 100, "a broken zip archive"),
        ("a.txt", rb"{\rtf1\ansi Hello}", r"rich text.*\.rtf"),
    ],
)
def test_files_that_are_not_what_they_say(tmp_path, name, content, says):
    with pytest.raises(Damaged, match=says) as caught:
        read(written(tmp_path, name, content))
    assert "\n" not in str(caught.value)


def test_a_text_about_pdf_is_a_text(tmp_path):
    assert read(written(tmp_path, "a.txt", "%PDF-1.7 is how such files begin.")).text.startswith("%PDF")
