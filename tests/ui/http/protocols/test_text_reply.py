"""Shapes as plain text: what is marked, and that foreign text opens nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from support.blocks import BLOCKS, LEFT

from rag.shapes import (
    Answer,
    AnswerSentence,
    Briefing,
    Citation,
    CoverageEntry,
    Disagreement,
    Problem,
    Section,
    TimelineEntry,
    Value,
)
from ui.http.protocols import text_reply

LOW = Citation(1, "a", "Ferry aground", "The Herald", "2026-03-14", 2, 41, 62, "It carried 90 people.")
HIGH = Citation(2, "b", "At sea", None, None, None, 0, 22, "It carried 212 people.")
SAID = AnswerSentence("It carried 90 people.", (1,), "supported")


def test_a_source_tells_all_that_is_known():
    assert text_reply.source(LOW) == (
        "[1] The Herald, 14 March 2026, Ferry aground, page 2, characters 41–62: “It carried 90 people.”"
    )
    assert text_reply.source(HIGH) == "[2] At sea, characters 0–22: “It carried 212 people.”"


@pytest.mark.parametrize(
    ("verdict", "problems", "told"),
    [
        ("supported", (), ""),
        ("exact", (), ""),
        ("unchecked", (), ""),
        ("unclear", (), " (not checked: read the source)"),
        ("unsupported", (), " (not in your documents)"),
        ("partly", (), " (partly supported)"),
        (
            "contradicted",
            (Problem("number", "95", 11, 13, "90"),),
            " (your documents say otherwise: number: this says “95”, the source “90” [1])",
        ),
    ],
)
def test_what_became_of_a_sentence_is_told(verdict, problems, told):
    said = AnswerSentence("It carried 95 people.", (1,), verdict, problems)
    assert text_reply.sentence(said, (LOW,)) == f"It carried 95 people. [1]{told}"


def test_sources_that_disagree_are_told_between_the_answer_and_its_sources():
    values = (Value("90", (1,), ("a",), 1), Value("212", (2,), ("b", "c"), 2))
    case = Disagreement("passengers", "conflict", values)
    answer = Answer("How many?", True, 0.9, "extractive", (SAID,), (LOW, HIGH), (case,), notes=("A note.",))
    assert text_reply.answer(answer).split("\n\n") == [
        "It carried 90 people. [1]",
        "Your sources disagree: passengers:",
        "- 90 [1] (1 independent source)\n- 212 [2] (2 independent sources)",
        "Sources:",
        f"- {text_reply.source(LOW)}\n- {text_reply.source(HIGH)}",
        "A note.",
    ]


def test_an_answer_in_blocks_is_markdown():
    found = text_reply.answer(BLOCKS).split("\n\n")
    assert found[:3] == [
        "**212 people, 12 euros each** [1][2]",
        "### The crossing",
        f"The ferry had **212 people** aboard. [1] {LEFT} [1]",
    ]
    items, table = (block.splitlines() for block in found[3:5])
    assert items[0].startswith("- She was adrift for **95 minutes**. [1] (partly supported")
    assert items[1] == (
        "- Es war kalt. [2] (not checked: read the source) The tug was painted green. (not in your documents)"
    )
    assert table[:2] == ["| What | Where | Price", "|---|---|---|"]
    assert table[2].startswith("| Ticket | on `board` | 15 euros [2] (your documents say otherwise")
    assert table[3] == r"| Dog | \<b>deck\</b> | 3 euros [1][2]"
    assert found[5] == "That is all."
    assert found[-3:] == ["Read back by gpt-4o", "You could ask next:", "- Who towed her?\n- Was it cold?"]


def test_a_briefing_tells_its_timeline_and_what_was_not_used():
    made = Briefing(
        "The ferry", "extractive", ("a", "b"), (Section("key_points", "Key points", (SAID,)),), (LOW,), (),
        (TimelineEntry("2026-03", "month", SAID),),
        (CoverageEntry("a", used=True), CoverageEntry("b", used=False, reason="a copy")),
    )  # fmt: skip
    told = text_reply.briefing(made)
    assert "Key points:\n\n- It carried 90 people. [1]\n" in told
    assert "Timeline:\n\n- March 2026: It carried 90 people. [1]\n" in told
    assert "Not used:\n\n- b: a copy\n" in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("![x](http://e.example/x.png)", "!\\[x](http://e.example/x.png)"),
        ("<img src=x onerror=y>", "\\<img src=x onerror=y>"),
        ("\\[x](y) \\<b>", "\\\\\\[x](y) \\\\\\<b>"),
        ("one\ntwo\u202e\x1b[31m", "one two\ufffd\ufffd\\[31m"),
        ("R&D, 5 * 3 = 15!", "R&D, 5 * 3 = 15!"),
        ("a ` b `` c", "a \\` b \\`\\` c"),
    ],
)
def test_foreign_text_opens_nothing(text, told):
    assert text_reply.flat(text) == told


@given(st.text(st.sampled_from("`*<[|\\ab !()\n"), max_size=40))
def test_no_words_of_a_model_become_a_tag_a_link_or_a_picture(text):
    for block in (None, "item", "row", "heading"):
        said = AnswerSentence(text, (1,), "supported", (), block)
        written = text_reply.answer(Answer("Q?", True, 0.9, "m", (said, said)))
        found = MarkdownIt("commonmark").enable("table").parse(written)
        kinds = {token.type for outer in found for token in (outer, *(outer.children or ()))}
        assert not kinds & {"html_inline", "html_block", "link_open", "image"}
