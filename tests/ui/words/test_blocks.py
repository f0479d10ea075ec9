"""The blocks of an answer, and the same as Markdown, sentence by sentence."""

import pytest

from rag.shapes import AnswerSentence
from ui.words.blocks import blocks, has_blocks
from ui.words.markdown_flow import MarkdownFlow
from ui.words.marked_sentence import mark
from ui.words.text_pieces import joined


def said(*texts):
    """Marked sentences: each text after the block that it opens, such as ``item: …``, and a colon."""
    found = []
    for text in texts:
        kind, colon, rest = text.partition(": ")
        found.append(
            mark(AnswerSentence(rest if colon else text, (), "supported", (), kind if colon else None), ())
        )
    return found


def seen(sentences):
    return [
        (block.kind, [["+".join(joined(one.pieces) for one in cell) for cell in row] for row in block.rows])
        for block in blocks(sentences)
    ]


MIXED = said(
    "heading: Costs", "paragraph: There are two.", "They differ.", "item: The boat.", "It is old.",
    "item: The car.",
    "row: What | Price", "row: Boat | **5** | new", "row: Car", "paragraph: That is all.",
)  # fmt: skip


def test_sentences_stand_in_their_blocks():
    assert seen(MIXED) == [
        ("heading", [["Costs"]]),
        ("paragraph", [["There are two.+They differ."]]),
        ("item", [["The boat.+It is old."], ["The car."]]),
        ("row", [["What", "Price"], ["Boat", "5 | new"], ["Car", ""]]),
        ("paragraph", [["That is all."]]),
    ]


def test_without_blocks_all_is_one_paragraph():
    assert seen(said("One.", "Two.")) == [("paragraph", [["One.+Two."]])]
    assert not has_blocks(said("One.", "Two."))
    assert seen([]) == []


def test_a_kind_that_nobody_knows_is_a_paragraph():
    assert seen(said("item: One.", "verse: Two.")) == [("item", [["One."]]), ("paragraph", [["Two."]])]


def test_citations_follow_where_a_sentence_ends():
    row = blocks(said("row: a | b", "row: c | d", "And so on."))[0].rows[1]
    assert [[one.ends for one in cell] for cell in row] == [[False], [True, True]]


def test_sentences_become_markdown_as_they_come():
    flow = MarkdownFlow(str, lambda sentence: " [1]" if sentence.text.endswith(".") else "")
    assert [flow.add(sentence) for sentence in MIXED] + [flow.end()] == [
        "### Costs", "\n\nThere are two. [1]", " They differ. [1]", "\n\n- The boat. [1]", " It is old. [1]",
        "\n- The car. [1]", "\n\n| What | Price", "\n|---|---|\n| Boat | **5** \\| new", "\n| Car",
        "\n\nThat is all. [1]", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "written"),
    [
        (("row: a | b",), "| a | b\n|---|---|"),
        (("row: a | b", "c | d"), "| a | b c | d\n|---|---|---|"),
        (("One.", "Two."), "One. Two."),
        (("item: **`a`** is `b|c`",), "- **`a`** is `b|c`"),
        (("item: **`a` b**",), "- **`a` b**"),
        (("row: a", "row: `b|c`"), "| a\n|---|\n| `b\\|c`"),
    ],
)
def test_markdown_of(texts, written):
    assert MarkdownFlow(str, lambda _: "").whole(said(*texts)) == written
