"""Sentences as Markdown, one after the other as they come, in lists, tables and under headings. Pure."""

import re
from collections.abc import Callable, Iterable
from itertools import groupby

from rag.shapes import Block
from ui.words.blocks import kind_of
from ui.words.marked_sentence import MarkedSentence
from ui.words.safe_text import unbroken
from ui.words.text_pieces import Pieces, TextPiece, cells

_SIGNS = {Block.PARAGRAPH: "", Block.ITEM: "- ", Block.ROW: "| ", Block.HEADING: "### "}
_BLANK_LINE = "\n\n"
_OPEN_BAR = re.compile(r"(?<!\\)\|")  # one that would end a cell


class MarkdownFlow:
    """A text being written. ``plain`` writes a stretch of a line, ``after`` what follows a sentence.

    Neither writes a line break, nor a backtick that is not escaped: it would end what is code.
    """

    def __init__(self, plain: Callable[[str], str], after: Callable[[MarkedSentence], str]) -> None:
        self._plain, self._after = plain, after
        self._kind: Block | None = None
        self._rows = self._columns = self._cell = 0  # of the present table; the present cell of its row

    def add(self, sentence: MarkedSentence) -> str:
        """Write a further sentence, with all that goes before it."""
        lead = self._lead(kind_of(sentence))
        tail = self._after(sentence)
        if self._kind != Block.ROW:
            return f"{lead}{self._words(sentence.pieces)}{tail}"
        row = cells(sentence.pieces, 0 if self._rows == 1 else self._columns - self._cell)
        self._cell += len(row) - 1
        if self._rows == 1:
            self._columns = self._cell + 1
        written = [_in_cell(self._words(cell)) for cell in row]
        return f"{lead}{' | '.join(written)}{_in_cell(tail)}"

    def end(self) -> str:
        """Write what is missing at the end."""
        return self._rule() if self._kind == Block.ROW and self._rows == 1 else ""

    def whole(self, sentences: Iterable[MarkedSentence]) -> str:
        """Write a text at once."""
        return "".join(map(self.add, sentences)) + self.end()

    def _lead(self, opened: Block | None) -> str:
        before = self._kind
        if before and not opened:
            return " "
        ended, self._kind = self.end(), opened or Block.PARAGRAPH
        self._rows = self._rows + 1 if before == self._kind else 1
        self._cell = 0
        goes_on = before == self._kind and before in (Block.ITEM, Block.ROW)
        gap = "" if not before else "\n" if goes_on else _BLANK_LINE
        return ended + gap + _SIGNS[self._kind]

    def _rule(self) -> str:
        """The line below the head of a table."""
        return f"\n|{'---|' * self._columns}"

    def _words(self, pieces: Pieces) -> str:
        bold_or_not = groupby(pieces, key=lambda piece: piece.is_bold)
        return "".join(_bold(self._coded(run)) if bold else self._coded(run) for bold, run in bold_or_not)

    def _coded(self, pieces: Iterable[TextPiece]) -> str:
        runs = groupby(pieces, key=lambda piece: piece.is_code)
        lines = ((is_code, unbroken("".join(piece.text for piece in run))) for is_code, run in runs)
        return "".join(f"`{line}`" if is_code else self._plain(line) for is_code, line in lines)


def _bold(words: str) -> str:
    """``words`` between marks, which may not stand beside a blank."""
    core = words.strip()
    left, right = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return f"{left}**{core}**{right}" if core else words


def _in_cell(written: str) -> str:
    return _OPEN_BAR.sub(r"\\|", written)
