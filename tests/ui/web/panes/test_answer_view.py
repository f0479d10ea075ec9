"""The parts of an answer: chips, verdicts, the audit line, sources and disagreements."""

from support.parsed import Parsed, answer_html, answered, citation

from rag.saving.saved_file import Source
from rag.shapes import AnswerSentence, Briefing, Disagreement, Problem, Value
from ui.web.panes.answer_text import plain
from ui.web.panes.answer_view import disagreement
from ui.words.outline import outline


def test_a_cited_sentence_has_a_named_button():
    page = Parsed(
        answer_html(answered(AnswerSentence("It left.", (1,), "supported"), citations=[citation()]))
    )
    chip = page.all("button")[1]
    assert chip["aria-label"] == "Source 1: Corrin Courier, 14 March 2026"
    assert (chip["data-doc"], chip["data-start"], chip["data-end"], chip["data-quote"]) == (
        "d1",
        "0",
        "4",
        "Text",
    )
    assert "1 sentence read back to its source" in page.text


def test_the_audit_line_counts_in_plain_english():
    cites = [citation(1), citation(2, start=9)]
    one, two = AnswerSentence("It left.", (1,), "supported"), AnswerSentence("It came.", (1, 2), "supported")
    for sentences, words in (((one,), "1 sentence read back to its source"), ((two,), "back to its sources"),
                             ((one, two), "2 sentences read back to their sources")):  # fmt: skip
        assert words in Parsed(answer_html(answered(*sentences, citations=cites))).text


def test_a_chip_is_named_by_title_and_page_where_that_is_all_there_is():
    cite = citation(2, outlet=None, published=None, page=7)
    page = Parsed(answer_html(answered(AnswerSentence("It left.", (2,), "supported"), citations=[cite])))
    assert page.all("button")[1]["aria-label"] == "Source 2: Ferry adrift, page 7"


def test_the_last_word_is_tied_to_its_first_chip_only():
    cites = [citation(n, start=n) for n in (1, 2)]
    html = answer_html(answered(AnswerSentence("It left at noon.", (1, 2), "supported"), citations=cites))
    assert 'It left at <span class="rb-tie">noon.<button' in html
    assert '</button></span><button type="button" class="rb-chip"' in html


def test_verdicts_show_in_words_and_shape():
    doubt = AnswerSentence("It took two days.", (1,), "partly", (Problem("number", "two", 8, 11),))
    wrong = AnswerSentence(
        "It took 30 minutes.", (1,), "contradicted", (Problem("number", "30", 8, 10, "95 minutes"),)
    )
    loose = AnswerSentence("It will rain.", (), "unsupported")
    html = answer_html(
        answered(doubt, wrong, loose, AnswerSentence("Hello.", (), "unchecked"), citations=[citation()])
    )
    page = Parsed(html)
    assert '<span class="rb-doubt">two</span>' in html
    for words in ("Partly supported", "Your documents say otherwise", "95 minutes", "Not in your documents"):
        assert words in page.text
    for words in ("1 partly supported", "1 contradicted", "1 not in your documents", "Hide unsupported"):
        assert words in page.text
    assert "read back" not in page.text
    loose_html = html.split('data-verdict="unsupported"')[1].split("data-verdict")[0]
    assert "<button" not in loose_html.split("</p>")[0]


def test_overlapping_problems_keep_every_character_once():
    problems = tuple(Problem("other", "", *at) for at in ((0, 6), (3, 9), (8, 400), (-5, 2)))
    html = answer_html(answered(AnswerSentence("It took two days.", (), "partly", problems)))
    assert "searchedIt took two days." in Parsed(html).text


def test_sources_are_listed_once_a_document_with_all_their_chips():
    cites = [citation(1), citation(2, start=9), citation(3, document="d2", outlet=None)]
    html = answer_html(answered(AnswerSentence("It left.", (1, 2, 3), "supported"), citations=cites))
    rows = html.split('class="rb-cited"')[1].split("<li>")[1:]
    assert [row.count("rb-chip ") + row.count('rb-chip"') for row in rows] == [2, 1]


def test_the_list_of_sources_names_the_pages_that_are_cited():
    cites = [citation(1, page=5), citation(2, start=9, page=3), citation(3, start=20, page=5)]
    html = answer_html(answered(AnswerSentence("It left.", (1, 2, 3), "supported"), citations=cites))
    assert "14 Mar 2026, p. 3, 5" in Parsed(html.split('class="rb-cited"')[1]).text


def test_a_disagreement_is_a_real_table():
    values = (Value("212", (1,), ("d1",), 1), Value("210", (2,), ("d2", "d3"), 1))
    case = Disagreement("Passengers", "conflict", values)
    page = Parsed(answer_html(answered(citations=[citation(1), citation(2)], disagreements=(case,))))
    assert "Your sources disagree: Passengers" in page.text
    assert "2 documents1 independent" in page.text
    assert [th["scope"] for th in page.all("th")] == ["col", "col", "col", "row", "row"]


def test_a_document_that_is_not_quoted_is_named_where_its_name_is_known():
    case = Disagreement("Passengers", "conflict", (Value("212", (1,), ("d1", "d2"), 1),))
    briefing = Briefing("Ferry", "extractive", ("d1", "d2"), (), (citation(1),), (case,), (), ())
    silent = Source("d2", "", "Log", "Harbour Log", None, "log.txt", "")
    for sources, uncited in (((silent,), ("Harbour Log",)), ((), ())):
        paper = outline(briefing, sources)
        (row,) = disagreement(paper.parts[0].cases[0], paper).rows
        assert ([chip.label for chip in row.chips], row.uncited) == (["1"], uncited)


def test_the_plain_text_carries_its_citations():
    answer = answered(AnswerSentence("It left.", (1,), "supported"), citations=[citation(page=3)])
    assert plain(outline(answer)).splitlines() == [
        "Why?", "", "It left. [1]", "", "Sources",
        "[1] Corrin Courier, Ferry adrift, 14 March 2026, page 3, characters 0–4: “Text”",
    ]  # fmt: skip
