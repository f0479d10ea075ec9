"""Right-to-left lines: characters in the order of reading, wherever the file has them."""

from hypothesis import given
from hypothesis import strategies as st
from support.pdfs import make_pdf

from index.readers.pdf import read_pdf
from index.readers.printed.right_to_left import logical

HEBREW = "אבגדה וזחט"


def seen(visual, order):
    """The characters of a line that is printed as ``visual`` from the left, in the order of a file."""
    boxes = [(10.0 * at, 0.0, 10.0 * at + 9, 10.0) for at in order]
    return "".join(char for char, _ in logical("".join(visual[at] for at in order), boxes))


def test_words_are_read_from_the_right_in_whatever_order_they_are_drawn():
    visual = HEBREW[::-1]
    forwards = list(range(len(visual)))
    assert seen(visual, forwards) == HEBREW
    assert seen(visual, forwards[::-1]) == HEBREW


def test_figures_and_foreign_words_keep_their_own_order():
    visual = f"12,500 {HEBREW[::-1]} K7-0815 big boat {HEBREW[::-1]}"
    assert seen(visual, range(len(visual))) == f"{HEBREW} K7-0815 big boat {HEBREW} 12,500"


def test_brackets_open_first():
    assert seen("(ב) א", range(5)) == "א (ב)"
    assert seen(")ב( א", range(5)) == "א (ב)"


def test_a_word_within_a_line_of_another_script_is_turned_alone():
    assert seen("He said גבא here.", range(17)) == "He said אבג here."


@given(st.text("אב ab1().-", max_size=20), st.randoms())
def test_every_character_is_read_once(visual, random):
    order = list(range(len(visual)))
    random.shuffle(order)
    boxes = [(10.0 * at, 0.0, 10.0 * at + 9, 10.0) for at in order]
    text = "".join(visual[at] for at in order)
    assert sorted(index for _, index in logical(text, boxes)) == list(range(len(text)))


def test_a_page_is_read_as_it_is_written():
    letters = dict(zip("abcdefghi", HEBREW.replace(" ", ""), strict=True))
    drawn = [(200, 700, 12, "edcba"), (160, 700, 12, "ihgf")]
    assert read_pdf("a.pdf", make_pdf([drawn], meaning=letters)).text == HEBREW
