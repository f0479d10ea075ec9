"""Rich text files: what is shown, once, in order."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.files import written

from index.errors import Damaged, NoText
from index.read import read
from index.readers.rich_text import read_rich

FONTS = rb"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}}{\colortbl;\red0\green0\blue0;}"


def rich(body):
    return (
        rb"{\rtf1\ansi\ansicpg1252\deff0"
        + FONTS
        + (body if isinstance(body, bytes) else body.encode())
        + b"}"
    )


def blocks_of(body):
    return read_rich("a.rtf", rich(body)).text.split("\n\n")


@pytest.mark.parametrize(
    ("body", "blocks"),
    [
        (rb"\pard A pier\par opens {\b today}.\par", ["A pier", "opens today."]),
        (rb"caf\'e9 \u8364\'80 5 \u-10179\'3f\u-8704\'3f", ["café € 5 😀"]),
        (rb"{\f1 \'ec\'ee\'f1\'f2}", ["мост"]),
        (b"caf\xe9", ["café"]),
        (rb"a {\v hidden \b words}b", ["a b"]),
        (rb"a \v hidden\v0 b", ["a b"]),
        (rb"a {\strike struck }{\deleted gone }b", ["a b"]),
        (rb"op\-tional \{braces\} C:\\x", ["optional {braces} C:\\x"]),
        (rb"{\pict\pngblip 89504e47}text{\object{\*\objdata 00ff}{\result picture}}", ["text"]),
        (rb"{\field{\*\fldinst HYPERLINK {\f0 x}}{\fldrslt the port}} is open", ["the port is open"]),
        (rb"{\listtext\f1\'b7\tab}first\par{\pntext 2.\tab}second\par", ["• first", "2. second"]),
        (rb"{\pict\bin4 }}{{}seen", ["seen"]),
        (
            rb"It cost{\footnote\chftn  About 4 million.} a lot.\par",
            ["It cost¹ a lot.", "¹ About 4 million."],
        ),
        (
            rb"a{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt In a box\par}}{\shprslt In a box}}",
            ["a", "In a box"],
        ),
        (
            rb"{\header Harbour office\par}{\footer Page 1\par}{\headerf Harbour office}a",
            ["a", "Harbour office"],
        ),
        (rb"a{\*\atnid X}{\*\annotation Why?} b", ["a b", "Comment: Why?"]),
    ],
)
def test_what_is_shown_is_read(body, blocks):
    assert blocks_of(body) == blocks


def test_a_table_stands_between_its_paragraphs_row_by_row():
    rows = [("Ferry", "2031"), ("Heron", "12"), ("Otter", "9")]
    table = "".join(
        r"\trowd\cellx1\cellx2\pard\intbl " + "".join(rf"{cell}\cell " for cell in row) + r"\row"
        for row in rows
    )
    assert blocks_of(rf"\pard Before\par More\par {table}\pard After\par") == [
        "Before",
        "More",
        "Ferry | 2031",
        "Heron | 2031: 12",
        "Otter | 2031: 9",
        "After",
    ]


def test_the_title_of_the_properties(tmp_path):
    reading = read(written(tmp_path, "a.rtf", rich(rb"{\info{\title The pier}{\author B}}It opens in May.")))
    assert (reading.title, reading.text) == ("The pier", "It opens in May.")


def test_a_file_that_breaks_off_is_read_as_far_as_it_goes():
    reading = read_rich("a.rtf", rich(b"It opens in May.")[:-1])
    assert reading.text == "It opens in May."
    assert "breaks off" in reading.notes[0]
    assert read_rich("a.rtf", rich(b"It opens.") + b"\0 rest").text == "It opens."


WORD = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z", "Co"]), min_size=1, max_size=8)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(WORD, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=4))
def test_every_letter_survives(lines):
    def escaped(char):
        if char.isascii():
            return f"\\{char}" if char in "\\{}" else char
        units = char.encode("utf-16-le")
        numbers = (
            int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2)
        )
        return "".join(f"\\u{number}?" for number in numbers)

    found = blocks_of("\\par\n".join("".join(map(escaped, line)) for line in lines))
    assert [line.replace("• ", "· ") for line in found] == [line.replace("• ", "· ") for line in lines]


def test_what_is_no_rich_text_or_empty_ends_in_one_line():
    with pytest.raises(Damaged):
        read_rich("a.rtf", b"Just some text.")
    with pytest.raises(NoText):
        read_rich("a.rtf", rich(rb"\pard\par"))
    assert read_rich("a.rtf", rich(b"{" * 200_000 + b"deep")).text == "deep"
