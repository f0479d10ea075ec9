"""The day a text says it was published: in a dateline, a byline or behind a cue, never in prose."""

import re
from dataclasses import dataclass

from index.document import Span
from index.readers.metadata.day_formats import FoundDate, find_dates, order_of
from index.readers.metadata.lines import head, tail
from index.readers.metadata.weights import (
    BYLINE_LENGTH,
    EVIDENCE_SEARCHED,
    LINE_SEARCHED,
    WORDS_BESIDE_DATE,
    WORDS_BESIDE_LAST_DATE,
)

# What may stand directly before a date of publication, at the start of a line or of a part of one.
PUBLISHED = (
    r"(?:(?:first|originally|article|story|date|web|online)\s+)*(?:published|posted|publish(?:ed)?\s+date"
    r"|publication(?:\s+date)?|date\s+(?:published|of\s+publication)|(?:report|release|issue|press|post|article)\s+date"
    r"|pub\s?date|dateline|date|dated|issued|released|filed|written"
    r"|publié(?:e)?|veröffentlicht|erschienen|stand|datum|publicad[oa]|fecha|data|pubblicato|gepubliceerd"
    r"|publicerad|publisert|opublikowan[oy]|дата|опубликовано|опубліковано|发布时间|发表于|公開日|게시일|입력)"
)
UPDATED = (
    r"(?:(?:last|article)\s+)*(?:updated|modified|revised|mis\s+à\s+jour|aktualisiert|actualizado|обновлено)"
)
# Days that stand for that of publication where none is given.
_SITTING = r"(?:inspection|meeting|session|hearing|sitting|visit|survey|report|letter|notice)"
SIGNED = rf"(?:signed|date\s+of\s+(?:the\s+)?{_SITTING}|{_SITTING}\s+date)"
_BETWEEN = (
    r"(?:\s+(?:on|at|in|le|am|vom|el|il|op|den))?\s*[:：=]?[\"'*_(\[]*\s*"
    r"(?:(?!from|since|until|for|before|after|range)\w{3,9}\.?,?\s+)?"  # a weekday
    r"(?:\d\d?[:.h]\d\d\S*\s+(?:\w+,?\s+)?)?[\"'(\[]?"  # a time of day
)
_START = r"(?:^|[|•·/\[({*_\-–—]\s*|\s{2,}|(?P<comma>[,.;])\s*)[\"'*_]*"
CUE = re.compile(
    rf"{_START}(?:(?P<published>{PUBLISHED})|(?P<updated>{UPDATED})|(?P<signed>{SIGNED}))[\"'*_]*{_BETWEEN}$",
    re.IGNORECASE,
)

CLOCK = re.compile(
    r"(?:\b(?:at|um|à|a las)\s+)?\b\d\d?[:.h]\d\d(?:[:.]\d\d)?(?:\.\d+)?\s?(?:[ap]\.?m\b\.?|uhr\b|hrs?\b)?",
    re.IGNORECASE,
)
ZONE = re.compile(
    r"\b(?:GMT|UTC|BST|IST|MSK|C?E[SD]?T|[ECMP][SD]T)\b|\(?\s?[+-]\s?\d\d?(?::?\d\d)?\s?\)|\bT\b|\bZ\b"
)
WEEKDAY = re.compile(
    r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?", re.IGNORECASE
)
EDGE = " \t,;|•·-–—/()[]*_\"'#"
# Lines that name a day of something else than publication.
OTHER_DAY = re.compile(
    r"\b(?:generated|rendered|printed|created|downloaded|cached|archived|birth|born|died?|death|deadline|due|expir\w+|valid|effective|founded|retriev\w+|access\w+|since|until|till|"
    r"from|between|before|after|on|in|of|event|arrival|departure|copyright|embargo\w*|geboren|né|нар\w*)\W*$",
    re.IGNORECASE,
)
# LONDON, March 3, 2026 (Agency) — the text goes on in the same line.
DATELINE = re.compile(r"^[^\W\d_][\w .,'’()-]{1,60}[,(]\s*$")
# Springfield, 11 May 2026. The text goes on.
PLACE = re.compile(
    r"^(?!(?:On|In|At|By|Since|Until|From|After|Before|Till|Dear)\b)(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*,?\s+){1,4}$"
)
AFTER_DATELINE = re.compile(r"^,?\s*(?:\([^()]{2,40}\)\s*)?[—–-]{1,2}\s(?!\s*\d)")
PROSE_AFTER = re.compile(
    r"^,?\s+(?!(?:by|at|from|updated|and|par|von|um|uhr|por|um)\b)[^\W\d_A-Z]*[a-zа-яё]{2}"
)


@dataclass(frozen=True)
class Published:
    """A day of publication and the span of the text that shows it."""

    day: str
    evidence: Span


def find_published(text: str, language: str = "") -> Published | None:
    """Give the day ``text`` says it was published, or None: a wrong day is worse than none.

    Looks at the first lines, then at the last: behind a cue ("Published: 14 March 2026"), in a
    dateline ("LONDON, March 3, 2026 (Agency) —"), in a byline ("By A. Writer, 14 March 2026"). A day that can
    be read in two ways is none, unless the text or its ``language``, such as "en-GB", tells which.
    """
    top, bottom = head(text), tail(text)
    day_first = order_of("\n".join(line.text[:LINE_SEARCHED] for line in (*top, *bottom)), text, language)
    ranked: list[tuple[int, int, FoundDate]] = []
    for number, line in enumerate((*top, *bottom)):
        for found in find_dates(line.text[:LINE_SEARCHED], day_first=day_first):
            last = number >= len(top)
            rank = _rank(
                line.text[:LINE_SEARCHED], found, words=WORDS_BESIDE_LAST_DATE if last else WORDS_BESIDE_DATE
            )
            if rank is not None:
                ranked.append((rank + (10 if last else 0), line.start, found))
    if not ranked:
        return None
    _, start, found = min(ranked, key=lambda row: row[:2])
    if found.unsure:
        return None
    span = Span(start + found.start, start + found.end, found.written)
    return Published(found.day.isoformat(), span)


def find_evidence(text: str, day: str) -> Span | None:
    """The span of the first or last lines of ``text`` with ``day`` (``YYYY-MM-DD``), however written."""
    for line in (*head(text), *tail(text)):
        for day_first in (False, True):
            for found in find_dates(line.text[:EVIDENCE_SEARCHED], day_first=day_first):
                if found.day.isoformat() == day:
                    return Span(line.start + found.start, line.start + found.end, found.written)
    return None


def is_byline(line: str) -> bool:
    """Return whether a line is there to say when a text was published."""
    return any(_rank(line[:LINE_SEARCHED], found) is not None for found in find_dates(line[:LINE_SEARCHED]))


def _rank(line: str, found: FoundDate, words: int = WORDS_BESIDE_DATE) -> int | None:
    """Rank a date by how plainly its line calls it that of publication: 0 is plainest; None, not at all.

    ``words`` may stand beside it in a byline: fewer at the end of a text, where other texts are cited.
    """
    before, after = line[: found.start], line[found.end :]
    cue = CUE.search(before[-120:])
    # After a comma, a cue may be part of a sentence.
    sentence = bool(cue and cue["comma"] and line.endswith("."))
    if cue and not sentence and not PROSE_AFTER.match(_without_clock(after)):
        return 0 if cue["published"] else 2 if cue["signed"] else 3
    if (DATELINE.match(before) and AFTER_DATELINE.match(after)) or (
        PLACE.match(before) and after[:2] == ". "
    ):
        return 1
    return 2 if _is_apart(line, before, after, words) else None


def _is_apart(line: str, before: str, after: str, words: int) -> bool:
    """Return whether the date is alone in its line, or set off from a few other words."""
    if len(line) > BYLINE_LENGTH or next(find_dates(before), None) or next(find_dates(after), None):
        return False
    before = WEEKDAY.sub("", _without_clock(before)).rstrip()
    after = _without_clock(after).lstrip()
    if OTHER_DAY.search(before) or (before and before[-1] not in EDGE) or (after and after[0] not in EDGE):
        return False
    rest = f"{before.strip(EDGE)} {after.strip(EDGE)}".strip()
    return len(rest.split()) <= words and not rest.endswith((".", "!", "?", ":", "…", "。"))


def _without_clock(text: str) -> str:
    return ZONE.sub("", CLOCK.sub("", text))
