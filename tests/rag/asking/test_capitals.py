"""Names typed without their capitals get them; no other word does."""

import pytest
from support.helpers import settings, write

from rag import Readback
from rag.asking.capitals import with_capitals

DIARY = """Diary of the rescue

Many volunteers of the mountain rescue came to the cableway at Marrowick. Ingrid Vasko thanked them all.
Umbrellas were lent in China. The voucher is worth 25 euros.
"""
QUESTIONS = [
    ("who is ingrid vasko", "who is Ingrid Vasko"),
    ("who came to marrowick?", "who came to Marrowick?"),
    ("what was lent in china?", "what was lent in china?"),  # a common word on its own may be cups
    ("which umbrellas were lent", "which umbrellas were lent"),
    ('who said "vasko"', 'who said "vasko"'),
    ("", ""),
]


@pytest.fixture(scope="module")
def rb(tmp_path_factory):
    folder = tmp_path_factory.mktemp("capitals")
    with Readback(settings=settings(folder / "library")) as rb:
        rb.add(write(folder / "files", {"diary.txt": DIARY}))
        yield rb


@pytest.mark.parametrize(("question", "meant"), QUESTIONS)
def test_names_get_their_capitals(rb, question, meant):
    assert with_capitals(question, rb.library.searcher) == meant


def test_capitals_are_no_news(rb):
    answer = rb.ask("who came to the cableway at marrowick")
    assert answer.question == "who came to the cableway at marrowick"
    assert not answer.notes


def test_without_a_library_there_are_no_names(tmp_path):
    with Readback(settings=settings(tmp_path / "none")) as rb:
        assert with_capitals("who is vasko", rb.library.searcher) == "who is vasko"
