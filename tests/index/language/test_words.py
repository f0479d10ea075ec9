"""Text into the words it is searched by."""

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.language.words import query_words, words

SAME = [
    pytest.param("HARBOUR", "harbour", id="case"),
    pytest.param("Café Müller", "cafe muller", id="accent"),
    pytest.param("Cafe\u0301", "Café", id="decomposed accent"),
    pytest.param("Łódź", "łodz", id="polish"),
    pytest.param("Karr's", "Karr", id="possessive"),
    pytest.param("Karr’s", "Karr", id="curly possessive"),
    pytest.param("fishermen’", "fishermen", id="plural possessive"),
    pytest.param("harbours", "harbour", id="plural"),
    pytest.param("opened", "opens", id="inflection"),
    pytest.param("1,250,000", "1250000", id="thousands"),
    pytest.param("Ｖｅｌｍ", "velm", id="full width"),
    pytest.param("１９０７", "1907", id="full width digits"),
    pytest.param("ﬁre", "fire", id="ligature"),
    pytest.param(
        "𝐕𝐞𝐥𝐦",
        "velm",
        id="styled capitals",
    ),
    pytest.param(
        "O’Neill",
        "O'Neill",
        id="curly apostrophe",
    ),
    pytest.param("ｶﾞｽ", "ガス", id="half width kana"),
    pytest.param("Αθήνα", "αθηνα", id="greek accent"),
    pytest.param("МОСКВА", "москва", id="cyrillic case"),
    pytest.param("twenty-one", "twenty one", id="hyphen"),
    pytest.param("ice_house", "ice house", id="underscore"),
]
DIFFERENT = [
    pytest.param("2.3", "23", id="decimal point"),
    pytest.param("2.5", "25", id="decimal comma is not dropped"),
    pytest.param("10:30", "1030", id="time"),
    pytest.param("й", "и" * 2, id="cyrillic й"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_words(one, other):
    assert words(one) == words(other)
    assert words(one)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_other_words(one, other):
    assert words(one) != words(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("…!? ()", []),
        ("in 1907", ["in", "1907"]),
        ("2.3 million", ["2.3", "million"]),
        ("東京都", ["東京", "京都"]),
        ("東", ["東"]),
        ("서울시", ["서울", "울시"]),
        ("Velm東京 1", ["velm", "東京", "1"]),
        ("COVID19", ["covid", "19"]),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


def test_pairs_let_a_part_of_an_unspaced_text_be_found():
    assert set(words("港口")) <= set(words("维尔姆的港口于一九〇七年开放"))


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("हिन्दी", id="hindi"),
        pytest.param("বাংলা", id="bengali"),
        pytest.param("தமிழ்", id="tamil"),
        pytest.param("שָׁלוֹם", id="hebrew"),
        pytest.param("မြန်မာ", id="burmese"),
        pytest.param("ภาษา", id="thai"),
    ],
)
def test_a_word_whose_vowels_are_marks_stays_whole(word):
    assert len(words(word)) == 1


@pytest.mark.parametrize("word", ["москва", "αθηνα", "שלום", "مرحبا", "հայերեն", "ქართული", "አማርኛ"])
def test_words_of_other_scripts(word):
    assert len(words(word)) == 1


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("When did the harbour of Velm open?", ["harbour", "velm", "open"]),
        ("What's the quay made of?", ["quay", "made"]),
        ("harbour HARBOUR harbours", ["harbour"]),
        ("Who was it?", ["who", "was", "it"]),
        ("", []),
        ("?!", []),
        ("How long did it take to build 1,200 boats?", ["long", "take", "build", "1200", "boat"]),
    ],
)
def test_query_words(question, expected):
    assert query_words(question) == expected


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_gives_words_that_a_query_can_quote(text):
    for word in [*words(text), *query_words(text)]:
        assert word
        assert '"' not in word
        assert not any(character.isspace() for character in word)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(categories=["L", "N", "M"]), min_size=1, max_size=12))
def test_a_word_is_found_by_itself(text):
    """SQLite's own tokenizer reads our words again: whatever it makes of them, text finds itself."""
    held = words(text)
    with sqlite3.connect(":memory:") as db:
        tokenizer = "unicode61 remove_diacritics 0 tokenchars '.:'"
        db.execute(f'CREATE VIRTUAL TABLE w USING fts5 (body, tokenize = "{tokenizer}")')
        db.execute("INSERT INTO w VALUES (?)", (" ".join(held),))
        query = " OR ".join(f'"{term}"' for term in query_words(text))
        if held:
            assert db.execute("SELECT count(*) FROM w WHERE w MATCH ?", (query,)).fetchone()[0] == 1
