"""The blocks of a draft in plain text: paragraphs, list items, headings, code, table rows.

A block's text is one line of plain text: wrapped lines joined, marks gone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from rag.checking.weights import NARROWEST_LINE

_NAME = (
    r"(?: (?:(?![a-z])[\w.'’-]+|all|both|every(?:one|body)|team|there|colleagues|friends|folks|and|or|sir|"
    r"madam)){0,6}"
)
GREETING = re.compile(
    r"(?i:dear|hi|hello|hey|greetings|to whom it may concern|good (?:morning|afternoon|evening))"
    rf"{_NAME}[,!:.]?"
)
SIGN_OFF = re.compile(
    r"(?:(?i:(?:with )?(?:(?:best|kind|kindest|warm|warmest) )?(?:regards|wishes)|"
    rf"(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?)(?:,?{_NAME})?|"
    r"(?i:all the best|best|cheers|love|yours|take care|thank you|"
    r"(?:many |with )?thanks(?: again| in advance)?)"
    rf"(?:[,!]{_NAME})?)[,.!]*"
)
_STOP = re.compile(r"[.!?…。！？؟][\"'”’»)\]]*$")
_HANGING = re.compile(
    r"(?:,|\b(?:a|an|the|of|on|in|at|to|by|for|from|with|and|or|but|that|which|who|as|than|into|is|are|was|were|be|"
    r"been|has|have|had|will|would|not|its|their|his|her))$"
)
_BLANK = re.compile(r"\n\s*\n")
_QUOTED = re.compile(r"\s*>[>\s]*")
_SURE_BULLET = re.compile(r"\s*(?:[-*•·▪◦‣+]|\(?\d{1,3}\)|\(?[a-zA-Z]\))\s+(?=\S)")
_BULLET = re.compile(r"\s*(?:[-–—*•·▪◦‣+]|\(?\d{1,3}[.)]|\(?[a-zA-Z]\))\s+(?=\S)")


class BlockKind(Enum):
    """The kind of a block."""

    PROSE = auto()
    ITEM = auto()
    HEADING = auto()
    CODE = auto()
    ROW = auto()  # of a table, its cells named
    SILENT = auto()  # front matter, a table's head, a picture's description
    SIGNATURE = auto()  # below the line that begins one


@dataclass(frozen=True)
class DraftBlock:
    """A block; ``text`` is one line. ``may_head``: it stands alone, as a heading of a plain text does;
    ``stressed``: all of it is bold or italic.
    """

    kind: BlockKind
    text: str
    may_head: bool = False
    stressed: bool = False


def ends(text: str) -> bool:
    """Return whether a text ends as a sentence does, with a full stop or the like."""
    return bool(_STOP.search(text[-20:]))


def plain_blocks(text: str) -> Iterator[DraftBlock]:
    """Split a plain text into blocks: paragraphs, lines that stand alone, list items."""
    body, _, signature = universal(text).partition("\n-- \n")
    for paragraph in _BLANK.split(_unquoted(body)):
        table = _table(paragraph.split("\n"))
        if table:
            yield from table_rows(table)
            continue
        for lines, is_item in _items(paragraph.split("\n")):
            units = list(join(lines, wrapped_by=_wrapped_at(lines), indented=is_item))
            for unit in units:
                alone = len(units) == 1 or len(unit.split()) <= 6
                yield DraftBlock(
                    BlockKind.ITEM if is_item else BlockKind.PROSE, unit, may_head=alone and not is_item
                )
    for paragraph in _BLANK.split(signature):
        yield DraftBlock(BlockKind.SIGNATURE, as_line(paragraph))


def universal(text: str) -> str:
    """The text with a line feed as its only line end."""
    return "\n".join(text.splitlines())


def as_line(text: str) -> str:
    """The text on one line, with single spaces."""
    return " ".join(text.split())


def _unquoted(text: str) -> str:
    """Remove the ">" before the lines that a mail quotes; these become paragraphs of their own."""
    lines: list[str] = []
    was_quoted = False
    for line in text.split("\n"):
        match = _QUOTED.match(line)
        is_quoted = bool(match)
        lines += [""] if is_quoted != was_quoted else []
        lines.append(line[match.end() :] if match else line)
        was_quoted = is_quoted
    return "\n".join(lines)


def _items(lines: Sequence[str]) -> Iterator[tuple[list[str], bool]]:
    """Split the lines of a paragraph where a list item begins; the bool is true for a list item."""
    group: list[str] = []
    is_item = False
    for line in lines:
        before = group[-1].rstrip() if group else ""
        fresh = not before or is_item or before.endswith(":") or ends(before)
        mark = (_BULLET if fresh else _SURE_BULLET).match(line)
        if mark:
            if group:
                yield group, is_item
            group, is_item = [line[mark.end() :]], True
        elif line.strip():
            group.append(line)
    if group:
        yield group, is_item


def _table(lines: Sequence[str]) -> list[list[str]]:
    """Parse the rows of a table, cells between "|" as our reader of Word files writes them; empty for other
    lines.
    """
    rows = [[as_line(cell) for cell in line.strip().strip("|").split("|")] for line in lines if line.strip()]
    fits = len(rows) > 1 and len(rows[0]) > 1 and all(len(row) == len(rows[0]) for row in rows)
    return rows if fits and any(rows[0]) else []


def _wrapped_at(lines: Sequence[str]) -> int:
    return max(NARROWEST_LINE, *(len(line.rstrip()) for line in lines))


def join(lines: Sequence[str], *, wrapped_by: int = 0, indented: bool = False) -> Iterator[str]:
    """Join lines that were wrapped at ``wrapped_by`` columns (0: join all of them).

    A greeting and a sign-off stay lines of their own.
    """
    unit: list[str] = []
    before = ""
    for n, line in enumerate(lines):
        words = as_line(line)
        if unit and (
            _is_apart(words, before, first=n == 1)
            or not (
                _goes_on(words, before)
                or (indented and line[:1].isspace())
                or len(lines[n - 1].rstrip()) + 1 + len(words.split(" ", 1)[0]) > wrapped_by
            )
        ):
            yield " ".join(unit)
            unit = []
        unit.append(words)
        before = words
    if unit:
        yield " ".join(unit)


def _is_apart(words: str, before: str, *, first: bool) -> bool:
    """Return whether a mail's greeting ends before a line, or its sign-off begins with it."""
    ended = SIGN_OFF.fullmatch(words) and words[:1].isupper() and ends(before)
    return bool(ended or SIGN_OFF.fullmatch(before) or (first and GREETING.fullmatch(before)))


def _goes_on(words: str, before: str) -> bool:
    """Return whether a line continues the text of the line before it: the same sentence, or the next one."""
    return ends(before) or words.lstrip("-–—(\"'“‘… ")[:1].islower() or bool(_HANGING.search(before[-10:]))


def table_rows(rows: Sequence[Sequence[str]]) -> Iterator[DraftBlock]:
    """A table's head, and each of its rows as a sentence: ``head: cell; head: cell``.

    With an empty head, the rows claim nothing (``BlockKind.SILENT``).
    """
    head = rows[0]
    yield DraftBlock(BlockKind.SILENT, "; ".join(filter(None, head)))
    for row in rows[1:]:
        if any(character.isalnum() for cell in row for character in cell):
            pairs = zip([*head, *[""] * len(row)], row, strict=False)
            named = "; ".join(f"{name}: {cell}" if name else cell for name, cell in pairs if cell)
            yield DraftBlock(BlockKind.ROW if any(head) else BlockKind.SILENT, named)
