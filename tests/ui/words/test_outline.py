"""The one layout: what each shape becomes, and that every door writes all of it."""

import re
from dataclasses import replace

import pytest

from rag.shapes import (
    NOT_FOUND,
    NOT_SURE,
    Answer,
    AnswerSentence,
    Briefing,
    Citation,
    CoverageEntry,
    Disagreement,
    Problem,
    Report,
    Section,
    ShortAnswer,
    Summary,
    TimelineEntry,
    UnsureAnswer,
    Value,
    as_json,
)
from ui.export.export import export
from ui.http.protocols import text_reply
from ui.terminal import console, paper_output
from ui.words.outline import outline

LOW = Citation(1, "a", "Ferry aground", "The Herald", "2026-03-14", 2, 41, 62, "It carried 90 people.")
HIGH = Citation(2, "b", "At sea", None, None, None, 0, 22, "It carried 212 people.")
CITED = (LOW, HIGH)
GOOD = AnswerSentence("It carried 90 people.", (1,), "supported")
WRONG = AnswerSentence(
    "It carried 95 people.", (1,), "contradicted", (Problem("number", "95", 11, 13, "90"),)
)
CASE = Disagreement(
    "passengers", "conflict", (Value("90", (1,), ("a",), 1), Value("212", (2,), ("b", "c"), 1))
)
BRIEFING = Briefing(
    "The ferry", "extractive", ("a", "b", "c"),
    (
        Section("key_points", "Key points", (GOOD, WRONG)),
        Section("differ", "Where sources differ", (GOOD,)),
        Section("agree", "Where sources agree", ()),
    ),
    CITED, (CASE,), (TimelineEntry("2026-03", "month", GOOD),),
    (
        CoverageEntry("a", True),
        CoverageEntry("b", False, "about bread"),
        CoverageEntry("c", True, None, ("b",)),
    ),
    ("A note.",),
)  # fmt: skip
SUMMARY = Summary("a", "extractive", (GOOD, WRONG), CITED, (GOOD,), ("How many?",), ("A note.",))


def headings(shape):
    return [part.heading for part in outline(shape).parts]


def test_a_found_answer_is_prose_and_a_part_a_disagreement():
    answer = Answer(
        "How many?", True, 0.9, "extractive", (GOOD, WRONG), CITED, (CASE, CASE), notes=("A note.",)
    )
    paper = outline(answer)
    said, *cases = paper.parts
    assert (paper.title, paper.lines, paper.notes) == ("How many?", (), ("A note.",))
    assert said.prose
    assert [sentence.text for sentence in said.sentences] == [GOOD.text, WRONG.text]
    assert [(part.heading, len(part.cases)) for part in cases] == [("", 1), ("", 1)]


def test_an_answer_in_short_what_to_ask_next_and_who_checked_it_are_kept():
    short = ShortAnswer("90 people", (1,))
    answer = Answer(
        "How many?",
        True,
        0.9,
        "m",
        (GOOD,),
        CITED,
        checked_by="gpt-4o",
        short=short,
        follow_ups=("And now?",),
    )
    paper = outline(answer)
    assert (paper.short, paper.follow_ups, paper.lines) == (short, ("And now?",), ("Read back by gpt-4o",))
    assert outline(replace(answer, checked_by="reader")).lines == (
        "Read back by the reader on this computer",
    )
    assert outline(replace(answer, checked_by="code")).lines == ()


def test_an_answer_that_is_not_found_is_empty_and_has_the_nearest_passages():
    said, nearest = outline(Answer("Q?", False, 0.1, "extractive", nearest=(LOW,))).parts
    assert said.is_empty
    assert said.empty == NOT_FOUND
    assert (nearest.heading, nearest.passages) == ("The nearest passages, which are not evidence", (LOW,))


def test_what_may_answer_is_not_called_absent():
    unsure = Answer("Q?", False, 0.3, "extractive", nearest=(LOW,))
    said, nearest = outline(unsure).parts
    assert (said.empty, nearest.heading) == (NOT_SURE, "The nearest passages")
    assert outline(replace(unsure, engine="gpt-4o")).parts[0].empty == NOT_FOUND


def test_the_words_of_a_passage_that_may_answer_are_likely_and_no_part_of_the_json(capsys):
    unsure = UnsureAnswer("Q?", False, 0.3, "extractive", nearest=(LOW, HIGH), likely=("90 people", ""))
    assert outline(unsure).parts[1].likely == ("90 people", "")
    assert outline(replace(unsure, confidence=0.1)).parts[1].likely == ("", "")
    assert outline(replace(unsure, likely=())).parts[1].likely == ("", "")
    assert "likely" not in as_json(unsure)
    paper_output.answer(unsure)
    assert "It carried 90 people." in capsys.readouterr().out


def test_a_draft_is_one_part_with_the_counts_and_the_writers_words():
    paper = outline(Report((GOOD, WRONG), CITED, {"supported": 1, "contradicted": 1}))
    (part,) = paper.parts
    assert paper.lines == ("2 sentences: 1 supported, 1 contradicted",)
    assert "".join(part.sentences[1].faults[0]) == "number: you write “95”, the source “90” [1]"


def test_a_summary_has_no_part_for_what_it_lacks_and_loses_no_citation():
    assert headings(SUMMARY) == ["What it says", "Key facts", "Questions it answers", "Further sources"]
    (part,) = outline(Summary("a", "extractive", (), ())).parts
    assert part.empty == "There is nothing to sum up."


def test_disagreements_and_dates_follow_the_section_on_differences():
    assert headings(BRIEFING) == [
        "Key points", "Where sources differ", "Timeline", "Where sources agree", "Coverage",
    ]  # fmt: skip
    differ = outline(BRIEFING).parts[1]
    assert [(row.count, row.independence) for row in differ.cases[0].rows] == [
        ("1 document, 1 independent", "1 independent source"),
        ("2 documents, 1 independent", "1 independent source"),
    ]
    assert [row.sayers for row in differ.cases[0].rows] == [
        (("The Herald", (1,)),),
        (("At sea", (2,)), ("c", ())),
    ]


def written(shape, capsys):
    """The shape as every door writes it, blanks and line breaks folded."""
    console.console.cache_clear()
    if isinstance(shape, Briefing):
        paper_output.briefing(shape, ())
    else:
        paper_output.summary(shape)
    console.console.cache_clear()
    yield capsys.readouterr().out
    yield text_reply.briefing(shape) if isinstance(shape, Briefing) else text_reply.summary(shape)
    for format in ("md", "html"):
        yield export(shape, format, ()).decode()


@pytest.mark.parametrize("shape", [BRIEFING, SUMMARY], ids=["briefing", "summary"])
def test_every_door_writes_every_part(shape, capsys):
    for text in written(shape, capsys):
        folded = re.sub(r"</?bdi>|\\", "", " ".join(text.split()))
        for part in outline(shape).parts:
            assert part.prose or part.heading == "Coverage" or part.heading in folded
            for sentence in part.sentences:
                assert sentence.label[1:] in folded or not sentence.tag
                for fault in sentence.faults:
                    assert "".join(fault)[1:] in folded
            for case in part.cases:
                assert case.title in folded
                assert all(row.value in folded for row in case.rows)
            for when, _ in part.timeline:
                assert when in folded
            assert all(question in folded for question in part.questions)
            assert not part.is_empty or part.empty in folded
            assert all(entry.remark[1:] in folded for entry in part.ledger if not entry.is_used)
        assert "A note." in folded
