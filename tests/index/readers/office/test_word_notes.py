"""Footnotes and endnotes, and the heads and feet of pages, of Word files."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from support.words import add_reference, bytes_of, document_of, with_notes

from index.readers.word import read_word


def test_a_footnote_stands_after_its_paragraph_with_its_number():
    document = document_of("The pier was built in 1903.", "It is of oak")
    add_reference(document.paragraphs[0], "footnote", "2")
    document.paragraphs[0].add_run(" Nobody painted it.")
    add_reference(document.paragraphs[1], "footnote", "3")
    notes = {"3": "Some say elm.", "2": "A letter says 1904."}
    text = read_word("a.docx", with_notes(bytes_of(document), "footnote", notes)).text
    assert text.split("\n\n") == [
        "The pier was built in 1903.¹ Nobody painted it.",
        "¹ A letter says 1904.",
        "It is of oak ²",
        "² Some say elm.",
    ]


def test_endnotes_stand_at_the_end():
    document = document_of("The pier was built in 1903.", "It is of oak.")
    add_reference(document.paragraphs[0], "endnote", "1")
    text = read_word("a.docx", with_notes(bytes_of(document), "endnote", {"1": "By the town."})).text
    assert text.split("\n\n") == ["The pier was built in 1903.⁽¹⁾", "It is of oak.", "⁽¹⁾ By the town."]


def test_heads_and_feet_are_read_once_without_the_numbers_of_pages():
    document = document_of("The pier was built in 1903.")
    document.sections[0].header.paragraphs[0].text = "For the council only"
    foot = document.sections[0].footer.paragraphs[0]
    foot.text = "File LK-0815, page "
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " PAGE ")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "44"
    run.append(text)
    field.append(run)
    foot._p.append(field)
    document.add_section().footer.is_linked_to_previous = False
    document.sections[1].footer.paragraphs[0].text = "File LK-0815, page "
    reading = read_word("a.docx", bytes_of(document))
    assert reading.text.split("\n\n") == [
        "The pier was built in 1903.",
        "For the council only",
        "File LK-0815, page",
    ]


def test_a_foot_that_only_numbers_the_page_is_left_out():
    document = document_of("The pier was built in 1903.")
    document.sections[0].footer.paragraphs[0].text = "Page 1 of 3"
    assert read_word("a.docx", bytes_of(document)).text == "The pier was built in 1903."
