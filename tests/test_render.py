"""Shapes to HTML: what stands where, and that nothing foreign becomes markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parsed import Parsed, citation, document

from index.document import Document
from rag.shapes import Answer, AnswerSentence, Disagreement, Problem, Value
from ui.phrases import day
from ui.render import answer_html, esc, plain, thread
from ui.sources import source_list
from ui.turns import Turn, from_text, to_text
from ui.viewer import View, viewer

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "![x](http://evil.example/x.png)",
    "{{7*7}} ${alert(1)}",
    "</mark></p><style>*{display:none}</style>",
    "javascript:alert(1)",
    "a\0b\rc\r\nd & e &amp; f",
)


def answered(*sentences, citations=(), **more):
    return Answer("Why?", True, 0.9, "extractive", tuple(sentences), tuple(citations), **more)


def assert_harmless(source):
    page = Parsed(source)
    assert {"script", "img", "iframe", "style", "link", "form", "a"}.isdisjoint(tag for tag, _ in page.tags)
    for _, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on")]
        assert {"href", "src", "srcset", "style", "action"}.isdisjoint(attributes)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_everywhere(text):
    cite = citation(1, quote=text, title=text, outlet=text, published=text, document=text)
    problem = Problem("number", text, 0, len(text), text)
    sentences = [
        AnswerSentence(text, (1,), v, (problem,)) for v in ("supported", "partly", "contradicted", text)
    ]
    case = Disagreement(text, text, (Value(text, (1,), (text,), 1),))
    turns = [
        Turn(text, 1, answered(*sentences, citations=[cite], notes=(text,), disagreements=(case,))),
        Turn(text, 1, Answer(text, False, 0.0, text, nearest=(cite,), notes=(text,))),
        Turn(text, 1, error=text),
        Turn(text, 1),
    ]  # fmt: skip
    assert_harmless(thread(turns))
    failed = document(title=text, outlet=text, published=text, path=text, error=text)
    assert_harmless(source_list([failed, document(state_is := text, outlet=None)]))
    assert state_is == text
    assert_harmless(viewer(failed, text * 3, None, View(text, ((0, len(text), 1), (1, 2, 2)), 0)))


@given(st.text())
def test_escaped_text_reads_as_it_was(text):
    seen = text.encode("utf-8", "replace").decode().replace("\0", "\N{REPLACEMENT CHARACTER}")
    assert Parsed(f"<p>{esc(text)}</p>").text == seen
    assert Parsed(f'<p title="{esc(text)}">').all("p")[0]["title"] == seen


def test_a_cited_sentence_has_a_named_button():
    page = Parsed(
        answer_html(answered(AnswerSentence("It left.", (1,), "supported"), citations=[citation()]))
    )
    chip = page.all("button")[0]
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
    assert page.all("button")[0]["aria-label"] == "Source 2: Ferry adrift, page 7"


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
    assert Parsed(html).text.startswith("It took two days.")


def test_found_nothing_says_so_and_shows_no_chip():
    near = citation(quote="The clerk had no figure.")
    page = Parsed(
        answer_html(
            Answer("How much?", False, 0.1, "extractive", nearest=(near,), notes=("By words alone.",))
        )
    )
    assert "Your documents do not say." in page.text
    assert "Not evidence" in page.text
    assert "By words alone." in page.text
    assert [b["aria-label"] for b in page.all("button")] == ["Open Corrin Courier, 14 March 2026"]
    assert not [b for b in page.all("button") if "rb-chip" in (b["class"] or "").split()]


def test_sources_are_listed_once_a_document_with_all_their_chips():
    cites = [citation(1), citation(2, start=9), citation(3, document="d2", outlet=None)]
    html = answer_html(answered(AnswerSentence("It left.", (1, 2, 3), "supported"), citations=cites))
    rows = html.split('class="rb-cited"')[1].split("<li>")[1:]
    assert [row.count("rb-chip ") + row.count('rb-chip"') for row in rows] == [2, 1]


def test_a_disagreement_is_a_real_table():
    values = (Value("212", (1,), ("d1",), 1), Value("210", (2,), ("d2", "d3"), 1))
    case = Disagreement("Passengers", "conflict", values)
    page = Parsed(answer_html(answered(citations=[citation(1), citation(2)], disagreements=(case,))))
    assert "Your sources disagree: Passengers" in page.text
    assert "2 documents / 1 independent" in page.text
    assert [th["scope"] for th in page.all("th")] == ["col", "col", "col", "row", "row"]


def test_the_plain_text_carries_its_citations():
    answer = answered(AnswerSentence("It left.", (1,), "supported"), citations=[citation(page=3)])
    assert plain(answer).splitlines() == [
        "Why?", "", "It left. [1]", "", "Sources",
        "[1] Corrin Courier, Ferry adrift, 14 March 2026, page 3, characters 0–4: “Text”",
    ]  # fmt: skip


def test_dates():
    assert day("2026-03-04") == "4 March 2026"
    assert day("2026-03-04", short=True) == "4 Mar 2026"
    assert day(None) == ""
    assert day("spring") == "spring"


def test_a_conversation_comes_back_as_it_was():
    turns = (
        Turn("Why?", 3, answered(AnswerSentence("It 😀 left.", (1,), "supported"), citations=[citation()])),
        Turn("How?", 2, error="The library is busy."),
    )  # fmt: skip
    assert from_text(to_text(turns)) == turns


@pytest.mark.parametrize("text", ["", "nonsense", "[1]", '[{"question": 1}]', '{"a": 1}', None, 7])
def test_a_conversation_that_is_not_ours_is_empty(text):
    assert from_text(text) == ()


def test_the_list_says_who_when_and_whether_it_is_ready():
    twin = document(outlet="Harbour Wire", copies_of=("d1",))
    html = source_list(
        [document(), document(outlet=None, published=None), twin, document_in("failed", "no text layer")]
    )
    text = Parsed(html).text
    assert "Corrin Courier · 14 Mar 2026" in text
    assert "ferry.txt" in text
    assert "Same text as" in text
    assert "Failed: no text layer" in text
    assert html.count(" disabled") == 1


def document_in(state, error):
    known = document()
    return Document(
        **{
            **{name: getattr(known, name) for name in known.__dataclass_fields__},
            "state": state,
            "error": error,
        }
    )


def test_an_empty_list_explains_itself():
    assert "No documents yet" in source_list([])
