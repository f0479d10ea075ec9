"""The direction of a copy, and the words by which a text names its source."""

from dataclasses import replace

import pytest

from index.copies.origin import Overlap, Party, claims

FIRST = Party(1, "first", None, 100, ((0, 100),))
SECOND = Party(2, "second", None, 100, ((0, 100),))


@pytest.mark.parametrize(
    ("first", "second", "attributed", "copy"),
    [
        ({}, {}, 0, "second"),
        ({"published": "2026-03-15"}, {"published": "2026-03-14"}, 0, "first"),
        ({"published": "2026-03-15"}, {"published": "2026-03-14"}, -1, "first"),
        ({"published": "2026-03-15"}, {}, 0, "second"),
        ({}, {}, 1, "first"),
        ({"characters": 300, "spans": ((200, 300),)}, {}, 0, "first"),
        ({}, {"characters": 300, "spans": ((0, 100),)}, 0, "first"),
    ],
    ids=["added", "date", "date before name", "one date", "named", "frame", "part"],
)
def test_the_copy_is(first, second, attributed, copy):
    overlap = Overlap(replace(FIRST, **first), replace(SECOND, **second), attributed)
    assert overlap.copy.id == copy
    assert {overlap.copy.id, overlap.original.id} == {"first", "second"}
    turned = Overlap(overlap.other, overlap.one, -attributed)
    assert turned.copy.id == copy


def test_a_whole_copy_has_little_of_its_own():
    frame = Party(2, "second", None, 400, ((300, 400),))
    assert Overlap(FIRST, SECOND, 0).is_whole
    assert not Overlap(FIRST, frame, 0).is_whole
    assert not Overlap(replace(FIRST, characters=400), frame, 0).is_whole


@pytest.mark.parametrize(
    ("text", "outlet", "score"),
    [
        ("As the Corrin Daily Courier reported on Monday, the ferry left.", "Corrin Daily Courier", 2),
        ("The ferry left, according to the CDC.", "Corrin Daily Courier", 2),
        ("The ferry left, the Corrin Courier writes.", "Corrin Daily Courier", 2),
        ("Here is what they print:\n\nThe ferry left.", None, 1),
        ("The Corrin Daily Courier has a new office.", "Corrin Daily Courier", 0),
        ("The ferry left.", "", 0),
    ],
)
def test_a_text_names_its_source(text, outlet, score):
    at = text.index("\n\n") + 2 if "\n\n" in text else 0
    assert claims(text, [(at, len(text))], outlet) == score
