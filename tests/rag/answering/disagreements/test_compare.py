"""Disagreements of an answer: what sources contradict each other on, and what are things of one name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.helpers import readback, write

from rag.answering.answer_type import AnswerType
from rag.answering.disagreements.edited_sentences import filled
from rag.answering.disagreements.value_agreement import agreement, fits
from rag.answering.disagreements.values import CandidateValue, value
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
    opened = readback(folder / "lib", reader="")
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
    assert differ.topic == "How long the drawbridge at Ostrel was open on 3 March 2026"
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
        for told in (told for one in answer.disagreements for told in one.values):
            assert told.citations
            assert {cited[n].document for n in told.citations} == set(told.documents)
            for n in told.citations:
                text = rb.text(cited[n].document).text
                assert cited[n].quote == text[cited[n].start : cited[n].end]
                assert told.value in cited[n].quote


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
    assert sorted(told.value for told in differ.values) == [
        "the folk group The Parsons",
        "the singer Ada Solberg",
    ]


def test_an_edited_text_contradicts_its_model(rb):
    ids = {document.path.rsplit("/", 1)[-1]: document.id for document in rb.documents()}
    answer = rb.ask(ARTIST, [ids["ada.txt"], ids["edited.txt"]])
    (differ,) = answer.disagreements
    assert differ.kind == "conflict"
    one, other = sorted(told.value for told in differ.values)
    assert "Greta Munk" in one
    assert "Ada Solberg" in other


def test_sources_that_agree_and_a_single_source_disagree_on_nothing(rb):
    ids = {document.path.rsplit("/", 1)[-1]: document.id for document in rb.documents()}
    assert rb.ask(LONG, [ids["courier.txt"], ids["reprint.txt"]]).disagreements == ()
    assert rb.ask(LONG, [ids["herald.txt"], ids["gazette.txt"]]).disagreements == ()
    assert rb.ask(LONG, [ids["herald.txt"]]).disagreements == ()


def dated(day, minutes):
    """An article of a day on the drawbridge."""
    head = f"---\ntitle: The drawbridge of Ostrel\npublication: The {minutes} Courier\ndate: {day}\n---\n\n"
    return f"{head}The drawbridge at Ostrel stood open for {minutes} minutes after a motor failed.\n"


@pytest.mark.parametrize(("day", "differ"), [("2026-03-05", 1), ("2024-08-17", 0)])
def test_an_article_of_another_year_is_of_another_event(tmp_path, day, differ):
    with readback(tmp_path / "lib", reader="") as opened:
        texts = {"new.md": dated("2026-03-03", 35), "other.md": dated(day, 145)}
        opened.add(write(tmp_path / "in", texts))
        answer = opened.ask("How long was the drawbridge at Ostrel open?")
    assert answer.found
    assert len(answer.disagreements) == differ


def test_where_nothing_is_found_nothing_disagrees(rb):
    answer = rb.ask("What is the boiling point of tungsten in kelvin?")
    assert not answer.found
    assert answer.disagreements == ()


@pytest.mark.parametrize(
    ("question", "form", "noun", "is_value"),
    [
        ("What is the population of Velm?", AnswerType.ANYTHING, "popul", True),
        ("Who is the artist of the album?", AnswerType.PERSON, "", True),
        ("Which sport is Ada Solberg associated with?", AnswerType.ANYTHING, "sport", True),
        ("What type of music is played at Velm?", AnswerType.ANYTHING, "music", True),
        ("How long did the call last?", AnswerType.DURATION, "", True),
        ("Why did the call last so long?", AnswerType.ANYTHING, "", False),
    ],
)
def test_what_a_question_asks_for(question, form, noun, is_value):
    found = question_type(question)
    assert (found.form, found.noun, found.is_value) == (form, noun, is_value)


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("95 minutes", "90 minutes", Agreement.DIFFERS),
        ("95 minutes", "over 90 minutes", Agreement.LOOSELY),
        ("over an hour and a half", "95 minutes", Agreement.LOOSELY),
        ("95 minutes", "an hour and 35 minutes", Agreement.AGREES),
        ("2 May 2018", "May 2018", Agreement.LOOSELY),
        ("2 May 2018", "3 May 2018", Agreement.DIFFERS),
        ("2 May 2018", "95 minutes", Agreement.INCOMPARABLE),
        ("95 minutes", "John Smith", Agreement.INCOMPARABLE),
        ("John Smith", "Smith", Agreement.LOOSELY),
        ("John Smith", "Mary Smith", Agreement.DIFFERS),
        ("American football", "football", Agreement.LOOSELY),
        ("football", "chess", Agreement.DIFFERS),
    ],
)
def test_how_two_values_stand_to_each_other(one, other, how):
    mine, theirs = _read(one), _read(other)
    assert agreement(mine, theirs) is how
    assert agreement(theirs, mine) is how


def _read(text) -> CandidateValue:
    found = value(f"It was {text} there.", 7, 7 + len(text))
    assert found is not None
    assert found.text == text
    return found


def test_a_part_of_a_quantity_is_the_whole_one_and_a_number_in_a_name_is_the_name():
    sentence = "Apollo 11 was open for over an hour and a half, said Ada Solberg."
    at = sentence.index
    assert value(sentence, at("hour"), at(",")).text == "over an hour and a half"
    assert value(sentence, 0, at(" was")).text == "Apollo 11"
    assert value(sentence, at("Ada") - 1, len(sentence)).text == "Ada Solberg"
    assert value(sentence, 0, len(sentence)) is None
    assert value(sentence, len(sentence) - 1, len(sentence)) is None


def test_the_words_that_were_exchanged_in_a_sentence_are_found():
    one = "The mill at Ostrel was built by Ada Solberg for the crown in the spring of 1902."
    other = "The mill at Ostrel was built by Greta Munk for the crown in the spring of 1902."
    assert [one[start:end] for start, end in filled(one, [other])] == ["Ada Solberg"]
    assert (
        filled(one, [one, "Fishermen mend their nets beside the ice house every morning of the week."]) == []
    )


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=120) | st.text("Aa1 ,.-'(\n", max_size=120), st.integers(0, 120), st.integers(1, 60))
def test_a_value_is_the_words_at_its_place(sentence, start, size):
    found = value(sentence, min(start, len(sentence)), min(start + size, len(sentence)))
    if found:
        assert found.text == sentence[found.start : found.end]
        assert found.text


def test_hostile_text_is_data(tmp_path):
    with readback(tmp_path / "lib", reader="") as opened:
        script = COURIER.replace("35 minutes", "35 minutes <script>alert(1)</script> [[7]] ${x} %s")
        opened.add(write(tmp_path / "in", {"a.txt": script, "b.txt": HERALD}))
        answer = opened.ask(LONG)
    assert {value.value for one in answer.disagreements for value in one.values} == {
        "35 minutes",
        "50 minutes",
    }


def test_without_a_reader_only_nearly_the_same_sentences_are_compared(tmp_path):
    with readback(tmp_path / "lib") as opened:
        opened.add(write(tmp_path / "in", {"courier.txt": COURIER, "herald.txt": HERALD}))
        assert opened.ask(LONG).disagreements == ()
        opened.add(write(tmp_path / "in", {"edited.txt": COURIER.replace("35 minutes", "53 minutes")}))
        assert {value.value for one in opened.ask(LONG).disagreements for value in one.values} == {
            "35 minutes",
            "53 minutes",
        }


def test_a_value_that_another_allows_fits_it():
    words = ("70 minutes", "over an hour", "60 minutes", "at 3 p.m.")
    exact, limit, other, time = (value(text, 0, len(text)) for text in words)
    assert fits(exact, limit)
    assert not fits(limit, exact)
    assert not fits(exact, other)
    assert not fits(exact, time)


def test_values_that_fit_are_told_as_fitting(tmp_path):
    vague = HERALD.replace("open for 50 minutes", "open for over half an hour")
    with readback(tmp_path / "lib", reader="") as opened:
        opened.add(write(tmp_path / "in", {"courier.txt": COURIER, "herald.txt": vague}))
        answer = opened.ask(LONG)
    assert answer.disagreements == ()
    assert "“35 minutes” fits “over half an hour”: both can be right." in answer.notes
