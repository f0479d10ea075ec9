"""A paper as a Word file, its citations as endnotes."""

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

import docx
from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph

from rag.shapes import Block, Citation
from ui.export.endnotes import Endnotes
from ui.export.word_style import MONOSPACE, MUTED, NOTED, QUOTED, WRONG, clean, dress, styled, write
from ui.export.word_table import Grid
from ui.words.blocks import MarkedBlock, SentencePart, blocks
from ui.words.marked_sentence import MarkedSentence
from ui.words.paper import Case, Entry, Paper, Part, who
from ui.words.phrases import sentence_case
from ui.words.text_pieces import Pieces

_STYLES = {Block.ITEM: "List Bullet", Block.HEADING: "Heading 2"}


def word_file(paper: Paper, made: date) -> bytes:
    """Write the whole file."""
    document = docx.Document()
    dress(document)
    describe(document, paper, made)
    _Writer(document, paper).write()
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def describe(document: WordDocument, paper: Paper, made: date) -> None:
    """Set the document's properties; Word allows 255 characters each."""
    known = document.core_properties
    known.title = clean(paper.title)[:255]
    known.subject, known.author, known.last_modified_by = paper.kind, "Readback", "Readback"
    known.comments = clean("; ".join(paper.lines))[:255]
    known.created = known.modified = datetime.combine(made, time())


class _Writer:
    """A document being written."""

    def __init__(self, document: WordDocument, paper: Paper) -> None:
        self.document, self.paper = document, paper
        self.notes = Endnotes(document, [citation.n for citation in paper.citations])

    def write(self) -> None:
        paper = self.paper
        write(self._paragraph("Title"), paper.title)
        for line in (paper.kind, *paper.lines):
            write(self._paragraph(MUTED), line)
        for note in paper.notes:
            write(self._paragraph(NOTED), f"Note: {note}")
        for part in paper.parts:
            self._heading(part.heading, 1)
            self._part(part)
        if left := self.notes.left():
            last = self._paragraph(MUTED)
            write(last, "Also cited above: ")
            self._numbers(last, left)
        for citation in paper.citations:
            write_note(self.notes, citation, paper)

    def _paragraph(self, style: str = "Normal") -> Paragraph:
        return styled(self.document.add_paragraph(), style)

    def _heading(self, text: str, level: int) -> None:
        write(self._paragraph(f"Heading {level}"), text)

    def _part(self, part: Part) -> None:
        if part.prose and part.sentences:
            for block in blocks(part.sentences):
                self._block(block)
        elif part.sentences:
            for sentence in part.sentences:
                self._sentence(self._paragraph("List Bullet"), sentence)
                self._faults([sentence])
        for case in part.cases:
            self._case(case)
        if part.timeline:
            self._timeline(part.timeline)
        for question in part.questions:
            write(self._paragraph("List Bullet"), question)
        if part.ledger:
            self._ledger(part.ledger)
        if part.is_empty:
            write(self._paragraph(MUTED), part.empty)

    def _block(self, block: MarkedBlock) -> None:
        """Write a paragraph, a heading, a list or a table, and then the faults in it."""
        if block.kind == Block.ROW:
            self._table(block)
        for row in block.rows if block.kind != Block.ROW else ():
            self._run(self._paragraph(_STYLES.get(block.kind, "Normal")), row[0])
        parts = (one for row in block.rows for cell in row for one in cell)
        self._faults(part.sentence for part in parts if part.ends)

    def _table(self, block: MarkedBlock) -> None:
        columns = len(block.rows[0])
        grid = Grid(self.document, (100 // columns,) * columns)
        for number, cells in enumerate(block.rows):
            for paragraph, cell in zip(grid.row(), cells, strict=True):
                self._run(paragraph, cell, bold=not number)
        grid.head()

    def _run(self, paragraph: Paragraph, parts: Iterable[SentencePart], *, bold: bool = False) -> None:
        """Write sentences one after the other; in a cell they may be parts of some."""
        for number, part in enumerate(parts):
            write(paragraph, " ") if number else None
            self._pieces(paragraph, part.pieces, bold=bold)
            if part.ends:
                self._after(paragraph, part.sentence)

    def _sentence(self, paragraph: Paragraph, sentence: MarkedSentence) -> None:
        """Write a sentence, the words that fail underlined, with its numbers and its verdict."""
        self._pieces(paragraph, sentence.pieces)
        self._after(paragraph, sentence)

    def _after(self, paragraph: Paragraph, sentence: MarkedSentence) -> None:
        self._numbers(paragraph, sentence.citations)
        if sentence.tag:
            write(paragraph, f" ({sentence.tag})", bold=True)

    def _pieces(self, paragraph: Paragraph, pieces: Pieces, *, bold: bool = False) -> None:
        for piece in pieces:
            run = write(paragraph, piece.text, bold=bold or piece.is_bold)
            run.underline = piece.is_marked or None
            if piece.is_code:
                run.font.name = MONOSPACE

    def _numbers(self, paragraph: Paragraph, numbers: Iterable[int]) -> None:
        for at, citation in enumerate(self.paper.cited(tuple(numbers))):
            if at:
                paragraph.add_run(", ").font.superscript = True
            self.notes.name(paragraph, citation.n)

    def _faults(self, sentences: Iterable[MarkedSentence]) -> None:
        for sentence in sentences:
            for fault in sentence.faults:
                write(self._paragraph(WRONG), sentence_case("".join(fault)))

    def _case(self, case: Case) -> None:
        write(self._paragraph("Heading 2"), f"{case.kind}: {case.title}")
        grid = Grid(self.document, (29, 42, 29), ("Value", "Who says it", "Count"))
        for row in case.rows:
            value, sayers, count = grid.row()
            write(value, row.value, bold=True)
            for number, (name, numbers) in enumerate(row.sayers):
                paragraph = grid.more(sayers) if number else sayers
                write(paragraph, name)
                write(paragraph, " ") if numbers else None
                self._numbers(paragraph, numbers)
            write(count, row.count)

    def _timeline(self, lines: Sequence[tuple[str, MarkedSentence]]) -> None:
        grid = Grid(self.document, (22, 78))
        for when, sentence in lines:
            left, right = grid.row()
            write(left, when, bold=True)
            self._sentence(right, sentence)

    def _ledger(self, entries: Iterable[Entry]) -> None:
        grid = Grid(self.document, (48, 16, 36), ("Document", "Used", "Why"))
        for entry in entries:
            document, used, why = grid.row()
            write(document, entry.title, bold=True)
            for line in entry.details:
                write(grid.more(document, MUTED), line)
            write(used, sentence_case(entry.used))
            write(why, sentence_case(entry.remark))


def write_note(notes: Endnotes, citation: Citation, paper: Paper) -> None:
    """Write the endnote of a citation: its source, its exact place, and its words."""
    head = notes.write(citation.n)
    write(head, citation.title, bold=True)
    known = (who(citation.outlet, citation.published), paper.provenance(citation))
    write(head, "".join(f". {sentence_case(part)}" for part in known if part))
    write(notes.more(head, QUOTED), citation.quote)
