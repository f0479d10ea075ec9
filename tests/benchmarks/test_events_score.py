"""The scorer of briefings: made-up briefings of a made-up event, whose score can be told by hand."""

import json
from dataclasses import replace

import pytest
from support.events_score import brief_and_score, score
from support.events_truth import events, read_event

from index.document import Document
from rag.shapes import AnswerSentence, Briefing, Citation, CoverageEntry, Disagreement, Section, Value

TEXTS = {
    "wire.txt": "Fourteen people were hurt and 3 died. The mill burned for six hours.",
    "echo.txt": "Fourteen people were hurt and 3 died.",
    "post.txt": "The clinic counted 17 injured. For six hours the mill was on fire.",
    "then.txt": "In 1990 the same mill burned for two days. There were 40 injured.",
}
TRUTH = {
    "event": "The mill fire",
    "documents": {
        "wire.txt": {"role": "report", "of": None},
        "echo.txt": {"role": "copy", "of": "wire.txt"},
        "post.txt": {"role": "report", "of": None},
        "then.txt": {"role": "background", "of": None},
    },
    "conflicts": [
        {
            "topic": "how many were injured",
            "about": ["injured"],
            "values": [
                {"any": ["Fourteen people were hurt"], "documents": ["wire.txt", "echo.txt"]},
                {"any": ["17 injured"], "documents": ["post.txt"]},
            ],
        }
    ],
    "compatible": [{"about": ["burned"], "values": ["burned for six hours", "For six hours the mill"]}],
    "agreements": [{"all": ["mill", "six", "hours"], "documents": ["wire.txt", "post.txt"]}],
    "copies": [["echo.txt", "wire.txt"]],
    "background_facts": ["two days", "40 injured"],
}


@pytest.fixture
def event(tmp_path):
    (tmp_path / "truth.json").write_text(json.dumps(TRUTH))
    return read_event(tmp_path)


def document(file: str, copies_of: tuple[str, ...] = ()) -> Document:
    text = TEXTS[file]
    return Document(
        file[:4],
        "",
        file,
        None,
        None,
        None,
        f"/any/{file}",
        "text/plain",
        len(text),
        1,
        "ready",
        None,
        copies_of,
    )


DOCUMENTS = [
    document("wire.txt"),
    document("echo.txt", ("wire",)),
    document("post.txt"),
    document("then.txt"),
]
BY_ID = {file[:4]: text for file, text in TEXTS.items()}


def citation(n: int, file: str, quote: str) -> Citation:
    start = TEXTS[file].index(quote)
    return Citation(n, file[:4], file, None, None, None, start, start + len(quote), quote)


CITATIONS = (
    citation(1, "wire.txt", "Fourteen people were hurt and 3 died."),
    citation(2, "post.txt", "The clinic counted 17 injured."),
    citation(3, "wire.txt", "The mill burned for six hours."),
    citation(4, "post.txt", "For six hours the mill was on fire."),
    citation(5, "then.txt", "There were 40 injured."),
)
AGREED = AnswerSentence("The mill burned for six hours.", (3, 4), "supported")
LONG_AGO = AnswerSentence("There were 40 injured.", (5,), "supported")
INJURED = Disagreement(
    "injured",
    "conflict",
    (Value("Fourteen", (1,), ("wire", "echo"), 1), Value("17", (2,), ("post",), 1)),
)
GOOD = Briefing(
    "The mill fire",
    "extractive",
    tuple(BY_ID),
    (Section("key_points", "Key points", (AGREED,)), Section("background", "Background", (LONG_AGO,))),
    CITATIONS,
    (INJURED,),
    (),
    (
        CoverageEntry("wire", True),
        CoverageEntry("echo", False, "a copy", ("wire",)),
        CoverageEntry("post", True),
        CoverageEntry("then", False, "background: 1990"),
    ),
)


def test_a_briefing_that_tells_it_all_has_nothing_wrong(event):
    found = score(event, GOOD, DOCUMENTS, BY_ID)
    assert found.conflicts == found.shown == found.direction == found.agreements == (1, 1)
    assert found.sources == (2, 2)
    assert found.copies == (1, 0, 0)
    assert wrong(found) == {}


def wrong(found) -> dict[str, tuple[str, ...]]:
    """The lists of a score that are not empty."""
    counts = {"event", "conflicts", "shown", "sources", "copies", "direction", "agreements"}
    return {name: value for name, value in vars(found).items() if name not in counts and value}


def test_a_value_counts_only_where_it_stands_and_under_its_documents(event):
    dead = replace(INJURED, values=(Value("3", (1,), ("wire",), 1), INJURED.values[1]))
    found = score(event, replace(GOOD, disagreements=(dead,)), DOCUMENTS, BY_ID)
    assert (found.conflicts, found.shown) == ((0, 1), (0, 1))
    assert found.false_conflicts == ("injured: 3 / 17",)
    elsewhere = replace(INJURED, values=(INJURED.values[0], Value("17 injured", (5,), ("then",), 1)))
    found = score(event, replace(GOOD, disagreements=(elsewhere,)), DOCUMENTS, BY_ID)
    assert found.missed_conflicts == ("how many were injured",)
    assert found.background_in_conflicts == ("injured: Fourteen / 17 injured",)


def test_a_namesake_is_no_conflict_and_compatible_values_are_a_false_one(event):
    found = score(event, replace(GOOD, disagreements=(replace(INJURED, kind="namesake"),)), DOCUMENTS, BY_ID)
    assert (found.conflicts, found.shown) == ((0, 1), (0, 0))
    hours = Disagreement(
        "hours", "conflict", (Value("six hours", (3,), ("wire",), 1), Value("six hours", (4,), ("post",), 1))
    )
    found = score(event, replace(GOOD, disagreements=(INJURED, hours)), DOCUMENTS, BY_ID)
    assert found.shown == (1, 2)
    assert found.compatible_as_conflict == ("hours: six hours / six hours",)


def test_a_copy_that_counts_as_a_source_of_its_own_is_noticed(event):
    twice = replace(INJURED, values=(replace(INJURED.values[0], independent_sources=2), INJURED.values[1]))
    assert score(event, replace(GOOD, disagreements=(twice,)), DOCUMENTS, BY_ID).sources == (1, 2)
    sentence = replace(AGREED, citations=(3,))
    alone = replace(GOOD, sections=(Section("key_points", "", (sentence,)),))
    assert score(event, alone, DOCUMENTS, BY_ID).missed_agreements == ("mill six hours",)


def test_copies_are_scored_as_pairs_and_their_direction_apart(event):
    turned = [document("wire.txt", ("echo",)), document("echo.txt"), *DOCUMENTS[2:]]
    found = score(event, GOOD, turned, BY_ID)
    assert (found.copies, found.direction) == ((1, 0, 0), (0, 1))
    strange = [document("wire.txt"), document("echo.txt"), document("post.txt", ("wire",)), DOCUMENTS[3]]
    found = score(event, GOOD, strange, BY_ID)
    assert found.copies == (0, 1, 1)
    assert found.missed_copies == ("echo.txt = wire.txt",)
    assert found.false_copies == ("post.txt = wire.txt",)


def test_facts_of_another_year_documents_left_out_and_wrong_quotes_are_named(event):
    bad = replace(
        GOOD,
        sections=(Section("only_in_one", "Only in one", (LONG_AGO,)),),
        citations=(*CITATIONS[:4], replace(CITATIONS[4], start=0)),
        coverage=(CoverageEntry("then", True), CoverageEntry("wire", False, "nothing in it")),
    )
    found = wrong(score(event, bad, DOCUMENTS, BY_ID))
    assert found["background_told"] == ("40 injured",)
    assert found["background_used"] == ("then.txt",)
    assert found["reports_unused"] == ("post.txt", "wire.txt")
    assert found["not_covered"] == ("echo.txt", "post.txt")
    assert found["inexact"] == ("There were 40 injured.",)


def test_an_event_is_briefed_and_scored_from_its_files(tmp_path):
    found = brief_and_score(events()[0], tmp_path)
    assert found.inexact == found.not_covered == ()
    assert found.conflicts[1] == len(events()[0].conflicts)
