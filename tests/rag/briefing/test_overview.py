"""Questions about the documents as a whole, and greetings: answered without a search."""

import pytest
from support.helpers import readback, write
from support.promises import check_answer

from rag.answering.events import Answered, CheckedSentence
from rag.asking.whole_question import WholeQuestion, whole_question

OVERVIEW, TIMELINE, DIFFERENCES, DOCUMENTS, GREETING, THANKS = WholeQuestion
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
        ("Give me an overview of the affair.", OVERVIEW),
        ("What is the matter with it?", None),
        ("Give me a timeline", TIMELINE),
        ("what is the chronology of events?", TIMELINE),
        ("How do the articles differ?", DIFFERENCES),
        ("Where do my sources contradict each other?", DIFFERENCES),
        ("compare the documents", DIFFERENCES),
        ("Which articles are from 2022?", DOCUMENTS),
        ("list all documents", DOCUMENTS),
        ("How many documents are there?", DOCUMENTS),
        ("which sources were published in May 2026", DOCUMENTS),
        ("How do the articles differ on the ferry?", None),
        ("Which documents name Odile Brandt?", None),
        ("How many passengers are there?", None),
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


@pytest.mark.parametrize("question", ["What is this about?", "Summarise this", "What is all this about?"])
def test_this_means_the_documents_whatever_was_asked_before(question):
    assert whole_question(question, follows=True) is OVERVIEW


def test_what_about_it_is_none_either():
    assert whole_question("What about it?") is None
    assert whole_question("What are these articles about?", follows=True) is OVERVIEW


def test_what_all_is_about_are_the_first_points_of_a_briefing(rb):
    answer = rb.ask(ASKED)
    assert answer.found
    points = [s for section in rb.brief().sections if section.kind == "key_points" for s in section.sentences]
    assert [sentence.text for sentence in answer.sentences] == [point.text for point in points][:5]
    assert {sentence.block for sentence in answer.sentences} == {"item"}  # a list, not one long paragraph
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


def test_a_timeline_has_each_date_as_a_heading(rb):
    answer = rb.ask("Give me a timeline")
    check_answer(rb, "Give me a timeline", answer)
    headings = [said.text for said in answer.sentences if said.block == "heading"]
    assert len(headings) == len(set(headings))
    assert answer.found is bool(answer.sentences)


def test_the_differences_are_the_disagreements_of_the_sources(tmp_path):
    papers = {
        "herald.txt": "Ferry aground\n\nThe ferry Corvina ran aground off Velm. It carried 212 passengers.\n",
        "courier.txt": "Ferry aground\n\nThe ferry Corvina hit a bank off Velm. It carried 187 passengers.\n",
    }
    with readback(tmp_path / "library") as made:
        made.add(write(tmp_path / "files", papers))
        answer = made.ask("How do the articles differ?")
        check_answer(made, "How do the articles differ?", answer)
        (differ,) = answer.disagreements
        assert answer.sentences[0].text == "Your sources differ on one point."
        assert {value.value for value in differ.values} == {"212", "187"}


def test_the_documents_of_a_time_are_listed(tmp_path):
    dated = {
        "old.md": "---\ntitle: Ferry in the fog\ndate: 2024-03-02\n---\n\nThe Corvina sailed in the fog.\n",
        "new.md": "---\ntitle: Ferry aground\ndate: 2026-03-14\n---\n\nThe ferry Corvina ran aground.\n",
    }
    with readback(tmp_path / "library") as made:
        made.add(write(tmp_path / "files", dated))
        every = made.ask("Which documents are there?")
        some = made.ask("Which articles are from 2024?")
        none = made.ask("Which articles are from 1999?")
    assert [said.text for said in every.sentences] == [
        "2 documents:", "Ferry aground, 14 March 2026", "Ferry in the fog, 2 March 2024"
    ]  # fmt: skip
    assert [said.text for said in some.sentences] == [
        "1 of 2 documents is of that time:", "Ferry in the fog, 2 March 2024"
    ]  # fmt: skip
    assert [said.text for said in none.sentences] == ["None of the 2 documents is of that time."]
