"""The timeline of a briefing: what happened on a day that is certain, the main event among it."""

from datetime import date
from types import SimpleNamespace

import pytest
from support.helpers import readback, write

from rag.briefing.timeline import Event, first_of, in_order
from rag.shapes import DatePrecision

HEAD = "Holm Bay Gazette\n14 March 2025\n\n"  # a Friday
FACTS = """The roof of the market hall in Holm Bay fell in {day}, and nobody was hurt.
{sentence}
The hall had been built of oak and slate by the guild of the cloth merchants.
The council will pay for a new roof, said the mayor, Ilka Brand.
"""


def briefed(folder, *articles):
    with readback(folder / "library") as opened:
        opened.add(write(folder / "articles", {f"{n}.txt": text for n, text in enumerate(articles)}))
        return opened.brief()


@pytest.mark.parametrize(
    ("day", "when"),
    [("on Tuesday", "2025-03-11"), ("yesterday", "2025-03-13"), ("on 12 March", "2025-03-12")],
)
def test_the_main_event_is_dated_by_the_day_of_publication(tmp_path, day, when):
    article = HEAD + FACTS.format(day=day, sentence="Stalls stood under it.")
    made = briefed(tmp_path, article)
    (event,) = made.timeline
    assert (event.date, event.precision) == (when, "day")
    assert "fell in" in event.sentence.text
    assert any("counted from the day of publication" in note for note in made.notes)


@pytest.mark.parametrize(
    "sentence",
    [
        "The market opens again on Monday in the school yard.",
        "The hall will be cleared on Wednesday by the fire brigade.",
        "The Saturday fair is cancelled and all fees are refunded.",
        "Call the town hall from Monday to Thursday between nine and five.",
        "Holm Bay, Saturday 8 March 2025.",
        "She would gladly open a stall of her own tomorrow.",
    ],
)
def test_a_day_that_is_not_certain_is_not_dated(tmp_path, sentence):
    made = briefed(tmp_path, HEAD + FACTS.format(day="on Tuesday", sentence=sentence))
    assert [event.date for event in made.timeline] == ["2025-03-11"]


def event(place, day):
    point = SimpleNamespace(lead=SimpleNamespace(place=place))
    return Event(f"2025-03-{day:02}", DatePrecision.DAY, date(2025, 3, day), point)


def test_of_too_many_events_the_last_by_worth_are_left_out_and_not_the_newest():
    newest, oldest, middle = event("a", 30), event("b", 1), event("c", 12)
    assert in_order(first_of(2, [newest, oldest, newest, middle])) == [oldest, newest]
