"""The first and the last lines of a text, with their offsets."""

from hypothesis import given
from hypothesis import strategies as st

from index.readers.metadata.lines import head, tail


@given(st.text(alphabet="ab \n\r\t\u2028", max_size=200))
def test_lines_stand_where_they_say_and_are_not_blank(text):
    first, last = head(text), tail(text)
    for line in (*first, *last):
        assert line.text == text[line.start : line.start + len(line.text)] == line.text.strip() != ""
    starts = [line.start for line in (*first, *last)]
    assert starts == sorted(set(starts))


def test_a_long_text_has_a_short_head_and_tail():
    text = "\n\n".join(f"{'word ' * 40}{n}" for n in range(50))
    assert [line.text.split()[-1] for line in head(text)] == ["0", "1", "2", "3", "4", "5"]
    assert [line.text.split()[-1] for line in tail(text)] == ["47", "48", "49"]


def test_the_tail_begins_with_a_whole_line():
    text = "Head.\n" * 10 + "word " * 1000 + "\nThe last line."
    assert [line.text for line in tail(text)] == ["The last line."]
