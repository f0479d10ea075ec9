"""A question in another language than the documents is not told that these do not say."""

import pytest
from support.helpers import readback, write

from rag.shapes import NO_PASSAGE, NOT_FOUND, as_json

CABLEWAY = """The cableway of Marrowick

The cableway of Marrowick was closed for repairs on Monday. Ingrid Vasko paid the engineers 900 euros.
Visitors took the bus, which the council had hired for the whole of the week, and were content with it.
"""


@pytest.fixture(scope="module")
def rb(tmp_path_factory):
    folder = tmp_path_factory.mktemp("languages")
    made = readback(folder / "library")
    made.add(write(folder / "files", {"cableway.txt": CABLEWAY}))
    yield made
    made.close()


def test_a_question_in_another_language_found_no_passage(rb):
    answer = rb.ask("Wie viele Mitglieder hat der Verein der Bienenzüchter?")
    assert not answer.found
    assert answer.refusal == NO_PASSAGE
    assert answer.question == "Wie viele Mitglieder hat der Verein der Bienenzüchter?"
    assert "another language (de)" in answer.notes[0]
    assert "language" not in as_json(answer)


def test_a_question_in_the_language_of_the_documents_is_answered_or_refused(rb):
    assert rb.ask("When was the cableway closed?").found
    assert rb.ask("How many members has the club of bee keepers?").refusal == NOT_FOUND


def test_a_quotation_begins_with_its_words(tmp_path):
    log = "# Log\n\n- The ferry lay still for 40 minutes.\n\nVELM (Example Wire) — Nobody was hurt.\n"
    with readback(tmp_path / "library") as rb:
        rb.add(write(tmp_path / "files", {"log.md": log}))
        still = rb.ask("How long did the ferry lie still?")
        hurt = rb.ask("Was nobody hurt on the ferry?")
    assert still.citations[0].quote == "The ferry lay still for 40 minutes."
    assert "Nobody was hurt." in [citation.quote for citation in (*hurt.citations, *hurt.nearest)]
