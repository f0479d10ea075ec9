"""Which documents speak of a thing."""

import pytest
from support.helpers import readback, write
from support.promises import check_answer

from rag.answering.documents_on import thing_mentioned

PAPERS = {
    "quay.txt": "The quay of Velm\n\nInes Karr opened the quay of Velm. It is of granite.\n",
    "fair.txt": "A fair at Brenn\n\nThe fair at Brenn was opened by Ines Karr. Nobody came by boat.\n",
    "comet.txt": "A comet\n\nThe comet was seen at Pellworth. Its tail is long.\n",
}


@pytest.fixture(scope="module")
def rb(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mentions")
    made = readback(folder / "library")
    made.add(write(folder / "files", PAPERS))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("Which documents mention Ines Karr?", "Ines Karr"),
        ("list all articles about the comet", "the comet"),
        ("how many of my sources name Velm", "Velm"),
        ("Which outlets report on the comet?", "the comet"),
        ("What newspapers wrote about Velm", "Velm"),
        ("Which papers are sold at Velm?", ""),
        ("Which documents are there?", ""),
        ("Which bridge mentions Velm?", ""),
    ],
)
def test_a_question_which_documents_speak_of_a_thing_is_known(question, thing):
    assert thing_mentioned(question) == thing


def test_each_document_that_speaks_of_it_is_quoted(rb):
    question = "Which documents mention Ines Karr?"
    answer = rb.ask(question)
    check_answer(rb, question, answer)
    assert answer.sentences[0].text == "2 documents speak of it:"
    assert {citation.quote for citation in answer.citations} == {
        "Ines Karr opened the quay of Velm.",
        "The fair at Brenn was opened by Ines Karr.",
    }


def test_where_none_does_the_nearest_passages_are_shown(rb):
    answer = rb.ask("Which documents mention come-ts?")
    assert not answer.found
    assert any("comet" in citation.quote for citation in answer.nearest)
    assert not rb.ask("Which documents mention Oskar Lindqvist?").found
