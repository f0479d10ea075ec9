"""Shapes to HTML: what stands where, and that nothing foreign becomes markup."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.parsed import Parsed, citation, document

from index.errors import ReadbackError
from rag.answering.events import Answered, CheckedSentence
from rag.model.reply import DraftPiece
from rag.request_errors import Stopped
from rag.settings import Settings
from rag.shapes import Answer, AnswerSentence, Disagreement, Problem, Value
from ui.web.panes import frame
from ui.web.panes.answer_thread import told
from ui.web.panes.conversation import answer_html, thread, turn_html
from ui.web.panes.reprints import Group, Reprint
from ui.web.panes.sources import source_list
from ui.web.panes.turns import Turn, from_text, history, to_text
from ui.web.panes.viewer import View, viewer
from ui.web.render import esc, plain
from ui.words.engine_status import engine
from ui.words.phrases import day

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


def engine_of(**settings):
    return engine(Settings(Path("library"), **settings))


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
        Turn(text, 1, answered(*sentences, citations=[cite]), state="stopped"),
        Turn(text, 1, answered(*sentences, citations=[cite], notes=(f"Understood as: {text}",))),
        Turn(text, 1, answered(*sentences, citations=[cite]), state="working", draft=text),
    ]  # fmt: skip
    engine = engine_of(model=text, embedding_model=text)
    assert_harmless(frame.top(engine).split("</a>", 1)[1] + frame.invitation(engine))  # the skip link apart
    assert_harmless(frame.first_screen(engine, 50, sample=True))
    assert_harmless(thread(turns))
    failed = document(title=text, outlet=text, published=text, path=text, error=text)
    group = Group(failed, (Reprint(document(text, outlet=None), failed, 0.5),))
    assert_harmless(source_list([group], text))
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
    assert "2 documents1 independent" in page.text
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


def test_the_list_says_who_when_and_what_repeats_what():
    twin = Reprint(document(outlet="Harbour Wire", copies_of=("d1",)), document(), 0.98)
    text = Parsed(
        source_list([Group(document(), (twin,)), Group(document(outlet=None, published=None))])
    ).text
    assert "Corrin Courier · 14 Mar 2026" in text
    assert "ferry.txt" in text
    assert "2 articles share this text" in text
    assert "Harbour Wire · 14 Mar 2026 · 98% same" in text


def test_an_empty_list_explains_itself():
    assert "No documents yet" in source_list([])


def test_a_draft_has_neither_chip_nor_verdict_and_is_not_read_aloud():
    checked = answered(AnswerSentence("It left.", (1,), "supported"), citations=[citation()])
    html = turn_html(Turn("Why?", 3, checked, state="working", draft="It came"), 0)
    page = Parsed(html)
    assert page.all("article")[0]["data-state"] == "working"
    assert "Reading back sentence 2" in page.text
    sentence, draft = html.split("<samp")
    assert 'data-verdict="supported"' in sentence
    assert len(Parsed(sentence).all("button")) == 1
    assert "It came" not in sentence
    assert Parsed(f"<samp{draft}").text == "It came"
    assert Parsed(f"<samp{draft}").all("samp")[0]["aria-hidden"] == "true"
    assert [tag for tag, _ in Parsed(f"<samp{draft}").tags] == ["samp"]
    assert "rb-audit" not in html


@given(st.lists(st.text(min_size=1)), st.integers(0, 9))
def test_each_look_of_a_draft_begins_with_the_one_before(pieces, sentences):
    turn = Turn(
        "Why?", 1, answered(*[AnswerSentence("It left.", (), "unchecked")] * sentences), state="working"
    )
    turn = told(turn, DraftPiece("So ", opens=True))
    for piece in pieces:
        further = told(turn, DraftPiece(piece, opens=False))
        assert turn_html(further, 0).startswith(turn_html(turn, 0))
        turn = further


def test_a_turn_grows_with_what_is_told():
    cite, sentence = citation(), AnswerSentence("It left.", (1,), "supported")
    turn = Turn("Why?", 1, state="working")
    assert "Reading 1 document" in Parsed(turn_html(turn, 0)).text
    turn = told(told(turn, DraftPiece("It ", opens=True)), DraftPiece("le", opens=False))
    assert (turn.draft, turn.answer) == ("It le", None)
    assert told(turn, DraftPiece("No", opens=True)).draft == "No"
    turn = told(turn, CheckedSentence(sentence, (cite,)))
    assert (turn.draft, turn.so_far.sentences, turn.so_far.citations) == ("", (sentence,), (cite,))
    whole = answered(sentence, citations=[cite])
    assert told(turn, Answered(whole)) == Turn("Why?", 1, whole)
    assert told(turn, ReadbackError("The library is busy")) == Turn("Why?", 1, error="The library is busy")
    assert "ZeroDivision" not in thread([told(turn, ZeroDivisionError("ZeroDivision"))])


def test_sentences_that_are_numbered_anew_replace_those_before():
    first, again = citation(quote="Text"), citation(quote="Other", start=9)
    turn = told(
        Turn("Why?", 1, state="working"), CheckedSentence(AnswerSentence("One.", (1,), "supported"), (first,))
    )
    turn = told(turn, CheckedSentence(AnswerSentence("Two.", (1,), "supported"), (again,)))
    assert [sentence.text for sentence in turn.so_far.sentences] == ["Two."]
    assert turn.so_far.citations == (again,)


def test_what_was_stopped_keeps_what_was_read_back():
    checked = CheckedSentence(AnswerSentence("It left.", (1,), "supported"), (citation(),))
    turn = told(told(Turn("Why?", 1, state="working"), checked), DraftPiece("It came", opens=True))
    page = Parsed(thread([told(turn, Stopped())]))
    for words in ("It left.", "Stopped.", "1 sentence read back to its source"):
        assert words in page.text
    assert "It came" not in page.text
    bare = Parsed(thread([told(Turn("Why?", 1, state="working"), Stopped())]))
    assert bare.text == "Why?Stopped.Ask again"


def test_a_turn_that_was_left_in_the_middle_comes_back_interrupted():
    turn = Turn("Why?", 1, answered(), state="working", draft="It came")
    kept = from_text(to_text((turn,)))
    assert [(known.state, known.draft) for known in kept] == [("interrupted", "")]
    assert "Interrupted" in Parsed(thread(kept)).text


def test_how_a_question_was_understood_stands_under_it():
    notes = (
        "Understood as: Why did it leave?",
        "One citation was removed.",
        "Asked m at h: 1 tokens read.",
    )
    html = thread([Turn("Why?", 2, answered(AnswerSentence("It left.", (), "unchecked"), notes=notes))])
    head, rest = html.split('<p class="rb-prose">')
    assert Parsed(head).text == "Why?2 documents searched · Understood as: Why did it leave?"
    assert "Understood" not in rest
    assert rest.count("rb-note") == 1
    assert 'class="rb-bill">Asked m at h' in rest
    nowhere = thread([Turn("Why?", 2, Answer("Why?", False, 0.1, "m", notes=notes))])
    assert nowhere.count("Understood as") == 1


def test_history_is_what_was_found_and_finished():
    found = answered(
        AnswerSentence("It left.", (), "supported"), AnswerSentence("It came.", (), "unsupported")
    )
    others = (
        Turn("Lost?", 1, Answer("Lost?", False, 0.1, "m")),
        Turn("Broken?", 1, error="The library is busy."),
        Turn("Stopped?", 1, found, state="stopped"),
    )
    asked = tuple(Turn(f"Why {n}?", 1, found) for n in range(8))
    told_so_far = history((*asked, *others))
    assert [said["content"] for said in told_so_far if said["role"] == "user"] == [
        f"Why {n}?" for n in range(2, 8)
    ]
    assert told_so_far[1] == {"role": "assistant", "content": "It left. It came."}


@pytest.mark.parametrize(
    ("settings", "header", "kept", "sent"),
    [
        ({}, "Quotes only, no model", "nothing is sent anywhere", ""),
        (
            {"model": "qwen3", "base_url": "http://127.0.0.1:8080/v1"},
            "qwen3 on this computer",
            "kept on this computer. Your conversation and the passages found for a question are sent to "
            "127.0.0.1:8080, on this computer.",
            "passages found for a question are sent to 127.0.0.1:8080, on this computer.",
        ),
        (
            {"model": "gpt-5"},
            "gpt-5 at OpenAI's service (api.openai.com)",
            "are sent to OpenAI's service (api.openai.com).",
            "are sent to OpenAI's service (api.openai.com).",
        ),
        (
            {"embedding_model": "bge-m3", "base_url": "http://box.example/v1"},
            "Quotes only, no model",
            "Their texts are sent to box.example when they are added, for bge-m3 to index. Your questions "
            "are sent to box.example.",
            "Your questions are sent to box.example.",
        ),
        (
            {"model": "qwen3", "embedding_model": "bge-m3", "base_url": "http://box.example/v1"},
            "qwen3 at box.example",
            "for bge-m3 to index. Your conversation and the passages found for a question are sent to "
            "box.example.",
            "are sent to box.example.",
        ),
    ],
)  # fmt: skip
def test_the_page_tells_who_answers_and_what_leaves_this_computer(settings, header, kept, sent):
    engine = engine_of(**settings)
    assert header in Parsed(frame.top(engine)).text
    first = Parsed(frame.first_screen(engine, 50, sample=False)).text
    assert kept in first
    assert sent in Parsed(frame.invitation(engine)).text
    assert ("nothing is sent" in first) == (not settings)
    assert ("Answers are exact quotations" in first) == ("model" not in settings)
