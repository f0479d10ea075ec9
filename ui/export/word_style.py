"""The look of a Word file, and the way of foreign text into it."""

import re
import unicodedata

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from ui.export.endnotes import REFERENCE, TEXT
from ui.export.weights import LINE_SPACING, SMALL_SIZE, TEXT_SIZE
from ui.words.safe_text import unbroken

MUTED, QUOTED, NOTED, WRONG = "Readback muted", "Readback quotation", "Readback note", "Readback problem"
"""Our own paragraph styles: what is less important, a source's words, a remark, what is wrong."""

MONOSPACE = "Courier New"
"""The font of code."""

WIDTH = Mm(174)
"""Between the margins."""

_SANS, _SERIF = "Arial", "Times New Roman"
_INK, _MUTED, _ACCENT, _WARN = "1A2123", "5F6A6F", "0B5A69", "7F4A00"
# XML has no such characters, not even escaped.
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Put foreign text, or a piece of one, on a line that XML can hold; what it cannot becomes U+FFFD."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", unbroken(text))


def styled(paragraph: Paragraph, style: str) -> Paragraph:
    """Put a paragraph in a style by its id, its name without spaces: to look names up takes long."""
    paragraph._p.style = style.replace(" ", "")
    return paragraph


def write(paragraph: Paragraph, text: str, *, bold: bool = False) -> Run:
    """Add foreign text to a paragraph, which runs from right to left where its first text does."""
    run = paragraph.add_run(clean(text))
    run.bold = run.font.cs_bold = bold or None
    if _is_rtl(text):
        run.font.rtl = True
        properties = paragraph._p.get_or_add_pPr()
        if len(paragraph.runs) == 1 and properties.find(qn("w:bidi")) is None:
            properties.insert_element_before(parse_xml(f"<w:bidi {nsdecls('w')}/>"), *_AFTER_BIDI)
    return run


_AFTER_BIDI = (
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:jc",
    "w:rPr",
)


def _is_rtl(text: str) -> bool:
    """Return whether the first letter with a direction is Hebrew's or Arabic's (Unicode Annex 9, rule P2)."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((way for way in directions if way in ("L", "R", "AL")), "L") != "L"


def dress(document: WordDocument) -> None:
    """Set paper, fonts and styles of an empty document."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(20)
    _number_pages(section.footer.paragraphs[0])
    styles = document.styles
    _set(styles["Normal"], TEXT_SIZE, after=5)
    styles["Normal"].paragraph_format.line_spacing = LINE_SPACING
    _set(styles["Title"], 22, bold=True, after=4)
    _without(styles["Title"].element, "w:pBdr", "w:contextualSpacing", "w:kern")
    _without(styles["Title"].element.rPr, "w:spacing")
    _set(styles["Heading 1"], 14, bold=True, before=18, after=6)
    _set(styles["Heading 2"], 11, bold=True, before=10, after=4)
    _set(styles["List Bullet"], TEXT_SIZE, after=5)
    _without(styles["List Bullet"].element, "w:contextualSpacing")
    _set(styles["Footer"], 9, colour=_MUTED)
    _set(_added(document, MUTED), SMALL_SIZE, colour=_MUTED, after=1)
    _set(_added(document, QUOTED), SMALL_SIZE, font=_SERIF, after=5)
    styles[QUOTED].paragraph_format.left_indent = Mm(6)
    _set(_added(document, NOTED), SMALL_SIZE, after=3)
    _set(_added(document, WRONG), SMALL_SIZE, colour=_WARN, after=3)
    styles[WRONG].paragraph_format.left_indent = Mm(10)
    _set(_added(document, TEXT), SMALL_SIZE, after=1)
    styles[TEXT].paragraph_format.keep_with_next = True
    number = styles.add_style(REFERENCE, WD_STYLE_TYPE.CHARACTER, builtin=True)
    number.font.superscript, number.font.color.rgb = True, RGBColor.from_string(_ACCENT)


def _added(document: WordDocument, name: str) -> ParagraphStyle:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name == TEXT)
    style.base_style = document.styles["Normal"]
    return style


def _set(
    style: ParagraphStyle,
    size: float,
    *,
    font: str = _SANS,
    colour: str = _INK,
    bold: bool = False,
    before: float = 0,
    after: float = 0,
) -> None:
    """Set a style's font, its size and the space around its paragraphs in points, and its colour (RRGGBB)."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in list(fonts.attrib):
        del fonts.attrib[key]
    style.font.name, style.font.size, style.font.bold = font, Pt(size), bold
    # What runs from right to left has a font, a size and a weight of its own.
    fonts.set(qn("w:cs"), font)
    style.font.cs_bold = bold
    size_there = style.element.rPr.find(qn("w:sz"))
    _without(style.element, "w:szCs")
    size_there.addnext(parse_xml(f'<w:szCs {nsdecls("w")} w:val="{round(2 * size)}"/>'))
    style.font.color.rgb = RGBColor.from_string(colour)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)


def _number_pages(footer: Paragraph) -> None:
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    footer._p.append(parse_xml(field))


def _without(element: BaseOxmlElement, *names: str) -> None:
    """Remove from a style the elements that only python-docx's template has."""
    for name in names:
        for found in element.findall(f".//{qn(name)}"):
            found.getparent().remove(found)
