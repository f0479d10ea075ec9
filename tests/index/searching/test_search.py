"""Search: by words, by meaning, by both; within documents; whatever is typed."""

import random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.helpers import HARBOUR, embedder
from support.stores import give_vectors

from index.chunk import split
from index.document import ParsedDocument
from index.errors import AmbiguousDocument, DocumentNotFound
from index.searching.search import covered, search
from index.store.catalog import Catalog
from index.store.incoming import Incoming
from index.store.vectors import VectorStore


def found(rb, query, documents=(), limit=10):
    names = {d.id: d.path.rsplit("/", 1)[-1] for d in rb.documents()}
    return [names[hit.citation.document] for hit in rb.search(query, documents, limit).hits]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("caraway", "bakery.txt"),
        ("Oskar Lindqvist", "bakery.txt"),
        ("Pellworth", "comet.md"),
        ("Who makes loaves at night?", "bakery.txt"),
        ("a visitor from space with a tail", "comet.md"),
        ("a place to buy food", "bakery.txt"),
        ("When will the comet return?", "comet.md"),
        ("Кто чинит сети?", "russian.txt"),
        ("гранита", "russian.txt"),
        ("花岗岩", "chinese.txt"),
        ("الجرانيت", "arabic.txt"),
        ("Kaimauer", "german.txt"),
        ("ERÖFFNET", "german.txt"),
    ],
)
def test_the_right_document_comes_first(rb, query, first):
    assert found(rb, query)[0] == first


def test_hits_are_spans_of_the_text_best_first(rb):
    result = rb.search("When was the harbour opened?")
    assert [hit.citation.n for hit in result.hits] == list(range(1, len(result.hits) + 1))
    scores = [hit.score for hit in result.hits]
    assert scores == sorted(scores, reverse=True)
    for hit in result.hits:
        assert (
            hit.citation.quote == rb.text(hit.citation.document).text[hit.citation.start : hit.citation.end]
        )


def test_sentences_of_hits_are_spans_and_scores_in_range(rb):
    for hit in rb.library.search("When was the harbour opened?"):
        text = rb.text(hit.document).text
        for sentence in hit.sentences:
            assert sentence.text == text[sentence.start : sentence.end]
            assert -1.01 <= sentence.similarity <= 1.01
            assert 0 <= sentence.coverage <= 1.0001


def test_the_limit_holds(rb):
    assert len(rb.search("harbour", limit=1).hits) == 1
    assert rb.search("harbour", limit=0).hits == ()


def test_scope_narrows(rb):
    assert set(found(rb, "When was the harbour opened?", ["bakery.txt"])) == {"bakery.txt"}
    assert set(found(rb, "harbour", ["bakery.txt", "comet.md"])) == {"bakery.txt", "comet.md"}
    with pytest.raises(DocumentNotFound):
        rb.search("harbour", ["nothing.txt"])
    with pytest.raises((DocumentNotFound, AmbiguousDocument)):
        rb.search("harbour", [""])


def test_reprints_in_other_documents_are_not_repeated(rb):
    names = found(rb, "When did Ines Karr open the harbour?")
    assert len({"harbour.txt", "reprint.txt"} & set(names)) == 1
    assert set(found(rb, "When did Ines Karr open the harbour?", ["reprint.txt"])) == {"reprint.txt"}


HOSTILE = [
    '"',
    "'",
    '""',
    'harbour"',
    "a AND b",
    "NEAR(harbour velm)",
    "NEAR",
    "harbour*",
    "*",
    "^harbour",
    "title:harbour",
    "{title body}: x",
    "(",
    ")",
    "()",
    "-harbour",
    "+",
    "NOT harbour",
    "OR",
    "harbour OR",
    "'; DROP TABLE documents; --",
    "1=1",
    "%",
    "_",
    "\\",
    "🎉",
    "👩‍👩‍👧",
    "the of and",
    "who",
    "?",
    "!!!",
    "\x00",
    "a\x00b",
    "\u200b",
    "\u202eharbour",
    "・",
    "゠・",
    "l'été",
    "O’Neill",
    "é\u0301\u0302",
    "汉",
    "１２３",
    "1,000,000.5:3",
    "\n\n",
    "a" * 5000,
    "harbour " * 3000,
    "ⅷ ㎏ ℡ ﷺ",
    pytest.param("caf\udce9"),
]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_queries_are_only_words(rb, query):
    for hit in rb.search(query).hits:
        assert hit.citation.quote
    assert len(rb.documents()) == 8


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=60))
def test_any_query_is_only_words(rb, query):
    rb.search(query)


def test_a_whole_text_as_a_query(rb):
    assert found(rb, HARBOUR)[0] in ("harbour.txt", "reprint.txt")
    assert rb.search(" ".join(f"word{n}" for n in range(20_000))).query.endswith("word19999")


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    """Some 400 short passages of invented sentences, in both stores."""
    folder = tmp_path_factory.mktemp("large")
    chance = random.Random(11)
    who = [
        "Ines Karr",
        "the baker",
        "an old sailor",
        "Professor Reyes",
        "the mayor",
        "a child",
        "the council",
        "Nobody",
    ]
    did = ["opened", "sold", "painted", "found", "burned", "counted", "forgot", "measured", "moved", "feared"]
    what = [
        "the lighthouse",
        "a comet",
        "eleven boats",
        "the rye bread",
        "a granite wall",
        "the ferry",
        "old coins",
        "a map",
    ]
    when = [
        "in 1907",
        "last winter",
        "before dawn",
        "on a Sunday",
        "after the storm",
        "in Velm",
        "near Brenn",
        "for 40 crowns",
    ]
    sentences = [f"{a} {b} {c} {d}." for a in who for b in did for c in what for d in when]
    chance.shuffle(sentences)
    catalog, store = Catalog.create(folder / "catalog.sqlite3"), VectorStore(folder / "chroma")
    for n in range(3):
        text = " ".join(sentences[n * 700 : n * 700 + 700])
        passages = split(text, embedder().token_starts, 60)
        reading = ParsedDocument(text, "text/plain", f"{n}")
        document = Incoming(f"{n}", f"{n}", f"/{n}.txt", "en", reading, passages)
        catalog.add([document], embeds=True)
        numbers = catalog.passages.numbers_of(f"{n}")
        [vectors] = give_vectors(catalog)
        store.add([(f"{n}", number, v.passage) for number, v in zip(numbers, vectors, strict=True)])
    yield catalog, store
    store.close()
    catalog.close()


QUESTIONS = [
    "Who opened the lighthouse in 1907?",
    "What did the baker burn?",
    "eleven boats near Brenn",
    "Who was afraid of the sky?",
    "What happened before dawn?",
    "money",
    "the mayor measured a map",
    "Professor",
    "weather at sea",
    "a wall of stone",
]


def places(hits):
    return [(hit.document, hit.ordinal) for hit in hits]


def test_chroma_finds_what_exact_comparison_finds(large):
    catalog, store = large
    assert catalog.passages.count() == store.count() > 300
    shared = 0
    for question in QUESTIONS:
        vector = embedder().question(question)
        through_chroma, exact = (
            places(search(catalog, question, vector, nearest)) for nearest in (store.nearest, None)
        )
        shared += len(set(through_chroma) & set(exact))
        assert through_chroma[0] == exact[0]
    assert shared >= 0.97 * 10 * len(QUESTIONS)


def test_the_vectors_nearest_are_those_of_the_largest_cosine(large):
    catalog, store = large
    numbers, vectors = catalog.passages.vectors()
    for question in QUESTIONS:
        vector = embedder().question(question)
        exact = numbers[np.argsort(-(vectors @ vector))[:10]].tolist()
        assert len(set(store.nearest(vector, 100)[:10]) & set(exact)) >= 9


def test_scoped_search_is_exact(large):
    catalog, store = large
    vector = embedder().question("Who opened the lighthouse?")
    hits = search(catalog, "Who opened the lighthouse?", vector, store.nearest, ["1"])
    assert {hit.document for hit in hits} == {"1"}
    assert places(hits) == places(search(catalog, "Who opened the lighthouse?", vector, None, ["1"]))
    assert len(hits) == 10


_WORDS = st.sampled_from(["a", "ab", "abcdefgh", "abcdefghi", "abcdefgx", "œuvre", "2.5", "港口"])
_LINES = st.lists(st.lists(_WORDS, max_size=5).map(" ".join), min_size=1, max_size=4)


@given(st.lists(_LINES, min_size=1, max_size=4))
def test_a_sentence_is_covered_by_the_words_that_stand_in_it(passages):
    weights = {"a": 1.0, "abcdefgh": 2.0, "abcdefghi": 4.0, "œuvre": 8.0, "港口": 16.0, "unheard": 32.0}
    lines = [line.split() for passage in passages for line in passage]
    found = covered(["\n".join(passage) for passage in passages], weights, len(lines))
    assert found.tolist() == [sum(weights.get(word, 0.0) for word in set(line)) for line in lines]
