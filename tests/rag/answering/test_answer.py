"""Answers without a model: word for word, cited, in reading order, and honest where there is none."""

import pytest
from support.helpers import BAKERY, COMET, HARBOUR, readback, write

from rag.request_errors import EmptyQuestion, LongQuestion

FESTIVAL = """Lantern festival draws crowds

The lantern festival of Brenn began at dusk. Crowds filled the square, and children carried paper lamps.
It was founded by the glassblower Henrike Stahl. The festival lasts three days and three nights.
About 14,000 visitors came this year. Tickets cost 12 crowns each.
The next festival will open on 3 September 2031.
"""
COPY = (
    "Brenn Courier\n\nReaders wrote to us about the lamps. "
    "The festival lasts three days and three nights. We thank them all.\n"
)
TEXTS = {
    "harbour.txt": HARBOUR,
    "bakery.txt": BAKERY,
    "comet.md": COMET,
    "festival.txt": FESTIVAL,
    "courier.txt": COPY,
}


@pytest.fixture(scope="module")
def rb(tmp_path_factory):
    folder = tmp_path_factory.mktemp("answer")
    opened = readback(folder / "lib")
    opened.add(write(folder / "in", TEXTS))
    yield opened
    opened.close()


ANSWERED = [
    ("When did Ines Karr open the harbour of Velm?", "4 May 1907"),
    ("Who opened the harbour of Velm?", "Ines Karr"),
    ("How long is the quay?", "412 metres"),
    ("How long did it take to build the harbour?", "eleven years"),
    ("How much did the harbour cost to build?", "2.3 million crowns"),
    ("How many loaves does Oskar Lindqvist bake?", "900 loaves"),
    ("When was the oven of the bakery built?", "1931"),
    ("Who founded the lantern festival of Brenn?", "Henrike Stahl"),
    ("How long does the lantern festival last?", "three days"),
    ("How many visitors came to the festival?", "14,000"),
    ("How much do tickets to the festival cost?", "12 crowns"),
    ("When will the next lantern festival open?", "3 September 2031"),
    ("When will the comet come back?", "83 years"),
    ("Where did astronomers see a new comet?", "Pellworth"),
]
UNANSWERED = [
    "What is the capital of Mongolia?",
    "Who won the chess tournament in Reykjavik?",
    "How do I reset my router password?",
    "Why do whales sing?",
]


def assert_well_formed(rb, answer):
    """What the contract promises of every answer."""
    cited = [*answer.citations, *answer.nearest]
    for citation in cited:
        assert citation.quote == rb.text(citation.document).text[citation.start : citation.end]
        assert citation.quote.strip()
    used = {n for sentence in answer.sentences for n in sentence.citations}
    assert used == {citation.n for citation in answer.citations}
    assert [citation.n for citation in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert 0 <= answer.confidence <= 1
    assert answer.engine == "extractive"
    if answer.found:
        assert 1 <= len(answer.sentences) <= 5
        assert len({sentence.text for sentence in answer.sentences}) == len(answer.sentences)
        by_number = {citation.n: citation for citation in answer.citations}
        for sentence in answer.sentences:
            cited = [by_number[n] for n in sentence.citations]
            assert sentence.verdict == "exact"
            assert sentence.text == cited[0].quote
            assert len({citation.document for citation in cited}) == len(cited)
        places = [
            (by_number[s.citations[0]].document, by_number[s.citations[0]].start) for s in answer.sentences
        ]
        order = list(dict.fromkeys(document for document, _ in places))
        assert places == sorted(places, key=lambda place: (order.index(place[0]), place[1]))
    else:
        assert answer.sentences == ()
        assert answer.citations == ()


@pytest.mark.parametrize(("question", "holds"), ANSWERED, ids=[question for question, _ in ANSWERED])
def test_the_answer_holds_what_was_asked_for(rb, question, holds):
    answer = rb.ask(question)
    assert_well_formed(rb, answer)
    assert answer.found
    assert any(holds in sentence.text for sentence in answer.sentences)


@pytest.mark.parametrize("question", UNANSWERED)
def test_not_in_the_documents(rb, question):
    answer = rb.ask(question)
    assert_well_formed(rb, answer)
    assert not answer.found
    assert answer.nearest


def test_a_row_of_a_table_is_cited_below_the_head_of_its_table(tmp_path):
    table = "# Tolls\n\n| Cart | 1901 | 1902 |\n|---|--:|---|\n| Hand cart | 3 | 4 |\n| Ox cart | 17 | 18 |\n"
    with readback(tmp_path / "lib") as rb:
        rb.add(write(tmp_path, {"tolls.md": table}))
        answer = rb.ask("What did an ox cart pay in 1901?")
        assert_well_formed(rb, answer)
    head, row = answer.sentences[:2]
    assert (head.text, head.block) == ("Cart | 1901 | 1902", "row")
    assert (row.text, row.block) == ("Ox cart | 17 | 18", "row")


def test_a_question_of_many_pages_is_refused_before_it_is_read(rb):
    with pytest.raises(LongQuestion, match=r"has 200,003 characters, and may have 20,000; ask in fewer"):
        rb.ask("Who" + " or" * 66_666 + "??")


@pytest.mark.parametrize("question", ["", " \n", "?", "…!?", "\u200b", "🎉"])
def test_an_empty_question(rb, question):
    with pytest.raises(EmptyQuestion):
        rb.ask(question)


@pytest.mark.parametrize(
    "question",
    [
        "harbour",
        "the of and",
        "a" * 4000,
        "harbour " * 2000,
        'What\'s "this" (about) * NEAR?',
        "Wer öffnete den Hafen?",
        "汉字",
        "Who? " * 50,
        "a\x00b",
        pytest.param("caf\udce9 bread"),
    ],
)
def test_any_question_gets_a_well_formed_answer(rb, question):
    assert_well_formed(rb, rb.ask(question))


def test_the_same_sentence_of_two_documents_is_said_once_and_cited_twice(rb):
    answer = rb.ask("How long does the lantern festival last, how many days and nights?")
    [sentence] = [s for s in answer.sentences if "three nights" in s.text]
    names = {
        rb.document(answer.citations[n - 1].document).path.rsplit("/", 1)[-1] for n in sentence.citations
    }
    assert names == {"festival.txt", "courier.txt"}


def test_a_reprinted_passage_is_cited_from_both(tmp_path):
    with readback(tmp_path / "lib") as opened:
        opened.add(write(tmp_path / "in", {"a.txt": HARBOUR, "b.txt": HARBOUR, "c.txt": COMET}))
        answer = opened.ask("Who opened the harbour of Velm?")
        assert_well_formed(opened, answer)
        [sentence] = [s for s in answer.sentences if "Ines Karr" in s.text]
        assert len(sentence.citations) == 2


def test_documents_narrow(rb):
    answer = rb.ask("Who opened the harbour of Velm?", ["bakery.txt"])
    assert_well_formed(rb, answer)
    assert {c.document for c in (*answer.citations, *answer.nearest)} == {rb.document("bakery.txt").id}


def test_the_same_question_the_same_answer(rb):
    assert rb.ask("How long is the quay?") == rb.ask("  How long\nis the quay?  ")


def test_an_empty_library_says_so(tmp_path):
    with readback(tmp_path / "lib") as opened:
        answer = opened.ask("Who opened the harbour?")
        assert not answer.found
        assert any("readback add" in note for note in answer.notes)
        assert not (tmp_path / "lib").exists()
    with readback(tmp_path / "lib") as opened:
        opened.add(write(tmp_path / "in", {"a.txt": HARBOUR}))
        opened.remove(["a.txt"])
        assert any("empty" in note for note in opened.ask("Who opened the harbour?").notes)


def test_pages_are_cited(rb):
    answer = rb.ask("How long is the quay?")
    assert {citation.page for citation in answer.citations} == {None}


WIRE = (
    "VELM (NPA) — Forty-one passengers were stuck in the lift of Velm for 35 minutes on Saturday afternoon"
    " after a rope slipped, its operator said. Nobody was hurt. Firemen brought all of them down by ladder.\n"
)


def test_a_copy_of_the_next_day_is_quoted_once_with_its_original(tmp_path):
    papers = {"wire.txt": WIRE, "post.txt": WIRE[13:].replace("on Saturday", "yesterday")}
    with readback(tmp_path / "lib") as opened:
        opened.add(write(tmp_path / "in", papers))
        answer = opened.ask("How many passengers were stuck in the lift of Velm?")
    assert [sentence.text.count("passengers") for sentence in answer.sentences] == [1]
    assert {citation.document for citation in answer.citations} == {d.id for d in opened.documents()}


def test_another_figure_in_a_copy_is_still_another_statement(tmp_path):
    papers = {"wire.txt": WIRE, "post.txt": WIRE.replace("Forty-one", "Forty-six")}
    with readback(tmp_path / "lib") as opened:
        opened.add(write(tmp_path / "in", papers))
        answer = opened.ask("How many passengers were stuck in the lift of Velm?")
    assert {"Forty-one", "Forty-six"} <= {s.text.split()[0] for s in answer.sentences}
