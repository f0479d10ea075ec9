"""PowerPoint files: each slide a page, with all that it shows, and nothing twice."""

import io

import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Inches
from support.files import written
from support.workbooks import repacked

from index.errors import Damaged, NoText, ReadError
from index.read import read
from index.readers.slides import read_slides

BOX = (Inches(1), Inches(1), Inches(3), Inches(2))


def deck_of(*titles):
    """A presentation of slides with a title and an empty body each."""
    deck = pptx.Presentation()
    deck.core_properties.title = ""
    for title in titles:
        deck.slides.add_slide(deck.slide_layouts[1]).shapes.title.text = title
    return deck


def bytes_of_deck(deck):
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def reading_of(deck):
    return read_slides("a.pptx", bytes_of_deck(deck))


def test_each_slide_is_a_page_that_begins_with_its_title(tmp_path):
    deck = deck_of("Harbour works", "The new pier")
    deck.slides[1].placeholders[1].text = "It opens in May.\nIt is 90 m long."
    reading = read(written(tmp_path, "a.pptx", bytes_of_deck(deck)))
    assert reading.text.split("\n\n")[1:] == ["Slide 2: The new pier", "It opens in May.", "It is 90 m long."]
    assert [reading.text[page.start : page.end].split("\n")[0] for page in reading.pages] == [
        "Slide 1: Harbour works",
        "Slide 2: The new pier",
    ]
    assert [page.page for page in reading.pages] == [1, 2]
    assert reading.pages[-1].end == len(reading.text)
    assert reading.title == "Harbour works"


def test_groups_tables_and_charts_are_read_once():
    deck = deck_of("Fares")
    shapes = deck.slides[0].shapes
    group = shapes.add_group_shape()
    group.shapes.add_textbox(*BOX).text_frame.text = "In a group"
    group.shapes.add_group_shape().shapes.add_textbox(*BOX).text_frame.text = "Deeper"
    table = shapes.add_table(3, 2, *BOX).table
    for cell, text in zip(table.iter_cells(), ["Ferry", "Fare", "Heron", "12", "Otter", "9"], strict=True):
        cell.text = text
    data = CategoryChartData()
    data.categories = ["May", "June"]
    data.add_series("Riders", (40, 55.5))
    chart = shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *BOX, data).chart
    chart.has_title = True
    chart.chart_title.text_frame.text = "Riders a month"
    assert reading_of(deck).text.split("\n\n") == [
        "Slide 1: Fares",
        "In a group",
        "Deeper",
        "Ferry | Fare",
        "Heron | Fare: 12",
        "Otter | Fare: 9",
        "Riders a month",
        "Riders",
        "May | Riders: 40",
        "June | Riders: 55.5",
    ]


def test_notes_follow_their_slide_and_hidden_slides_are_left_out():
    deck = deck_of("One", "Two", "Three")
    deck.slides[0].notes_slide.notes_text_frame.text = "Say why.\nThen go on."
    deck.slides[1]._element.set("show", "0")
    reading = reading_of(deck)
    assert reading.text.split("\n\n") == [
        "Slide 1: One",
        "Notes: Say why.",
        "Notes: Then go on.",
        "Slide 3: Three",
    ]
    assert [page.page for page in reading.pages] == [1, 3]
    assert reading.notes == ("1 hidden slide left out: 2.",)


def test_feet_come_once_and_numbers_of_slides_not_at_all():
    deck = deck_of("One", "Two")
    for slide in deck.slides:
        for kind, text in (("ftr", "Harbour office"), ("sldNum", "7")):
            box = slide.shapes.add_textbox(*BOX)
            box.text_frame.text = text
            box._element.nvSpPr.nvPr.append(parse_xml(f'<p:ph {nsdecls("p")} type="{kind}"/>'))
    assert reading_of(deck).text.split("\n\n") == ["Slide 1: One", "Harbour office", "Slide 2: Two"]


def test_hidden_shapes_and_struck_out_words_are_left_out():
    deck = deck_of("One")
    for text, hidden in (("seen", False), ("unseen", True)):
        box = deck.slides[0].shapes.add_textbox(*BOX)
        run = box.text_frame.paragraphs[0].add_run()
        run.text = text
        struck = box.text_frame.paragraphs[0].add_run()
        struck.text = " struck"
        struck._r.get_or_add_rPr().set("strike", "sngStrike")
        if hidden:
            box._element.nvSpPr.cNvPr.set("hidden", "1")
    assert reading_of(deck).text == "Slide 1: One\n\nseen"


def test_shapes_that_only_new_versions_know_are_read_once():
    data = bytes_of_deck(deck_of("One"))

    def newer(xml):
        start, end = xml.rindex(b"<p:sp>"), xml.rindex(b"</p:sp>") + 7
        shape = xml[start:end].replace(b"<a:p/>", b"<a:p><a:r><a:t>new</a:t></a:r></a:p>")
        choice = (
            b'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        )
        choice += b'<mc:Choice Requires="a14">' + shape + b"</mc:Choice><mc:Fallback>" + shape
        return xml[:start] + choice + b"</mc:Fallback></mc:AlternateContent>" + xml[end:]

    assert (
        read_slides("a.pptx", repacked(data, r"ppt/slides/slide1\.xml", newer)).text == "Slide 1: One\n\nnew"
    )


WORD = st.text("abcdefghij äöü", min_size=1, max_size=12).filter(str.strip)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(WORD, max_size=3), min_size=1, max_size=3))
def test_the_text_of_every_slide_is_on_its_page(slides):
    deck = deck_of(*(f"Number {n}" for n, _ in enumerate(slides)))
    for slide, lines in zip(deck.slides, slides, strict=True):
        for line in lines:
            slide.shapes.add_textbox(*BOX).text_frame.text = line
    reading = reading_of(deck)
    for page, lines in zip(reading.pages, slides, strict=True):
        found = reading.text[page.start : page.end].strip().split("\n\n")[1:]
        assert found == [" ".join(line.split()) for line in lines]


def test_what_holds_no_text_or_is_broken_ends_in_one_line():
    data = bytes_of_deck(deck_of("One"))
    with pytest.raises(NoText):
        reading_of(deck_of(""))
    with pytest.raises(NoText):
        reading_of(deck_of())
    with pytest.raises(Damaged):
        read_slides("a.pptx", repacked(data, r"ppt/slides/slide1\.xml", lambda xml: xml[: len(xml) // 2]))
    for size in range(0, len(data), len(data) // 7):
        with pytest.raises(ReadError):
            read_slides("a.pptx", data[:size])
