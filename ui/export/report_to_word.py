"""A checked draft as a Word file: its text, the verdicts as comments, its citations as endnotes."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import docx
from docx.document import Document as WordDocument
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from rag.shapes import Block, Report
from ui.export.endnotes import Endnotes
from ui.export.to_word import describe, write_note
from ui.export.word_style import MUTED, NOTED, clean, dress, styled, write
from ui.words.blocks import SentencePart, blocks
from ui.words.marked_sentence import MarkedSentence
from ui.words.outline import outline
from ui.words.paper import Paper
from ui.words.phrases import sentence_case
from ui.words.text_pieces import TextPiece

_STYLES = {Block.ITEM: "List Bullet", Block.HEADING: "Heading 2"}
_AUTHOR, _INITIALS = "Readback", "RB"


def report_to_word(report: Report, title: str, made: date) -> bytes:
    """Write the whole file; ``title`` names the draft."""
    document = docx.Document()
    dress(document)
    paper = replace(outline(report), title=title)
    describe(document, paper, made)
    _ReportWriter(document, paper).write()
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


class _ReportWriter:
    """A document being written."""

    def __init__(self, document: WordDocument, paper: Paper) -> None:
        self._document, self._paper = document, paper
        self._notes = Endnotes(document, [citation.n for citation in paper.citations])

    def write(self) -> None:
        paper = self._paper
        write(self._paragraph("Title"), paper.title)
        for line in paper.lines:
            write(self._paragraph(MUTED), line)
        for note in paper.notes:
            write(self._paragraph(NOTED), f"Note: {note}")
        for block in blocks(paper.parts[0].sentences):
            for row in block.rows:
                parts = (part for cell in row for part in cell)
                self._run(self._paragraph(_STYLES.get(block.kind, "Normal")), parts)
        if left := self._notes.left():
            last = self._paragraph(MUTED)
            write(last, "Also cited above: ")
            self._numbers(last, left)
        for citation in paper.citations:
            write_note(self._notes, citation, paper)

    def _paragraph(self, style: str) -> Paragraph:
        return styled(self._document.add_paragraph(), style)

    def _run(self, paragraph: Paragraph, parts: Iterable[SentencePart]) -> None:
        """Write sentences one after the other, each with its comment and the numbers of its sources."""
        for number, part in enumerate(parts):
            write(paragraph, " ") if number else None
            runs = [_piece(paragraph, piece) for piece in part.pieces]
            if part.ends:
                self._comment(runs, part.sentence)
                self._numbers(paragraph, part.sentence.citations)

    def _numbers(self, paragraph: Paragraph, numbers: Sequence[int]) -> None:
        for at, citation in enumerate(self._paper.cited(numbers)):
            if at:
                paragraph.add_run(", ").font.superscript = True
            self._notes.name(paragraph, citation.n)

    def _comment(self, runs: list[Run], sentence: MarkedSentence) -> None:
        """Say beside a sentence what is wrong with it, or that nobody could tell."""
        if not (runs and sentence.tag):
            return
        lines = (sentence.label, *("".join(fault) for fault in sentence.faults))
        words = "\n".join(sentence_case(clean(line)) for line in lines)
        self._document.add_comment(runs, words, _AUTHOR, _INITIALS)


def _piece(paragraph: Paragraph, piece: TextPiece) -> Run:
    """Write a piece of a sentence, underlined if its words fail."""
    run = write(paragraph, piece.text)
    run.underline = piece.is_marked or None
    return run
