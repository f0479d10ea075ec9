"""What is said about a thing that a question only names."""

import pytest
from support.helpers import readback, write
from support.promises import check_answer

from rag.answering.sentences_on import bare_topic

PAPERS = {
    "quay.txt": """The quay of Velm

        Ines Karr, a diver from Brenn, opened the quay of Velm. The granite came from Pellworth by barge.
        The granite weighs 800 tonnes. Nobody paid for the lamps.
        """,
    "herald.txt": """Velm has its quay

        The granite came from Pellworth by barge. The granite weighs 850 tonnes.
        A band played until midnight.
        """,
    "fair.txt": "A fair at Brenn\n\nThe fair at Brenn is held in June. Wine is not sold. Lamps.\n",
}


@pytest.fixture(scope="module")
def rb(tmp_path_factory):
    folder = tmp_path_factory.mktemp("things")
    made = readback(folder / "library", reader="")
    made.add(write(folder / "files", PAPERS))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("Tell me about the granite", "the granite"),
        ("what do the documents say about Ines Karr?", "Ines Karr"),
        ("What is known about the fair at Brenn?", "the fair at Brenn"),
        ("and what about wine?", "wine"),
        ("Ines Karr", "Ines Karr"),
        ("the landing", "the landing"),
        ("anything on lamps", "lamps"),
        ("Who opened the quay?", ""),
        ("Tell me about how the quay was opened", ""),
        ("Is wine sold?", ""),
        ("Ines Karr opened the long quay", ""),
        ("?!", ""),
        ("wine " * 30, ""),
    ],
)
def test_a_question_that_only_names_a_thing_is_known(question, thing):
    assert bare_topic(question) == thing


def test_what_is_said_about_it_is_quoted_each_once(rb):
    question = "Tell me about the granite"
    answer = rb.ask(question)
    check_answer(rb, question, answer)
    assert answer.sentences[0].text == "Your documents say about the granite:"
    assert sorted(sentence.text for sentence in answer.sentences[1:]) == [
        "The granite came from Pellworth by barge.",
        "The granite weighs 800 tonnes.",
        "The granite weighs 850 tonnes.",
    ]
    reprinted = next(s for s in answer.sentences if s.text.startswith("The granite came"))
    assert len(reprinted.citations) == 2


def test_a_sentence_that_only_names_it_tells_nothing(rb):
    answer = rb.ask("Tell me about lamps")
    assert [citation.quote for citation in answer.citations] == ["Nobody paid for the lamps."]


def test_of_a_thing_that_nobody_names_nothing_is_found(rb):
    assert not rb.ask("Tell me about the lighthouse").found
    assert not rb.ask("Oskar Lindqvist").found
