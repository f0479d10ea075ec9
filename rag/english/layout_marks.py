"""Marks of a page that are no part of what a sentence says: bullets, headings, datelines, bold, links."""

import re
from functools import lru_cache

from index.sentences import BULLET

_BEFORE = re.compile(r"\s+|(?:>[ \t]*)+|#{1,6}[ \t]+|\[[ xX]\][ \t]+|\+[ \t]+")
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’]+"
_DASH = r"[*_]{0,2}\s*(?:[—–]|--?(?=\s))[*_]{0,2}\s*(?=[“\"‘'„«(*_]*[A-ZÀ-Þ\d])"
# "OSLO, 3 March (Example Wire) —", "NEW YORK –"; with an agency, the place may be written as any name is.
_DATELINE = re.compile(
    rf"[*_]{{0,2}}(?:(?=[^()\n]{{0,30}}[A-ZÀ-Þ]{{3}}){_CAPITALS}(?:[ /,-]+{_CAPITALS})*"
    rf"(?:,? [^—–()\n]{{2,40}}?)?(?: ?\([^()\n]{{2,40}}\))?"
    rf"|[A-ZÀ-Þ][\w .,'’-]{{1,60}}\([A-ZÀ-Þ][^()\n]{{1,40}}\)){_DASH}"
)
_LINES_ABOVE = 200  # characters of a headline that may stand above a dateline, in one sentence with it
_INLINE = (
    (re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])"), r"\1"),
    (re.compile(r"\[\^[^\]\s]{1,40}\]"), ""),
    (re.compile(r"(?<!`)`([^`]+)`(?!`)"), r"\1"),
    # A mark within a word, as in 2**8 and snake_case, and one beside a blank is no mark.
    (re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])(.+?)(?<=[^\s*])\1(?![\w*])", re.DOTALL), r"\2"),
    (re.compile(r"(?<![\w_])(_{1,3})(?=[^\s_])(.+?)(?<=[^\s_])\1(?![\w_])", re.DOTALL), r"\2"),
    (re.compile(r"(?<![\w~])~~(?=\S)(.+?)(?<=\S)~~(?![\w~])", re.DOTALL), r"\1"),
    (
        re.compile(r"(?<![\w*])\*\*(?=\w)|(?<=[\w.!?,:;”\"’)])\*\*(?![\w*])"),
        "",
    ),  # whose other half is elsewhere
)


@lru_cache(maxsize=2_000)
def opening(sentence: str, title: str = "") -> int:
    """The characters before the words of a sentence: a bullet, a heading's mark, a dateline.

    ``title``: of the document; a headline is one, too, that stands above the sentence without a full stop.
    0 where nothing but marks would be left out.
    """
    at = _marks(sentence, 0)
    if above := _headline(sentence[at:], title):
        at = _marks(sentence, at + above)
    start = at
    for line in re.finditer(r"\n[ \t]*", sentence[at : at + _LINES_ABOVE]):
        if _DATELINE.match(sentence, at + line.end()):
            start = at + line.end()
            break
    if dateline := _DATELINE.match(sentence, start):
        at = _marks(sentence, dateline.end())
    if sentence[at:].startswith(("**", "__")) and sentence.count(sentence[at : at + 2], at) % 2:
        at += 2  # it closes behind a later sentence
    return at if any(character.isalnum() for character in sentence[at:]) else 0


def is_heading(sentence: str) -> bool:
    """Return whether a sentence is a heading of Markdown."""
    return bool(re.match(r"\s*#{1,6}[ \t]", sentence))


def unmarked(text: str) -> str:
    """The text without the marks of Markdown within it: bold, italic, code; of a link its words."""
    for mark, kept in _INLINE:
        text = mark.sub(kept, text)
    return text


def _marks(sentence: str, at: int) -> int:
    """The end of the bullets, numbers and other marks that stand at ``at``."""
    while True:
        mark = _BEFORE.match(sentence, at)
        bullet = BULLET.match(sentence[at:])
        if not mark and not bullet:
            return at
        at = mark.end() if mark else at + (bullet.end() if bullet else 0)


def _headline(sentence: str, title: str) -> int:
    """The length of the title at the start of a sentence, where the words begin on the next line; else 0."""
    words = title.split()
    if len(words) < 3:  # a heading of a word or two may be the subject of the sentence
        return 0
    above = re.match(r"\s+".join(map(re.escape, words)) + r"\W*\n\s*(?=[“\"‘„«*_]*[A-ZÀ-Þ\d])", sentence)
    return above.end() if above else 0
