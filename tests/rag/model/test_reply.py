"""A model's reply, in whatever pieces it comes, into sentences and keys; and what never reaches a reader."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.model.citation_keys import CitationKeys
from rag.model.reply import DraftPiece, FurtherQuestion, Reply, ReplySentence
from rag.shapes import Block

KEYS = CitationKeys("qk", 9)
KEY_LIKE = re.compile(r"qk\d{1,6}(?!\d)|[\[【]\d{1,3}[\]】]", re.IGNORECASE)
PARAGRAPH, ITEM, ROW, HEADING = Block.PARAGRAPH, Block.ITEM, Block.ROW, Block.HEADING


def read(text, size=10**9, *, broken=False):
    """The events but drafts; what is shown before they are whole is how they begin, and never a key.

    ``broken``: brackets within brackets, halves of keys and the like may take back a word that was shown.
    """
    reply = Reply(KEYS)
    found, draft = [], ""
    for at in range(0, len(text) + size, size):
        piece = text[at : at + size]
        for event in reply.feed(piece) if piece else reply.close():
            if isinstance(event, DraftPiece):
                draft = event.text if event.opens else draft + event.text
                assert not KEY_LIKE.search(draft)
                continue
            shown = re.sub(r"\*\*|`", "", event.text)  # a draft has no strong marks
            assert " ".join(shown.split()).startswith(draft) or not event.text or broken
            found.append(event)
            draft = ""
        if not piece:
            break
    return found


def one(text, *keys, unknown=0, block=PARAGRAPH, refusal=False):
    return ReplySentence(text, keys, unknown, block, refusal)


def more(text, *keys, unknown=0):
    """A sentence that goes on in the block before."""
    return one(text, *keys, unknown=unknown, block=None)


CASES = [
    ("The call lasted 95 minutes [qk1].", [one("The call lasted 95 minutes.", "qk1")]),
    ("It lasted. [qk1] It ended.", [one("It lasted.", "qk1"), more("It ended.")]),
    ("It lasted.[qk1]It ended.", [one("It lasted.", "qk1"), more("It ended.")]),
    (
        "Nein, beim Stillstand der Seilbahn am 9. Mai 2026 wurde niemand verletzt [qk1]. So war es.",
        [
            one("Nein, beim Stillstand der Seilbahn am 9. Mai 2026 wurde niemand verletzt.", "qk1"),
            more("So war es."),
        ],
    ),
    ("The number of those who were hurt was 9. May was warm.", [
        one("The number of those who were hurt was 9."), more("May was warm."),
    ]),
    ("Both say so [qk1, qk2].", [one("Both say so.", "qk1", "qk2")]),
    ("Both say so [qk1][qk2].", [one("Both say so.", "qk1", "qk2")]),
    ("It lasted. [qk1][qk2]", [one("It lasted.", "qk1", "qk2")]),
    ("Both say so [qk1; qk99].", [one("Both say so.", "qk1", unknown=1)]),
    ("They say so [qk3-qk5].", [one("They say so.", "qk3", "qk4", "qk5")]),
    ("They say so [qk3–5].", [one("They say so.", "qk3", "qk4", "qk5")]),
    ("They say so [qk3 - qk5]. So.", [one("They say so.", "qk3", "qk4", "qk5"), more("So.")]),
    ("They say so [qk8-qk12].", [one("They say so.", "qk8", "qk9")]),
    ("They say so [qk10-qk12].", [one("They say so.", unknown=1)]),
    ("It is so (QK1).", [one("It is so.", "qk1")]),
    ("It is so 【qk1†source】.", [one("It is so.", "qk1")]),
    ("It is so qk1.", [one("It is so.", "qk1")]),
    ("It is so [Source: qk1].", [one("It is so.", "qk1")]),
    ("It is so [see passage qk1 above].", [one("It is so.", "qk1")]),
    ("It is so [1]. And so [2, 3].", [one("It is so.", unknown=1), more("And so.", unknown=2)]),
    ("It is so [qk1](http://x.example/y).", [one("It is so.", "qk1")]),
    ("It is so [qk", [one("It is so")]),
    ("It is so [qk1", [one("It is so", "qk1")]),
    ("He said “[sic] it” [the mayor] (2024).", [one("He said “[sic] it” [the mayor] (2024).")]),
    ("[qk3]", [one("", "qk3")]),
    ("它很好。是的[qk1]。", [one("它很好。"), more("是的。", "qk1")]),
    # The bracket is a citation once it is closed, and two words before that.
    ("“So.”[qk99 It 2][", [one("“So.”", unknown=2)]),
    # Ends of sentences
    ("Dr. Fenn of St. Ives met Mr. Hale. So.", [one("Dr. Fenn of St. Ives met Mr. Hale."), more("So.")]),
    ("It cost 3.5 million. 4 came.", [one("It cost 3.5 million."), more("4 came.")]),
    ("“It is wet. It is old,” he said. So.", [one("“It is wet. It is old,” he said."), more("So.")]),
    ('"It is wet. It is old," [qk1] he said. So.', [
        one('"It is wet. It is old," he said.', "qk1"), more("So."),
    ]),
    ("It lasted.\nIt ended.", [one("It lasted."), more("It ended.")]),
    # Blocks
    ("- One [qk1].\n- Two.\n\n1. Three.", [
        one("One.", "qk1", block=ITEM), one("Two.", block=ITEM), one("Three.", block=ITEM),
    ]),
    ("It is so.\n\n- One. Two.\n- Three\n\nAfter.", [
        one("It is so."), one("One.", block=ITEM), more("Two."), one("Three", block=ITEM), one("After."),
    ]),
    ("* One\n• Two\n12) Three", [one("One", block=ITEM), one("Two", block=ITEM), one("Three", block=ITEM)]),
    ("One. Two.\n\nThree. Four.", [one("One."), more("Two."), one("Three."), more("Four.")]),
    ("## The call\nIt is. It was.", [one("The call", block=HEADING), one("It is."), more("It was.")]),
    ("> He left [qk1].", [one("He left.", "qk1")]),
    ("1907 was long ago.", [one("1907 was long ago.")]),
    # Tables: a row is one, whatever stands in it
    ("| What | When |\n|---|:-:|\n| Quay. Old. | 1907 [qk1] |\n| Ice [qk2] | |", [
        one("What | When", block=ROW),
        one("Quay. Old. | 1907", "qk1", block=ROW),
        one("Ice | ", "qk2", block=ROW),
    ]),
    ("| a | b | [qk1]\n\nSo.", [one("a | b", "qk1", block=ROW), one("So.")]),
    ("||2020|2021|\n|a||b|", [one(" | 2020 | 2021", block=ROW), one("a |  | b", block=ROW)]),
    # Rules
    ("So.\n\n---\n\nAnd so.", [one("So."), one("And so.")]),
    ("So.\n---\nAnd so.", [one("So."), one("And so.")]),
    ("***\nSo.\n___\n", [one("So.")]),
    # Marks
    ("The **call** was `long`.", [one("The **call** was `long`.")]),
    ("The call*[qk3]* was.", [one("The call was.", "qk3")]),
    ("The **call was `long.", [one("The call was long.")]),
    ("The **call. It** was.", [one("The call."), more("It was.")]),
    ("- **One** [qk1]: **two\n- `x", [one("One: two", "qk1", block=ITEM), one("x", block=ITEM)]),
    ("It __lasted__ *long*, 3 * 4.", [one("It lasted long, 3 * 4.")]),
    ('<document-0a1b2c3d title="x"> It is so.</document-0a1b2c3d>', [one("It is so.")]),
    # Thoughts
    ("<think>Let me see. [1]\n</think>\n\nIt lasted.", [one("It lasted.")]),
    ("I think. So?</think>It lasted.", [one("I think."), more("So?"), more("It lasted.")]),
    ("<think>Never ends. Never", []),
    # Refusals
    ("[qk0] They do not say.", [one("They do not say.", refusal=True)]),
    ("They do not say. [qk0]\nSo.", [one("They do not say.", refusal=True), more("So.")]),
    ("[qk0]", [one("", refusal=True)]),
    # Further questions
    ("So.\n\n[qk?] How long?\n[qk?] Who is it. And why?", [
        one("So."), FurtherQuestion("How long?"), FurtherQuestion("Who is it. And why?"),
    ]),
    ("- [qk?] How **long** [qk1]?\n2. qk?: Why?\n[qk?]\n", [
        FurtherQuestion("How long?"), FurtherQuestion("Why?"),
    ]),
    ("It is so [qk1]. [qk?] How long? [qk?] Why?", [
        one("It is so.", "qk1"), FurtherQuestion("How long?"), FurtherQuestion("Why?"),
    ]),
    ("", []),
    (" \n\n ", []),
    ("?!", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "events"), CASES, ids=[case[0][:30] for case in CASES])
def test_sentences_and_keys(text, events):
    assert read(text) == events
    for size in (1, 2, 3, 7):
        assert read(text, size) == events


PIECES = [
    "The call lasted 95 minutes", "It", "was", "not", "“quoted.”", "Dr.", "3.5", ".", "!", "?", "…", "。",
    " ", ",", "\n", "\n\n", "[qk1]", "[qk", "k7]", "qk12", "QK2", "[qk1-", "qk3]", "[qk0]", "[1]", "[1, ",
    "2]", "(", ")", "[", "]", "【", "**", "*", "- ", "1. ", "# ", "| ", "|", "|---|", "---", "[qk?] ", "qk?",
    "<think>", "</think>", "<", ">", "</document-1a", "`", "_", "é", "한", "\u202e", "\x00", "qk", "†x",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.integers(1, 9))
@settings(max_examples=1500, deadline=None)
def test_any_reply_is_the_same_in_any_pieces_and_shows_no_key(text, size):
    whole = read(text, broken=True)
    assert read(text, size, broken=True) == whole
    for event in whole:
        assert not KEY_LIKE.search(event.text)
        assert not re.search(r"\bqk\?", event.text, re.IGNORECASE)
        assert "\n" not in event.text
        if isinstance(event, ReplySentence):
            assert set(event.keys) <= {KEYS.key(n) for n in range(1, 10)}
            assert event.text.count("**") % 2 == event.text.count("`") % 2 == 0


WORDS = [
    "It",
    "was",
    "“so”",
    "Dr. Fenn",
    "(3.5)",
    "said",
    "**much**",
    "`code`",
    "[qk1]",
    "[qk99, qk2]",
    "[qk3-5]",
]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["", "- ", "2. ", "## "]),
            st.lists(st.sampled_from(WORDS), min_size=1),
            st.sampled_from([". ", ".\n", "? ", ".\n\n", "\n"]),
        )
    ),
    st.integers(1, 9),
)
@settings(max_examples=300, deadline=None)
def test_what_is_shown_of_a_sentence_is_how_it_begins(sentences, size):
    text = ""
    for mark, words, end in sentences:
        text += f"{mark if text.endswith(chr(10)) else ''}{' '.join(words)}{end}"
    assert read(text, size) == read(text)


@given(st.text(max_size=200), st.integers(1, 5))
@settings(max_examples=500, deadline=None)
def test_any_text_at_all(text, size):
    assert read(text, size, broken=True) == read(text, broken=True)


def drafts(text):
    return [event for event in Reply(KEYS).feed(text) if isinstance(event, DraftPiece)]


def test_a_draft_tells_the_block_that_its_sentence_opens():
    found = drafts("It is long. It is old.\n\n- An ice house\n- A quay\n\n# Its age then\nSo it is so")
    assert [event.block for event in found if event.opens] == [
        PARAGRAPH,
        None,
        ITEM,
        ITEM,
        HEADING,
        PARAGRAPH,
    ]
    assert [event.block for event in found if not event.opens] == [None] * sum(not e.opens for e in found)


@pytest.mark.parametrize(
    "text",
    ["[qk0] They do not say that", "[qk?] How long is it", "| a row | of a table", "<think>It is long and"],
)
def test_what_may_not_be_a_sentence_is_shown_by_no_draft(text):
    assert not drafts(text)


def test_what_never_ends_is_cut():
    found = read("and so on " * 1000)
    assert len(found) == 5
    assert all(len(sentence.text) <= 2_000 for sentence in found)
    assert [sentence.block for sentence in found] == [PARAGRAPH, None, None, None, None]


@pytest.mark.parametrize("text", ["| cell " * 1000, "[qk?] why " * 1000, "“and so on. " * 1000, "x" * 9_000])
def test_nor_does_a_row_a_question_a_quotation_or_a_word(text):
    found = read(text)
    assert len(found) > 1
    assert all(len(event.text) <= 2_001 for event in found)
