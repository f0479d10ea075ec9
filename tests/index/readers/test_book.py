"""E-books: every chapter once, in order, with title, authors and day."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.books import CHAPTERS, XHTML
from support.books import book_of as book
from support.files import written

from index.errors import Damaged, NoText, ReadError
from index.read import read
from index.readers.book import read_book


def test_chapters_are_read_in_the_order_of_the_spine_and_notes_are_kept(tmp_path):
    reading = read(written(tmp_path, "a.epub", book(spine=[1, 0, 2])))
    assert reading.text == (
        "The lamp\n\nIt can be seen from 27 kilometres.\n\nNobody lives there.\n\n"
        "The quay\n\nIt was built in 1907[1].\n\nSome say 1908.\n\nNotes\n\nCosts in crowns."
    )
    chapters = [reading.text[page.start : page.end].strip().split("\n\n")[0] for page in reading.pages]
    assert [(page.page, head) for page, head in zip(reading.pages, chapters, strict=True)] == [
        (1, "The lamp"), (2, "The quay"), (3, "Notes"),
    ]  # fmt: skip
    assert "".join(reading.text[page.start : page.end] for page in reading.pages) == reading.text
    assert (reading.title, reading.outlet) == ("The lighthouse", "Tobias Fenn, Ada Hill")
    assert (reading.published, reading.media_type) == ("2019-05-06", "application/epub+zip")


def test_a_book_may_be_called_by_a_number_and_name_its_publisher_alone():
    metadata = "<dc:title>1871</dc:title><dc:publisher>Gull Press</dc:publisher><dc:date>1999</dc:date>"
    reading = read_book("a.epub", book(metadata=metadata))
    assert (reading.title, reading.outlet, reading.published) == ("1871", "Gull Press", None)


@pytest.mark.parametrize("marked", [True, False], ids=["named as such", "seen to be one"])
def test_the_table_of_contents_is_left_out(marked):
    links = "".join(f"<li><a href='{name}'>Chapter {name}</a></li>" for name in CHAPTERS)
    page = {"toc.xhtml": f"<h1>Contents of this book</h1><ol>{links}</ol>"}
    if marked:
        items = "<item id='nav' href='nav.xhtml' media-type='application/xhtml+xml' properties='nav'/>"
        made = book(items=items, order="<itemref idref='nav'/>", OPS__nav_xhtml=XHTML.format("<p>Go to</p>"))
    else:
        made = book({**page, **CHAPTERS})
    assert read_book("a.epub", made).text == read_book("a.epub", book()).text


def test_a_page_that_is_no_xml_is_read_as_a_browser_does():
    body = b"<html><body><p>It costs 4&nbsp;crowns<br>a day.<p>Children pay 2.</body>"
    assert (
        read_book("a.epub", book({"a.xhtml": body})).text == "It costs 4 crowns\n\na day.\n\nChildren pay 2."
    )


def test_entities_are_not_unfolded():
    bomb = b"""<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">
    <!ENTITY f SYSTEM "file:///etc/passwd">]>"""
    page = bomb + XHTML.format("<p>It costs &b;&f; 4.</p>").partition("?>")[2].encode()
    text = read_book("a.epub", book({"a.xhtml": page})).text
    assert ("root:" in text, "aaaaaaaaaa" in text) == (False, False)
    assert text.startswith("It costs")


def encrypted(way):
    return f"<e><EncryptionMethod Algorithm='{way}'/></e>"


def test_a_protected_book_is_refused_and_scrambled_fonts_are_no_protection():
    fonts = book(**{"META-INF__encryption_xml": encrypted("http://www.idpf.org/2008/embedding")})
    assert read_book("a.epub", fonts).text
    with pytest.raises(Damaged, match="protected"):
        read_book(
            "a.epub",
            book(**{"META-INF__encryption_xml": encrypted("http://www.w3.org/2001/04/xmlenc#aes128-cbc")}),
        )


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (book({"a.xhtml": "<img src='a.png'/>"}), NoText),
        (b"no book", Damaged),
        (book()[:400], Damaged),
        (b"PK\x03\x04" + bytes(100), Damaged),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path, content, error):
    with pytest.raises(error):
        read(written(tmp_path, "a.epub", content))


@given(st.binary(min_size=1, max_size=100), st.integers(0, 1500))
def test_any_bytes_are_read_or_refused(noise, at):
    whole = book()
    with suppress(ReadError):
        read_book("a.epub", whole[:at] + noise + whole[at + len(noise) :])
