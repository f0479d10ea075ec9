"""What a question names, a label, a code or a person, must stand in what answers it."""

from types import SimpleNamespace

import pytest

from rag import Readback
from rag.answering.named_things import is_spoken_of, named_things
from rag.english.labels import Label

ROOMS = """Halls of the Ostrey Institute

Hall 3 holds 120 chairs. It has a stage.
Hall 4 holds 85 chairs. It has a balcony.

Permit QX-771-B was issued on 4 June 2025. Permit QX-772-B was issued on 9 July 2025.

Version 2.1 of the house rules bans candles. Version 2.10 of the house rules allows candles.

Marta Solberg keeps the keys. Martha Solheim waters the plants. Mario Sol plays the organ.
"""


@pytest.fixture(scope="module")
def rb(tmp_path_factory):
    folder = tmp_path_factory.mktemp("named")
    (folder / "halls.txt").write_text(ROOMS, encoding="utf-8")
    made = Readback(library=folder / "library")
    made.add([folder / "halls.txt"])
    return made


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("How many chairs does Hall 3 hold?", [Label("hall", "3")]),
        ("When was permit QX-771-B issued?", [Label("", "qx-771-b")]),
        ("What does version 2.1 ban?", [Label("version", "2.1")]),
        ("Is Rule No. 14a still in force?", [Label("rule", "14a")]),
        ("How far did Apollo 11 fly?", [Label("apollo", "11")]),
        ("What happened in May 2024?", []),
        ("How many of the 40km were paved by 5pm?", []),
        ("Did prices rise 40 percent in 2023?", []),
    ],
)
def test_labels_and_codes_of_a_question(question, labels):
    assert list(named_things(question).labels) == labels


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("How many chairs does Hall 4 hold?", ["Hall 4 holds 85 chairs."]),
        ("When was permit QX-772-B issued?", ["Permit QX-772-B was issued on 9 July 2025."]),
        (
            "What does version 2.10 of the house rules say of candles?",
            ["Version 2.10 of the house rules allows candles."],
        ),
        ("Who is Martha Solheim?", ["Martha Solheim waters the plants."]),
    ],
)
def test_only_what_is_about_the_named_answers(rb, question, held):
    answer = rb.ask(question)
    assert [citation.quote for citation in answer.citations] == held


@pytest.mark.parametrize(
    "question",
    [
        "How many chairs does Hall 99 hold?",
        "When was permit QX-779-B issued?",
        "What does version 3.0 of the house rules say of candles?",
        "Who is Marta Solbergstrom?",
        "Who is Anders Solheimer?",
    ],
)
def test_what_nobody_names_is_not_there(rb, question):
    answer = rb.ask(question)
    assert (answer.found, answer.sentences) == (False, ())
    assert answer.nearest


def test_a_sentence_without_a_label_is_about_the_one_before(rb):
    answer = rb.ask("Does Hall 3 have a stage or a balcony?")
    assert "balcony" not in " ".join(citation.quote for citation in answer.citations)


def test_what_holds_of_one_thing_holds_of_no_other_in_a_follow_up(tmp_path):
    lake = "A day on the lake costs 6 crowns for a canoe, and 40 crowns for a yacht."
    (tmp_path / "lake.txt").write_text(lake, encoding="utf-8")
    with Readback(library=tmp_path / "library") as made:
        made.add([tmp_path / "lake.txt"])

        def after(said, follow_up):
            return made.ask(follow_up, history=[{"role": "user", "content": said}])

        assert not after("How much does a day on the lake cost for a canoe?", "And a helicopter?").found
        assert after("How much does a day on the lake cost for a canoe?", "And a yacht?").found


@pytest.mark.parametrize(("thing", "spoken"), [("bikes", True), ("a bicycle", True), ("helicopters", False)])
def test_another_word_for_a_thing_will_do(rb, thing, spoken):
    embed = rb.library.searcher.embedded
    if embed(["any"]) is None:
        pytest.skip("no embedder's weights")
    said = SimpleNamespace(sentence=SimpleNamespace(text="Bicycles may be left at the gate."))
    assert is_spoken_of(thing, [said], embed) is spoken
