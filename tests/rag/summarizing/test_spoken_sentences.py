"""Who speaks in a sentence that does not name its speaker."""

import pytest

from rag.summarizing.spoken_sentences import PlacedSentence, speakers_of, without_label

TALK = [
    ("GRAU: I came in 1970.", None),
    ("We had no lamp then.", "GRAU"),
    ("The tower was red.", "GRAU"),
    ("Ilse Moor (keeper): It was grey.", None),
    ("I painted it twice.", "Ilse Moor (keeper)"),
    ("# What came after", None),
    ("We have asked both of them.", None),
]
NEWS = [
    ("“It was hot,” said the warden, Ilse Moor.", None),
    ("“We ran.”", "Ilse Moor"),
    ("“I saw nothing,” she said.", "Ilse Moor"),
    ("The roof fell in.", None),
    ("The wall stands.", None),
    ("It rained at last.", None),
    ("“Nobody was inside.”", None),
]
ONE_LABEL = [("Our View: It is late.", None), ("We have said so often.", None)]


@pytest.mark.parametrize("told", [TALK, NEWS, ONE_LABEL], ids=["talk", "news", "one label"])
def test_a_speaker_is_given_where_the_sentence_names_none(told):
    text = "\n".join(line for line, _ in told)
    placed = [PlacedSentence(text.index(line), line, line.startswith("#")) for line, _ in told]
    found = list(speakers_of(placed))
    assert [span and span.text for span in found] == [name for _, name in told]
    assert all(span.text == text[span.start : span.end] for span in found if span)


def test_what_follows_the_paragraph_of_a_turn_is_nobodys():
    text = "MS HALE: I am against it. The shed leaks.\n\nMR LUND: It will fall.\n\nThe meeting closed."
    lines = ["MS HALE: I am against it.", "The shed leaks.", "MR LUND: It will fall.", "The meeting closed."]
    placed = [PlacedSentence(text.index(line), line, is_heading=False) for line in lines]
    assert [span and span.text for span in speakers_of(placed)] == [None, "MS HALE", None, None]


def test_a_label_does_not_hide_what_a_sentence_hangs_on():
    assert without_label("GRAU: It was red.") == "It was red."
    assert without_label("It was red: I saw it.") == "It was red: I saw it."
