"""Texts kept with documents, until one of these changes."""

import pytest
from support.helpers import BAKERY, HARBOUR
from support.stores import put


@pytest.fixture
def kept(catalog):
    put(catalog, "bakery", BAKERY)
    put(catalog, "harbour", HARBOUR)
    return catalog


def test_a_text_is_kept_under_its_key(kept):
    assert kept.derived.get("k") is None
    assert kept.derived.keep("k", "one", ["bakery"])
    assert kept.derived.keep("k", "two", ["bakery", "bakery"])
    assert kept.derived.get("k") == "two"
    assert kept.derived.get("other") is None


@pytest.mark.parametrize(
    "change",
    [
        lambda catalog: catalog.remove(["harbour"]),
        lambda catalog: catalog.describe("harbour", "Port", None, None, None),
    ],
    ids=["removed", "described"],
)
def test_a_text_goes_with_a_change_of_a_document(kept, change):
    kept.derived.keep("both", "text", ["bakery", "harbour"])
    kept.derived.keep("one", "text", ["bakery"])
    change(kept)
    assert (kept.derived.get("both"), kept.derived.get("one")) == (None, "text")


def test_nothing_is_kept_of_a_document_that_is_gone_or_within_a_snapshot(kept):
    assert not kept.derived.keep("k", "text", ["bakery", "gone"])
    with kept.database.snapshot():
        assert not kept.derived.keep("k", "text", ["bakery"])
    assert kept.derived.get("k") is None
    assert kept.derived.keep("k", "text", ["bakery"])
