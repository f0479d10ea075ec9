"""Copies are looked for when a document becomes ready, and again when that could find more."""

import random

import pytest
from support.helpers import BAKERY, HARBOUR
from support.reprints import WIRE, Shelf, prose

from index.copies.shingles import keys
from index.store import copy_search


@pytest.fixture
def shelf(tmp_path):
    made = Shelf(tmp_path)
    for id, text in (("wire", WIRE), ("again", f"{WIRE}\n{BAKERY}"), ("harbour", HARBOUR)):
        made.put(id, text)
    yield made
    made.catalog.close()


def rows(shelf, query):
    return [tuple(row) for row in shelf.catalog.database.connection.execute(query)]


def test_a_pair_is_stored_once_the_later_first_with_keys_of_all(shelf):
    assert rows(shelf, "SELECT one, other FROM copies") == [(2, 1)]
    assert rows(shelf, "SELECT DISTINCT document FROM shingles ORDER BY 1") == [(1,), (2,), (3,)]
    assert rows(shelf, "SELECT document FROM compared ORDER BY 1") == [(1,), (2,), (3,)]


def test_keys_of_another_method_are_made_anew(shelf):
    before = shelf.catalog.copies.all().spans
    with shelf.catalog.database.writing() as db:
        db.execute("UPDATE meta SET value = 'older' WHERE key = 'copies'")
        db.execute("UPDATE shingles SET key = -key")
    shelf.catalog.compare_all()
    assert shelf.catalog.copies.all().spans == before
    assert rows(shelf, "SELECT value FROM meta WHERE key = 'copies'") != [("older",)]


def test_what_shared_text_with_a_removed_document_is_compared_again(shelf):
    shelf.put("third", WIRE)
    with shelf.catalog.database.writing() as db:
        db.execute("DELETE FROM copies WHERE one = 4 AND other = 2")
    shelf.catalog.remove(["wire"])
    assert shelf.pairs() == {frozenset(("again", "third"))}
    assert rows(shelf, "SELECT count(*) FROM shingles WHERE document = 1") == [(0,)]


def test_an_outlet_that_is_corrected_can_turn_the_direction(shelf):
    shelf.put("quoting", f"The Tessel Herald reported on Monday that the bridge is shut.\n{WIRE}")
    shelf.put("herald", WIRE + HARBOUR)
    pair = "SELECT attributed FROM copies WHERE one = 5 AND other = 4"
    assert rows(shelf, pair) == [(0,)]
    shelf.catalog.describe("herald", "Bridge", "The Tessel Herald", None, None)
    assert rows(shelf, pair) == [(-2,)]


def test_few_are_compared_of_those_that_share_one_key_by_chance(shelf, monkeypatch):
    chance = random.Random(5)
    for number in range(30):
        shelf.put(f"{number}", prose(chance, 3))
    key, *_ = keys([WIRE.split("\n\n")[2]])[0]
    with shelf.catalog.database.writing() as db:
        db.execute("INSERT INTO shingles SELECT ?, number, 0 FROM documents WHERE number > 3", (key,))
    compared = []
    real = copy_search.shared
    monkeypatch.setattr(copy_search, "SAME_KEY", 1_000)
    monkeypatch.setattr(copy_search, "shared", lambda *given: compared.append(1) or real(*given))
    shelf.put("wire again", WIRE)
    assert shelf.catalog.copies.of(["wire again"]).partners("wire again") == ("wire", "again")
    assert len(compared) < 2 + 10


def test_what_a_document_costs_hardly_grows_with_the_library(tmp_path):
    shelf, chance = Shelf(tmp_path), random.Random(5)
    steps = [steps_of_adding(shelf, chance, 20 * turn) for turn in range(20)]
    shelf.catalog.close()
    assert sum(steps[-5:]) < 1.3 * sum(steps[3:8])


def steps_of_adding(shelf, chance, first):
    """How many thousand steps of SQLite it takes to look for twenty documents and then add them."""
    steps = []
    shelf.catalog.database.connection.set_progress_handler(lambda: steps.append(1) and None, 1_000)
    for number in range(first, first + 20):
        shelf.catalog.documents.of("0" * 63 + "1")
        shelf.catalog.documents.at(f"/y/{number}")
        shelf.put(f"{number}", f"{number} {prose(chance, 6)}")
    return len(steps)
