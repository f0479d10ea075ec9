"""Split a model's reply, which comes in pieces, into sentences with their citation keys.

Where a sentence ends depends on the text alone, not on the pieces it came in, so an answer is the same
streamed or whole. Of a sentence still open, words are given out as drafts once no citation can begin in them.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from index.sentences import sentence_spans
from rag.model.citation_keys import GROUP, take_keys
from rag.shapes import Block

_MARK = r"(?:[-*•>]|#{1,6}|\d{1,2}[.)])"  # of a list, a heading or a quotation, in Markdown
_MARKER = re.compile(rf"\s*(?:{_MARK}\s+)*")
_MAYBE_MARKER = re.compile(rf"\s*(?:{_MARK}\s+)*(?:{_MARK}|\d{{1,2}})?\s*")
_BOUNDARY = re.compile(
    r"(?:[.!?…]+[\"'”’»)*_]*|[。！？]+[”’」』）*_]*)"
    rf"(?P<keys>(?>(?:\s*(?:{GROUP.pattern}))*))[*_]*"  # all of them: half of one is no key
    r"(?P<gap>[^\S\n]+|(?<=[。！？])|(?<=[\]】⟧]))(?=\S)",
    re.IGNORECASE,
)
_OPEN = re.compile(r"[\[【⟦(][^\[\]【】⟦⟧()\n]{0,160}$|<(?:/?passage[^<>\n]*|[^<>\n]{0,20})$")
_CUT_OFF = re.compile(r"\s*[\[【⟦]\s*[\w-]{0,14}$")
_PART = re.compile(r"[^\s>]*[\s>]|[^\s>]+")
_OPEN_WORD = re.compile(r"[^\s>]+$")
_EMPHASIS = re.compile(r"</?passage-[^<>\n]*>|\*\*|__|`|(?<!\s)\*|\*(?!\s)")
_THINKS, _HAS_THOUGHT = "<think>", "</think>"
_OPENING = "“„‟«‹‘\"'(["
_LONGEST = 2_000  # characters; what goes on without an end is cut here


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
    """A sentence of a model's without its citations; ``unknown`` counts those that name no passage."""

    text: str
    keys: tuple[str, ...] = ()
    unknown: int = 0
    heading: bool = False


class Reply:
    """A reply being read; ``known`` are the keys that may be cited, ``refusal`` the one that cites nothing.

    A sentence with that key is not shown while it is open.
    """

    def __init__(self, known: Collection[str], refusal: str = "") -> None:
        self._known = {*known, refusal}
        self._refusal = refusal
        self._raw = ""  # from the start of the open sentence on
        self._shown = ""  # of the open sentence
        self._opens_line = True

    def feed(self, piece: str) -> Iterator[DraftPiece | ReplySentence]:
        """Read a further piece of the reply; yields the drafts and sentences it completes."""
        for part in _PART.findall(piece):  # as if it came word by word: then pieces make no difference
            self._raw += part
            yield from self._read(final=False)

    def close(self) -> Iterator[DraftPiece | ReplySentence]:
        """Read the end of the reply; yields what was still open."""
        return self._read(final=True)

    def _read(self, *, final: bool) -> Iterator[DraftPiece | ReplySentence]:
        while _HAS_THOUGHT in self._raw:
            before, after = self._raw.split(_HAS_THOUGHT, 1)
            self._raw = f"{before.partition(_THINKS)[0]} {after}"
        if final:
            self._raw = self._raw.split(_THINKS, 1)[0]
        while end := self._end(final=final):
            raw, self._raw = self._raw[:end], self._raw[end:]
            said = self._said(raw)
            self._shown, self._opens_line = "", raw.endswith("\n")
            if said.text or said.keys or said.unknown:
                yield said
        if (draft := self._draft()) and draft.startswith(self._shown) and draft != self._shown:
            yield DraftPiece(draft[len(self._shown) :], opens=not self._shown)
            self._shown = draft

    def _line(self) -> tuple[str, bool]:
        """The open line so far, and whether it goes on to its end."""
        text = self._raw.split(_THINKS, 1)[0]
        line, newline, _ = text.partition("\n")
        return line, bool(newline)

    def _marker(self, line: str) -> int:
        """The number of characters of a line that are its marker."""
        return _MARKER.match(line).end() if self._opens_line else 0  # type: ignore[union-attr]

    def _end(self, *, final: bool) -> int:
        """Where the first sentence ends; 0 where that is not known yet."""
        line, whole = self._line()
        if not (whole or final) and len(line) <= _LONGEST:
            line = _OPEN_WORD.sub("", line)  # a word that has half come would decide as no whole one does
        if not (whole or final) and self._opens_line and _MAYBE_MARKER.fullmatch(line):
            return 0
        start = self._marker(line)
        if len(line) > _LONGEST:
            line, final = line[: line.rfind(" ", 0, _LONGEST) + 1 or _LONGEST], True
        for boundary in _BOUNDARY.finditer(line, start):
            word = line[boundary.end() :].split(maxsplit=1)[0]
            is_last = boundary.end() + len(word) == len(line)
            is_cited = GROUP.match(line, boundary.end())  # and perhaps cited still more
            if not (whole or final) and (is_last or is_cited or _OPEN.search(line)):
                return 0
            if _is_quoting(line[start : boundary.start("keys")]):
                continue
            if boundary["keys"] or _parts(line[start : boundary.start("gap")], word):
                return boundary.end()
        if final:
            return len(line)
        return len(line) + 1 if whole else 0

    def _said(self, raw: str) -> ReplySentence:
        marker = self._marker(raw)
        text, keys, unknown = take_keys(_EMPHASIS.sub("", raw[marker:]), self._known)
        text = _telling(_CUT_OFF.sub("", text))
        return ReplySentence(text, keys, unknown, heading="#" in raw[:marker])

    def _draft(self) -> str:
        """The part of the open sentence to show: whole words, nothing that may be or become a citation."""
        line, _ = self._line()
        if self._opens_line and _MAYBE_MARKER.fullmatch(line):
            return ""
        start = self._marker(line)
        if boundary := _BOUNDARY.search(line, start):
            line = line[: boundary.start("gap")]
        else:
            line = line[: max(line.rfind(" "), line.rfind("\t"), start)]
        if self._refusal in take_keys(line[start:], {self._refusal})[1]:
            return ""
        return _telling(_OPEN.sub("", _plain(_OPEN.sub("", line[start:]))))


def _plain(text: str) -> str:
    return take_keys(_EMPHASIS.sub("", text), ())[0]


def _telling(text: str) -> str:
    """``text`` with single blanks, or nothing where it is marks alone."""
    return " ".join(text.split()) if any(character.isalnum() for character in text) else ""


def _is_quoting(text: str) -> bool:
    """Return whether a quotation is open: its sentences are one with the words that say whose they are."""
    return text.count('"') % 2 == 1 or text.count("“") - text.count("„") > text.count("”")


def _parts(before: str, word: str) -> bool:
    """Return whether a sentence ends between what stands before and the next word."""
    head, tail = (" ".join(_plain(part).split()) for part in (before, word))
    tail = tail.lstrip(_OPENING) or tail  # one that is open would keep all that follows together
    return any(start == len(head) + 1 for start, _ in sentence_spans(f"{head} {tail}"))
