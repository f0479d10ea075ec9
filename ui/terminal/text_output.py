"""The text of an answer in a terminal: paragraphs, lists, tables and headings."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from rag.shapes import Block
from ui.terminal.console import print_table, say, width
from ui.terminal.sentences_output import answered, judged, marked, trouble
from ui.terminal.weights import NARROWEST_CELL
from ui.words.blocks import blocks

if TYPE_CHECKING:
    from ui.words.blocks import Cell, MarkedBlock, SentencePart
    from ui.words.marked_sentence import MarkedSentence

_BULLET, _HANGING = "  - ", "    "


def text(sentences: "Sequence[MarkedSentence]", owner: str) -> None:
    """Print sentences in their blocks, with a blank line between two, and the faults of each.

    ``owner``: whose words they are, such as "The answer".
    """
    before = None
    for block in blocks(sentences):
        say() if before and before != Block.HEADING else None
        _block(block, owner)
        before = block.kind


def _block(block: "MarkedBlock", owner: str) -> None:
    if block.kind == Block.ROW:
        _table(block)
        for sentence in dict.fromkeys(one.sentence for row in block.rows for cell in row for one in cell):
            trouble(sentence, owner)
        return
    for ((*parts,),) in block.rows:
        sentences = [part.sentence for part in parts]
        if block.kind == Block.HEADING:
            _run(sentences, owner, style="bold")
        elif block.kind == Block.ITEM:
            _run(sentences, owner, _HANGING, _BULLET)
        else:
            _run(sentences, owner)


def _run(
    sentences: "Iterable[MarkedSentence]", owner: str, indent: str = "", first: str = "", style: str = ""
) -> None:
    """Print sentences that run on, broken off after each that has faults, to show these."""
    words = Text(style=style)
    for sentence in sentences:
        words.append(" " if words else "").append(answered(sentence))
        if sentence.faults or sentence.contrasts:
            say(words, indent, first)
            trouble(sentence, owner)
            words, first = Text(style=style), indent
    if words:
        say(words, indent, first)


def _table(block: "MarkedBlock") -> None:
    """Print a table, its columns aligned; where there is no room for them, an item a row."""
    head, *rows = [[_cell(cell) for cell in row] for row in block.rows]
    if len(head) * NARROWEST_CELL > width():
        for row in rows or [head]:
            say(Text("; ").join(cell for cell in row if cell), _HANGING, _BULLET)
        return
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for cell in head:
        table.add_column(cell, overflow="fold")
    for row in rows:
        table.add_row(*row)
    print_table(table)


def _cell(cell: "Cell") -> Text:
    return Text(" ").join(map(_part, cell))


def _part(part: "SentencePart") -> Text:
    words = marked(part.pieces, "yellow")
    return judged(words, part.sentence) if part.ends else words
