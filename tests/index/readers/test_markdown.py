"""Markdown: front matter and headings."""

import pytest

from index.read import read


def test_markdown_front_matter(tmp_path):
    text = (
        '---\r\ntitle: "A bridge opens"\r\ndate: 2024-05-01T10:00:00Z\r\npublication: The Daily Example\r\n'
        "tags: [a, b]\r\n---\r\n\r\n# Another heading\r\n\r\nText.\r\n"
    )
    path = tmp_path / "a.md"
    path.write_bytes(text.encode())
    reading = read(path)
    assert reading.text == text
    assert (reading.title, reading.outlet, reading.published) == (
        "A bridge opens",
        "The Daily Example",
        "2024-05-01",
    )
    span = reading.published_evidence
    assert text[span.start : span.end] == span.text == "2024-05-01"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("```\n# not this\n```\n\n## The *real* [heading](http://x.example) ##\n\nText.", "The real heading"),
        ("Underlined `code`\n=======\n\nText.", "Underlined code"),
        ("Bread &amp; butter\n---\n\nText.", "Bread & butter"),
        ("snake_case\n\nText that goes on.", "snake_case"),
        ("Text that is a sentence.\n\nMore.", "some notes"),
    ],
)
def test_markdown_titles(tmp_path, text, title):
    path = tmp_path / "some_notes.md"
    path.write_text(text)
    assert read(path).title == title
    assert read(path).media_type == "text/markdown"
