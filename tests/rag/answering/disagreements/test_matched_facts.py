"""Disagreements over a figure, found by the sources' own sentences and not by the question's words."""

import pytest
from support.helpers import readback, write

HEAD = "---\nsource: {}\ndate: 2026-05-11\n---\n\n"
PAPERS = {
    "post.md": HEAD.format("Velm Post")
    + "The Velm Cableway stood still for 35 minutes on Saturday, its operator said. It carried 48 people.\n",
    "echo.md": HEAD.format("Velm Echo")
    + "The cabins of the Velm Cableway hung motionless for 50 minutes on Saturday. The wind blew hard.\n",
    "radio.md": HEAD.format("Radio Velm")
    + "The Velm Cableway opened in 1981. A bus replaces it and takes 20 minutes to the top.\n",
}


@pytest.fixture(scope="module")
def rb(tmp_path_factory):
    folder = tmp_path_factory.mktemp("matched")
    with readback(folder / "library", reader="") as made:
        made.add(write(folder / "files", PAPERS))
        yield made


@pytest.mark.parametrize(
    "question",
    [
        "How long did the Velm Cableway stand still?",
        "How long was the cableway stopped on Saturday?",
        "For how many minutes did the Velm Cableway stand still on Saturday?",
    ],
)
def test_the_values_of_sources_do_not_hang_on_the_wording(rb, question):
    (differ,) = rb.ask(question).disagreements
    assert {value.value for value in differ.values} == {"35 minutes", "50 minutes"}


def test_a_figure_of_something_else_is_no_disagreement(rb):
    assert not rb.ask("How many people did the Velm Cableway carry?").disagreements
    assert not rb.ask("When did the Velm Cableway open?").disagreements


def test_a_figure_that_fits_is_no_disagreement(tmp_path):
    fitting = {"post.md": PAPERS["post.md"], "echo.md": PAPERS["echo.md"].replace("50", "over 30")}
    with readback(tmp_path / "library", reader="") as made:
        made.add(write(tmp_path / "files", fitting))
        answer = made.ask("How long did the Velm Cableway stand still?")
    assert "35 minutes" in answer.sentences[0].text
    assert not answer.disagreements


def test_a_speed_is_not_disputed_with_lengths(tmp_path):
    said = {
        "Velm Post": "The weather station on Velm Top, 150 metres from the hut, recorded an average of"
        " 61 kilometres per hour.",
        "Velm Echo": "The wind at the hut blew at 48 kilometres per hour, the operator said.",
        "Radio Velm": "The Velm Cableway is 2 kilometres long and climbs 640 metres to Velm Top.",
    }
    papers = {f"{n}.md": f"{HEAD.format(outlet)}{text}\n" for n, (outlet, text) in enumerate(said.items())}
    with readback(tmp_path / "library", reader="") as made:
        made.add(write(tmp_path / "files", papers))
        for question in ("How fast was the wind on Velm Top?", "How fast was the wnd at Velm Top?"):
            for differ in made.ask(question).disagreements:
                assert {value.value for value in differ.values} == {
                    "61 kilometres per hour", "48 kilometres per hour"
                }  # fmt: skip
