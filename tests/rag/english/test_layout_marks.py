"""Marks of a page around a sentence: what is left out before its words, and within them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.english.layout_marks import opening, unmarked

LINES = [
    ("OSTREY (NNA) — The mint burned.", "The mint burned."),
    ("VELM HARBOUR, 3 May 2031 (Quay Wire) - The mint burned.", "The mint burned."),
    ("Velm (NNA) -- The mint burned.", "The mint burned."),
    ("BRENN/OSTREY, May 3 – “It burned,” she said.", "“It burned,” she said."),
    ("**OSTREY (NNA)** — The mint burned.", "The mint burned."),
    ("- **07:15** The mint burned.", "**07:15** The mint burned."),
    ("12. > The mint burned.", "The mint burned."),
    ("## The mint burned", "The mint burned"),
    ("**The mint burned.", "The mint burned."),
    ("The mint is lost\nOSTREY (NNA) — The mint burned.", "The mint burned."),
    ("Mint of Ostrey lost\nThe mint burned.", "The mint burned."),
    ("NNA – a wire founded in 1911 – said so.", "NNA – a wire founded in 1911 – said so."),
    ("The mint – of Ostrey – burned.", "The mint – of Ostrey – burned."),
    ("Mint of Ostrey lost its roof.", "Mint of Ostrey lost its roof."),
    ("- - -", "- - -"),
]


@pytest.mark.parametrize(("sentence", "words"), LINES)
def test_a_sentence_begins_where_its_words_do(sentence, words):
    assert sentence[opening(sentence, "Mint of Ostrey lost") :] == words


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It took **40 minutes**, and *nobody* was `late`.", "It took 40 minutes, and nobody was late."),
        ("[Ada Lund](https://velm.example/a) said ~~no~~ __yes__.[^2]", "Ada Lund said no yes."),
        ("It ended at noon.** The rest", "It ended at noon. The rest"),
        ("2**8, snake_case_name and 5 * 3 * 2", "2**8, snake_case_name and 5 * 3 * 2"),
    ],
)
def test_marks_within_a_sentence_are_not_shown(text, plain):
    assert unmarked(text) == plain


@given(st.text(alphabet="-*#>_` \nA(b)—.1[]", max_size=60))
def test_of_any_text_words_are_left(text):
    assert 0 <= opening(text) <= len(text)
    letters = [character for character in text[opening(text) :] if character.isalnum()]
    assert bool(letters) == any(character.isalnum() for character in text)
