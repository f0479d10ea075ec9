"""The words of passages in Postgres: found and ranked as SQLite's FTS5 does it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.helpers import BAKERY, COMET, HARBOUR
from support.stores import put

from index.language.words import query_words
from index.store.catalog import Catalog
from index.store.postgres.postgres_words import folded, vector_of

LONG = "\n\n".join([HARBOUR, BAKERY, COMET] * 12)
QUESTIONS = (
    "Who opened the harbour of Velm?", "a rare comet bakery", "loaves", "harbour harbour Velm",
    "4.5 or 4,500", "Ο Οδυσσεύς", "it's O'Neill's \\ 'quoted'", "汉字 的", "nothing of this zzz",
)  # fmt: skip
ODD = "Ο Οδυσσεύς ήταν εκεί. O'Neill paid 4.5 for 4,500 loaves. 汉字的书 很多。"
TEXTS = st.lists(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1), max_size=9
)


@pytest.fixture
def both(tmp_path, postgres_catalog):
    sqlite = Catalog.create(tmp_path / "catalog.sqlite3")
    yield sqlite, postgres_catalog
    sqlite.close()


def assert_same(both):
    numbers = [catalog.passages.numbers() for catalog in both]
    places = [{number: place for place, number in enumerate(its)} for its in numbers]
    for question in QUESTIONS:
        terms = query_words(question)
        found = [catalog.words.search(terms, (), 1_000) for catalog in both]
        one, other = ({at[n]: s for n, s in its.items()} for at, its in zip(places, found, strict=True))
        assert list(one) == list(other), question
        assert one == pytest.approx(other, rel=1e-12)
        counts = [catalog.words.passage_counts(terms) for catalog in both]
        assert counts[0] == counts[1]
    assert both[0].words.vocabulary() == both[1].words.vocabulary()


def test_scores_are_those_of_sqlite_whatever_is_added_removed_and_renamed(both):
    steps = (
        lambda c: put(c, "long", LONG, title="Of the harbour, and of a bakery", outlet="The Velm Herald"),
        lambda c: put(c, "comet", COMET, title="A rare comet"),
        lambda c: put(c, "odd", ODD, title="It's 'quoted'"),
        lambda c: c.describe("comet", "A comet over the bakery and the harbour", "Herald", None, None),
        lambda c: c.remove(["long"]),
    )
    for step in steps:
        for catalog in both:
            step(catalog)
        assert_same(both)


def test_a_vector_has_the_title_s_words_with_weight_a():
    assert vector_of(["velm"], ["velm", "it's"]) == "'velm':1A,2 'it''s':3"


def test_a_term_is_folded_and_cut_to_what_postgres_takes():
    assert folded("λόγος") == folded("λόγοσ")
    assert len(folded("x" * 10_000)) == 2_000


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS)
def test_any_words_are_a_vector_and_are_found_in_it(postgres_catalog, terms):
    query = "SELECT lexeme FROM unnest(%s::tsvector)"
    kept = {lexeme for (lexeme,) in postgres_catalog.database.rows(query, (vector_of([], terms),))}
    assert kept == {folded(term) for term in terms}
