"""A model's reply, in whatever pieces it comes, into sentences and keys; and what never reaches a reader."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.answering.events import DraftPiece
from rag.model.citation_keys import make_keys, take_keys
from rag.model.reply import Reply, ReplySentence

KNOWN = ("ref-k7q", "ref-b2b", "ref-w4z")
KEY_LIKE = re.compile(r"ref[-‐‑_]\w|[\[【]\d+[\]】]", re.IGNORECASE)


def read(text, size=10**9, *, broken=False):
    """The sentences; what is shown before they are whole is how they begin, and never a key.

    ``broken``: brackets within brackets, halves of keys and the like may take back a word that was shown.
    """
    reply = Reply(KNOWN)
    said, draft = [], ""
    for at in range(0, len(text) + size, size):
        piece = text[at : at + size]
        for event in reply.feed(piece) if piece else reply.close():
            if isinstance(event, DraftPiece):
                draft = event.text if event.opens else draft + event.text
                assert not KEY_LIKE.search(draft)
            else:
                assert event.text.startswith(draft) or not event.text or broken
                said.append(event)
                draft = ""
        if not piece:
            break
    return said


CASES = [
    ("The call lasted 95 minutes [ref-k7q].", [ReplySentence("The call lasted 95 minutes.", ("ref-k7q",))]),
    (
        "It lasted. [ref-k7q] It ended.",
        [ReplySentence("It lasted.", ("ref-k7q",)), ReplySentence("It ended.")],
    ),
    ("It lasted.[ref-k7q]It ended.", [ReplySentence("It lasted.", ("ref-k7q",)), ReplySentence("It ended.")]),
    ("Both say so [ref-k7q, ref-b2b].", [ReplySentence("Both say so.", ("ref-k7q", "ref-b2b"))]),
    ("Both say so [ref-k7q][ref-b2b].", [ReplySentence("Both say so.", ("ref-k7q", "ref-b2b"))]),
    ("Both say so [ref-k7q; ref-zzz].", [ReplySentence("Both say so.", ("ref-k7q",), 1)]),
    ("It is so (REF-K7Q).", [ReplySentence("It is so.", ("ref-k7q",))]),
    ("It is so [k7q].", [ReplySentence("It is so.", ("ref-k7q",))]),
    ("It is so 【ref‑k7q†source】.", [ReplySentence("It is so.", ("ref-k7q",))]),
    ("It is so ref-k7q.", [ReplySentence("It is so.", ("ref-k7q",))]),
    ("It is so [Source: ref-k7q].", [ReplySentence("It is so.", ("ref-k7q",))]),
    ("It is so [see passage ref-k7q above].", [ReplySentence("It is so.", ("ref-k7q",))]),
    ("It is so [1]. And so [2, 3].", [ReplySentence("It is so.", (), 1), ReplySentence("And so.", (), 2)]),
    ("It is so [ref-k7q](http://x.example/y).", [ReplySentence("It is so.", ("ref-k7q",))]),
    ("It is so [ref-k7", [ReplySentence("It is so", (), 1)]),
    ("He said “[sic] it” [the mayor] (2024).", [ReplySentence("He said “[sic] it” [the mayor] (2024).")]),
    (
        "Dr. Fenn of St. Ives met Mr. Hale. Then he left.",
        [ReplySentence("Dr. Fenn of St. Ives met Mr. Hale."), ReplySentence("Then he left.")],
    ),
    ("It cost 3.5 million. 4 came.", [ReplySentence("It cost 3.5 million."), ReplySentence("4 came.")]),
    (
        "- One [ref-k7q].\n- Two.\n\n1. Three.",
        [ReplySentence("One.", ("ref-k7q",)), ReplySentence("Two."), ReplySentence("Three.")],
    ),
    (
        "## The **call**\nIt __lasted__ `long`.",
        [ReplySentence("The call", heading=True), ReplySentence("It lasted long.")],
    ),
    ("It is 3 * 4 and *so*.", [ReplySentence("It is 3 * 4 and so.")]),
    ("<think>Let me see. [1]\n</think>\n\nIt lasted.", [ReplySentence("It lasted.")]),
    (
        "I think. So?</think>It lasted.",
        [ReplySentence("I think."), ReplySentence("So?"), ReplySentence("It lasted.")],
    ),
    ("<think>Never ends. Never", []),
    ("[ref-w4z]", [ReplySentence("", ("ref-w4z",))]),
    ("它很好。是的[ref-k7q]。", [ReplySentence("它很好。"), ReplySentence("是的。", ("ref-k7q",))]),
    # The bracket is a citation once it is closed, and two words before that.
    ("“So.”[ref-zzz It 2][", [ReplySentence("“So.”", (), 2)]),
    ("It lasted. [ref-k7q][ref-b2b]", [ReplySentence("It lasted.", ("ref-k7q", "ref-b2b"))]),
    ("It lasted [ref-ref_", [ReplySentence("It lasted", (), 1)]),
    ("", []),
    (" \n\n ", []),
    ("?!", []),
]


@pytest.mark.parametrize(("text", "sentences"), CASES, ids=[case[0][:30] for case in CASES])
def test_sentences_and_keys(text, sentences):
    assert read(text) == sentences
    for size in (1, 2, 3, 7):
        assert read(text, size) == sentences


PIECES = [
    "The call lasted 95 minutes", "It", "was", "not", "“quoted.”", "Dr.", "3.5", ".", "!", "?", "…", "。",
    " ", " ", ",", "\n", "[ref-k7q]", "[ref-", "k7q]", "ref-zzz", "ref-b2b", "[1]", "[1, ", "2]", "(", ")",
    "[", "]", "【", "】", "**", "*", "- ", "1. ", "# ", "<think>", "</think>", "<", ">", "`", "_", "é", "한",
    "\u202e", "\x00", "ref", "Ref‑k7q",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.integers(1, 9))
@settings(max_examples=1500, deadline=None)
def test_any_reply_is_the_same_in_any_pieces_and_shows_no_key(text, size):
    whole = read(text, broken=True)
    assert read(text, size, broken=True) == whole
    for said in whole:
        assert set(said.keys) <= set(KNOWN)
        assert not KEY_LIKE.search(said.text)


WORDS = ["It", "was", "“so”", "Dr. Fenn", "(3.5)", "said", "**much**", "[ref-k7q]", "[ref-zzz, ref-b2b]"]


@given(
    st.lists(st.tuples(st.lists(st.sampled_from(WORDS), min_size=1), st.sampled_from([". ", ".\n", "? "]))),
    st.integers(1, 9),
)
@settings(max_examples=300, deadline=None)
def test_what_is_shown_of_a_sentence_is_how_it_begins(sentences, size):
    text = "".join(" ".join(words) + end for words, end in sentences)
    assert read(text, size) == read(text)


@given(st.text(max_size=200), st.integers(1, 5))
@settings(max_examples=500, deadline=None)
def test_any_text_at_all(text, size):
    assert read(text, size, broken=True) == read(text, broken=True)


def test_what_never_ends_is_cut():
    said = read("and so on " * 1000)
    assert len(said) == 5
    assert all(len(sentence.text) <= 2_000 for sentence in said)


def test_keys_stand_in_no_text_and_differ():
    import random

    texts = ["ref-b2b k7q B3D " * 9, "a"]
    keys = make_keys(300, texts, random.Random(1))
    assert len(set(keys)) == 300
    assert not {"ref-b2b", "ref-k7q", "ref-b3d"} & set(keys)
    assert all(take_keys(f"So [{key}].", keys) == ("So.", (key,), 0) for key in keys)
