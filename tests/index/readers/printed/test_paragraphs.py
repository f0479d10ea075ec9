"""Paragraphs of printed pages, from lines as they were printed."""

from index.readers.printed.divided_words import rejoin_words
from index.readers.printed.paragraphs import big_print, paragraphs
from index.readers.printed.text_line import SPLIT, TextLine

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


def test_a_title_is_what_is_printed_largest():
    title = printed("A bridge", "opens", size=24.0, step=28.0)
    body = printed("The mayor said that", "the bridge is", "open to all.", top=600.0)
    assert big_print([*title, *body]) == "A bridge opens"
    assert big_print(body) is None


def test_lines_of_a_label_and_a_value_are_kept_together():
    lines = [*printed("Class 4: Barge", "Fare: 31", right=160.0), *printed("All fares are paid", top=672.0)]
    assert paragraphs(lines) == ["Class 4: Barge Fare: 31", "All fares are paid"]


def test_a_bracket_at_the_end_of_a_short_line_ends_no_sentence():
    ragged = [*printed("She lost sight of the roof (of slate)", right=300.0)]
    ragged += printed("in the only cafe there, which was shut.", top=686.0)
    assert len(paragraphs(ragged)) == 1
    ended = [
        *printed("She saw the roof (it was of slate.)", right=300.0),
        *printed("eBay sold it.", top=686.0),
    ]
    assert len(paragraphs(ended)) == 2
