"""Endnotes of a Word file, which python-docx cannot make: a part beside the text (ISO 29500-1, 17.11).

Word counts notes in the order of their places. A citation has its note's place where it is named in its turn,
so that Word's number is the citation's own; wherever else it is named, a link leads to that place.
"""

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

REFERENCE, TEXT = "endnote reference", "endnote text"
"""The styles of a note's number and of its text; a document that gets notes must have them."""

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.endnotes+xml"
_SEPARATORS = {
    "-1": ("separator", "<w:r><w:rPr><w:b/></w:rPr><w:t>Sources</w:t></w:r>"),
    "0": ("continuationSeparator", "<w:r><w:continuationSeparator/></w:r>"),
}
_DECIMAL = '<w:numFmt w:val="decimal"/>'


class Endnotes:
    """The endnotes of one document, for citations of these numbers."""

    def __init__(self, document: WordDocument, numbers: Sequence[int]) -> None:
        self._document = document
        self._ids = {n: id for id, n in enumerate(sorted(numbers), 1)}
        self._next = 1
        self._style = document.styles[REFERENCE].style_id
        if numbers:
            self._part = self._new_part()

    def _new_part(self) -> XmlPart:
        first = "".join(
            f'<w:endnote w:type="{kind}" w:id="{id}"><w:p>{content}</w:p></w:endnote>'
            for id, (kind, content) in _SEPARATORS.items()
        )
        document = self._document.part
        root = _parsed(f"<w:endnotes>{first}</w:endnotes>")
        part = XmlPart(PackURI("/word/endnotes.xml"), _CONTENT_TYPE, root, document.package)
        document.relate_to(part, RELATIONSHIP_TYPE.ENDNOTES)
        declared = "".join(f'<w:endnote w:id="{id}"/>' for id in _SEPARATORS)
        compatible = self._document.settings.element.find(qn("w:compat"))
        compatible.addprevious(_parsed(f"<w:endnotePr>{_DECIMAL}{declared}</w:endnotePr>"))
        size = self._document.sections[0]._sectPr.find(qn("w:pgSz"))
        size.addprevious(_parsed(f"<w:endnotePr>{_DECIMAL}</w:endnotePr>"))
        return part

    def name(self, paragraph: Paragraph, n: int) -> None:
        """Name citation ``n`` at the end of a paragraph: as its note's place, or as a link to that."""
        id = self._ids[n]
        if id != self._next:
            run = self._run(f"<w:t>{id}</w:t>")
            link = f'<w:hyperlink w:anchor="citation{id}" w:history="1">{run}</w:hyperlink>'
            paragraph._p.append(_parsed(link))
            return
        self._next += 1
        for element in (
            f'<w:bookmarkStart w:id="{id}" w:name="citation{id}"/>',
            self._run(f'<w:endnoteReference w:id="{id}"/>'),
            f'<w:bookmarkEnd w:id="{id}"/>',
        ):
            paragraph._p.append(_parsed(element))

    def left(self) -> list[int]:
        """The numbers of the citations whose notes have no place yet, in their order."""
        return [n for n, id in self._ids.items() if id >= self._next]

    def write(self, n: int) -> Paragraph:
        """Begin the note of citation ``n`` with its number; returns its paragraph."""
        note = _parsed(f'<w:endnote w:id="{self._ids[n]}"/>')
        self._part.element.append(note)
        paragraph = self._paragraph(note, TEXT)
        paragraph._p.append(_parsed(self._run("<w:endnoteRef/>")))
        paragraph.add_run(" ")
        return paragraph

    def more(self, paragraph: Paragraph, style: str) -> Paragraph:
        """Add one more paragraph to the note that ``paragraph`` belongs to."""
        return self._paragraph(paragraph._p.getparent(), style)

    def _paragraph(self, note: BaseOxmlElement, style: str) -> Paragraph:
        element = _parsed("<w:p/>")
        note.append(element)
        element.style = style.replace(" ", "")
        return Paragraph(element, self._document._body)

    def _run(self, content: str) -> str:
        return f'<w:r><w:rPr><w:rStyle w:val="{self._style}"/></w:rPr>{content}</w:r>'


def _parsed(xml: str) -> BaseOxmlElement:
    """Parse one element with the namespace of Word; its name is the first word."""
    name = xml[1:].split(">")[0].split("/")[0].split()[0]
    return parse_xml(xml.replace(name, f"{name} {nsdecls('w')}", 1))
