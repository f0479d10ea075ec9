"""Subtitles (SubRip, WebVTT): what is spoken, a paragraph a sentence, with the time at which it begins."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.document import ParsedDocument
from index.errors import Damaged, NoText
from index.readers.metadata.titles import from_name
from index.readers.plain_text import own_text
from index.readers.weights import PAUSE

TIMES = re.compile(
    r"^\s*(?:(\d+):)?(\d\d?):(\d\d)[.,](\d{1,3})\s+-->\s+(?:(\d+):)?(\d\d?):(\d\d)[.,](\d{1,3})[^\n]*$"
)
VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
TAG = re.compile(r"</?[a-zA-Z][^>]*>|<\d[\d:.]*>|\{\\[^}]*\}")
ENDS = re.compile(r"[.!?…。！？][\"'”’)\]]*$")


@dataclass(frozen=True)
class _Cue:
    """Words spoken from ``start`` to ``end``, in seconds, and by whom, where that is said."""

    start: int
    end: int
    speaker: str
    text: str


def read_subtitles(name: str, data: bytes) -> ParsedDocument:
    """Read a file of subtitles called ``name``: its paragraphs are as "[00:01:05] Ada: The words." is.

    One ends where a sentence does, where somebody else speaks, and before a pause. Raises ``Damaged`` if
    there is no time in it, ``NoText`` if nobody speaks.
    """
    source = own_text(name, data).replace("\r\n", "\n").replace("\r", "\n")
    if not any(map(TIMES.match, source.split("\n"))):
        raise Damaged(f"{name}: this holds no subtitles: get a fresh copy, or rename it to .txt.")
    text = "\n\n".join(_paragraphs(_cues(source)))
    if not text:
        raise NoText(f"{name}: nothing is spoken in these subtitles.")
    return ParsedDocument(text=text, media_type="text/plain", title=from_name(name))


def _cues(source: str) -> Iterator[_Cue]:
    """The cues of a file, without their numbers, notes and styles."""
    for block in re.split(r"\n\s*\n", source):
        lines = block.split("\n")
        at = next((n for n, line in enumerate(lines[:3]) if TIMES.match(line)), None)
        if at is None:
            continue
        numbers = [int(group or 0) for group in TIMES.match(lines[at]).groups()]  # type: ignore[union-attr]
        spoken = "\n".join(lines[at + 1 :])
        voice = VOICE.search(spoken)
        words = " ".join(html.unescape(TAG.sub("", spoken)).split())
        if words:
            start, end = (h * 3600 + m * 60 + s for h, m, s in (numbers[0:3], numbers[4:7]))
            yield _Cue(start, end, html.unescape(voice[1]).strip() if voice else "", words)


def _paragraphs(cues: Iterator[_Cue]) -> Iterator[str]:
    """The cues joined to paragraphs that begin with their time."""
    group: list[_Cue] = []
    for cue in cues:
        if group and _parts(group, cue):
            yield _paragraph(group)
            group = []
        group.append(cue)
    if group:
        yield _paragraph(group)


def _parts(group: list[_Cue], cue: _Cue) -> bool:
    """Return whether a cue begins a paragraph of its own behind those of ``group``."""
    last = group[-1]
    if cue.speaker != last.speaker or cue.text.startswith(("- ", "– ", ">>")):
        return True
    return cue.start - last.end > PAUSE or ENDS.search(last.text) is not None


def _paragraph(group: list[_Cue]) -> str:
    minutes, seconds = divmod(group[0].start, 60)
    hours, minutes = divmod(minutes, 60)
    speaker = f"{group[0].speaker}: " if group[0].speaker else ""
    return f"[{hours:02}:{minutes:02}:{seconds:02}] {speaker}{' '.join(cue.text for cue in group)}"
