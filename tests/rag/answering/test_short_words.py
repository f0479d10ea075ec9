"""The answer in short is a whole figure, and never the rest of a name that was asked for."""

import pytest

from rag.answering.short_words import short_words

KEPT = [
    ("Who paid for the mast?", "the choir", "It was paid by the choir and stands again.", "the choir"),
    ("How much did the vote gain?", "22.94", "The party gained 22.94% in May.", "22.94%"),
    ("What did the boat cost?", "19,500", "The boat cost €19,500, they say.", "€19,500"),
    ("Who opened the quay?", " Ana Birch.", "The quay was opened by Ana Birch.", "Ana Birch"),
    ("How long was it?", "over an hour", "It took over an hour and a half.", "over an hour and a half"),
    ("How old is Ana Birch?", "91", "Ana Birch, 91, opened the quay.", "91"),
    ("Where does Birch live?", "Velm", "Birch lives in Velm.", "Velm"),
]
LEFT_OUT = [
    ("Who paid for the mast?", "the choir", "It was paid by the choir and by the rowers in equal parts."),
    ("Who is Keld?", "Samir", "The inspector Samir Keld came on Monday."),
    ("What is the Tower of Velm?", "2 lift", "The Tower of Velm 2 lift is broken."),
    ("How fast was the wind?", "150 metres", "The wind 150 metres from the hut was strong."),
    ("Who paid?", "Birch", "It is not known if Birch paid."),
    ("Who paid?", "", "Birch paid."),
    ("Who paid?", "Lund", "Birch paid."),
]


@pytest.mark.parametrize(("question", "words", "sentence", "said"), KEPT)
def test_words_that_answer_are_shown_with_their_sign(question, words, sentence, said):
    assert short_words(question, words, sentence) == said


@pytest.mark.parametrize(("question", "words", "sentence"), LEFT_OUT)
def test_other_words_are_not_shown(question, words, sentence):
    assert short_words(question, words, sentence) == ""
