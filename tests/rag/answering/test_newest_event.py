"""Who names no year asks about the last event; the older one is named in a note."""

import pytest
from support.helpers import readback, write

PAPERS = {
    "storm.md": "---\ntitle: Storm takes pier lamp\ndate: 2012-10-04\n---\n\n"
    "The pier of Velm was closed because a storm had torn the lamp from its mast. It opens on Sunday.\n",
    "worms.md": "---\ntitle: Pier shut\ndate: 2025-03-11\n---\n\n"
    "The council shut the pier of Velm on Monday after divers found worms in the piles of the pier. "
    "It was closed at noon.\n",
    "rules.md": "# The pier\n\nWe plan to open the pier of Velm again on 2 May 2025.\n",
}


@pytest.fixture(scope="module")
def rb(tmp_path_factory):
    folder = tmp_path_factory.mktemp("events")
    made = readback(folder / "library", reader="")
    made.add(write(folder / "files", PAPERS))
    yield made
    made.close()


def quotes(answer):
    return " ".join(citation.quote for citation in answer.citations)


def test_the_newest_event_answers_and_the_older_one_is_named(rb):
    answer = rb.ask("Why was the pier of Velm closed?")
    assert "worms" in quotes(answer)
    assert "storm" not in quotes(answer)
    assert any("“Storm takes pier lamp” (4 October 2012)" in note for note in answer.notes)


def test_the_values_of_an_older_event_are_not_set_against_the_newest(rb):
    answer = rb.ask("When does the pier of Velm open again?")
    assert "2 May 2025" in quotes(answer)
    assert "Sunday" not in quotes(answer)
    assert not answer.disagreements


@pytest.mark.parametrize(
    "question", ["Why was the pier of Velm closed in 2012?", "Why was the pier of Velm closed before?"]
)
def test_who_names_a_year_or_looks_back_gets_the_older_event(rb, question):
    assert "storm" in quotes(rb.ask(question))
