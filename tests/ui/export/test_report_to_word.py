"""A checked draft as a Word file: its text, comments, endnotes."""

import io

import docx

from rag.shapes import AnswerSentence, Block, Citation, Problem, Report, Verdict
from ui.export.report import report_file

WRONG = "It carried 312 passengers."
CITED = Citation(1, "d", "Aground", "The Herald", "2026-03-14", 2, 5, 31, "It carried 212 passengers.")
REPORT = Report(
    (
        AnswerSentence("A title", (), Verdict.UNCHECKED, (), Block.HEADING),
        AnswerSentence(CITED.quote, (1,), Verdict.EXACT, (), Block.PARAGRAPH),
        AnswerSentence(WRONG, (1,), Verdict.CONTRADICTED, (Problem("number", "312", 11, 14, "212"),)),
        AnswerSentence("A dog \x00 barked.", (), Verdict.UNSUPPORTED, (), Block.ITEM),
    ),
    (CITED,),
    {Verdict.EXACT: 1, Verdict.CONTRADICTED: 1, Verdict.UNSUPPORTED: 1, Verdict.UNCHECKED: 1},
    ("A note.",),
)


def test_the_text_keeps_its_blocks_and_a_comment_says_what_is_wrong():
    document = docx.Document(io.BytesIO(report_file(REPORT, "My draft", "docx")))
    known = [(one.style.name, one.text) for one in document.paragraphs]
    assert known[0] == ("Title", "My draft")
    assert ("Heading 2", "A title") in known
    assert any(style == "Normal" and text.startswith(f"{CITED.quote} {WRONG}") for style, text in known)
    assert ("List Bullet", "A dog \N{REPLACEMENT CHARACTER} barked.") in known
    assert [comment.text for comment in document.comments] == [
        "Your documents say otherwise\nNumber: you write “312”, the source “212” [1]",
        "Not in your documents",
    ]
    assert [run.text for one in document.paragraphs for run in one.runs if run.underline] == ["312"]


def test_its_sources_are_endnotes():
    document = docx.Document(io.BytesIO(report_file(REPORT, "My draft", "docx")))
    (part,) = [one.target_part for one in document.part.rels.values() if one.reltype.endswith("/endnotes")]
    notes = part.blob.decode()
    assert CITED.quote in notes
    assert "Page 2, characters 5–31" in notes


def test_a_report_of_nothing_is_a_file_too():
    document = docx.Document(io.BytesIO(report_file(Report((), (), {}), "", "docx")))
    assert "There is nothing to check" in document.paragraphs[1].text
