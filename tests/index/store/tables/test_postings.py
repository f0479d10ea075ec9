"""The places of terms and the lengths of passages, as FTS5 itself counts them."""

import numpy as np
import pytest
from support.helpers import BAKERY, COMET, HARBOUR
from support.stores import only_sqlite, put

from index.language.words import query_words
from index.store.tables.postings import PassageLengths, PostingsTable, read_postings

pytestmark = only_sqlite
LONG = "\n\n".join([HARBOUR, BAKERY, COMET] * 12)
QUESTIONS = ("Who opened the harbour of Velm?", "a rare comet bakery", "loaves", "harbour harbour Velm")


def by_fts5(catalog, terms):
    query = "SELECT rowid, -bm25(words, 0.3, 1.0) FROM words WHERE words MATCH ?"
    match = " OR ".join(f'"{term}"' for term in terms)
    return dict(map(tuple, catalog.database.connection.execute(query, (match,))))


def assert_scores_agree(catalog):
    for question in QUESTIONS:
        terms = query_words(question)
        found, wanted = catalog.words.search(terms, (), 1_000), by_fts5(catalog, terms)
        assert found.keys() == wanted.keys()
        assert [found[number] for number in wanted] == pytest.approx(list(wanted.values()))


def test_scores_are_those_of_fts5(catalog):
    put(catalog, "long", LONG, title="Of the harbour, and of a bakery", outlet="The Velm Herald")
    put(catalog, "comet", COMET, title="A rare comet")
    put(catalog, "harbour", HARBOUR)
    assert_scores_agree(catalog)


def test_scores_follow_what_is_added_removed_and_renamed(catalog):
    put(catalog, "long", LONG)
    assert_scores_agree(catalog)
    put(catalog, "comet", COMET)
    assert_scores_agree(catalog)
    catalog.describe("comet", "A comet over the bakery and the harbour of Velm", "Herald", None, None)
    assert_scores_agree(catalog)
    catalog.remove(["long"])
    assert_scores_agree(catalog)


def test_a_term_has_its_passages_with_its_frequency_in_each(catalog):
    numbers = put(catalog, "comet", "A comet. Another comet came.", title="Comet")
    found, none = read_postings(catalog.database.connection, ["comet", "unheard"]).values()
    assert found.numbers.tolist() == numbers
    assert found.frequencies.tolist() == pytest.approx([2.3])
    assert not len(none.numbers)


def test_totals_are_those_of_the_index(catalog):
    table = PostingsTable(catalog.database)
    assert table.totals() == (0, 0.0)
    numbers = put(catalog, "long", LONG * 12, title="Comet")
    lengths = PassageLengths(catalog.database).of(np.array(numbers), "")
    assert table.totals() == (len(numbers), sum(lengths))
    assert sum(lengths) > 2**14  # a number of three bytes


def test_terms_are_kept_as_long_as_there_is_room(catalog, monkeypatch):
    put(catalog, "long", LONG)
    words = list(catalog.words.vocabulary())[:40]
    table, read = PostingsTable(catalog.database), []
    catalog.database.connection.set_trace_callback(lambda sql: read.append("word_places" in sql))
    wanted = [table.of([word])[0].numbers.tolist() for word in (*words, *words)]
    assert (sum(read), wanted[:40]) == (40, wanted[40:])
    monkeypatch.setattr("index.store.tables.postings.KEPT_POSTINGS", 5)
    assert [table.of([word])[0].numbers.tolist() for word in words] == wanted[:40]


def test_counting_reads_no_places(catalog):
    put(catalog, "long", LONG)
    read = []
    catalog.database.connection.set_trace_callback(lambda sql: read.append("word_places" in sql))
    counts, _ = catalog.words.passage_counts(["harbour", "unheard"])
    assert (counts["harbour"] > 0, "unheard" in counts, any(read)) == (True, False, False)


@pytest.mark.parametrize("text", ["Ο Οδυσσεύς ήταν εκεί.", "ᏣᎳᎩ ᎦᏬᏂᎯᏍᏗ"])
def test_what_fts5_finds_is_found(catalog, text):
    put(catalog, "foreign", text)
    terms = query_words(text)
    assert catalog.words.search(terms, (), 10).keys() == by_fts5(catalog, terms).keys() != set()
    assert set(catalog.words.passage_counts(terms)[0]) == set(terms)


def test_a_letter_that_fts5_folds_is_found(catalog):
    numbers = put(catalog, "greek", "Ο Οδυσσεύς ήταν εκεί.")
    assert list(catalog.words.search(query_words("Οδυσσεύς"), (), 10)) == numbers
