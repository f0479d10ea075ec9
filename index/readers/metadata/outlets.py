"""The outlet of a text, if a line of it plainly names it: a wrong outlet is worse than none."""

import re

from index.readers.metadata.day_formats import find_dates
from index.readers.metadata.lines import head, tail
from index.readers.metadata.published import CLOCK, is_byline

# Words that names of outlets hold and names of people, places and meetings do not.
PRESS_WORD = re.compile(
    r"\b(?:news|times|post|today|herald|tribune|press|agency|agence|daily|weekly|journal|gazette|guardian|telegraph|"
    r"observer|chronicle|courier|mirror|standard|examiner|inquirer|broadcasting|radio|tv|television|media|magazine|"
    r"newspaper|wire|newswire|bulletin|monitor|zeitung|allgemeine|spiegel|rundschau|presse|nachrichten|tagblatt|"
    r"figaro|monde|libération|parisien|país|mundo|diario|periódico|prensa|jornal|folha|giornale|corriere|repubblica|"
    r"новости|вестник|газета|правда|известия|xinhua|reuters|bloomberg|tass|interfax|afp|bbc|cnn|npr|dpa|ansa|efe|"
    r"anadolu|yonhap|kyodo|politico|axios|semafor)\b|^[\w-]+\.(?:com|org|net|co\.uk|news|info|de|fr|es|it|ru|eu)$",
    re.IGNORECASE,
)
AGENCY = re.compile(r"^(?:[A-Z]{2,6}|[A-Z][\w.&]+(?: [A-Z&][\w.&]*){0,3})$")
# Agencies whose names hold no such word.
KNOWN = {
    "AP",
    "UPI",
    "PA",
    "AAP",
    "PTI",
    "ANI",
    "IANS",
    "CP",
    "PAP",
    "SID",
    "KUNA",
    "WAM",
    "SPA",
    "MENA",
    "AP News",
}
# LONDON, March 3 (Reuters) -   or   WASHINGTON (AP) —
DATELINE = re.compile(r"^[^\W\d_][\w .,'’-]{1,60}\(([^()]{2,40})\)\s*(?:[—–]|-{1,2}(?=\s))")
LABEL = re.compile(
    r"^\W{0,3}(?:source|publisher|published by|publication|outlet|newspaper|quelle|fuente|fonte|источник)"
    r"[*_]{0,2}\s*[:：][*_]{0,2}\s*(.{2,60})$",
    re.IGNORECASE,
)
BEFORE_DATE = re.compile(r"^(?P<name>[^|•–—]{2,50}?)\s*(?:\s[-–—|•·]\s|\|)\s*$")
SMALL_WORDS = {"and", "of", "the", "de", "la", "le", "der", "die", "für", "&"}
# What stands between a masthead and its headline: a page, a section, an author.
FURNITURE = re.compile(r"^(?:[A-ZÀ-Þ]{3,12}|(?i:page \d+|p\. ?\d+|(?:by|von|par|por)\s+\S+(?:\s+\S+){0,5}))$")
HOST = re.compile(r"^(?:https?://)?(?:www\.)?([\w-]+(?:\.[\w-]+)+)(?:/\S*)?$")


def find_outlet(text: str) -> str | None:
    """Give the outlet a line of ``text`` names, as it writes it, or None.

    Four forms are believed, in the first lines: a masthead, ``<outlet> - <date> <time>``, a dateline such
    as ``LONDON, March 3 (Reuters) -``, and a label such as ``Source: The Daily Example`` (also in the last).
    """
    above = find_masthead(text)
    if above:
        return above
    top = [line.text for line in head(text)]
    for line in top:
        name = _of_feed(line) or _of_dateline(line) or _of_label(line)
        if name:
            return name
    return next(filter(None, (_of_label(line.text) for line in tail(text))), None)


def find_masthead(text: str) -> str | None:
    """Give the name in the first line of a cutting: an outlet's, with the day and then a headline below it.

    Headlines may look like names of outlets; they have no other headline between them and the text.
    """
    lines = [line.text for line in head(text)]
    name = re.split(r"\s[-–—|]\s", lines[0])[0].strip() if lines else ""
    words = name.split()
    named = 2 <= len(words) <= 5 and all(word[0].isupper() or word in SMALL_WORDS for word in words)
    if not named or not PRESS_WORD.fullmatch(words[-1]) or len(lines) < 4 or not is_byline(lines[1]):
        return None
    below = [line for line in lines[2:] if not is_byline(line) and not FURNITURE.match(line)]
    return name if below and len(below[0]) <= 120 and not below[0].endswith((".", ":", ",", ";")) else None


def clean_outlet(name: str | None) -> str | None:
    """Give a declared outlet as one line, an address cut to its host; None where it is no name."""
    name = " ".join((name or "").split()).strip("\"'")
    if not 1 < len(name) <= 120 or not any(char.isalpha() for char in name):
        return None
    if re.search(r"©|copyright|all rights", name, re.IGNORECASE):
        return None
    host = HOST.match(name)
    return host[1] if host else name.lstrip("@")


def _of_feed(line: str) -> str | None:
    """``<outlet> - 1/23/2026 08:15:44 PM``: a clock, and a name that only an outlet bears."""
    found = next(find_dates(line[:160]), None)
    if not found or not CLOCK.match(line[found.end :].lstrip(" ,T-–—|")):
        return None
    match = BEFORE_DATE.match(line[: found.start])
    return match["name"].strip() if match and PRESS_WORD.search(match["name"]) else None


def _of_dateline(line: str) -> str | None:
    match = DATELINE.match(line)
    if not match or not AGENCY.match(match[1]):
        return None
    return match[1] if match[1] in KNOWN or PRESS_WORD.search(match[1]) else None


def _of_label(line: str) -> str | None:
    """``Source: The Daily Example``: a short name and nothing else, so no path and no sentence."""
    match = LABEL.match(line)
    value = match[1].strip(" \t*_\"'") if match else ""
    host = HOST.match(value)
    if host:
        return host[1] if re.search(r"\.[a-z]{2,6}$", host[1]) and "://" in value else None
    named = value and (value[0].isupper() or PRESS_WORD.search(value)) and len(value.split()) <= 6
    return value if named and not re.search(r"[/\\;:]|[.!?]$|\d{3}|,", value) else None
