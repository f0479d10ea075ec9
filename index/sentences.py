"""Sentence boundaries with exact offsets, in time linear in the text.

sentencex decides where a sentence ends; this file decides what it is shown: one paragraph at a time,
hard-wrapped lines joined, because a line end closes a sentence in a list or a headline and means
nothing in wrapped prose.
"""

import re
from collections.abc import Iterator
from itertools import accumulate, pairwise

from index.weights import LONG_SENTENCE, LONGEST_BLOCK, WRAPPED_WIDTH

VERSION = 2

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_LINE_END = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_LIST_ITEM = re.compile(r"\s*(?:[-–—*•·▪◦‣+>|#]|\(?\d{1,3}[.)]\s|\(?[a-zA-Z][.)]\s)")
# "|---|:--|", "-----", "=====", "* * *": what parts a table's head from its rows, or matter from matter.
RULE = re.compile(r"(?=.*(?:--|==|__|~~|\*\*|(?:[-*_] ){2}[-*_]))[ \t|+:=_~*-]+")
# Fields of a document that stand before its text: "---", "title: …", "---", an empty line.
_FRONT = re.compile(r"\A---[ \t]*\r?\n(?:[\w-]+:.*\n|[ \t]+.*\n|- .*\n){1,60}?---[ \t]*(?=\r?\n\s*\S)")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]")  # of Markdown, which is one line
BULLET = re.compile(r"^\s*(?:[•·▪◦‣*–—-]|\d{1,3}[.)])(?=\s)")
_QUOTES = re.compile('["“”„‟«»‘’‚‛「」『』]')


def sentence_spans(text: str, language: str = "en") -> list[tuple[int, int]]:
    """Start and end of every sentence; together they hold every character that is not white space.

    But for rules (lines of dashes and the like) and the fields before a document's text.

    ``language``: a two-letter code; in some, a number with a stop is an ordinal ("am 9. Mai").
    """
    front = _FRONT.match(text)
    begin = front.end() if front else 0
    spans = [
        span
        for start, end in _blocks(text)
        if start >= begin
        for part in _cut_long(text, start, end)
        for span in _split(text, *part, language)
    ]
    return [span for span in spans if not RULE.fullmatch(text, *span)] or spans


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """The spans of lines, with hard-wrapped ones joined."""
    group: list[tuple[int, int]] = []
    for match in _LINE.finditer(text):
        if match.group().isspace():
            continue
        if group and _LINE_END.sub("", text[group[-1][1] : match.start()].replace("\r\n", "\n"), count=1):
            yield from _unwrap(text, group)
            group = []
        group.append(match.span())
    yield from _unwrap(text, group)


def _unwrap(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join a line to the next if the next one's first word would not have fitted on it."""
    width = max((end - start for start, end in lines), default=0)
    begin = None
    for (start, end), following in zip(lines, [*lines[1:], None], strict=False):
        begin = start if begin is None else begin
        if following is None or not _is_wrapped(text[start:end], text[slice(*following)], width):
            yield begin, end
            begin = None


def _is_wrapped(line: str, following: str, width: int) -> bool:
    first_word = following.split(None, 1)[0]
    return (
        width in WRAPPED_WIDTH
        and not _HEADING.match(line)
        and len(line.rstrip()) + 1 + len(first_word) > width
        and not _LIST_ITEM.match(following)
    )


def _cut_long(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST_BLOCK:
        window = text[start : start + LONGEST_BLOCK]
        cut = max(window.rfind(". "), window.rfind("。")) + 1 or window.rfind(" ") + 1 or LONGEST_BLOCK
        yield start, start + cut
        start += cut
    yield start, end


def _split(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    line = BULLET.sub(lambda mark: " " * len(mark.group()), _LINE_END.sub(" ", text[start:end]))
    for a, b in _segment(line, language):
        spans = [(a, b)]
        if b - a > LONG_SENTENCE and _QUOTES.search(line, a, b):
            spans = _keep_closing_quotes(
                line, [(a + c, a + d) for c, d in _segment(_QUOTES.sub(" ", line[a:b]), language)]
            )
        yield from (
            _trim(text, start + c, start + d) for c, d in spans if not text[start + c : start + d].isspace()
        )


def _segment(line: str, language: str) -> list[tuple[int, int]]:
    """The spans of sentencex's sentences, which cover the line without gaps."""
    import sentencex

    ends = list(accumulate(len(sentence) for sentence in sentencex.segment(language, line)))
    if not ends or ends[-1] != len(line):  # The library changed the text: its cuts cannot be trusted.
        return [(0, len(line))]
    return list(pairwise([0, *ends]))


def _keep_closing_quotes(line: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Put a closing mark that was cut off back to the sentence it closes."""
    edges = [spans[0][0]]
    for _, cut in spans[:-1]:
        end = cut
        while line[end] in "”’»」』" and not line[end - 1].isspace():
            end += 1
        edges.append(max(end, edges[-1]))
    return [(a, b) for a, b in pairwise([*edges, spans[-1][1]]) if a < b]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end
