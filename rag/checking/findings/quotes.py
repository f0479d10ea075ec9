"""Find quotations of a claim that are not word for word in its source."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from rag.checking.findings.evidence import Evidence, Finding
from rag.checking.findings.weights import LEAST_QUOTED, NEARLY_QUOTED
from rag.english.text import Text, plain

# No more than a paragraph: a mark that is never closed quotes nothing.
_QUOTED = re.compile(
    r"[“„«‟‹「『]([^“”„«»‟‹›「」『』]{2,2000})[”“»‟›」』]"
    r"|(?<!\w)[„\"]([^\"]{2,2000})\"(?!\w)"
    r"|(?<!\w)[‘']((?:[^‘’'\n]|(?<=\w)[’'](?=\w)){2,2000})[’'](?!\w)"
)
_MARK = re.compile("[\"“„«‟‘'‹「『]")
_LEFT_OUT = re.compile(r"\[[^\]]{0,200}\]|…|\.\.\.|\. \. \.")
_WORD = re.compile(r"\w+(?:'\w+)*")


def quote_findings(claim: Text, evidence: Evidence) -> Iterator[Finding]:
    """Find the quotations of the claim that are not word for word in the source."""
    if not _MARK.search(claim.text):
        return
    sources = [sentence.text for sentence in evidence.sentences]
    for match in _QUOTED.finditer(claim.text):
        group = next(number for number in (1, 2, 3) if match[number] is not None)
        for start, end in _parts(claim.text, *match.span(group)):
            if not _stands(_plain_words(claim.text[start:end]), sources):
                yield _nearest(claim.text, start, end, sources)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a quotation between omissions ("…") and insertions ("[…]")."""
    at = start
    for gap in [*_LEFT_OUT.finditer(text, start, end), None]:
        part = slice(at, gap.start() if gap else end)
        if _WORD.search(text[part]):
            yield part.start, part.stop
        at = gap.end() if gap else end


def _plain_words(text: str) -> str:
    return f" {' '.join(_WORD.findall(plain(text)))} "


_source_words = lru_cache(maxsize=500)(_plain_words)


def _stands(words: str, sources: Sequence[str]) -> bool:
    return any(words in _source_words(source) for source in sources) or words in " ".join(
        _source_words(source).strip() for source in ("", *sources, "")
    )


def _nearest(claim: str, start: int, end: int, sources: Sequence[str]) -> Finding:
    words = _plain_words(claim[start:end])
    if len(words.split()) < LEAST_QUOTED:
        return Finding("quotation missing", start, end)
    scored = [(fuzz.partial_ratio(words, _source_words(source)), -n) for n, source in enumerate(sources)]
    score, place = max(scored, default=(0.0, 0))
    if score < NEARLY_QUOTED:
        return Finding("quotation missing", start, end)
    return Finding("quotation altered", start, end, -place, _window(words, sources[-place]))


def _window(words: str, source: str) -> str:
    """The stretch of ``source`` most like ``words``, as written there."""
    found = fuzz.partial_ratio_alignment(words, _source_words(source))
    spans = [match.span() for match in _WORD.finditer(plain(source))]
    if found is None or not spans or len(plain(source)) != len(source):
        return source
    before = _source_words(source)[: found.dest_start].split()
    count = len(_source_words(source)[found.dest_start : found.dest_end].split())
    first = min(len(before), len(spans) - 1)
    return source[spans[first][0] : spans[min(first + count, len(spans)) - 1][1]]
