"""JSON: each value behind its key, each record a row, and articles with title, outlet and date."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.files import written

from index.errors import Damaged, NoText
from index.read import read
from index.readers.json_data import read_json, read_json_lines

STORY = "The pier opens in May.\n\nIt cost 4 million."


def blocks_of(value):
    return read_json("a.json", json.dumps(value).encode()).text.split("\n\n")


@pytest.mark.parametrize(
    ("value", "blocks"),
    [
        ({"boat": "Heron", "seats": 40}, ["boat: Heron", "seats: 40"]),
        ({"crew": {"size": 4, "home": "Garth"}}, ["crew.size: 4", "crew.home: Garth"]),
        ({"ports": ["Garth", "Uist"], "open": True, "none": None}, ["ports: Garth, Uist", "open: true"]),
        ([{"boat": "Heron", "fee": 2}, {"boat": "X"}], ["Row 1: boat: Heron; fee: 2", "Row 2: boat: X"]),
        ({"all": [{"id": "H", "crew": [{"name": "A"}]}]}, ["all, row 1: id: H; crew[1].name: A"]),
        ([[1, 2], [3]], ["[1]: 1, 2", "[2]: 3"]),
        ("a text", ["a text"]),
        ([{"n": 1, "text": "One.\nTwo."}], ["Row 1: n: 1", "One.", "Two."]),
    ],
)  # fmt: skip
def test_values_stand_behind_their_keys(value, blocks):
    assert blocks_of(value) == blocks


def test_numbers_stay_as_they_are_written(tmp_path):
    path = written(tmp_path, "a.json", '{"fee": 1.50, "id": 7e3, "big": 123456789012345678901}')
    assert read(path).text == "fee: 1.50\n\nid: 7e3\n\nbig: 123456789012345678901"


@pytest.mark.parametrize("source", ["Corrin Courier", {"id": None, "name": "Corrin Courier"}])
def test_an_article_keeps_its_title_outlet_and_date(source):
    article = {"title": "A pier", "source": source, "publishedAt": "2021-03-14T08:00:00Z", "body": STORY}
    reading = read_json("a.json", json.dumps(article).encode())
    assert (reading.title, reading.outlet, reading.published) == ("A pier", "Corrin Courier", "2021-03-14")
    assert reading.published_evidence.text == "2021-03-14"
    assert reading.text.split("\n\n")[-2:] == ["The pier opens in May.", "It cost 4 million."]


def test_articles_of_one_outlet_share_it():
    articles = [
        {"title": f"No {n}", "source": "Courier", "date": "2021-03-14", "body": STORY} for n in (1, 2)
    ]
    reading = read_json("a.json", json.dumps({"articles": articles}).encode())
    assert (reading.title, reading.outlet, reading.published) == ("a", "Courier", "2021-03-14")
    assert reading.text.startswith(
        "articles, row 1: title: No 1; source: Courier; date: 2021-03-14\n\nThe pier"
    )


def test_values_one_after_the_other_are_rows():
    assert read_json("a.json", b'{"a": 1}\n{"a": 2} ').text == "Row 1: a: 1\n\nRow 2: a: 2"


def test_json_lines_are_named_by_their_line_and_broken_ones_noted(tmp_path):
    reading = read(written(tmp_path, "a.jsonl", '{"a": "x"}\n\nno json\n{"a": "y"}\n'))
    assert reading.text == "Line 1: a: x\n\nLine 4: a: y"
    assert reading.notes == ("1 line left out that is no JSON: 3.",)


WORD = st.text("abc äöü", min_size=1, max_size=9).filter(str.strip)
VALUE = st.recursive(
    WORD | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORD, inner, max_size=3),
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(WORD, VALUE, min_size=1, max_size=4))
def test_no_value_is_missing_and_none_comes_twice(value):
    def leaves(one):
        if isinstance(one, dict | list):
            return [
                leaf for part in (one.values() if isinstance(one, dict) else one) for leaf in leaves(part)
            ]
        return [" ".join(str(one).split())]

    wanted = leaves(value)
    if not wanted:
        return
    lines = blocks_of(value)
    parts = [part for line in lines for part in line.split("; ")]
    found = [leaf for part in parts for leaf in part.rpartition(": ")[2].split(", ")]
    assert sorted(found) == sorted(wanted)


@pytest.mark.parametrize(
    ("reader", "data", "error"),
    [
        (read_json, b'{"a": ', Damaged),
        (read_json, b"[" * 100_000, Damaged),
        (read_json, b'{"a": 1} rest', Damaged),
        (read_json, b"{}", NoText),
        (read_json_lines, b"no\njson", Damaged),
        (read_json_lines, b"{}\n[]", NoText),
    ],
)
def test_what_cannot_be_read_ends_in_one_line(reader, data, error):
    with pytest.raises(error) as caught:
        reader("a.json", data)
    assert "\n" not in str(caught.value)
