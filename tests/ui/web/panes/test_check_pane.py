"""A checked draft on the page: its marks, and the list of what is to be mended."""

import json

import pytest
from support.parsed import Parsed, citation

from rag.shapes import AnswerSentence, Block, Problem, Report, Verdict, as_json
from ui.web.panes.check_pane import parse_report, view

CITED = (citation(1, quote="It carried 212 passengers."), citation(2, quote="It left at noon."))
TEXT = "It carried 312 passengers and 9 dogs."
BOTH = (Problem("number", "312", 11, 14, "212"), Problem("number", "9", 30, 31))
LONG = "word " * 40


def report(*sentences):
    return Report(sentences, CITED, {}, ("A note.",))


def listed(*sentences):
    """The list as text, with the numbers on its chips; "" if there is none."""
    return Parsed(view(report(*sentences))).text.partition("To mend")[2]


@pytest.mark.parametrize(
    ("sentence", "lines"),
    [
        (AnswerSentence(TEXT, (1, 2), Verdict.CONTRADICTED, BOTH),
         ["“312”: the source says “212”1", "“9”: not in the source12"]),
        (AnswerSentence(TEXT, (1,), Verdict.PARTLY, BOTH[1:]), ["“9”: not in the source1"]),
        (AnswerSentence(TEXT, (2,), Verdict.PARTLY), [f"“{TEXT}”: partly supported2"]),
        (AnswerSentence("It sank.", (), Verdict.UNSUPPORTED), ["“It sank.”: not in your documents"]),
        (AnswerSentence(TEXT, (1,), Verdict.CONTRADICTED, (Problem("quote", "x", 0, 1, "“No,” he said."),)),
         ["“x”: the source says “No,” he said.1"]),
        (AnswerSentence(TEXT, (1,), Verdict.CONTRADICTED, (Problem("other", "x", 0, 1, LONG),)),
         ["“x”: the source says otherwise1"]),
        (AnswerSentence(TEXT, (1,), Verdict.UNCLEAR), []),
        (AnswerSentence(TEXT, (1,), Verdict.SUPPORTED), []),
    ],
)  # fmt: skip
def test_each_fault_is_a_line_with_its_source(sentence, lines):
    assert listed(sentence).startswith("".join(lines))
    assert bool(listed(sentence)) == bool(lines)


def test_a_line_leads_to_its_sentence():
    title = AnswerSentence("A title", (), Verdict.UNCHECKED, (), Block.HEADING)
    barked = AnswerSentence("A dog barked.", (), Verdict.UNSUPPORTED, (), Block.ITEM)
    page = Parsed(view(report(title, barked)))
    (button,) = [one for one in page.all("button") if one.get("data-do") == "to-claim"]
    (claim,) = [one for one in page.all("span") if one.get("id") == button["data-to"]]
    assert claim["data-verdict"] == Verdict.UNSUPPORTED


def test_the_page_holds_the_report_for_the_browser_to_keep():
    kept = report(AnswerSentence(TEXT, (1,), Verdict.CONTRADICTED, BOTH, Block.PARAGRAPH))
    text = json.dumps(as_json(kept))
    assert parse_report(text) == kept
    assert parse_report("{}") is parse_report("") is parse_report(None) is parse_report("[1]") is None


def test_a_draft_without_a_sentence_says_so():
    assert "There is nothing to check" in Parsed(view(Report((), (), {}))).text
