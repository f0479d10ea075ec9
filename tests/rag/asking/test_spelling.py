"""Typing errors are mended by the library's own words, and nothing else is changed."""

import pytest
from support.helpers import settings, write

from rag import Readback
from rag.asking.spelling import mended

DIARY = """Diary of the rescue

Many volunteers of the mountain rescue came to the cableway at Marrowick. Ingrid Vasko thanked them all.
INV-2024-0031 was paid in China. The voucher is worth 25 euros.
"""


@pytest.fixture(scope="module")
def searcher(tmp_path_factory):
    folder = tmp_path_factory.mktemp("spelling")
    with Readback(settings=settings(folder / "library")) as rb:
        rb.add(write(folder / "files", {"diary.txt": DIARY}))
        yield rb.library.searcher


MISTYPED = [
    ("How mnay volunteers came?", "How many volunteers came?"),
    ("who stopped the calbeway", "who stopped the cableway"),
    ("Where is Marowick?", "Where is Marrowick?"),
    ("Where is marowick?", "Where is Marrowick?"),
    ("Who is Ingrid Vaskko?", "Who is Ingrid Vasko?"),
    ("What was paid in Chna?", "What was paid in China?"),
    ("whats paid in China, and whos she", "what's paid in China, and who's she"),
    ("Wasnt it paid? Didnt they come", "Wasn't it paid? Didn't they come"),
    ("whta is the vuocher worth?", "what is the voucher worth?"),
]
RIGHT = [
    "Who is Ingrid Vasco?",  # another name, maybe
    "Was INV-2024-0013 paid?",
    "What is the conversation about?",
    "How much is the tombola worth?",
    'Who said "volunters"?',
    "Whose is its want?",
    'Who wrote "whats new"?',
    "Wie viele Freiwillige kamen?",
    "mail volunteers@marowick.example",
    "",
]


@pytest.mark.parametrize(("question", "meant"), MISTYPED)
def test_a_mistyped_word_becomes_one_of_the_library(searcher, question, meant):
    assert mended(question, searcher) == meant


@pytest.mark.parametrize("question", RIGHT)
def test_what_may_be_right_is_left_as_it_is(searcher, question):
    assert mended(question, searcher) == question


def test_without_a_library_nothing_is_mended(tmp_path):
    with Readback(settings=settings(tmp_path / "none")) as rb:
        assert mended("How mnay?", rb.library.searcher) == "How mnay?"


def test_an_answer_says_how_its_question_was_understood(tmp_path):
    with Readback(settings=settings(tmp_path / "library")) as rb:
        rb.add(write(tmp_path / "files", {"diary.txt": DIARY}))
        answer = rb.ask("What is the vuocher worth?")
    assert answer.found
    assert answer.question == "What is the vuocher worth?"
    assert answer.notes[0].startswith("Understood as: What is the voucher worth?")


def test_what_a_follow_up_leans_on_is_mended_first(tmp_path):
    with Readback(settings=settings(tmp_path / "library")) as rb:
        rb.add(write(tmp_path / "files", {"diary.txt": DIARY}))
        said = [
            {"role": "user", "content": "What is the vuocher worth?"},
            {"role": "assistant", "content": "25."},
        ]
        answer = rb.ask("Who paid for it?", history=said)
    assert answer.notes[0] == "Understood as: Who paid for the voucher?"
