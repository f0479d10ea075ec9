"""Turns of a conversation as they stand on the page."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from support.parsed import Parsed, answer_html, answered, citation

from rag.model.reply import DraftPiece
from rag.shapes import NO_PASSAGE, Answer, AnswerSentence, UnsureAnswer
from ui.web.panes.answer_thread import advance
from ui.web.panes.conversation import thread, turn_html
from ui.web.panes.turns import Turn


def test_found_nothing_says_so_and_shows_no_chip():
    near = citation(quote="The clerk had no figure.")
    page = Parsed(
        answer_html(
            Answer("How much?", False, 0.1, "extractive", nearest=(near,), notes=("By words alone.",))
        )
    )
    assert "Your documents do not say." in page.text
    assert "Not evidence" in page.text
    assert "By words alone." in page.text
    assert [b["aria-label"] for b in page.all("button")[1:]] == [
        "Ask again",
        "Open Corrin Courier, 14 March 2026",
    ]
    assert not [b for b in page.all("button") if "rb-chip" in (b["class"] or "").split()]


def test_likely_words_are_marked_in_a_passage_that_may_answer():
    near = citation(quote="The clerk had <b>no</b> figure.")
    unsure = UnsureAnswer(
        "How much?", False, 0.3, "extractive", nearest=(near,), likely=("<b>no</b> figure",)
    )
    html = answer_html(unsure)
    assert 'The clerk had <mark class="rb-likely">&lt;b&gt;no&lt;/b&gt; figure</mark>.' in html
    assert "<mark" not in answer_html(replace(unsure, likely=("another figure",)))
    assert "<mark" not in answer_html(replace(unsure, confidence=0.1))


def test_a_draft_has_neither_chip_nor_verdict_and_is_not_read_aloud():
    checked = answered(AnswerSentence("It left.", (1,), "supported"), citations=[citation()])
    html = turn_html(Turn("Why?", 3, checked, state="working", draft="It came"), 0)
    page = Parsed(html)
    assert page.all("article")[0]["data-state"] == "working"
    assert "Reading back sentence 2" in page.text
    sentence, draft = html.split("<samp")
    assert 'data-verdict="supported"' in sentence
    chips = [button for button in Parsed(sentence).all("button") if "rb-chip" in button["class"]]
    assert len(chips) == 1
    assert "It came" not in sentence
    assert Parsed(f"<samp{draft}").text == "It came"
    assert Parsed(f"<samp{draft}").all("samp")[0]["aria-hidden"] == "true"
    assert [tag for tag, _ in Parsed(f"<samp{draft}").tags] == ["samp"]
    assert "rb-audit" not in html


@given(st.lists(st.text(min_size=1)), st.integers(0, 9))
def test_each_look_of_a_draft_begins_with_the_one_before(pieces, sentences):
    turn = Turn(
        "Why?", 1, answered(*[AnswerSentence("It left.", (), "unchecked")] * sentences), state="working"
    )
    turn = advance(turn, DraftPiece("So ", opens=True))
    for piece in pieces:
        further = advance(turn, DraftPiece(piece, opens=False))
        assert turn_html(further, 0).startswith(turn_html(turn, 0))
        turn = further


def test_a_refusal_says_why_where_that_is_known():
    said = UnsureAnswer("Why?", False, 0.0, "extractive")
    assert "No passage in scope answers" in thread([Turn("Why?", 2, said)])
    foreign = thread([Turn("Warum?", 2, replace(said, language="de"))])
    assert NO_PASSAGE in foreign
    assert "No passage in scope" not in foreign


def test_how_a_question_was_understood_stands_under_it():
    notes = (
        "Understood as: Why did it leave?",
        "One citation was removed.",
        "Asked m at h: 1 tokens read.",
    )
    html = thread([Turn("Why?", 2, answered(AnswerSentence("It left.", (), "unchecked"), notes=notes))])
    head, rest = html.split('<p class="rb-prose">')
    assert Parsed(head).text == "Why?2 documents searched · Understood as: Why did it leave?"
    assert "Understood" not in rest
    assert rest.count("rb-note") == 1
    assert 'class="rb-bill">Asked m at h' in rest
    nowhere = thread([Turn("Why?", 2, Answer("Why?", False, 0.1, "m", notes=notes))])
    assert nowhere.count("Understood as") == 1
