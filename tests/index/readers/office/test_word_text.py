"""Word paragraphs as they are shown: hidden and struck-out text left out, raised figures raised."""

import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from hypothesis import given, settings
from hypothesis import strategies as st
from support.words import NAMESPACE, add_run, bytes_of, document_of

from index.errors import NoText
from index.readers.word import read_word

MATH = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def text_of(document):
    return read_word("a.docx", bytes_of(document)).text


@pytest.mark.parametrize("mark", ["strike", "dstrike", "vanish", "strike=true", "vanish=1"])
def test_what_is_struck_out_or_hidden_is_left_out(mark):
    runs = [("The fare is ", ""), ("4", mark), (" 7 coins.", "")]
    assert text_of(document_of(runs)) == "The fare is 7 coins."
    with pytest.raises(NoText):
        text_of(document_of([("Nothing is seen.", mark)]))


@pytest.mark.parametrize("mark", ["strike=0", "vanish=false", "b", "i"])
def test_other_marks_change_nothing(mark):
    assert (
        text_of(document_of([("The fare is ", ""), ("7", mark), (" coins.", "")])) == "The fare is 7 coins."
    )


def test_a_style_may_hide_its_text_and_a_run_may_show_it():
    document = document_of("The fare is 7 coins.")
    secret = document.styles.add_style("Secret", WD_STYLE_TYPE.PARAGRAPH)
    secret.font.hidden = True
    document.add_paragraph("The captain pays nothing.", style="Secret")
    shown = document.add_paragraph(style="Secret")
    add_run(shown, "Dogs pay half.", "vanish=0")
    assert text_of(document).split("\n\n") == ["The fare is 7 coins.", "Dogs pay half."]


def test_raised_figures_are_written_raised():
    runs = [("It holds 10", ""), ("6", "vertAlign=superscript"), (" barrels on the 1", "")]
    runs += [("st", "vertAlign=superscript"), (" deck, H", ""), ("2", "vertAlign=subscript"), ("O.", "")]
    assert text_of(document_of(runs)) == "It holds 10⁶ barrels on the 1st deck, H2O."


def test_powers_in_formulas_are_raised():
    document = document_of("It is")
    power = "<m:sSup><m:e><m:r><m:t>{}</m:t></m:r></m:e><m:sup><m:r><m:t>{}</m:t></m:r></m:sup></m:sSup>"
    terms = "".join(power.format(*term) for term in [("10", "-6"), ("x", "n"), ("y", "n+k")])
    document.paragraphs[0]._p.append(parse_xml(f"<m:oMath {MATH} {NAMESPACE}>{terms}</m:oMath>"))
    assert text_of(document) == "It is10⁻⁶x^ny^(n+k)"


def test_a_deleted_word_is_left_out_and_an_inserted_one_read():
    document = document_of("The fare is ")
    changes = "<w:del><w:r><w:delText>4</w:delText></w:r></w:del><w:ins><w:r><w:t>7</w:t></w:r></w:ins>"
    for element in parse_xml(f"<w:p {NAMESPACE}>{changes}</w:p>"):
        document.paragraphs[0]._p.append(element)
    assert text_of(document) == "The fare is 7"


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.text("ab 1", min_size=1, max_size=4), st.booleans()), min_size=1, max_size=6))
def test_what_is_shown_is_read_and_nothing_else(parts):
    shown = "".join(text for text, seen in parts if seen)
    runs = [(text, "" if seen else "strike") for text, seen in parts]
    if not shown.strip():
        with pytest.raises(NoText):
            text_of(document_of(runs))
        return
    assert text_of(document_of(runs)).replace(" ", "") == shown.replace(" ", "")
