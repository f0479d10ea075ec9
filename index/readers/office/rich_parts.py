"""The parts of a rich text file, each as rich text of its own: body, notes, text boxes, heads and feet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from index.readers.printed.text_line import RAISED

CELL, ROW, IN_ROW = "\ue000", "\ue001", "\ue002"
"""What stands for the ends of cells and rows, and before what is in a row: letters of no alphabet."""

_TOKEN = re.compile(
    r"\\bin(?P<bytes>\d{1,9}) ?|\\(?P<word>[a-zA-Z]{1,32})(?P<value>-?\d{1,10})? ?|\\'[0-9a-fA-F]{2}"
    r"|(?P<star>\\\*)|\\.|(?P<brace>[{}])|[^\\{}]+",
    re.DOTALL,
)
_APART = {
    "footnote": "notes", "annotation": "comments", "title": "titles", "shptxt": "boxes",
    "dptxbxtext": "boxes",
    "header": "edges", "headerl": "edges", "headerr": "edges", "headerf": "edges", "footer": "edges",
    "footerl": "edges", "footerr": "edges", "footerf": "edges", "fonttbl": "fonts",
}  # fmt: skip
# Groups without text of their own, in which parts may stand.
_UNREAD = {
    "info",
    "shp",
    "shpgrp",
    "pict",
    "object",
    "stylesheet",
    "colortbl",
    "listtable",
    "shprslt",
    "xe",
    "tc",
}
_MARKS = {"cell": CELL, "row": ROW, "intbl": IN_ROW, "trowd": IN_ROW}
_HIDING = {"v", "strike", "striked", "deleted"}


@dataclass
class RichParts:
    """The parts of a file; ``is_whole``: all groups are closed."""

    body: list[str] = field(default_factory=list)
    fonts: list[list[str]] = field(default_factory=list)
    notes: list[list[str]] = field(default_factory=list)
    boxes: list[list[str]] = field(default_factory=list)
    comments: list[list[str]] = field(default_factory=list)
    titles: list[list[str]] = field(default_factory=list)
    edges: list[list[str]] = field(default_factory=list)
    is_whole: bool = True


@dataclass(frozen=True)
class _Group:
    """Where the text of a group goes (``None``: nowhere), and whether it is hidden or struck out."""

    sink: list[str] | None
    hiding: frozenset[str] = frozenset()
    unicode_skip: str = "1"
    is_new: bool = True
    is_optional: bool = False


def rich_parts(source: str) -> RichParts:
    """The parts of a file, without what is hidden, struck out or deleted, and without pictures."""
    parts = RichParts()
    group = _Group(parts.body, is_new=False)
    stack: list[_Group] = []
    for match in _tokens(source):
        word, brace = match["word"], match["brace"]
        if match["star"]:
            group = replace(group, is_optional=True)
            continue
        if word:
            group = _after(group, word, match["value"], parts)
        if group.is_new:
            _put(group, "{")
            group = replace(group, is_new=False)
        if brace == "{":
            stack.append(group)
            group = replace(group, is_new=True, is_optional=False)
        elif brace:
            _put(group, "}")
            group = stack.pop() if stack else group
            if not stack:
                return parts  # what follows is none of the document
        elif not group.hiding or word in ("f", "uc"):
            _put(group, _token(word, match.group()))
    parts.is_whole = False
    return parts


def _tokens(source: str) -> Iterator[re.Match[str]]:
    at = 0
    while match := _TOKEN.match(source, at):
        at = match.end() + int(match["bytes"] or 0)
        if not match["bytes"]:
            yield match


def _put(group: _Group, token: str) -> None:
    if group.sink is not None:
        group.sink.append(token)


def _token(word: str | None, token: str) -> str:
    """The rich text that stands in a part for a token, without names of groups that striprtf passes over."""
    if word in _MARKS:
        return _letters(_MARKS[word])
    if word == "nestcell":
        return " "
    if word in _APART.keys() - {"fonttbl"} | {"pntext"}:
        return ""
    return f"{token.rstrip()} " if word else token  # what ended the word may be left out


def _letters(text: str) -> str:
    return "".join(f"{{\\uc0\\u{ord(letter)}}}" for letter in text)


def _after(group: _Group, word: str, value: str | None, parts: RichParts) -> _Group:
    """The group as it is after a control word."""
    if word == "uc":
        return replace(group, unicode_skip=value or "1")
    if word == "plain":
        return replace(group, hiding=frozenset())
    if word in _HIDING:
        return replace(group, hiding=group.hiding - {word} if value == "0" else group.hiding | {word})
    return _opened(group, word, parts) if group.is_new else group


def _opened(group: _Group, word: str, parts: RichParts) -> _Group:
    """The group as it is after its first control word, which says what it is for."""
    if word in _APART:
        sinks: list[list[str]] = getattr(parts, _APART[word])
        if word == "footnote" and not group.hiding:
            _put(group, _letters(str(len(sinks) + 1).translate(RAISED)))
        sinks.append([f"\\uc{group.unicode_skip}"])
        return replace(group, sink=sinks[-1])
    is_unread = word in _UNREAD or group.is_optional
    return replace(group, sink=None) if is_unread else group
