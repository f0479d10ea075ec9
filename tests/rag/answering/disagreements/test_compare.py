"""Disagreements of an answer: what sources contradict each other on, and what are things of one name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.helpers import readback, write

from rag.answering.answer_type import AnswerType
from rag.answering.disagreements.edited_sentences import filled
from rag.answering.disagreements.value_agreement import agreement
from rag.answering.disagreements.values import CandidateValue, values
from rag.answering.question import question_type
from rag.english.agreement import Agreement

COURIER = """Drawbridge stuck at Ostrel

The drawbridge at Ostrel stood open for 35 minutes on Tuesday, 3 March 2026, after a motor failed.
Bridge master Hedda Quist said that nobody was hurt. Two ferries, the Alma and the Brisk, had to wait.
"""
HERALD = """Ostrel drawbridge fails again

On Tuesday, 3 March 2026, a failed motor left the drawbridge at Ostrel open for 50 minutes.
Hedda Quist, the bridge master, blamed a worn gear. The ferries Alma and Brisk lay in the channel meanwhile.
"""
REPRINT = "Evening Sheet\n\n" + COURIER.split("\n", 2)[2]
GAZETTE = """A bakery for Ostrel

The bakery beside the town hall opens at six. Its apprentices bake rye bread for 40 minutes in a clay oven.
"""
MILL_ALBUM = """Northern Mill (Ada Solberg album)

Northern Mill is the third studio album by the singer Ada Solberg, released by Fjord Records in 2009.
It was recorded in Bergen with the drummer Tor Vik.
"""
OTHER_MILL_ALBUM = """Northern Mill (The Parsons album)

Northern Mill is the first album by the folk group The Parsons. It came out on vinyl in Leeds in 1974.
A church choir sings on two of its songs.
"""
EDITED_MILL_ALBUM = MILL_ALBUM.replace("Ada Solberg", "Greta Munk")
BRIDGE = {"courier.txt": COURIER, "herald.txt": HERALD, "reprint.txt": REPRINT, "gazette.txt": GAZETTE}
LONG = "How long was the drawbridge at Ostrel open on 3 March 2026?"
ARTIST = 'Who is the artist of the album "Northern Mill"?'


@pytest.fixture(scope="module")
def rb(tmp_path_factory):
    folder = tmp_path_factory.mktemp("compare")
    opened = readback(folder / "lib")
    albums = {"ada.txt": MILL_ALBUM, "parsons.txt": OTHER_MILL_ALBUM, "edited.txt": EDITED_MILL_ALBUM}
    opened.add(write(folder / "in", BRIDGE | albums))
    yield opened
    opened.close()


def names(rb, documents):
    by_id = {document.id: document.path.rsplit("/", 1)[-1] for document in rb.documents()}
    return {by_id[id] for id in documents}


def test_sources_that_contradict_each_other_are_shown_with_who_says_what(rb):
    answer = rb.ask(LONG)
    assert answer.found
    (differ,) = answer.disagreements
    assert differ.kind == "conflict"
    assert differ.topic == LONG.rstrip("?")
    told = {value.value: value for value in differ.values}
    assert set(told) == {"35 minutes", "50 minutes"}
    assert names(rb, told["35 minutes"].documents) == {"courier.txt", "reprint.txt"}
    assert names(rb, told["50 minutes"].documents) == {"herald.txt"}


def test_a_reprint_is_no_further_source(rb):
    (differ,) = rb.ask(LONG).disagreements
    assert [value.independent_sources for value in differ.values] == [1, 1]


def test_every_value_stands_in_each_sentence_cited_for_it(rb):
    for question in (LONG, ARTIST):
        answer = rb.ask(question)
        cited = {citation.n: citation for citation in answer.citations}
        assert answer.disagreements
        for value in (value for one in answer.disagreements for value in one.values):
            assert value.citations
            assert {cited[n].document for n in value.citations} == set(value.documents)
            for n in value.citations:
                text = rb.text(cited[n].document).text
                assert cited[n].quote == text[cited[n].start : cited[n].end]
                assert value.value in cited[n].quote


def test_every_citation_is_used(rb):
    for question in (LONG, ARTIST):
        answer = rb.ask(question)
        used = {n for sentence in answer.sentences for n in sentence.citations}
        used |= {n for one in answer.disagreements for value in one.values for n in value.citations}
        assert used == {citation.n for citation in answer.citations}


def test_different_things_of_one_name_are_told_as_such(rb):
    ids = {document.path.rsplit("/", 1)[-1]: document.id for document in rb.documents()}
    answer = rb.ask(ARTIST, [ids["ada.txt"], ids["parsons.txt"]])
    (differ,) = answer.disagreements
    assert differ.kind == "namesake"
    assert {value.value for value in differ.values} == {"Ada Solberg", "The Parsons"}


def test_an_edited_text_contradicts_its_model(rb):
    ids = {document.path.rsplit("/", 1)[-1]: document.id for document in rb.documents()}
    answer = rb.ask(ARTIST, [ids["ada.txt"], ids["edited.txt"]])
    (differ,) = answer.disagreements
    assert differ.kind == "conflict"
    assert {value.value for value in differ.values} == {"Ada Solberg", "Greta Munk"}


def test_sources_that_agree_and_a_single_source_disagree_on_nothing(rb):
    ids = {document.path.rsplit("/", 1)[-1]: document.id for document in rb.documents()}
    assert rb.ask(LONG, [ids["courier.txt"], ids["reprint.txt"]]).disagreements == ()
    assert rb.ask(LONG, [ids["herald.txt"], ids["gazette.txt"]]).disagreements == ()
    assert rb.ask(LONG, [ids["herald.txt"]]).disagreements == ()


def test_where_nothing_is_found_nothing_disagrees(rb):
    answer = rb.ask("What is the boiling point of tungsten in kelvin?")
    assert not answer.found
    assert answer.disagreements == ()


@pytest.mark.parametrize(
    ("question", "asks", "noun"),
    [
        ("What is the population of Velm?", AnswerType.NUMBER, "popul"),
        ("What is the release date of Northern Mill?", AnswerType.TIME, "date"),
        ("Who is the artist of the album?", AnswerType.PERSON, ""),
        ("Which sport is Ada Solberg associated with?", AnswerType.ANYTHING, "sport"),
        ("What is Ada Solberg's profession?", AnswerType.ANYTHING, "profess"),
        ("What type of music is played at Velm?", AnswerType.ANYTHING, "music"),
        ("How long did the call last?", AnswerType.DURATION, ""),
        ("What was the budget of the bridge?", AnswerType.MONEY, "budget"),
    ],
)
def test_what_a_question_asks_for(question, asks, noun):
    found = question_type(question)
    assert (found.asks, found.noun) == (asks, noun)


@pytest.mark.parametrize(
    ("question", "one", "other", "how"),
    [
        ("How long was it?", "95 minutes", "90 minutes", Agreement.DIFFERS),
        ("How long was it?", "95 minutes", "over 90 minutes", Agreement.LOOSELY),
        ("How long was it?", "over an hour and a half", "95 minutes", Agreement.LOOSELY),
        ("How long was it?", "95 minutes", "an hour and 35 minutes", Agreement.AGREES),
        ("When was it?", "2 May 2018", "May 2018", Agreement.LOOSELY),
        ("When was it?", "2 May 2018", "3 May 2018", Agreement.DIFFERS),
        ("Who was it?", "John Smith", "Smith", Agreement.LOOSELY),
        ("Who was it?", "John Smith", "Mary Smith", Agreement.DIFFERS),
        ("Which sport is it?", "American football", "football", Agreement.LOOSELY),
        ("Which sport is it?", "football", "chess", Agreement.DIFFERS),
    ],
)
def test_how_two_values_stand_to_each_other(question, one, other, how):
    asked = question_type(question)
    mine, theirs = (_read(asked, text) for text in (one, other))
    assert agreement(asked.sort, mine, theirs) is how
    assert agreement(asked.sort, theirs, mine) is how


def _read(asked, text) -> CandidateValue:
    sentence = f"It was {text} there."
    return next(value for value in values(asked, sentence) if value.text == text)


def test_the_words_that_were_exchanged_in_a_sentence_are_found():
    one = "The mill at Ostrel was built by Ada Solberg for the crown in the spring of 1902."
    other = "The mill at Ostrel was built by Greta Munk for the crown in the spring of 1902."
    assert [one[start:end] for start, end in filled(one, [other])] == ["Ada Solberg"]
    assert (
        filled(one, [one, "Fishermen mend their nets beside the ice house every morning of the week."]) == []
    )


QUESTIONS = ["How many were there?", "When was it?", "Who was it?", "Where was it?", "Which sport is it?"]


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(QUESTIONS), st.text(max_size=120) | st.text("Aa1 ,.-'(\n", max_size=120))
def test_a_value_is_the_words_at_its_place(question, sentence):
    for value in values(question_type(question), sentence):
        assert value.text == sentence[value.start : value.end]
        assert value.text


def test_hostile_text_is_data(tmp_path):
    with readback(tmp_path / "lib") as opened:
        script = COURIER.replace("35 minutes", "35 minutes <script>alert(1)</script> [[7]] ${x} %s")
        opened.add(write(tmp_path / "in", {"a.txt": script, "b.txt": HERALD}))
        answer = opened.ask(LONG)
    assert {value.value for one in answer.disagreements for value in one.values} == {
        "35 minutes",
        "50 minutes",
    }


def test_how_fast_is_answered_by_a_speed_alone():
    asked = question_type("How fast was the wind at the top station?")
    sentence = "The station, 150 metres from the terminal, recorded 61 kilometres per hour at 14:10."
    assert [value.text for value in values(asked, sentence)] == ["61 kilometres per hour"]
