"""Sentences that tell who a person is, or what one says, are found by their words."""

import pytest
from support.helpers import settings, write

from rag import Readback
from rag.answering.of_person import of_person
from rag.answering.ranker import rank

TEXT = """The ferry at Velm

Ines Karr, a baker from Velm, was on board. "I slept on a bench," said Oskar Lind of the crossing.

The ferry of Velm has new cabins, and people said that the cabins of the ferry of Velm are the warmest here.
The cabins of the ferry had new beds, too. They were "cold as a cellar", Lind told the purser of the cabins.

The chairman of the Quay Union wrote that the landing stage was too short. Ada Holm paid for a ticket.
The mayor thanked Ada Holm, and her dog barked. Ada Holm met the president. The film “Strike” has Ada Holm.
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("persons")
    with Readback(settings=settings(folder / "library", reader="")) as rb:
        rb.add(write(folder / "files", {"ferry.txt": TEXT}))
        yield rb


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who is Ines Karr?", "a baker from Velm"),
        ("What did Oskar Lind say about the crossing?", "I slept on a bench"),
        ("What does the chairman of the Quay Union say about the landing stage?", "was too short"),
    ],
)
def test_a_person_is_told_of(library, question, words):
    answer = library.ask(question)
    assert answer.found
    assert any(words in sentence.text for sentence in answer.sentences)


def test_what_one_says_stands_alone_also_under_the_last_name(library):
    answer = library.ask("What did Oskar Lind say about the cabins of the ferry of Velm?")
    assert [sentence.text for sentence in answer.sentences] == [
        'They were "cold as a cellar", Lind told the purser of the cabins.'
    ]


def test_who_a_person_is_stays_open_where_nothing_says_it(library):
    assert not library.ask("Who is Ada Holm?").found


@pytest.mark.parametrize("question", ["What did Ada Holm say about the strike?", "Who is Ada Holm?"])
def test_a_name_beside_a_quotation_or_an_office_tells_nothing(library, question):
    hits = library.library.search(question)
    assert of_person(question, rank(question, hits, {"holm": 1.0})) == []


def test_a_person_is_told_by_work_and_never_by_that_of_one_of_a_like_name(tmp_path):
    text = "Mira Holt runs the dairy. Mira Hult runs the kiln. Myra Holt teaches at the college. Una Holtman."
    with Readback(settings=settings(tmp_path / "library", reader="")) as rb:
        rb.add(write(tmp_path / "files", {"people.txt": text}))
        for person, told in {
            "Mira Holt": "Mira Holt runs the dairy.",
            "Myra Holt": "Myra Holt teaches at the college.",
            "Mira Hult": "Mira Hult runs the kiln.",
        }.items():
            answer = rb.ask(f"Who is {person}?")
            assert [sentence.text for sentence in answer.sentences] == [told]
            assert answer.short is None or answer.short.text in told
