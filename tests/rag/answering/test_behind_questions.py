"""Questions that stand in a document answer nothing; what stands behind them may."""

import pytest
from support.helpers import readback, write

from rag.answering.behind_questions import behind_questions
from rag.answering.ranker import rank

FILES = {
    "talk.txt": "INTERVIEWER: How did you find the leak?\n\nHOLM: A diver saw bubbles near the pile.\n\n"
    "INTERVIEWER: And who pays for the new pump?\n\nHOLM: The insurer pays for two thirds of it.\n",
    "list.md": "# Questions about the baths\n\n## Will my ticket be refunded?\n\nYes. Tickets are refunded "
    "at the desk until June.\n\n## May dogs swim?\n\nNo. Dogs must stay outside the fence.\n",
}


@pytest.fixture(scope="module")
def rb(tmp_path_factory):
    folder = tmp_path_factory.mktemp("asked")
    made = readback(folder / "library", reader="")
    made.add(write(folder / "files", FILES))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who pays for the new pump?", "The insurer pays"),
        ("How did you find the leak?", "A diver saw bubbles"),
        ("Will my ticket be refunded?", "refunded at the desk"),
        ("May dogs swim?", "Dogs must stay outside"),
    ],
)
def test_what_stands_behind_a_question_answers(rb, question, words):
    answer = rb.ask(question)
    assert answer.found
    assert words in " ".join(sentence.text for sentence in answer.sentences)
    assert not any(sentence.text.endswith("?") for sentence in answer.sentences)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Will my ticket be refunded?", "Yes. Tickets are refunded at the desk until June."),
        ("May dogs swim?", "No. Dogs must stay outside the fence."),
        ("Where are tickets refunded?", "Tickets are refunded at the desk until June."),
    ],
)
def test_a_yes_that_stands_there_comes_before_the_sentence_that_answers(rb, question, told):
    assert " ".join(sentence.text for sentence in rb.ask(question).sentences) == told


def test_who_asks_about_a_question_gets_the_sentences_as_they_are(rb):
    question = "What question did the interviewer ask about the leak?"
    ranked = rank(question, rb.library.search(question), {"leak": 1.0})
    assert any(one.sentence.text.endswith("?") for one in ranked)
    assert behind_questions(question, ranked) == ranked
