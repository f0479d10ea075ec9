"""The printed characters that words of a text were read from: all of them, no others, or none at all."""

from hypothesis import given
from hypothesis import strategies as st

from index.readers.printed_words import locate

CR_LF, DIVIDED = "\r\n", "\2"


def codes(printed):
    return [ord(char) for char in printed]


def located(text, words, printed, start=None):
    start = text.index(words) if start is None else start
    found = locate(text, start, start + len(words), codes(printed))
    return None if found is None else printed[found.start : found.stop]


def test_words_are_found_over_line_ends_and_divided_words():
    text = "The well-known bridge had its construction finished."
    printed = f"The well-{CR_LF}known bridge had its construc{DIVIDED}tion{CR_LF}finished."
    assert located(text, "well-known", printed) == f"well-{CR_LF}known"
    assert located(text, "construction finished", printed) == f"construc{DIVIDED}tion{CR_LF}finished"


def test_of_equal_words_those_are_found_that_are_meant():
    text = "It cost 10 euros. In 2020 it cost 10 crowns. It was 10 then."
    for number, start in enumerate(at for at in range(len(text)) if text.startswith("10", at)):
        found = locate(text, start, start + 2, codes(text))
        assert (found.start, found.stop) == (start, start + 2), number


def test_words_that_a_running_head_repeats_are_told_by_those_around_them():
    text = "Every boat was 10 metres long. Nobody asked why that was so."
    printed = f"Issue 10{CR_LF}{text}{CR_LF}10"
    found = locate(text, text.index("10"), text.index("10") + 2, codes(printed))
    assert found.start == printed.index("10 metres")


def test_where_it_is_not_sure_nothing_is_found():
    assert located("10", "10", f"10{CR_LF}10") is None
    assert located("Other words.", "Other", "The bridge is open.") is None
    assert located("a - b", "-", "a - b") is None
    assert located("words", "", "words", 0) is None


def test_characters_beyond_16_bits_count_once():
    text = "A 😀 smile"
    high, low = divmod(0x1F600 - 0x10000, 0x400)
    halves = [ord("A"), ord(" "), 0xD800 + high, 0xDC00 + low, ord(" "), *codes("smile")]
    assert locate(text, 2, 3, halves) == range(2, 4)
    assert locate(text, 2, 3, codes(text)) == range(2, 3)


@given(st.lists(st.text("ab10é", min_size=1, max_size=5), min_size=1, max_size=30), st.data())
def test_any_words_of_a_page_are_found_where_they_are_printed(words, data):
    text = " ".join(words)
    printed = words[0] + "".join(data.draw(st.sampled_from([" ", CR_LF])) + word for word in words[1:])
    places = [index for index, char in enumerate(printed) if char != "\n"]  # a CR LF stands for one space
    first, last = sorted(data.draw(st.tuples(*[st.integers(0, len(text) - 1)] * 2)))
    found = locate(text, first, last + 1, codes(printed))
    assert (found is None) == (not text[first : last + 1].strip())
    if found is not None:
        inner = [place for place in range(first, last + 1) if text[place] != " "]
        assert (found.start, found.stop) == (places[inner[0]], places[inner[-1]] + 1)
