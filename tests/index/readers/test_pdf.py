"""PDF: paragraphs, pages and metadata, from files made here."""

import threading

import pytest
from support.files import WORDS, written
from support.ocr import placed, stand_in, without
from support.pdfs import lines_of, make_pdf, page_content

from index.errors import Damaged, NoText
from index.read import read
from index.readers.ocr import page_pictures
from index.readers.pdf_pages import open_pages

IMAGE = b"q 100 0 0 100 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"


def test_pdf_lines_become_paragraphs(tmp_path):
    first = lines_of("The bridge over the river was opened on Monday by the mayor, who", "had waited for it.")
    second = lines_of(
        "A second paragraph follows after a gap, and is as long as the first", "one is.", top=650
    )
    reading = read(written(tmp_path, "a.pdf", make_pdf([[(72, 760, 20, "A bridge opens"), *first, *second]])))
    assert reading.text.split("\n\n") == [
        "A bridge opens",
        "The bridge over the river was opened on Monday by the mayor, who had waited for it.",
        "A second paragraph follows after a gap, and is as long as the first one is.",
    ]
    assert reading.title == "A bridge opens"
    assert reading.published is None  # its date of creation is none of publication
    assert reading.media_type == "application/pdf"


def test_pdf_divided_words_are_made_whole(tmp_path):
    lines = lines_of(
        "The well-known engineer had the construc-",
        "tion finished. It was a well-",
        "known bridge, and the construction was sound.",
    )
    text = read(written(tmp_path, "a.pdf", make_pdf([lines]))).text
    assert text == (
        "The well-known engineer had the construction finished. "
        "It was a well-known bridge, and the construction was sound."
    )


def test_pdf_pages_cover_the_text(tmp_path):
    pages = [lines_of("First page with a sentence that is long enough to run on and that", "goes on")]
    pages += [lines_of("over the page here.", "Then it ends."), [], lines_of("Last page.")]
    reading = read(written(tmp_path, "a.pdf", make_pdf(pages)))
    assert "goes on over the page here." in reading.text
    assert [page.page for page in reading.pages] == [1, 2, 3, 4]
    assert reading.pages[0].start == 0
    assert reading.pages[-1].end == len(reading.text)
    for page, following in zip(reading.pages, reading.pages[1:], strict=False):
        assert page.end == following.start
    assert reading.text[reading.pages[1].start :].startswith("over the page")
    assert reading.text[reading.pages[3].start : reading.pages[3].end] == "Last page."


def test_pdf_page_furniture_is_left_out(tmp_path):
    bodies = ["Alpha is the first letter.", "Beta is the second letter.", "Gamma is the third letter."]
    pages = [
        [(72, 800, 9, "The Daily Example"), *lines_of(body), (72, 30, 9, f"Page {number} of 3")]
        for number, body in enumerate(bodies, 1)
    ]
    reading = read(written(tmp_path, "a.pdf", make_pdf(pages)))
    assert reading.text.split("\n\n") == ["The Daily Example", *bodies]


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("The bridge", "The bridge"),
        ("Microsoft Word - bridge.doc", "A line that is a title"),
        ("untitled", "A line that is a title"),
        ("", "A line that is a title"),
    ],
)
def test_pdf_titles(tmp_path, given, title):
    lines = [*lines_of("A line that is a title"), *lines_of("And a text of its own.", top=600)]
    assert read(written(tmp_path, "a.pdf", make_pdf([lines], title=given))).title == title


def test_pdf_datelines(tmp_path):
    lines = [*lines_of("A bridge opens"), *lines_of("Springfield, 11 May 2026. The bridge is open.", top=600)]
    reading = read(written(tmp_path, "a.pdf", make_pdf([lines])))
    assert reading.published == "2026-05-11"
    assert reading.published_evidence.text == "11 May 2026"


def test_pdf_without_text_or_with_a_password(tmp_path, monkeypatch):
    without(monkeypatch)
    with pytest.raises(NoText, match=r"images.*OCR"):
        read(written(tmp_path, "a.pdf", make_pdf([], raw=IMAGE)))
    with pytest.raises(NoText, match="no text"):
        read(written(tmp_path, "a.pdf", make_pdf([[]])))
    with pytest.raises(Damaged, match=r"encrypted.*password"):
        read(written(tmp_path, "a.pdf", make_pdf([lines_of("x")], encrypted=True)))
    with pytest.raises((Damaged, NoText)):
        read(written(tmp_path, "a.pdf", make_pdf([lines_of(WORDS)])[:300]))


def test_pdf_pages_that_are_pictures_are_noted(tmp_path, monkeypatch):
    without(monkeypatch)
    read_page, scan = page_content(lines_of(WORDS)), IMAGE
    data = make_pdf([], contents=[read_page, scan, read_page, scan, b""])
    [note] = read(written(tmp_path, "a.pdf", data)).notes
    assert note.startswith("a.pdf: pages 2, 4 are images without text: run the file through OCR, or ")
    assert note.endswith('pip install "readback[ocr]"; then add it again.')
    assert read(written(tmp_path, "b.pdf", make_pdf([lines_of(WORDS), []]))).notes == ()


def test_pdf_pages_that_are_pictures_are_read_by_ocr(tmp_path, monkeypatch):
    stand_in(monkeypatch, placed(("The fare is 4 crowns.", 10, 10)), ())
    read_page = page_content(lines_of(WORDS))
    data = make_pdf([], contents=[read_page, IMAGE, IMAGE])
    reading = read(written(tmp_path, "a.pdf", data))
    assert reading.text == f"{WORDS}\n\nThe fare is 4 crowns."
    assert [note.split(": ")[1] for note in reading.notes] == [
        "page 2 was read by OCR",
        "page 3 is an image without text",
    ]
    with open_pages(data, reading.ocr) as pages:
        start = reading.text.index("4 crowns")
        [box] = pages.boxes(reading.text, reading.pages[1], start, len(reading.text))
        assert len(pages.boxes(reading.text, reading.pages[0], 0, 10)) == 1
    assert (box.left, box.right) == pytest.approx((0.22, 0.31))


def test_no_more_pages_are_read_by_ocr_than_the_limits_allow(tmp_path, monkeypatch):
    data = make_pdf([], contents=[IMAGE] * 3)
    for limit, value in (("MOST_OCR_PAGES", 1), ("LONGEST_OCR", -1.0)):
        stand_in(monkeypatch, *[placed(("The fare is 4 crowns.", 10, 10))] * 3)
        with monkeypatch.context() as limited:
            limited.setattr(page_pictures, limit, value)
            reading = read(written(tmp_path, "a.pdf", data))
        assert reading.text == "The fare is 4 crowns."
        assert "pages 2, 3 are images" in reading.notes[1]


def test_pdfs_in_many_threads(tmp_path):
    path = written(tmp_path, "a.pdf", make_pdf([lines_of(WORDS, f"Page {number}.") for number in range(30)]))
    texts = []
    threads = [threading.Thread(target=lambda: texts.append(read(path).text)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(texts) == 6
    assert len(set(texts)) == 1


def test_a_font_that_does_not_tell_its_letters_is_a_picture_of_them(tmp_path, monkeypatch):
    monkeypatch.setattr("index.readers.pdf.is_installed", lambda: False)
    untold = {letter: chr(0xE000 + number) for number, letter in enumerate("abc")}
    with pytest.raises(NoText, match="images without a text layer"):
        read(written(tmp_path, "a.pdf", make_pdf([lines_of("abc cab", "bca")], meaning=untold)))
