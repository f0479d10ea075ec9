"""Tables of a Word file: thin rules between the rows, heads repeated on every page, no row torn apart."""

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from docx.table import _Row
from docx.text.paragraph import Paragraph

from ui.export.word_style import MUTED, WIDTH, styled

_RULE = 'w:val="single" w:sz="4" w:space="0" w:color="C9CFCC"'
_BORDERS = (
    f"<w:tblBorders {nsdecls('w')}><w:top {_RULE}/><w:bottom {_RULE}/><w:insideH {_RULE}/></w:tblBorders>"
)
_MARGINS = (
    f"<w:tblCellMar {nsdecls('w')}>"
    '<w:top w:w="60" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="140" w:type="dxa"/></w:tblCellMar>'
)


class Grid:
    """A table whose columns take these shares, of 100, of the page's width."""

    def __init__(self, document: WordDocument, shares: Sequence[int], heads: Sequence[str] = ()) -> None:
        self._widths = [int(WIDTH * share / 100) for share in shares]
        self._table = document.add_table(0, len(shares))
        self._table.autofit = False
        properties = self._table._tbl.tblPr
        layout = properties.find(qn("w:tblLayout"))
        layout.addprevious(parse_xml(_BORDERS))
        layout.addnext(parse_xml(_MARGINS))
        for column, width in zip(self._table.columns, self._widths, strict=True):
            column.width = width
        if heads:
            for paragraph, head in zip(self.row(), heads, strict=True):
                styled(paragraph, MUTED).add_run(head)
            self.head()
        document.add_paragraph().paragraph_format.space_after = Pt(0)

    def head(self) -> None:
        """Have the first row repeated on every page."""
        _mark(self._table.rows[0], "tblHeader")

    def row(self) -> list[Paragraph]:
        """Add a row; return the first paragraph of each of its cells."""
        row = self._table.add_row()
        _mark(row, "cantSplit")
        cells = row.cells
        for cell, width in zip(cells, self._widths, strict=True):
            cell.width = width
        return [_tight(cell.paragraphs[0]) for cell in cells]

    def more(self, paragraph: Paragraph, style: str = "Normal") -> Paragraph:
        """Add one more paragraph to the cell of another."""
        return _tight(styled(paragraph._parent.add_paragraph(), style))


def _tight(paragraph: Paragraph) -> Paragraph:
    paragraph.paragraph_format.space_after = Pt(0)
    return paragraph


def _mark(row: _Row, mark: str) -> None:
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:{mark} {nsdecls('w')}/>"))
