"""Passages by their words, in SQLite's own full-text index."""

from support.helpers import BAKERY, COMET, HARBOUR
from support.stores import put

from index.language.words import query_words


def test_passages_with_rare_words_are_best(catalog):
    harbour, bakery = put(catalog, "harbour", HARBOUR), put(catalog, "bakery", BAKERY)
    comet = put(catalog, "comet", COMET, title="A rare comet")
    found = catalog.words.search(query_words("caraway and a comet"), [], 10)
    assert set(found) <= {*bakery, *comet}
    assert list(found.values()) == sorted(found.values(), reverse=True)
    assert all(score > 0 for score in found.values())
    assert len(catalog.words.search(query_words("the harbour"), [], 1)) == 1
    assert set(catalog.words.search(query_words("harbour comet"), ["harbour"], 10)) <= set(harbour)


def test_a_title_is_searched_with_every_passage(catalog):
    numbers = put(catalog, "harbour", HARBOUR, title="Zeppelin")
    assert set(catalog.words.search(["zeppelin"], [], 10)) == set(numbers)


def test_no_terms_find_nothing(catalog):
    put(catalog, "bakery", BAKERY)
    assert catalog.words.search([], [], 10) == {}
    assert catalog.words.search(["unheard"], [], 10) == {}


def test_passages_are_counted_by_term(catalog):
    numbers = [*put(catalog, "harbour", HARBOUR), *put(catalog, "again", HARBOUR)]
    counts, total = catalog.words.passage_counts(["karr", "unheard"])
    assert (counts, total) == ({"karr": 2}, len(numbers))
    assert catalog.words.count([*numbers, 1000]) == len(numbers)
