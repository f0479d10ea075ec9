"""A turn that grows with the events of its answer."""

from support.parsed import Parsed, answered, citation

from index.errors import ReadbackError
from rag.answering.events import Answered, CheckedSentence
from rag.model.reply import DraftPiece
from rag.request_errors import Stopped
from rag.shapes import AnswerSentence
from ui.web.panes.answer_thread import advance
from ui.web.panes.conversation import thread, turn_html
from ui.web.panes.turns import Turn


def test_a_turn_grows_with_what_is_told():
    cite, sentence = citation(), AnswerSentence("It left.", (1,), "supported")
    turn = Turn("Why?", 1, state="working")
    assert "Reading 1 document" in Parsed(turn_html(turn, 0)).text
    turn = advance(advance(turn, DraftPiece("It ", opens=True)), DraftPiece("le", opens=False))
    assert (turn.draft, turn.answer) == ("It le", None)
    assert advance(turn, DraftPiece("No", opens=True)).draft == "No"
    turn = advance(turn, CheckedSentence(sentence, (cite,)))
    assert (turn.draft, turn.so_far.sentences, turn.so_far.citations) == ("", (sentence,), (cite,))
    whole = answered(sentence, citations=[cite])
    assert advance(turn, Answered(whole)) == Turn("Why?", 1, whole)
    assert advance(turn, ReadbackError("The library is busy")) == Turn("Why?", 1, error="The library is busy")
    assert "ZeroDivision" not in thread([advance(turn, ZeroDivisionError("ZeroDivision"))])


def test_sentences_that_are_numbered_anew_replace_those_before():
    first, again = citation(quote="Text"), citation(quote="Other", start=9)
    turn = advance(
        Turn("Why?", 1, state="working"), CheckedSentence(AnswerSentence("One.", (1,), "supported"), (first,))
    )
    turn = advance(turn, CheckedSentence(AnswerSentence("Two.", (1,), "supported"), (again,)))
    assert [sentence.text for sentence in turn.so_far.sentences] == ["Two."]
    assert turn.so_far.citations == (again,)


def test_what_was_stopped_keeps_what_was_read_back():
    checked = CheckedSentence(AnswerSentence("It left.", (1,), "supported"), (citation(),))
    turn = advance(advance(Turn("Why?", 1, state="working"), checked), DraftPiece("It came", opens=True))
    page = Parsed(thread([advance(turn, Stopped())]))
    for words in ("It left.", "Stopped.", "1 sentence read back to its source"):
        assert words in page.text
    assert "It came" not in page.text
    bare = Parsed(thread([advance(Turn("Why?", 1, state="working"), Stopped())]))
    assert bare.text == "Why?Stopped.Ask again"
