"""The text of an answer on the page: lists, tables, headings, an answer in short, and while it is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from support.blocks import BLOCKS, SENTENCES
from support.parsed import Parsed, answer_html, answered, citation

from rag.answering.events import Answered, WrittenSentence
from rag.model.reply import DraftPiece
from rag.request_errors import Stopped
from rag.shapes import Answer, AnswerSentence, Block, Disagreement, Value
from ui.web.panes.answer_text import plain
from ui.web.panes.answer_thread import advance
from ui.web.panes.conversation import thread, turn_html
from ui.web.panes.turns import Turn, from_text, history, to_text
from ui.words.outline import outline

WORKING = Turn("Why?", 3, state="working")


def page(answer):
    return html.fromstring(answer_html(answer))


def written(turn=WORKING, *, count=None):
    """A turn after so many sentences of ``BLOCKS``."""
    seen = set()
    for sentence in SENTENCES[:count]:
        new = tuple(c for c in BLOCKS.citations if c.n in sentence.citations and c.n not in seen)
        seen |= {c.n for c in new}
        turn = advance(
            turn,
            WrittenSentence(
                AnswerSentence(sentence.text, sentence.citations, "unchecked", (), sentence.block), new
            ),
        )
    return turn


def test_blocks_are_elements():
    turn = page(BLOCKS)
    (table,) = turn.xpath(".//div[@class='rb-grid']/table")
    assert [th.text_content() for th in table.xpath("./thead/tr/th[@scope='col']")] == [
        "What",
        "Where",
        "Price",
    ]
    rows = table.xpath("./tbody/tr")
    assert [[td.text_content() for td in row.xpath("./td")] for row in rows][1] == [
        "Dog",
        "<b>deck</b>",
        "3 euros12",
    ]
    assert [len(li.xpath(".//button")) for li in turn.xpath(".//ul[@class='rb-items']/li")] == [1, 1]
    assert turn.xpath("string(.//h3[@class='rb-part'])") == "The crossing"
    assert turn.xpath("string(.//p[@class='rb-prose']//strong)") == "212 people"
    assert table.xpath("string(.//code)") == "board"


def test_the_short_answer_stands_first_with_its_chips():
    short, first = page(BLOCKS).xpath(".//p[@class='rb-short'] | .//h3[@class='rb-part']")
    assert short.text_content() == "212 people, 12 euros each12"
    assert [b.get("aria-label")[:8] for b in short.xpath(".//button")] == ["Source 1", "Source 2"]
    assert first.text_content() == "The crossing"


def test_questions_to_ask_next_are_buttons():
    buttons = page(BLOCKS).xpath(".//div[@class='rb-next']//button[@data-do='suggested']/@data-question")
    assert buttons == ["Who towed her?", "Was it cold?"]
    assert "ask next" not in answer_html(answered(AnswerSentence("It left.", (), "unchecked")))


def test_the_audit_line_names_who_read_back_and_what_stands_word_for_word():
    lines = [span.text_content() for span in page(BLOCKS).xpath(".//div[@class='rb-audit']/span")][:-1]
    assert lines == [
        "2 sentences read back by gpt-4o", "1 quoted word for word", "1 partly supported", "1 contradicted",
        "1 not in your documents", "1 not checked: read the source",
    ]  # fmt: skip
    quoted = Answer("Q?", True, 1.0, "m", SENTENCES[2:3], BLOCKS.citations, checked_by="gpt-4o")
    assert [s.text_content() for s in page(quoted).xpath(".//div[@class='rb-audit']/span")][:-1] == [
        "1 quoted word for word", "Read back by gpt-4o",
    ]  # fmt: skip


def test_what_is_exact_has_a_chip_and_no_word_and_what_is_unclear_a_hidden_one():
    turn = page(BLOCKS)
    (exact,) = turn.xpath(".//span[@data-verdict='exact']")
    assert (len(exact.xpath(".//button")), exact.xpath(".//svg | .//span[contains(@class, 'rb-tag')]")) == (
        1,
        [],
    )
    (unclear,) = turn.xpath(".//span[@data-verdict='unclear']")
    assert unclear.text_content() == "Es war kalt.2 (Not checked: read the source)"
    assert len(unclear.xpath(".//button")) == 1


def test_chips_are_there_before_the_check_and_nothing_else_of_it():
    turn = html.fromstring(turn_html(written(count=3), 0))
    assert turn.xpath(".//span[@class='rb-sentence']/@data-verdict") == ["written"] * 3
    assert len(turn.xpath(".//button[contains(@class, 'rb-chip')]")) == 2
    assert turn.xpath("string(.//div[@class='rb-audit rb-waiting'])") == "Reading the answer back …"
    drafting = turn_html(advance(written(count=3), DraftPiece("She was", True, Block.ITEM)), 0)
    assert "Reading the answer back" not in drafting
    (item,) = html.fromstring(drafting).xpath(".//ul[@class='rb-items']/li")
    assert item.text_content() == "She was"


def test_the_check_changes_marks_only():
    before = html.fromstring(turn_html(written(), 0))
    after = html.fromstring(turn_html(advance(written(), Answered(BLOCKS)), 0))

    def words(turn):
        return [one.text_content() for one in turn.xpath(".//*[@class='rb-part' or @class='rb-prose']")]

    def shape(turn):
        return [(one.tag, len(one)) for one in turn.xpath(".//ul[@class='rb-items'] | .//table//tr")]

    assert words(before) == words(after)
    assert shape(before) == shape(after)


def test_stop_keeps_what_was_written_as_not_checked():
    turn = advance(advance(written(count=4), DraftPiece("And", opens=True)), Stopped())
    shown = html.fromstring(thread([turn]))
    assert "Stopped before the answer was read back." in shown.text_content()
    assert shown.xpath(".//span[@class='rb-sentence']/@data-verdict") == [
        "unchecked", "unclear", "unclear", "unclear",
    ]  # fmt: skip
    assert "3 not checked" in shown.text_content()
    assert "And" not in shown.xpath("string(.//ul)")
    (kept,) = from_text(to_text((turn,)))
    assert kept == turn


def test_a_draft_goes_on_in_the_block_that_is_open():
    for count, where in ((1, "h3"), (2, "p"), (4, "li"), (7, "th"), (8, "td")):
        turn = advance(written(count=count), DraftPiece("So be", opens=True))
        (draft,) = html.fromstring(turn_html(turn, 0)).xpath(".//samp")
        assert draft.getparent().tag == where


@given(
    st.integers(0, 10),
    st.none() | st.sampled_from(Block),
    st.lists(st.text("ab* `<", min_size=1), max_size=6),
)
def test_each_look_of_a_draft_begins_with_the_one_before(count, block, pieces):
    turn = advance(written(count=count), DraftPiece("So ", True, block))
    for piece in pieces:
        further = advance(turn, DraftPiece(piece, opens=False))
        assert turn_html(further, 0).startswith(turn_html(turn, 0))
        turn = further


@pytest.mark.parametrize("block", [None, *Block])
@pytest.mark.parametrize(
    "text", ["<script>x</script>", "**<img src=x onerror=y>**", "`<b>` | <i onclick=z>", "[a](javascript:b)"]
)
def test_hostile_words_are_words_in_every_block(block, text):
    said = AnswerSentence(text, (1,), "supported", (), block)
    for source in (
        answer_html(answered(said, said, citations=[citation()])),
        turn_html(advance(written(count=3), DraftPiece(text, True, block)), 0),
    ):
        tags = {tag for tag, _ in Parsed(source).tags}
        assert not tags & {"script", "img", "i", "b", "a"} - {"b"}
        assert not any(name.startswith("on") for _, known in Parsed(source).tags for name in known)


def test_copies_and_history_keep_the_form():
    assert plain(outline(BLOCKS)).splitlines()[:6] == [
        "What of the crossing?", "", "212 people, 12 euros each", "", "### The crossing", "",
    ]  # fmt: skip
    assert "\n| Dog | <b>deck</b> | 3 euros [1] [2]\n" in plain(outline(BLOCKS))
    (_, said) = history((Turn("Why?", 1, BLOCKS),))
    assert "\n- She was adrift for **95 minutes**.\n- Es war kalt." in said["content"]


def test_a_copied_answer_keeps_where_sources_differ():
    cited = [citation(1, document="a", outlet="The Herald"), citation(2, document="b", outlet="A|B")]
    values = (Value("40 minutes", (1,), ("a",), 1), Value("55 minutes", (2,), ("b",), 1))
    case = Disagreement("The standstill", "conflict", values)
    sentence = AnswerSentence("It stood still.", (1,), "exact")
    text = plain(outline(answered(sentence, citations=cited, disagreements=(case,))))
    assert text.splitlines()[2:9] == [
        "It stood still. [1]",
        "",
        "Your sources disagree: The standstill",
        "",
        "| Value | Who says it | Count |",
        "|---|---|---|",
        "| 40 minutes | The Herald [1] | 1 document, 1 independent |",
    ]
    assert r"| 55 minutes | A\|B [2] |" in text
