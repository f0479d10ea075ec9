"""Word files: paragraphs, lists and tables in order, and what is no Word file."""

import io
import re
import zipfile

import docx
import pytest
from support.files import WORDS

from index.errors import Damaged, NoText
from index.read import read


def saved(document, path):
    document.save(path)
    return path


def test_word_paragraphs_lists_and_tables_in_order(tmp_path):
    document = docx.Document()
    document.core_properties.title = ""
    document.add_heading("A bridge opens", 1)
    document.add_paragraph("The Daily Example", style="Subtitle")
    document.add_paragraph(WORDS)
    document.add_paragraph("free of charge", style="List Bullet")
    document.add_paragraph("for all", style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Length", "120 m", "Cost\nin all", "4 million"], strict=True):
        cell.text = text
    document.add_paragraph("The end.")
    reading = read(saved(document, tmp_path / "some_file.docx"))
    assert reading.text.split("\n\n") == [
        "A bridge opens",
        "The Daily Example",
        WORDS,
        "• free of charge",
        "1. for all",
        "Length | 120 m\nCost in all | 4 million",
        "The end.",
    ]
    assert reading.title == "A bridge opens"
    assert reading.published is None  # its date of creation is none of publication
    assert reading.pages is None


def test_word_title_of_the_properties(tmp_path):
    document = docx.Document()
    document.core_properties.title = "The bridge"
    document.add_paragraph(WORDS)
    assert read(saved(document, tmp_path / "a.docx")).title == "The bridge"


def test_word_rows_name_the_columns_of_a_table_with_headings(tmp_path):
    document = docx.Document()
    rows = [("Ticket", "2031", "2032"), ("Child", "4", "5"), ("Adult", "11", "13")]
    table = document.add_table(rows=3, cols=3)
    for cell, text in zip(table._cells, [text for row in rows for text in row], strict=True):
        cell.text = text
    text = read(saved(document, tmp_path / "a.docx")).text
    assert text.split("\n\n") == [
        "Ticket | 2031 | 2032",
        "Child | 2031: 4 | 2032: 5",
        "Adult | 2031: 11 | 2032: 13",
    ]


def test_word_merged_cells_come_once(tmp_path):
    document = docx.Document()
    table = document.add_table(rows=1, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(0, 2).text = "narrow"
    assert read(saved(document, tmp_path / "a.docx")).text == "wide | narrow"


def test_word_without_text(tmp_path):
    with pytest.raises(NoText):
        read(saved(docx.Document(), tmp_path / "a.docx"))


def repacked(path, **replaced):
    """The .docx at ``path`` with some of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, replaced.get(name.rsplit("/", 1)[-1].split(".")[0], source.read(name)))
    path.write_bytes(out.getvalue())
    return path


@pytest.mark.parametrize(
    "part", [b"", b"<no xml", b"<a/>", b'<!DOCTYPE a [<!ENTITY b "cc">]><a>&b;</a>', b"\xff\xfe\x00"]
)
def test_word_malformed_parts(tmp_path, part):
    document = docx.Document()
    document.add_paragraph(WORDS)
    with pytest.raises((Damaged, NoText)):
        read(repacked(saved(document, tmp_path / "a.docx"), document=part))


def test_word_bomb_is_refused(tmp_path):
    document = docx.Document()
    document.add_paragraph(WORDS)
    path = saved(document, tmp_path / "a.docx")
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/media/x.bin", "w") as part,
    ):
        for _ in range(310):
            part.write(bytes(1_000_000))
    with pytest.raises(Damaged, match="unpacks to 310 MB"):
        read(path)


def test_a_comment_follows_what_it_is_on(tmp_path):
    document = docx.Document()
    paragraph = document.add_paragraph("The bridge costs 4 million.")
    document.add_comment(paragraph.runs, text="The council says 5.", author="Ada")
    document.add_paragraph("It opens in May.")
    assert read(saved(document, tmp_path / "a.docx")).text.split("\n\n") == [
        "The bridge costs 4 million.",
        "Comment: The council says 5.",
        "It opens in May.",
    ]


def test_a_file_of_the_strict_standard_is_read(tmp_path):
    document = docx.Document()
    document.add_paragraph(WORDS)
    usual = io.BytesIO()
    document.save(usual)
    with zipfile.ZipFile(usual) as source, zipfile.ZipFile(tmp_path / "a.docx", "w") as strict:
        for name in source.namelist():
            usual_name = rb"http://schemas\.openxmlformats\.org/(\w+)/2006/"
            content = re.sub(usual_name, rb"http://purl.oclc.org/ooxml/\1/", source.read(name))
            strict.writestr(name, content)
    assert read(tmp_path / "a.docx").text == WORDS
