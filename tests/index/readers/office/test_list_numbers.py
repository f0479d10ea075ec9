"""Numbers of lists in Word files, as Word shows them."""

import pytest
from docx.oxml import parse_xml
from support.words import NAMESPACE, bytes_of, document_of

from index.readers.office.list_numbers import ListNumbers
from index.readers.word import read_word


def level(number, form, text, start=1):
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbers_of(*levels, override=""):
    lists = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="5"/>{more}</w:num>'
        for number, more in ((1, ""), (2, override))
    )
    abstract = f'<w:abstractNum w:abstractNumId="5">{"".join(levels)}</w:abstractNum>'
    return ListNumbers(parse_xml(f"<w:numbering {NAMESPACE}>{abstract}{lists}</w:numbering>"))


def test_deeper_levels_count_within_the_one_above():
    numbers = numbers_of(level(0, "decimal", "%1."), level(1, "lowerLetter", "%1.%2)"))
    marks = [numbers.mark("1", at, None) for at in (0, 1, 1, 0, 1)]
    assert marks == ["1.", "1.a)", "1.b)", "2.", "2.a)"]


@pytest.mark.parametrize(
    ("form", "marks"),
    [
        ("decimal", ["1.", "2.", "3.", "4."]),
        ("decimalZero", ["01.", "02.", "03.", "04."]),
        ("upperRoman", ["I.", "II.", "III.", "IV."]),
        ("lowerLetter", ["a.", "b.", "c.", "d."]),
        ("bullet", ["•"] * 4),
        ("none", [""] * 4),
    ],
)
def test_each_form_of_number(form, marks):
    numbers = numbers_of(level(0, form, "%1."))
    assert [numbers.mark("1", None, None) for _ in range(4)] == marks


def test_a_list_goes_on_unless_it_starts_anew():
    going_on = numbers_of(level(0, "decimal", "%1.", start=7))
    assert [going_on.mark(list_id, 0, None) for list_id in "112"] == ["7.", "8.", "9."]
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    anew = numbers_of(level(0, "decimal", "%1."), override=override)
    assert [anew.mark(list_id, 0, None) for list_id in "1122"] == ["1.", "2.", "1.", "2."]


def test_a_list_that_is_not_defined_has_bullets():
    assert ListNumbers(None).mark("1", 0, None) == "•"


def test_items_and_numbered_headings_are_read_with_their_numbers():
    document = document_of()
    document.add_heading("Rules", 1)
    for text in ("Wear a hat.", "Feed the cat."):
        document.add_paragraph(text, style="List Number")
    reading = read_word("a.docx", bytes_of(document))
    assert reading.text.split("\n\n") == ["Rules", "1. Wear a hat.", "2. Feed the cat."]
    assert reading.title == "Rules"
