"""Stretches of documents."""

from support.sources import places, source

from rag.checking.source_text import stretches

ONE = source("One sank. Two swam. Three flew. Four slept.", "d1", about="Tides. The Post")
TWO = source("Five sang. Six ran.", "d2")


def test_sentences_side_by_side_are_one_stretch():
    found = stretches([ONE, TWO], places([ONE, TWO], "Two", "One", "Four", "Six"))
    assert [(s.source.id, s.first, s.last) for s in found] == [("d1", 0, 1), ("d1", 3, 3), ("d2", 1, 1)]


def test_places_of_other_documents_are_no_stretch():
    assert stretches([ONE], [("elsewhere", 0, 5), ("d1", 500, 600)]) == []


def test_a_part_of_a_sentence_stands_for_all_of_it():
    (found,) = stretches([ONE], [("d1", 12, 13)])
    assert [s.text for s in found.sentences] == ["Two swam."]
    assert found.places == places([ONE], "Two")


def test_a_stretch_is_widened_up_to_the_ends_of_its_document():
    (found,) = stretches([ONE], places([ONE], "Two"))
    wider = found.widened(2)
    assert (wider.first, wider.last) == (0, 3)


def test_title_and_outlet_belong_to_what_is_known():
    assert "The Post" in ONE.whole
    assert "tides" in ONE.forms["t"]
