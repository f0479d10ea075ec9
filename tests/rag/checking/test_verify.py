"""The checker: a table of pairs by other hands, and what holds for any text."""

import json
from collections import Counter
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.paths import TESTS

from rag.checking.findings.weights import SORTS
from rag.checking.verify import VERDICTS, answer_sentence, verify
from rag.shapes import Citation

SAMPLES = TESTS / "samples/claims"
TABLES = {
    name: [json.loads(line) for line in (SAMPLES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    for name in ("kinds", "aside")
}
KINDS = {pair["kind"] for pair in TABLES["kinds"]} - {"unsupported", "paraphrase"}


def check(pair):
    published = date.fromisoformat(pair["published"]) if pair["published"] else None
    return verify(pair["claim"], pair["source"], published)


CHECKED = {name: [(pair, check(pair)) for pair in table] for name, table in TABLES.items()}


def test_the_table_holds_every_kind_with_as_many_that_agree_as_not():
    assert len(KINDS) == 15
    for kind in KINDS:
        agree = [pair["verdict"] == "supported" for pair in TABLES["kinds"] if pair["kind"] == kind]
        assert len(agree) >= 20
        assert abs(sum(agree) - len(agree) / 2) <= len(agree) / 10


@pytest.mark.parametrize("name", TABLES)
def test_what_is_said_to_be_contradicted_is(name):
    said = [pair for pair, checked in CHECKED[name] if checked.verdict == "contradicted"]
    wrong = [pair["id"] for pair in said if pair["verdict"] != "contradicted"]
    assert len(said) >= 0.3 * sum(pair["verdict"] == "contradicted" for pair in TABLES[name])
    assert len(wrong) <= 0.05 * len(said), wrong


@pytest.mark.parametrize("name", TABLES)
def test_what_is_not_so_is_called_supported_less_often_than_what_is(name):
    shares = {
        so: Counter(c.verdict for p, c in CHECKED[name] if (p["verdict"] == "supported") == so)
        for so in (True, False)
    }
    told = {so: count["supported"] / count.total() for so, count in shares.items()}
    assert told[True] > told[False], shares


@pytest.mark.parametrize(("pair", "checked"), [row for rows in CHECKED.values() for row in rows])
def test_every_problem_names_words_of_the_claim(pair, checked):
    assert checked.verdict in VERDICTS
    assert (checked.verdict == "supported") <= (checked.problems == ())
    assert (checked.verdict == "partly") <= (checked.problems != ())
    assert (checked.verdict == "contradicted") <= any(problem.source for problem in checked.problems)
    for problem in checked.problems:
        assert pair["claim"][problem.start : problem.end] == problem.claim != ""
    assert all(0 <= number < len(pair["source"]) for number in checked.sentences)


CALL = ["The call between the two leaders lasted 95 minutes, the spokesman said on Tuesday."]


@pytest.mark.parametrize(
    ("claim", "source", "verdict", "kind", "words", "instead"),
    [
        ("The call between the leaders lasted 95 minutes.", CALL, "supported", None, "", ""),
        ("The call between the leaders lasted over an hour and a half.", CALL, "supported", None, "", ""),
        (
            "The call between the leaders lasted 90 minutes.",
            CALL,
            "contradicted", "number", "90 minutes", "95 minutes",
        ),
        (
            "The council did not approve the new bridge over the Marne.",
            ["The council approved the new bridge over the Marne by seven votes."],
            "contradicted", "negation", "approve",
            "The council approved the new bridge over the Marne by seven votes.",
        ),
        (
            "Exports of timber rose sharply in the northern ports.",
            ["Exports of timber fell sharply in the northern ports."],
            "contradicted", "negation", "rose", "Exports of timber fell sharply in the northern ports.",
        ),
        (
            "The harbour master said: “We lost three boats in the storm.”",
            ["The harbour master said: “We lost two boats in the storm.”"],
            "contradicted", "quote", "We lost three boats in the storm.", "We lost two boats in the storm",
        ),
        (
            "Anna Keller opened the exhibition in the town hall on Sunday.",
            ["Maria Keller opened the exhibition in the town hall on Sunday."],
            "contradicted", "name", "Anna Keller", "Maria Keller",
        ),
        (
            "The mine closed on 5 March 2019 after the flood.",
            ["The mine closed on 6 March 2019 after the flood."],
            "contradicted", "date", "5 March 2019", "6 March 2019",
        ),
        (
            "The wreck lies 30 metres below the harbour wall.",
            ["The wreck lies 30 feet below the harbour wall."],
            "contradicted", "unit", "30 metres", "30 feet",
        ),
        (
            "The company closes its plant in Dunmore.",
            ["The company may close its plant in Dunmore, two directors said."],
            "partly", "other", "closes", "The company may close its plant in Dunmore, two directors said.",
        ),
        (
            "Parking at the pier costs £1.50 a day.",
            ["Parking at the pier costs £1.50 an hour."],
            "contradicted", "number", "£1.50", "£1.50",
        ),
        (
            "Rents in the old town fell from £900 to £750 a month.",
            ["Rents in the old town went from £750 to £900 a month."],
            "contradicted", "number", "£900", "£900",
        ),
        (
            "The clock on the tower was ever built.",
            ["The clock on the tower was never built."],
            "contradicted", "negation", "built", "The clock on the tower was never built.",
        ),
        (
            "The council closed the library in Ashby.",
            ["A proposal to close the library in Ashby was rejected by the council."],
            "partly", "negation", "closed",
            "A proposal to close the library in Ashby was rejected by the council.",
        ),
        (
            "The company will rebuild the mill in Ashby.",
            ["The company may rebuild the mill in Ashby, its owner said."],
            "partly", "other", "rebuild", "The company may rebuild the mill in Ashby, its owner said.",
        ),
        (
            "The men planned an attack on the depot.",
            ["The men were allegedly planning an attack on the depot."],
            "partly", "other", "planned", "The men were allegedly planning an attack on the depot.",
        ),
        (
            "The court did not hear the case of the ferry.",
            ["The court heard the case of the ferry."],
            "contradicted", "negation", "hear", "The court heard the case of the ferry.",
        ),
        (
            "Prices of grain did not rise in the north.",
            ["Prices of grain fell in the north."],
            "supported", None, "", "",
        ),
        ("Otters were seen in the canal near the lock.", CALL, "unsupported", None, "", ""),
        ("* * *", CALL, "unchecked", None, "", ""),
    ],
)  # fmt: skip
def test_one_of_each(claim, source, verdict, kind, words, instead):
    checked = verify(claim, source)
    assert checked.verdict == verdict, checked
    if kind:
        assert (kind, words, instead) in [(p.kind, p.claim, p.source) for p in checked.problems]


def test_yesterday_is_counted_from_the_day_the_source_was_published():
    source = ["Ten miners were rescued from the Karolin pit yesterday."]
    claim = "Ten miners were rescued from the Karolin pit on 13 May 2023."
    assert verify(claim, source, date(2023, 5, 14)).verdict == "supported"
    assert verify(claim, source, date(2023, 5, 20)).verdict == "contradicted"


def test_the_outlet_may_be_named_though_no_sentence_does():
    source = ["The dam will be raised by four metres."]
    claim = "According to the Tarn Observer, the dam will be raised by four metres."
    assert verify(claim, source).verdict != "supported"
    assert verify(claim, source, about="A higher dam. Tarn Observer").verdict == "supported"


def test_a_paraphrase_is_supported_by_its_sense():
    claim, source = "The eatery shut for good.", ["After forty years the restaurant has closed for ever."]
    assert verify(claim, source).verdict != "supported"
    assert verify(claim, source, similarity=1.0).verdict == "supported"


def citation(quote, published=None):
    return Citation(3, "d", "On the river", "Tarn Observer", published, None, 0, len(quote), quote)


def test_a_sentence_of_an_answer_is_checked_against_what_it_cites():
    quote = "The dam was raised by four metres in 1998."
    right = answer_sentence("The dam was raised by four metres in 1998.", [citation(quote)])
    wrong = answer_sentence("The dam was raised by five metres in 1998.", [citation(quote)])
    assert (right.verdict, right.citations, right.problems) == ("exact", (3,), ())
    assert wrong.verdict == "contradicted"
    assert [(p.kind, p.claim, p.source) for p in wrong.problems] == [("number", "five metres", "four metres")]


KINDS_OF_PROBLEM = {"number", "unit", "date", "name", "negation", "quote", "citation", "other"}
PIECES = st.sampled_from(
    [*"“”\"'’.,;:!?()-–%$€°\n\0é", "not", "never", "no", "5", "1,000", "3.4bn", "two", "yesterday", "May"]
)
WORDS = st.sampled_from(
    [
        "said",
        "Ann",
        "O’Neill",
        "sued",
        "by",
        "was",
        "up",
        "may",
        "to",
        "over",
        "km",
        "March",
        "中文",
        "almost",
    ]
)
TEXTS = st.text(max_size=300) | st.lists(PIECES | WORDS, max_size=60).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(claim=TEXTS, sources=st.lists(TEXTS, max_size=3), published=st.none() | st.dates())
@example(claim="", sources=[], published=None)
@example(claim="Yesterday.", sources=["Tomorrow."], published=date.min)
def test_no_text_is_too_strange(claim, sources, published):
    checked = verify(claim, sources, published)
    assert checked.verdict in VERDICTS
    assert 0 <= checked.confidence <= 1
    for problem in checked.problems:
        assert claim[problem.start : problem.end] == problem.claim


@settings(max_examples=200, deadline=None)
@given(text=TEXTS)
def test_no_text_contradicts_itself(text):
    assert verify(text, [text]).verdict in ("supported", "unchecked")


def test_every_sort_of_finding_has_a_kind_of_the_contract():
    assert {sort.kind for sort in SORTS.values()} <= KINDS_OF_PROBLEM
