"""The blocks of a text: paragraphs, lists, tables and headings, from its sentences. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rag.shapes import AnswerSentence, Block
from ui.words.marked_sentence import MarkedSentence
from ui.words.text_pieces import Pieces, cells
from ui.words.weights import MOST_COLUMNS


@dataclass(frozen=True)
class SentencePart:
    """A sentence, or what a cell of a table holds of it; ``ends``: its citations and verdict follow."""

    sentence: MarkedSentence
    pieces: Pieces
    ends: bool = True


Cell = tuple[SentencePart, ...]


@dataclass(frozen=True)
class MarkedBlock:
    """A block: the ``rows`` of a table, the first of which is its head, or the items of a list.

    A list, a paragraph and a heading have one cell a row; the latter two, one row.
    """

    kind: Block
    rows: tuple[tuple[Cell, ...], ...]


def has_blocks(sentences: Iterable[AnswerSentence]) -> bool:
    """Return whether the sentences say in which blocks they stand."""
    return any(sentence.block for sentence in sentences)


def kind_of(sentence: AnswerSentence) -> Block | None:
    """The kind of block that a sentence opens; one that nobody knows is a paragraph."""
    if not sentence.block:
        return None
    return Block(sentence.block) if sentence.block in list(Block) else Block.PARAGRAPH


def blocks(sentences: Sequence[MarkedSentence]) -> tuple[MarkedBlock, ...]:
    """The blocks in their order; lists and tables are whole, and rows have as many cells as their head."""
    found: list[tuple[Block, list[list[MarkedSentence]]]] = []
    for sentence in sentences:
        kind = kind_of(sentence)
        if kind is None and found:
            found[-1][1][-1].append(sentence)
        elif found and kind == found[-1][0] and kind in (Block.ITEM, Block.ROW):
            found[-1][1].append([sentence])
        else:
            found.append((kind or Block.PARAGRAPH, [[sentence]]))
    return tuple(MarkedBlock(kind, tuple(_rows(kind, lines))) for kind, lines in found)


def _rows(kind: Block, lines: Iterable[Sequence[MarkedSentence]]) -> Iterator[tuple[Cell, ...]]:
    columns = 0
    for line in lines:
        if kind != Block.ROW:
            yield (tuple(SentencePart(sentence, sentence.pieces) for sentence in line),)
            continue
        row = _row(line, columns)
        columns = columns or len(row)
        yield (*row, *((),) * (columns - len(row)))


def _row(line: Sequence[MarkedSentence], columns: int) -> tuple[Cell, ...]:
    """The cells of a row; a further sentence goes on in the last one."""
    row: list[Cell] = []
    for sentence in line:
        left = (columns or MOST_COLUMNS) - max(len(row) - 1, 0)
        first, *more = cells(sentence.pieces, left)
        parts = [SentencePart(sentence, pieces, ends=False) for pieces in (first, *more)]
        parts[-1] = SentencePart(sentence, parts[-1].pieces)
        if row:
            row[-1] = (*row[-1], parts.pop(0))
        row += [(one,) for one in parts]
    return tuple(row)
