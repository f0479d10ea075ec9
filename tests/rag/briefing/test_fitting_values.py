"""Values of one thing that differ: a dispute, or values that fit together; a topic finds them all."""

import pytest
from support.helpers import readback, write
from support.weir import check, texts

GAZETTE = """Lights out in Pellin after a fault at the substation

The Pellin Gazette, 7 May 2031

Pellin was without power on Tuesday evening after a fault at the substation in Mill Lane.
The lights were out for 40 minutes, said Edda Krone, the manager of the grid.
About 200 lifts stopped between two floors, the fire brigade of Pellin counted.
"""
COURIER = """Pellin in the dark

Ravik Courier, 7 May 2031

A 55-minute blackout at the substation in Mill Lane left Pellin without power on Tuesday evening.
The fire brigade of Pellin counted 204 lifts that had stopped between two floors.
Cinemas gave back the money for 900 tickets.
"""
POST = """Blackout in Pellin: the grid looks for the fault

Lowen Post, 8 May 2031

The blackout in Pellin on Tuesday evening lasted over half an hour, and the lights were out in Mill Lane, too.
Schools stayed open on Wednesday, the mayor of Pellin said.
"""


@pytest.fixture(scope="module")
def pellin(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pellin")
    with readback(folder / "library") as opened:
        opened.add(write(folder / "a", {"gazette.txt": GAZETTE, "courier.txt": COURIER, "post.txt": POST}))
        yield opened


def test_a_topic_hears_every_source_that_gives_a_value_for_it(pellin):
    made = pellin.brief(topic="how long the lights were out")
    check(pellin, made)
    assert all(line.used for line in made.coverage)
    (lasted,) = made.disagreements
    assert {value.value for value in lasted.values} == {"40 minutes", "55-minute", "over half an hour"}
    assert "lifts" not in texts(made, "key_points", "agree", "only_in_one")


def test_values_that_fit_are_told_as_fitting_and_not_as_agreeing(pellin):
    made = pellin.brief(topic="how long the lights were out")
    assert "“40 minutes” fits “over half an hour”" in texts(made, "differ")
    assert texts(made, "agree") == ""


def test_a_rounded_value_is_no_dispute(pellin):
    made = pellin.brief()
    check(pellin, made)
    assert not {"About 200", "204"} & {value.value for one in made.disagreements for value in one.values}


def test_a_briefing_has_a_headline_and_begins_with_what_happened(pellin):
    made = pellin.brief()
    assert made.title in {text.partition("\n")[0] for text in (GAZETTE, POST)}  # the third says too little
    assert "without power on Tuesday evening" in made.sections[0].sentences[0].text
    told = [s for section in made.sections for s in section.sentences if s.verdict == "exact"]
    quoted = [s.citations[0] for s in told]
    assert len(quoted) == len(set(quoted))
