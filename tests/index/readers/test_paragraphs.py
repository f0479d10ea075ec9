"""Paragraphs of printed pages, from lines as they were printed."""

from index.readers.paragraphs import SPLIT, TextLine, big_print, drop_running_lines, paragraphs, rejoin_words

WIDE = 400.0


def printed(*texts, top=700.0, step=14.0, size=12.0, left=72.0, right=72.0 + WIDE):
    return [TextLine(text, left, right, top - step * n, top - step * n, size) for n, text in enumerate(texts)]


def test_lines_of_full_width_are_one_paragraph_and_a_gap_begins_another():
    lines = [*printed("The bridge was", "opened on Monday."), *printed("Nobody was hurt.", top=640.0)]
    assert paragraphs(lines) == ["The bridge was opened on Monday.", "Nobody was hurt."]


def test_a_word_divided_at_a_line_end_is_made_whole_as_it_is_elsewhere_written():
    [text] = paragraphs(printed("They opened the har-", "bour and the well-", "known bridge there."))
    assert text.count(SPLIT) == 2
    [[whole, _]] = rejoin_words([[text, "A well-known harbour."]])
    assert whole == "They opened the harbour and the well-known bridge there."
    assert rejoin_words([[f"The Anglo{SPLIT}Norman wall."]]) == [["The Anglo-Norman wall."]]


def test_headers_and_page_numbers_are_left_out_but_the_first_header():
    pages = [
        printed("The Daily Example", f"Text of page {n} begins", "and goes", "on and", "on.", f"Page {n}")
        for n in range(1, 6)
    ]
    texts = [[line.text for line in page] for page in drop_running_lines(pages)]
    assert texts[0][0] == "The Daily Example"
    assert all("The Daily Example" not in page for page in texts[1:])
    assert not any(text.startswith("Page ") for page in texts for text in page)
    assert all("and goes" in page for page in texts)


def test_a_title_is_what_is_printed_largest():
    title = printed("A bridge", "opens", size=24.0, step=28.0)
    body = printed("The mayor said that", "the bridge is", "open to all.", top=600.0)
    assert big_print([*title, *body]) == "A bridge opens"
    assert big_print(body) is None
