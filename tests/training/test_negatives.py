"""Questions with one thing changed."""

import random

import pytest

from training.negatives import OPPOSITES, ChangedQuestion, change, names, other_number, swapped, unanswered


@pytest.mark.parametrize(
    ("question", "others"),
    [
        ("What did Anna Berg say?", ["Carl Lund"]),
        ("When was the first bridge built?", []),
        ("What happened in 1984?", []),
        ("Who spoke on Monday?", []),
    ],
)
def test_one_thing_of_a_question_is_changed(question, others):
    for seed in range(30):
        changed = change(question, others, random.Random(seed))
        assert changed is not None
        assert changed.question != question
        assert changed.question == question.replace(changed.old, changed.new, 1)


def test_a_question_without_anything_to_change_stays():
    assert change("why is it so?", [], random.Random(1)) is None


def test_a_weekday_becomes_another_weekday():
    assert change("Who spoke on Monday?", ["Carl"], random.Random(1)).new.endswith("day")


@pytest.mark.parametrize("number", ["7", "1984", "4.2", "12,500"])
def test_another_number_looks_like_the_first(number):
    for seed in range(30):
        other = other_number(number, random.Random(seed))
        assert other != number
        assert len(other) == len(number)


def test_opposites_go_both_ways():
    assert all(word in OPPOSITES[other] for word, others in OPPOSITES.items() for other in others)


def test_names_at_the_start_of_a_sentence_do_not_count():
    assert names("Yesterday Anna Berg met the King of Sweden. Nobody saw it.") == [
        "Anna Berg",
        "King of Sweden",
    ]


def test_a_change_that_the_passage_speaks_of_may_be_answered():
    changed = ChangedQuestion("What did Carl say?", "Anna", "Carl")
    assert unanswered(changed, "Anna said yes.", ["yes"])
    assert not unanswered(changed, "Anna said yes, Carl said no.", ["yes"])
    assert not unanswered(changed, "Somebody said yes.", ["yes"])
    assert not unanswered(changed, "Anna said yes.", ["Anna said yes"])


def test_a_name_is_swapped_in_question_and_passage_alike():
    changed = ChangedQuestion("What did Christopher say?", "Anna", "Christopher")
    passage = "Anna came. Then Anna said yes."
    question, text, spans = swapped(passage, [(26, 29)], changed)
    assert question == "What did Christopher say?"
    assert text == "Christopher came. Then Christopher said yes."
    assert [text[a:b] for a, b in spans] == ["yes"]
    assert swapped(passage, [(0, 4)], changed) is None
