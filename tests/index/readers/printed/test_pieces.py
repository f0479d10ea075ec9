"""Print drawn late is read where it stands, unless other print stands beside it."""

from support.pdfs import lines_of, make_pdf

from index.readers.pdf import read_pdf

BODY = ["The mill was built in 1871 by two", "brothers from Osk, who sold it in", "1902 to the town."]


def text_of(*pages):
    return read_pdf("a.pdf", make_pdf(pages)).text


def test_a_title_drawn_last_comes_first():
    text = text_of([*lines_of(*BODY, top=600), (72, 650, 20, "The mill on the Lode")])
    assert text.split("\n\n") == ["The mill on the Lode", " ".join(BODY)]


def test_a_page_drawn_from_its_foot_is_read_from_its_head():
    assert text_of(lines_of(*BODY)[::-1]) == " ".join(BODY)


def test_columns_are_read_one_after_the_other_under_a_title_drawn_last():
    right = [(320, y, size, text.replace("mill", "weir")) for _, y, size, text in lines_of(*BODY)]
    text = text_of([*lines_of(*BODY), *right, (72, 760, 20, "The mill and the weir")])
    other = " ".join(BODY).replace("mill", "weir")
    assert text.split("\n\n") == ["The mill and the weir", " ".join(BODY), other]
