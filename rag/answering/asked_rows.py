"""Keep the row of a table that a question names: what a yacht pays stands in no other, nor in the head."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from index.embedding.embedder import Vectors
from rag.answering.ranker import Candidate
from rag.answering.row_cells import row_cells
from rag.answering.weights import ANOTHER_WORD
from rag.english.table_rows import cells_of, head_of
from rag.english.text import read

Embed = Callable[[Sequence[str]], Vectors | None]
"""From texts to their vectors, of shape (texts, dimension); ``None`` without an embedder."""

_COMPARES = frozenset({"than", "other", "others", "besides", "except"})


@dataclass(frozen=True)
class _Row:
    """A row of a table: its document, where it starts, its cells, and the start of the head above it."""

    document: str
    start: int
    cells: tuple[str, ...]
    head: int | None

    @property
    def label(self) -> frozenset[str]:
        return read(self.cells[0]).content

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(word.stem for cell in self.cells for word in read(cell).words)

    def is_beside(self, other: "_Row") -> bool:
        """Return whether two may stand in one table: both in one document, with as many cells."""
        return self.document == other.document and len(self.cells) == len(other.cells)


def is_of_another(question: str, one: Candidate, embed: Embed) -> bool:
    """Return whether a sentence is a row that ``question`` does not name: of a yacht, where a canoe is asked
    for.

    No cell has a word of it, nor another word for one in its first. Not where it asks for what the first
    column names ("Which boat …").
    """
    cells = row_cells(one)
    asked = [word for word in read(question).words if word.is_content]
    stems = {word.stem for word in asked}
    if not cells or stems & read(cells[0].name).stems:
        return False
    if any(stems & read(cell.text).stems for cell in cells):
        return False
    vectors = embed([cells[0].text, *(word.form for word in asked)])
    return vectors is not None and float((vectors[1:] @ vectors[0]).max(initial=0.0)) < ANOTHER_WORD


def of_asked_rows(question: str, ranked: Sequence[Candidate]) -> list[Candidate]:
    """``ranked`` without the rows beside one that ``question`` names, and without its head.

    A question names a row by all words of its first cell; rows that hold these elsewhere stay. One that asks
    for others ("more than a yacht") keeps all.
    """
    words = read(question).words
    rows = [row for one in ranked if (row := _row(one))]
    if not rows or any(word.form in _COMPARES for word in words):
        return list(ranked)
    asked = frozenset(word.stem for word in words)
    heads = {(row.document, row.head) for row in rows} | _printed_heads(ranked, rows)
    named = [
        row for row in rows if row.label and row.label <= asked and (row.document, row.start) not in heads
    ]
    dropped = {(row.document, row.start) for row in rows if _is_beside_the_named(row, named)}
    kept = [one for one in ranked if (one.hit.document, one.sentence.start) not in dropped]
    return _row_for_head(kept, heads)


def _row_for_head(ranked: list[Candidate], heads: Set[tuple[str, int | None]]) -> list[Candidate]:
    """``ranked``, with the likeliest row before a head that is first: names of columns alone say nothing."""

    def is_head(one: Candidate) -> bool:
        return (one.hit.document, one.sentence.start) in heads

    if not ranked or not is_head(ranked[0]):
        return ranked
    at = next((n for n, one in enumerate(ranked) if _row(one) and not is_head(one)), None)
    if at is None:
        return ranked
    head, row = ranked[0], ranked[at]
    others = [*ranked[1:at], *ranked[at + 1 :]]
    return [row.scored(head.score), *others, head.scored(0.0)]


def _printed_heads(ranked: Sequence[Candidate], rows: Sequence[_Row]) -> set[tuple[str, int | None]]:
    """The heads of printed tables, whose rows have the name of the column in each cell."""
    names = {(one.hit.document, cell.name) for one in ranked for cell in row_cells(one)}
    return {
        (row.document, row.start)
        for row in rows
        if all((row.document, cell) in names for cell in row.cells[1:])
    }


def _is_beside_the_named(row: _Row, named: Sequence[_Row]) -> bool:
    """Return whether a row is another than those named in its table, or their head."""
    beside = [other for other in named if row.is_beside(other)]
    is_head = any(row.start == other.head for other in beside)
    return bool(beside) and (is_head or not any(other.label <= row.stems for other in beside))


def _row(one: Candidate) -> _Row | None:
    """Read a sentence as a row; ``None`` if it is none."""
    text, begin = one.hit.text, one.hit.start
    inner = cells_of(text, one.sentence.start - begin, one.sentence.end - begin)
    if inner is None:
        return None
    cells = tuple(cell.strip() for cell in text[slice(*inner)].split("|"))
    return _Row(one.hit.document, one.sentence.start, cells, _head(one))


def _head(one: Candidate) -> int | None:
    """Where the head above a row starts; a passage that begins within a table does not show it."""
    text, begin = one.hit.text, one.hit.start
    head = head_of(text, one.sentence.start - begin)
    if head is None or (one.hit.ordinal > 0 and not text[: head[0]].strip(" \t|\n")):
        return None
    starts = (s.start for s in one.hit.sentences if s.start - begin <= head[0] and head[1] <= s.end - begin)
    return next(starts, None)
