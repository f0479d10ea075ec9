"""What is told in a few set ways: what caused it, how somebody got in or out, who asked for it.

A figure can be found by itself; a cause only by how causes are told. Each frame is a set of patterns with one
slot (as in frame semantics, Fillmore 1976), and two sources differ where their slots share no word.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.english.text import read, word_set
from rag.summarizing.statements import Statement

_STOPS = word_set("and but while who which that when in on at above near into said according")
_END = rf"(?=\s+(?:{'|'.join(sorted(_STOPS))})\b|[,.;:!?\"”)]|$)"
_WORD = r"[\w’'-]+"
_SLOT = rf"(?P<slot>(?:{_WORD}\s+){{0,7}}?{_WORD}){_END}"
_SUBJECT = rf"(?:^|[,;:]\s)\W*(?P<slot>(?:{_WORD}\s+){{0,7}}?{_WORD})\s+(?:had\s+|has\s+)?"
_CAUSING = r"(?:caused|set off|triggered|sparked|ignited|started|brought (?:on|about)|touched off|led to)"
_TAKEN = r"(?:treat|treated|treating|regard|regards|regarded|investigated)"
_GOT = r"(?:came|come|coming|got|get|gotten|climbed|broke|broken)(?:\s+in(?:side)?)?"
_LEFT = r"(?:escaped?|fled|got away|made off|drove off|got out)"
_ASKED = r"(?:asked for|requested|initiated|called for|proposed)"
_SOME = r"(?:[^.,;:]{0,70}?\s)?"


@dataclass(frozen=True)
class _Frame:
    name: str
    pattern: re.Pattern[str]


def _frame(name: str, pattern: str) -> _Frame:
    return _Frame(name, re.compile(pattern, re.IGNORECASE))


_FRAMES = (
    _frame("cause", rf"\b{_CAUSING}\s+by\s+{_SLOT}"),
    _frame("cause", rf"\b(?:because of|due to|owing to|blamed? on|(?:was|is|as) the result of)\s+{_SLOT}"),
    _frame("cause", rf"\b(?:traced|attributed|attribute|put down)\s{_SOME}to\s+{_SLOT}"),
    _frame("cause", rf"\bcause\b{_SOME}(?:was|is|to be)\s+{_SLOT}"),
    _frame("cause", rf"\b{_TAKEN}\s{_SOME}as\s+{_SLOT}"),
    _frame("cause", rf"\b(?:began|started|broke out)\b[^.;]{{0,60}}?\b(?:when|with)\s+{_SLOT}"),
    _frame("cause", rf"\bit (?:is|was)\s+{_SLOT}\s+that (?:did|caused|started|set|brought|triggered)\b"),
    _frame("cause", rf"{_SUBJECT}{_CAUSING}\s+(?:the|a|an|it)\b"),
    _frame("cause", r"^\W*it(?:['’]s| is| was) (?P<slot>[a-z]{5,})(?=[.,\"”]+(?:\s+(?:he|she|they)\b|\s*$))"),
    _frame("cause", rf"\bwhat\s(?!was|is)[^.;:]{{3,70}}?\s(?:was|is)\s+(?=an?\s|the\s){_SLOT}"),
    _frame("cause", rf"\b(?:died of|for reasons of|on (?:the )?grounds of)\s+{_SLOT}"),
    _frame("way in", rf"\b{_GOT}\s+(?:through|by|via|over)\s+{_SLOT}"),
    _frame("way in", rf"\b(?:entered|entry)\s{_SOME}(?:through|by|via|over)\s+{_SLOT}"),
    _frame("way out", rf"\b{_LEFT}\s(?:[^.,;:]{{0,30}}?\s)?(?:through|by|via|over|in|on)\s+{_SLOT}"),
    _frame("asked for it", rf"\bat the (?:request|invitation|initiative|suggestion) of\s+{_SLOT}"),
    _frame("asked for it", rf"{_SUBJECT}{_ASKED}\s+the\b"),
)
_PRONOUNS = ("he ", "she ", "they ", "it ", "this ", "that ")


@dataclass(frozen=True, eq=False)
class Told:
    """A statement that fills a frame: ``text`` of its slot, and the stems of the words that tell it."""

    frame: str
    statement: Statement
    text: str
    stems: frozenset[str]


def told(statement: Statement) -> Iterator[Told]:
    """The frames that a sentence fills, each once."""
    known: set[str] = set()
    for frame in _FRAMES:
        if frame.name in known or not (match := frame.pattern.search(statement.text)):
            continue
        stems = read(match["slot"]).content
        if stems and not f"{match['slot']} ".lower().startswith(_PRONOUNS):
            known.add(frame.name)
            yield Told(frame.name, statement, match["slot"].strip(), stems)
