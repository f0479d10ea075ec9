"""Questions about the documents as a whole, and greetings: answered without a search."""

import pytest
from support.helpers import readback, write
from support.promises import check_answer

from rag.answering.events import Answered, CheckedSentence
from rag.asking.whole_question import WholeQuestion, whole_question

OVERVIEW, GREETING, THANKS = WholeQuestion
FERRY = """Ferry runs aground off Saltmarsh

The ferry Corvina ran aground on a sandbank off Saltmarsh on Friday evening. It carried 212 passengers.

Nobody was injured, the harbour master Odile Brandt said. The tide lifted the ship free after five hours.

The repair of the hull will cost 340,000 euros, the shipping company said.
"""
SHIP = """Corvina back in service

The ferry Corvina sails again, two weeks after she ran aground off Saltmarsh. The repair cost 340,000 euros.

The harbour master Odile Brandt wants new buoys on the sandbank. The shipping company will pay half of them.
"""
ASKED = "What is this about?"


@pytest.fixture(scope="module")
def rb(tmp_path_factory):
    folder = tmp_path_factory.mktemp("overview")
    made = readback(folder / "library")
    made.add(write(folder / "files", {"ferry.txt": FERRY, "ship.txt": SHIP}))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        (ASKED, OVERVIEW),
        ("Summarise the articles", OVERVIEW),
        ("please give me the main points", OVERVIEW),
        ("what do these documents say?", OVERVIEW),
        ("Can you give me a short summary of all of it", OVERVIEW),
        ("tl;dr", OVERVIEW),
        ("What happened?", OVERVIEW),
        ("Hi!", GREETING),
        ("good morning", GREETING),
        ("Thanks, that is great", THANKS),
        ("What is the article about the ferry about?", None),
        ("What happened on Friday?", None),
        ("Summarise what Odile Brandt said", None),
        ("What does Corvina say?", None),
        ("Who says thanks?", None),
        ("Is it good?", None),
        ("?", None),
    ],
)
def test_only_general_words_make_a_question_about_the_whole(question, kind):
    assert whole_question(question) is kind


@pytest.mark.parametrize("question", ["What is it about?", "What happened there?", "What about it?"])
def test_what_points_back_is_no_question_about_the_whole(question):
    assert whole_question(question, follows=True) is None


def test_what_about_it_is_none_either():
    assert whole_question("What about it?") is None
    assert whole_question("What are these articles about?", follows=True) is OVERVIEW


def test_what_all_is_about_are_the_first_points_of_a_briefing(rb):
    answer = rb.ask(ASKED)
    assert answer.found
    points = [s for section in rb.brief().sections if section.kind == "key_points" for s in section.sentences]
    assert [sentence.text for sentence in answer.sentences] == [point.text for point in points][:5]
    assert {citation.document for citation in answer.citations} == {one.id for one in rb.documents()}
    check_answer(rb, ASKED, answer)


def test_what_one_document_is_about_is_its_summary(rb):
    ship = rb.document("ship.txt").id
    answer = rb.ask(ASKED, [ship])
    assert [s.text for s in answer.sentences] == [s.text for s in rb.summarize(ship).sentences][:5]
    assert {citation.document for citation in answer.citations} == {ship}
    check_answer(rb, ASKED, answer)


def test_its_sentences_come_one_by_one(rb):
    *sentences, last = rb.stream(ASKED)
    assert isinstance(last, Answered)
    assert all(isinstance(one, CheckedSentence) for one in sentences)
    assert [one.sentence for one in sentences] == list(last.answer.sentences)


def test_a_greeting_is_answered_by_a_line_that_claims_nothing(rb):
    for said in ("Hello", "thanks!"):
        answer = rb.ask(said)
        assert answer.found
        assert [one.verdict for one in answer.sentences] == ["unchecked"]
        assert answer.citations == ()


def test_of_no_documents_there_is_nothing_to_say(tmp_path):
    with readback(tmp_path / "library") as empty:
        answer = empty.ask(ASKED)
    assert not answer.found
    assert answer.notes
