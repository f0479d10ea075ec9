"""Filled forms: each value beside its label, and boxed where it stands."""

from support.pdfs import lines_of, make_pdf

from index.readers.pdf import read_pdf
from index.readers.pdf_pages import open_pages

LABELS = lines_of("Name of the guest:", "Nights:", x=60, top=700, step=40)
FIELDS = (("f1", (200, 694, 360, 712), "Runa Falk"), ("f2", (200, 654, 360, 672), "14"))
FORM = make_pdf([[(60, 760, 16, "Registration"), *LABELS]], fields=FIELDS)


def test_what_is_filled_in_is_read_beside_its_label():
    assert read_pdf("a.pdf", FORM).text.split("\n\n") == [
        "Registration",
        "Name of the guest: Runa Falk",
        "Nights: 14",
    ]


def test_a_field_below_two_labels_goes_to_the_one_that_it_is_named_for():
    labels = lines_of("Guest of honour:", "Nights to stay:", x=60, top=706, step=14)
    fields = (("nights", (200, 664, 360, 682), "14"), ("guest", (200, 690, 360, 708), "Runa Falk"))
    text = read_pdf("a.pdf", make_pdf([labels], fields=fields)).text
    assert text.split("\n\n") == ["Guest of honour: Runa Falk", "Nights to stay: 14"]


def test_what_is_filled_in_is_boxed():
    reading = read_pdf("a.pdf", FORM)
    start = reading.text.index("Runa Falk")
    with open_pages(FORM) as pages:
        for _ in range(2):  # the second time, the fields are part of the page already
            [box] = pages.boxes(reading.text, reading.pages[0], start, start + len("Runa Falk"))
            assert 200 < box.left * 595 < box.right * 595 < 300
            assert 694 < (1 - box.bottom) * 842 < (1 - box.top) * 842 < 716


def test_what_was_typed_onto_a_page_is_read():
    labels = [(60, 700, 11, "The berth is free."), (60, 600, 11, "Signed by Ada Lund.")]
    typed = [(None, (60, 640, 300, 660), "Seen on 4 May")]
    text = read_pdf("a.pdf", make_pdf([labels], fields=typed)).text
    assert text.split("\n\n") == ["The berth is free.", "Signed by Ada Lund.", "Seen on 4 May"]
