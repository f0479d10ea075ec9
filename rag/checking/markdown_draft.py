"""The blocks of a draft in Markdown."""

import html
import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from index.readers.markdown import FRONT
from rag.checking.draft_blocks import (
    BlockKind,
    DraftBlock,
    as_line,
    join,
    plain_blocks,
    table_rows,
    universal,
)
from rag.checking.weights import MARKDOWN_NESTING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_MARKS = re.compile(r"(?:[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t])))+[ \t]*")
_TASK = re.compile(r"\[[ xX]\]\s+")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,40}\]:?")
_FRONT_LINE = re.compile(r"[\"']?[\w .-]{1,40}[\"']?\s*[:=](?:\s|$)|[#\s\]}-]")
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>|<[?!/][^<>]*>")
_INLINE_TAG = re.compile(
    r"(?:a|abbr|b|bdi|bdo|cite|code|em|font|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|u)"
)


def markdown_blocks(text: str) -> Iterator[DraftBlock]:
    """Split a Markdown text into blocks."""
    text = universal(text)
    front = FRONT.match(text)
    if front and all(map(_FRONT_LINE.match, filter(None, front["body"].split("\n")))):
        for line in front["body"].split("\n"):
            yield DraftBlock(BlockKind.SILENT, as_line(line))
        text = text[front.end() :]
    kinds: list[str] = []
    rows: list[list[str]] = []  # of the table that is read, the first of them its head
    for token in _parser().parse(text):
        if token.nesting:
            kinds.append(token.type) if token.nesting > 0 else kinds.pop()
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "table_close":
            yield from table_rows(rows)
            rows = []
        elif token.type == "inline" and rows:
            rows[-1].append(as_line(" ".join(_Inline(token.children or ()).lines())))
        else:
            yield from _leaf(token, kinds)


def _leaf(token: "Token", kinds: Sequence[str]) -> Iterator[DraftBlock]:
    """The blocks of a token outside tables; ``kinds``: the types of the tokens it is nested in."""
    if token.type == "inline":
        yield from _paragraph(token, kinds)
    elif token.type in ("fence", "code_block"):
        yield DraftBlock(BlockKind.CODE, as_line(token.content))
    elif token.type == "html_block":
        yield from plain_blocks(_without_tags(token.content))


def _paragraph(token: "Token", kinds: Sequence[str]) -> Iterator[DraftBlock]:
    inline = _Inline(token.children or ())
    opening = [DraftBlock(BlockKind.SILENT, as_line(picture)) for picture in inline.pictures]
    if inline.begins_with_picture:
        yield from opening
    is_item = "list_item_open" in kinds
    kind = (
        BlockKind.HEADING if kinds[-1] == "heading_open" else BlockKind.ITEM if is_item else BlockKind.PROSE
    )
    for stretch in inline.stretches():
        for unit in join([line for line in stretch if line.strip()]):
            words = as_line(_FOOTNOTE.sub("", _TASK.sub("", unit, count=1) if is_item else unit))
            yield DraftBlock(kind, words, stressed=inline.all_stressed)
    if not inline.begins_with_picture:
        yield from opening


class _Inline:
    """The text within a block: links as their words, without what is struck out; pictures are kept apart."""

    def __init__(self, tokens: Sequence["Token"]) -> None:
        self.pictures = [token.content for token in tokens if token.type == "image" and token.content]
        first = next((token for token in tokens if token.type != "text" or token.content.strip()), None)
        self.begins_with_picture = first is not None and first.type in ("image", "link_open")
        self.text = ""
        stress = struck = 0
        self.all_stressed = any(token.type in ("strong_open", "em_open") for token in tokens)
        for token in tokens:
            stress += token.nesting if token.type.startswith(("strong_", "em_")) else 0
            struck += token.nesting if token.type.startswith("s_") else 0
            words = _inline_text(token) if not struck else ""
            self.text += words
            self.all_stressed &= bool(stress) or not words.strip()

    def stretches(self) -> list[list[str]]:
        """The lines, grouped by the hard breaks between them."""
        return [stretch.split("\n") for stretch in self.text.split("\v")]

    def lines(self) -> list[str]:
        """All lines in one list."""
        return self.text.replace("\v", "\n").split("\n")


def _inline_text(token: "Token") -> str:
    if token.type in ("text", "code_inline", "text_special"):
        return token.content.replace("\v", " ").replace("\n", " ")
    if token.type == "html_inline":
        return "\v" if re.match(r"<br\b", token.content, re.IGNORECASE) else ""
    return {"softbreak": "\n", "hardbreak": "\v"}.get(token.type, "")


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": MARKDOWN_NESTING}).enable(["table", "strikethrough"])
    parser.block.ruler.before("table", "deep", _deep)
    return parser


def _deep(state: "StateBlock", start: int, end: int, _silent: bool) -> bool:
    """A rule for the parser: text nested too deep, which it would drop, becomes a paragraph for each mark."""
    if state.level < MARKDOWN_NESTING - 2:
        return False
    line = start
    while line < end and (state.isEmpty(line) or state.sCount[line] >= state.blkIndent):
        line += 1
    paragraph: list[str] = []
    for raw in [*state.getLines(start, line, state.blkIndent, False).split("\n"), ""]:
        mark = _MARKS.match(raw)
        if paragraph and (mark or not raw.strip()):
            state.push("paragraph_open", "p", 1).map = [start, line]
            inline = state.push("inline", "", 0)
            inline.content, inline.map, inline.children = "\n".join(paragraph), [start, line], []
            state.push("paragraph_close", "p", -1)
            paragraph = []
        rest = raw[mark.end() :] if mark else raw
        paragraph += [rest.strip()] if rest.strip() else []
    state.line = line
    return True


def _without_tags(content: str) -> str:
    """The words of a piece of HTML, without comments, scripts and styles."""
    for opening, closing in (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>")):
        content = _without(content, opening, closing)
    apart = _TAG.sub(lambda tag: "" if _INLINE_TAG.fullmatch((tag[1] or "").lower()) else "\n\n", content)
    return html.unescape(apart)


def _without(text: str, opening: str, closing: str) -> str:
    """Remove all text from each ``opening`` to the next ``closing``."""
    kept, at, folded = [], 0, text.lower() if len(text.lower()) == len(text) else text
    while (start := folded.find(opening, at)) >= 0 and (end := folded.find(closing, start)) >= 0:
        kept.append(text[at:start])
        at = end + len(closing)
    return "".join(kept) + text[at:]
