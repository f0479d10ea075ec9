"""A model's judgement is believed only as far as code finds its words in the documents."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.sources import places, source

from rag.checking.code_check import check_by_code
from rag.checking.rulings import rule
from rag.model.judge import Judgement, JudgeVerdict

HARBOUR = source(
    "The quay is 412 metres long. The mole is 300 metres long. Ines Karr opened the harbour on 4 May 1907. "
    "A guard said “nobody\nsleeps here” to us. It cost 2.3 million crowns.",
    "harbour",
)
BAKERY = source("The bakery sells rye bread. Oskar bakes 900 loaves a night.", "bakery")
SOURCES = [HARBOUR, BAKERY]


def ruled(text, verdict, *keys, cited=("quay",), **more):
    judgement = Judgement(JudgeVerdict(verdict), **more)
    by_code = check_by_code(text, SOURCES, places(SOURCES, *cited))
    return rule(text, judgement, places(SOURCES, *keys), by_code, SOURCES)


def test_without_a_judgement_code_alone_rules():
    text = "At 412 metres the quay is a long one."
    by_code = check_by_code(text, SOURCES, places(SOURCES, "quay"))
    assert rule(text, None, (), by_code, SOURCES) == by_code
    assert by_code.verdict == "unclear"


def test_word_for_word_is_exact_whatever_the_judge_says():
    assert ruled("The quay is 412 metres long.", "unsupported").verdict == "exact"


# Supported


SUPPORTED = [
    ("A wall for ships reaches over 412 metres.", ["quay"], {"words": ("412 metres long",)}, "supported"),
    ("A wall for ships reaches over 412 metres.", ["quay"], {}, "supported"),
    ("A wall for ships reaches over 412 metres.", [], {"words": ("412 metres long",)}, "supported"),
    ("A wall for ships reaches over 412 metres.", ["quay"], {"words": ("half a kilometre",)}, "unclear"),
    ("Nobody sleeps there, says a guard.", ["guard"], {"words": ('"nobody sleeps here"',)}, "supported"),
    ("A wall and a mole guard it.", [], {"words": ("412 metres long. The mole is 300 metres",)}, "supported"),
    ("Bread of rye can be had at 700 places.", ["rye"], {"words": ("rye bread",)}, "partly"),
    ("The quay was opened in 1944.", ["quay"], {"words": ("quay",)}, "partly"),
    ("The keeper said “we never close”.", ["quay"], {"words": ("quay",)}, "partly"),
    ("The quay of Brightsea is a long one.", ["quay"], {"words": ("quay",)}, "unclear"),
    ("The quay is 512 metres long.", ["quay"], {"words": ("quay",)}, "unclear"),
    ("A long wall is grey.", ["quay"], {"not_borne_out": ("is grey",)}, "partly"),
    ("A long wall is grey.", ["quay"], {"not_borne_out": ("was red",)}, "unclear"),
]


@pytest.mark.parametrize(("text", "keys", "more", "verdict"), SUPPORTED)
def test_what_the_judge_calls_supported(text, keys, more, verdict):
    assert ruled(text, "supported", *keys, **more).verdict == verdict


def test_the_words_that_a_judge_quotes_name_their_place_too():
    checked = ruled("A wall reaches over 412 metres.", "supported", words=("metres long",), cited=())
    assert checked.places == places(SOURCES, "quay")


def test_supported_by_nothing_is_no_more_than_code_says():
    assert ruled("Whales sing to moonlit foxes.", "supported", cited=()).verdict == "unsupported"
    assert ruled("Whales sing to moonlit foxes.", "supported").verdict == "unclear"


SUMS = [
    ("412 + 300 = 712", "Both walls together have 712 metres.", "supported"),
    ("412 + 300 = 812", "Both walls together have 812 metres.", "partly"),
    ("412 + 300 = 712", "Both walls together have 999 metres.", "partly"),
    ("412 × 300 = 123,600", "The walls span 123,600 square metres.", "supported"),
    ("(412 - 300) * 900 = 100800", "That is 100,800 loaves.", "supported"),
    ("411 + 301 = 5000", "Both walls together have 5000 metres.", "partly"),
    ("4000 + 1000 = 5000", "Both walls together have 5000 metres.", "partly"),
    ("412 / 0 = 5000", "Both walls together have 5000 metres.", "partly"),
    ("412 % 300 = 5000", "Both walls together have 5000 metres.", "partly"),
    ("412 // 300 = 5000", "Both walls together have 5000 metres.", "partly"),
    ("__import__('os').system('id') = 5000", "Both walls together have 5000 metres.", "partly"),
    ("9**9**9 = 5000", "Both walls together have 5000 metres.", "partly"),
    ("9" * 190 + " = 5000", "Both walls together have 5000 metres.", "partly"),
    ("9" * 400 + " = 5000", "Both walls together have 5000 metres.", "partly"),
    ("(" * 190 + " = 5000", "Both walls together have 5000 metres.", "partly"),
    ("1 " * 100_000, "Both walls together have 5000 metres.", "partly"),
    ("= 5000", "Both walls together have 5000 metres.", "partly"),
]


@pytest.mark.parametrize(("arithmetic", "text", "verdict"), SUMS, ids=range(len(SUMS)))
def test_a_sum_counts_if_it_holds_and_its_figures_stand_there(arithmetic, text, verdict):
    checked = ruled(text, "supported", "quay", "mole", "900", arithmetic=arithmetic)
    assert checked.verdict == verdict


# Contradicted


def test_contradicted_shows_both_wordings_and_cites_the_document_first():
    text = "Oskar made 700 loaves in a night."
    checked = ruled(text, "contradicted", "rye", otherwise=(("700 loaves", "900 loaves"),), cited=())
    assert checked.verdict == "contradicted"
    assert [(p.kind, p.claim, p.source) for p in checked.problems] == [("number", "700 loaves", "900 loaves")]
    assert checked.places == places(SOURCES, "900 loaves", "rye")


CONTRADICTED = [
    ("Oskar made 900 loaves in a night.", ("900 loaves", "900 loaves"), "unclear"),
    ("Oskar made nine hundred loaves nightly.", ("nine hundred loaves", "900 loaves"), "partly"),
    ("Oskar made 700 loaves in a night.", ("700 loaves", "800 loaves"), "partly"),
    ("Oskar made a lot of loaves.", ("600 loaves", "900 loaves"), "unclear"),
    ("The harbour was opened on 5 May 1907.", ("5 May 1907", "4 May 1907"), "contradicted"),
    (
        "A baker who sleeps at night is Oskar.",
        ("sleeps at night", "bakes 900 loaves a night"),
        "contradicted",
    ),
]


@pytest.mark.parametrize(("text", "pair", "verdict"), CONTRADICTED)
def test_what_the_judge_calls_contradicted(text, pair, verdict):
    assert ruled(text, "contradicted", "900", cited=("900",), otherwise=(pair,)).verdict == verdict


# The other verdicts


OTHERS = [
    ("A long wall is grey.", "partly", {"not_borne_out": ("is grey",)}, "partly"),
    ("A long wall is grey.", "partly", {}, "unclear"),
    ("A long wall is grey.", "partly", {"not_borne_out": ("is red",)}, "unclear"),
    ("Here is more on it.", "no_claim", {}, "unchecked"),
    ("It has 80 steps.", "no_claim", {}, "unclear"),
    ("So says Ines Karr.", "no_claim", {}, "unclear"),
    ("Whales sing at night.", "unsupported", {}, "unsupported"),
    ("The quay is 412 metres.", "unsupported", {}, "unclear"),  # code finds it there, nearly word for word
]


@pytest.mark.parametrize(("text", "verdict", "more", "ruling"), OTHERS)
def test_the_other_verdicts_of_a_judge(text, verdict, more, ruling):
    assert ruled(text, verdict, "quay", **more).verdict == ruling


def test_words_are_found_in_whatever_case_and_each_once():
    text = "İt İs A Long Wall that is GREY."
    checked = ruled(text, "partly", "quay", not_borne_out=("is grey", "IS GREY"))
    assert [(p.claim, text[p.start : p.end]) for p in checked.problems] == [("is GREY", "is GREY")]


# Whatever a judge says


WORDS = st.sampled_from(
    ["The quay", "412 metres", "512 metres", "Ines Karr", "4 May 1907", "“nobody sleeps here”", "whales", "İ",
     "900 loaves", ".", "", " ", "is", "grey", "*", "no one", "$", "\\", "(?:"]
)  # fmt: skip
TEXT = st.lists(WORDS, max_size=6).map(" ".join) | st.text(max_size=30)
SENTENCES = [(one.id, s.start, s.end) for one in SOURCES for s in one.sentences]
PLACES = st.lists(st.sampled_from([*SENTENCES, ("elsewhere", 0, 9), ("harbour", 900, 999)]), max_size=3)
JUDGEMENTS = st.builds(
    Judgement,
    st.sampled_from(JudgeVerdict),
    words=st.lists(TEXT, max_size=2).map(tuple),
    not_borne_out=st.lists(TEXT, max_size=2).map(tuple),
    otherwise=st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple),
    arithmetic=TEXT | st.text("0123456789+-*/()=., ", max_size=30),
)


@given(TEXT, JUDGEMENTS, PLACES, PLACES)
@settings(max_examples=400, deadline=None)
def test_whatever_a_judge_says(text, judgement, judged, cited):
    checked = rule(text, judgement, judged, check_by_code(text, SOURCES, cited), SOURCES)
    assert set(checked.places) <= set(SENTENCES)
    for problem in checked.problems:
        assert problem.start < problem.end
        assert text[problem.start : problem.end] == problem.claim
    if checked.verdict in ("exact", "supported", "unclear"):
        assert checked.places
        assert not checked.problems
    elif checked.verdict in ("partly", "contradicted"):
        assert checked.places
        assert checked.problems
    else:
        assert not checked.problems
