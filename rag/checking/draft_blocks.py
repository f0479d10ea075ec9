"""What a draft is made of: paragraphs, list items, headings, code, table rows; here those of plain text.

A block's text is one line of plain text: wrapped lines joined, marks gone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

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
_NARROWEST = 45  # columns; lines are not wrapped at fewer


class BlockKind(Enum):
    """What a block is."""

    PROSE = auto()
    ITEM = auto()
    HEADING = auto()
    CODE = auto()
    ROW = auto()  # of a table, its cells named
    SILENT = auto()  # front matter, a table's head, a picture's description
    SIGNATURE = auto()  # below the line that begins one


@dataclass(frozen=True)
class DraftBlock:
    """``text`` on one line. ``may_head``: it stands as headings do in plain text; ``stressed``: all of it."""

    kind: BlockKind
    text: str
    may_head: bool = False
    stressed: bool = False


def ends(text: str) -> bool:
    """Whether a text closes as a sentence does."""
    return bool(_STOP.search(text[-20:]))


def plain_blocks(text: str) -> Iterator[DraftBlock]:
    """The blocks of a plain text: paragraphs, lines that stand alone, items behind a mark."""
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
    """A text with one kind of line end."""
    return "\n".join(text.splitlines())


def as_line(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def _unquoted(text: str) -> str:
    """A mail's text without the marks before what it quotes, which becomes paragraphs of its own."""
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
    """The lines of a paragraph, apart where a list item begins; whether they are one."""
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
    """The cells of lines that are a table's rows, as our reader of Word files writes them; else nothing."""
    rows = [[as_line(cell) for cell in line.strip().strip("|").split("|")] for line in lines if line.strip()]
    fits = len(rows) > 1 and len(rows[0]) > 1 and all(len(row) == len(rows[0]) for row in rows)
    return rows if fits and any(rows[0]) else []


def _wrapped_at(lines: Sequence[str]) -> int:
    return max(_NARROWEST, *(len(line.rstrip()) for line in lines))


def join(lines: Sequence[str], *, wrapped_by: int = 0, indented: bool = False) -> Iterator[str]:
    """Lines as they were before they were wrapped, at ``wrapped_by`` columns (0: all of them were).

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
    """Whether a mail's greeting ends before a line, or its end begins there."""
    ended = SIGN_OFF.fullmatch(words) and words[:1].isupper() and ends(before)
    return bool(ended or SIGN_OFF.fullmatch(before) or (first and GREETING.fullmatch(before)))


def _goes_on(words: str, before: str) -> bool:
    """Whether a line's words go on with the sentence of the line before it, or may begin one after it."""
    return ends(before) or words.lstrip("-–—(\"'“‘… ")[:1].islower() or bool(_HANGING.search(before[-10:]))


def table_rows(rows: Sequence[Sequence[str]]) -> Iterator[DraftBlock]:
    """A table's head, and each of its rows as a sentence: ``head: cell; head: cell``.

    Where nothing stands in the head, the rows claim nothing.
    """
    head = rows[0]
    yield DraftBlock(BlockKind.SILENT, "; ".join(filter(None, head)))
    for row in rows[1:]:
        if any(character.isalnum() for cell in row for character in cell):
            pairs = zip([*head, *[""] * len(row)], row, strict=False)
            named = "; ".join(f"{name}: {cell}" if name else cell for name, cell in pairs if cell)
            yield DraftBlock(BlockKind.ROW if any(head) else BlockKind.SILENT, named)
