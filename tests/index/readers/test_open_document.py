"""OpenDocument texts and presentations: all that is shown, once, in order."""

import odfdo
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.files import written
from support.open_files import open_file, saved_bytes

from index.errors import Damaged, NoText, ReadError, TooLarge
from index.read import read
from index.readers.office import open_package
from index.readers.open_document import read_open_slides, read_open_text


def blocks_of(body, **more):
    return read_open_text("a.odt", open_file("text", body, **more)).text.split("\n\n")


def test_a_text_written_by_a_library_is_read_in_order(tmp_path):
    document = odfdo.Document("text")
    document.body.clear()
    document.meta.title = "The pier"
    document.body.append(odfdo.Header(1, "A pier opens"))
    document.body.append(odfdo.List(["free of charge", "for all"]))
    table = odfdo.Table("T", width=2, height=3)
    for at, row in enumerate((["Ferry", "2031"], ["Heron", "12"], ["Otter", "9"])):
        table.set_row_values(at, row)
    document.body.append(table)
    paragraph = odfdo.Paragraph("It cost a lot.")
    paragraph.insert_note(after="cost", note_id="n1", citation="1", body="About 4 million.")
    document.body.append(paragraph)
    reading = read(written(tmp_path, "a.odt", saved_bytes(document)))
    assert reading.title == "The pier"
    assert reading.text.split("\n\n") == [
        "A pier opens",
        "• free of charge",
        "• for all",
        "Ferry | 2031",
        "Heron | 2031: 12",
        "Otter | 2031: 9",
        "It cost¹ a lot.",
        "¹ About 4 million.",
    ]


NUMBERED = (
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="a" '
    'style:num-suffix=")"/></text:list-style>'
)


def test_lists_have_their_numbers():
    inner = "<text:list><text:list-item><text:p>c</text:p></text:list-item></text:list>"
    body = (
        '<text:list text:style-name="L">'
        "<text:list-item><text:p>a</text:p><text:p>more</text:p></text:list-item>"
        f"<text:list-item><text:p>b</text:p>{inner}</text:list-item></text:list>"
        '<text:list text:style-name="L" text:continue-numbering="true"><text:list-item><text:p>d</text:p>'
        "</text:list-item></text:list>"
    )
    assert blocks_of(body, own_styles=NUMBERED) == ["1. a", "more", "2. b", "a) c", "3. d"]


HIDING = (
    '<style:style style:name="H" style:family="text">'
    '<style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="I" style:family="text" style:parent-style-name="H"/>'
    '<style:style style:name="S" style:family="text"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style>'
)


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        ("<text:p>two<text:s text:c='3'/>words<text:line-break/>here</text:p>", ["two words here"]),
        ("<text:p>a<text:span text:style-name='I'>hidden</text:span> b</text:p>", ["a b"]),
        ("<text:p>a<text:span text:style-name='S'>struck</text:span> b</text:p>", ["a b"]),
        ("<text:tracked-changes><text:p>gone</text:p></text:tracked-changes><text:p>kept</text:p>", ["kept"]),
        ("<text:section text:display='none'><text:p>no</text:p></text:section><text:p>yes</text:p>", ["yes"]),
        (
            "<text:p>a<office:annotation><text:p>why?</text:p></office:annotation> b</text:p>",
            ["a b", "Comment: why?"],
        ),
        (
            "<text:p>a<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame></text:p>",
            ["a", "box"],
        ),
        (
            "<draw:g><draw:g><draw:custom-shape><text:p>deep</text:p></draw:custom-shape></draw:g></draw:g>",
            ["deep"],
        ),
    ],
)  # fmt: skip
def test_what_a_paragraph_shows(body, blocks):
    assert blocks_of(body, own_styles=HIDING) == blocks


def test_heads_and_feet_of_pages_come_once():
    edge = "<style:header><text:p>Harbour office</text:p></style:header>"
    number = "<style:footer><text:p>Page <text:page-number>1</text:page-number></text:p></style:footer>"
    assert blocks_of("<text:p>a</text:p>", styles=edge + edge + number) == ["a", "Harbour office"]


def test_a_chart_has_its_title():
    body = '<text:p>a<draw:frame><draw:object xlink:href="./Object"/></draw:frame></text:p>'
    chart = '<a xmlns:c="urn:c" xmlns:t="urn:t"><c:chart><c:title><t:p>Riders</t:p></c:title></c:chart></a>'
    assert blocks_of(body, Object__content=chart) == ["a", "Riders"]


SLIDES = """
<presentation:footer-decl presentation:name="f">Harbour office</presentation:footer-decl>
<draw:page presentation:use-footer-name="f">
 <draw:frame presentation:class="title"><draw:text-box><text:p>Works</text:p></draw:text-box></draw:frame>
 <draw:frame presentation:class="outline"><draw:text-box><text:list><text:list-item>
 <text:p>It opens in May.</text:p></text:list-item></text:list></draw:text-box></draw:frame>
 <draw:frame presentation:class="page-number"><draw:text-box><text:p>1</text:p></draw:text-box></draw:frame>
 <presentation:notes><draw:frame><draw:text-box><text:p>Say why.</text:p></draw:text-box></draw:frame>
 </presentation:notes></draw:page>
<draw:page draw:style-name="H"><draw:frame><draw:text-box><text:p>no</text:p></draw:text-box></draw:frame>
</draw:page>
<draw:page presentation:use-footer-name="f">
 <draw:frame><draw:text-box><text:p>The end.</text:p></draw:text-box></draw:frame></draw:page>
"""
HIDDEN = (
    '<style:style style:name="H" style:family="drawing-page"><style:drawing-page-properties '
    'presentation:visibility="hidden"/></style:style>'
)


def test_each_slide_is_a_page_with_its_notes(tmp_path):
    reading = read(written(tmp_path, "a.odp", open_file("presentation", SLIDES, own_styles=HIDDEN)))
    assert reading.text.split("\n\n") == [
        "Slide 1: Works",
        "• It opens in May.",
        "Harbour office",
        "Notes: Say why.",
        "Slide 3",
        "The end.",
    ]
    assert [page.page for page in reading.pages] == [1, 3]
    assert reading.notes == ("1 hidden slide left out: 2.",)
    assert reading.title == "Works"


WORDS = st.text("abc defghij äö", min_size=1, max_size=15).filter(str.strip)


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=6))
def test_every_paragraph_is_a_block(lines):
    assert blocks_of("".join(f"<text:p>{line}</text:p>" for line in lines)) == [
        " ".join(x.split()) for x in lines
    ]


def test_what_cannot_be_read_ends_in_one_line(tmp_path, monkeypatch):
    encrypted = open_file("text", "", **{"META-INF__manifest": "<m><encryption-data/></m>"})
    with pytest.raises(Damaged, match="encrypted"):
        read_open_text("a.odt", encrypted)
    with pytest.raises(NoText):
        read_open_text("a.odt", open_file("text", "<text:p/>"))
    with pytest.raises(NoText):
        read_open_slides("a.odp", open_file("presentation", "<draw:page/>"))
    with pytest.raises(Damaged, match=r"presentation.*\.odp"):
        read(written(tmp_path, "a.odt", open_file("presentation", "")))
    data = open_file("text", "<text:p>a</text:p>")
    for size in range(0, len(data), len(data) // 7):
        with pytest.raises(ReadError):
            read_open_text("a.odt", data[:size])
    monkeypatch.setattr(open_package, "OPEN_LIMIT", 300)
    with pytest.raises(TooLarge):
        read_open_text("a.odt", data)
