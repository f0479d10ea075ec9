"""Split a model's Markdown, which comes in pieces, into sentences with their citation keys.

Where a sentence ends depends on the text alone, not on the pieces it came in, so an answer is the same
streamed or whole. Of a sentence still open, words are given out as drafts once no citation can begin in them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from index.language.guess import language_of
from index.sentences import sentence_spans
from rag.model.citation_keys import CitationKeys, group_pattern
from rag.shapes import Block

_MARK = r"(?:[-*•>]|#{1,6}|\d{1,2}[.)])"  # of a list, a heading or a quotation, in Markdown
_MARKER = re.compile(rf"\s*(?:{_MARK}\s+)*")
_MAYBE_MARKER = re.compile(rf"\s*(?:{_MARK}\s+)*(?:{_MARK}|\d{{1,2}})?\s*")
_ITEM_MARK = re.compile(r"[-*•]|\d{1,2}[.)]")
_ROW = re.compile(r"\s*\|")
_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*|\s*(?:-{3,}|\*{3,}|_{3,})\s*")
_OPEN = re.compile(r"[\[【⟦(][^\[\]【】⟦⟧()\n]{0,160}$|<(?:/?document[^<>\n]*|[^<>\n]{0,20})$")
_CUT_OFF = re.compile(r"\s*[\[【⟦]\s*[\w-]{0,14}$")
_PART = re.compile(r"[^\s>]*[\s>]|[^\s>]+")
_OPEN_WORD = re.compile(r"[^\s>]+$")
_FOREIGN = re.compile(r"</?document-[^<>\n]*>|__|(?<!\*)(?<!\s)\*(?!\*)|(?<!\*)\*(?![\s*])")
_STRONG = re.compile(r"\*\*|`")
_ORDINAL = re.compile(r"\b\d{1,2}\.$")  # in some languages
_THINKS, _HAS_THOUGHT = "<think>", "</think>"
_OPENING = "“„‟«‹‘\"'(["
_LONGEST = 2_000  # characters; what goes on without an end is cut here


@lru_cache(maxsize=64)
def _boundary(prefix: str) -> re.Pattern[str]:
    """The end of a sentence, with all citations that follow it: half of one is no key."""
    return re.compile(
        r"(?:[.!?…]+[\"'”’»)*_]*|[。！？]+[”’」』）*_]*)"
        rf"(?P<keys>(?>(?:\s*(?:{group_pattern(prefix).pattern}))*))[*_]*"
        r"(?P<gap>[^\S\n]+|(?<=[。！？])|(?<=[\]】⟧]))(?=\S)",
        re.IGNORECASE,
    )


@dataclass(frozen=True)
class DraftPiece:
    """A further piece of the sentence being written: not checked yet, and perhaps never to be.

    ``opens``: the first piece of a sentence; one before it that was never finished is given up. ``block``:
    the block that the sentence opens, if any.
    """

    text: str
    opens: bool
    block: Block | None = None


@dataclass(frozen=True)
class ReplySentence:
    """A sentence of a model's without its citations; ``unknown`` counts those that name no sentence.

    ``block`` is the one it opens, if any; ``is_refusal``: it has the key that cites nothing.
    """

    text: str
    keys: tuple[str, ...] = ()
    unknown: int = 0
    block: Block | None = None
    is_refusal: bool = False


@dataclass(frozen=True)
class FurtherQuestion:
    """A question that the model says the documents answer, too."""

    text: str


ReplyEvent = DraftPiece | ReplySentence | FurtherQuestion


class Reply:
    """A reply being read; ``keys`` are those of its prompt.

    A sentence with the key of a refusal is not shown while it is open.
    """

    def __init__(self, keys: CitationKeys) -> None:
        self._keys = keys
        self._following = re.compile(
            rf"\s*(?:{_MARK}\s+)*[\[【(]?{keys.prefix}\?[\]】)]?:?\s*", re.IGNORECASE
        )
        self._next_question = re.compile(rf"(?<=\s)[\[【(]?{keys.prefix}\?", re.IGNORECASE)
        self._raw = ""  # from the start of the open sentence on
        self._shown = ""  # of the open sentence
        self._opens_line = True
        self._block: Block | None = None  # the one that is open

    def feed(self, piece: str) -> Iterator[ReplyEvent]:
        """Read a further piece of the reply; yields what it completes."""
        for part in _PART.findall(piece):  # as if it came word by word: then pieces make no difference
            self._raw += part
            yield from self._read(final=False)

    def close(self) -> Iterator[ReplyEvent]:
        """Read the end of the reply; yields what was still open."""
        return self._read(final=True)

    def _read(self, *, final: bool) -> Iterator[ReplyEvent]:
        while _HAS_THOUGHT in self._raw:
            before, after = self._raw.split(_HAS_THOUGHT, 1)
            self._raw = f"{before.partition(_THINKS)[0]} {after}"
        if final:
            self._raw = self._raw.split(_THINKS, 1)[0]
        while end := self._end(final=final):
            raw, self._raw = self._raw[:end], self._raw[end:]
            if event := self._event(raw):
                yield event
            self._shown, self._opens_line = "", raw.endswith("\n")
        if (draft := self._draft()) and draft.startswith(self._shown) and draft != self._shown:
            line, _ = self._line()
            block = None if self._shown else self._opening(line, self._marker(line))
            yield DraftPiece(draft[len(self._shown) :], not self._shown, block)
            self._shown = draft

    def _line(self) -> tuple[str, bool]:
        """The open line so far, and whether it goes on to its end."""
        text = self._raw.split(_THINKS, 1)[0]
        line, newline, _ = text.partition("\n")
        return line, bool(newline)

    def _marker(self, line: str) -> int:
        """The number of characters of a line that are its marker."""
        return _MARKER.match(line).end() if self._opens_line else 0  # type: ignore[union-attr]

    def _is_whole_line(self, line: str) -> bool:
        """Return whether a line is one event, whatever sentences it holds: a row, a further question."""
        return bool(self._following.match(line) or (self._opens_line and _ROW.match(line)))

    def _end(self, *, final: bool) -> int:
        """Where the first sentence ends; 0 where that is not known yet."""
        line, whole = self._line()
        if not (whole or final) and len(line) <= _LONGEST:
            line = _OPEN_WORD.sub("", line)  # a word that has half come would decide as no whole one does
        if not (whole or final) and self._opens_line and _MAYBE_MARKER.fullmatch(line):
            return 0
        start = self._marker(line)
        following = self._following.match(line)
        if another := self._next_question.search(line, following.end() if following else start):
            line, whole, final = line[: another.start()], False, True
        if len(line) > _LONGEST:
            line, final = line[: line.rfind(" ", 0, _LONGEST) + 1 or _LONGEST], True
        elif self._is_whole_line(line):
            return len(line) + whole if whole or final else 0
        if (end := self._sentence_end(line, start, ended=whole or final)) is not None:
            return end
        return len(line) + (whole and not final) if whole or final else 0

    def _sentence_end(self, line: str, start: int, *, ended: bool) -> int | None:
        """Where the first sentence of a line ends: 0 for not known yet, ``None`` for not within it."""
        for boundary in _boundary(self._keys.prefix).finditer(line, start):
            word = line[boundary.end() :].split(maxsplit=1)[0]
            is_last = boundary.end() + len(word) == len(line)
            is_cited = self._keys.group.match(line, boundary.end())  # and perhaps cited still more
            if not ended and (is_last or is_cited or _OPEN.search(line)):
                return 0
            if _is_quoting(line[start : boundary.start("keys")]):
                continue
            if boundary["keys"] or self._parts(line[start : boundary.start("gap")], word):
                return boundary.end()
        return None

    def _event(self, raw: str) -> ReplyEvent | None:
        """A sentence or a line as an event; ``None`` where it says nothing."""
        if not raw.strip() and self._opens_line:
            self._block = None  # a blank line ends a paragraph, a list, a table
        if self._opens_line and _RULE.fullmatch(raw):
            self._block = None
            return None
        if following := self._following.match(raw):
            question = self._plain(raw[following.end() :])
            return FurtherQuestion(question) if question else None
        marker = self._marker(raw)
        text, keys, unknown = self._keys.take(_balanced(_FOREIGN.sub("", raw[marker:])))
        text = _balanced(text, " ")  # citations may have stood between the stars of a mark
        text = _cells(text) if self._opens_line and _ROW.match(raw) else _telling(_CUT_OFF.sub("", text))
        if not (text or keys or unknown):
            return None
        refused = self._keys.refusal in keys
        return ReplySentence(
            text,
            tuple(k for k in keys if k != self._keys.refusal),
            unknown,
            self._opened(raw, marker),
            refused,
        )

    def _opened(self, raw: str, marker: int) -> Block | None:
        """The block that a sentence opens, which then is the open one; ``None`` where it goes on in one."""
        opened = self._opening(raw, marker)
        self._block = opened or self._block
        return opened

    def _opening(self, raw: str, marker: int) -> Block | None:
        """The block that a sentence opens."""
        if not self._opens_line:
            return None
        if _ROW.match(raw):
            return Block.ROW
        if "#" in raw[:marker]:
            return Block.HEADING
        if _ITEM_MARK.search(raw[:marker]):
            return Block.ITEM
        return None if self._block == Block.PARAGRAPH else Block.PARAGRAPH

    def _draft(self) -> str:
        """The part of the open sentence to show: whole words, nothing that may be or become a citation."""
        line, _ = self._line()
        if self._opens_line and (_MAYBE_MARKER.fullmatch(line) or self._is_whole_line(line)):
            return ""
        start = self._marker(line)
        if boundary := _boundary(self._keys.prefix).search(line, start):
            line = line[: boundary.start("gap")]
        else:
            line = line[: max(line.rfind(" "), line.rfind("\t"), start)]
        if self._keys.refusal in self._keys.take(line[start:])[1]:
            return ""
        return _telling(_OPEN.sub("", self._plain(_OPEN.sub("", line[start:]))))

    def _plain(self, text: str) -> str:
        return _telling(self._keys.take(_STRONG.sub("", _FOREIGN.sub("", text)))[0])

    def _parts(self, before: str, word: str) -> bool:
        """Return whether a sentence ends between what stands before and the next word."""
        head, tail = self._plain(before), self._plain(word)
        tail = tail.lstrip(_OPENING) or tail  # one that is open would keep all that follows together
        language = language_of(head, shortest=1, least=0) if _ORDINAL.search(head) else "en"
        return any(start == len(head) + 1 for start, _ in sentence_spans(f"{head} {tail}", language))


def _balanced(text: str, instead: str = "") -> str:
    """``text`` with ``instead`` for strong marks that are not closed within it."""
    for mark in ("**", "`"):
        if text.count(mark) % 2:
            text = text.replace(mark, instead)
    return text


def _cells(row: str) -> str:
    """The cells of a table's row, parted by ``" | "``."""
    cells = [" ".join(cell.split()) for cell in row.strip().removeprefix("|").removesuffix("|").split("|")]
    return " | ".join(cells) if _telling("".join(cells)) else ""


def _telling(text: str) -> str:
    """``text`` with single blanks, or nothing where it is marks alone."""
    return " ".join(text.split()) if any(character.isalnum() for character in text) else ""


def _is_quoting(text: str) -> bool:
    """Return whether a quotation is open: its sentences are one with the words that say whose they are."""
    return text.count('"') % 2 == 1 or text.count("“") - text.count("„") > text.count("”")
