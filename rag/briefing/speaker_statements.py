"""Attributed statements: sentences that name their speaker, and if the speaker's words are quoted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.briefing.points import Point
from rag.briefing.weights import OF_A_SPEAKER
from rag.checking.findings.speakers import speakers
from rag.english.names import names, same
from rag.english.text import read
from rag.summarizing.statements import Statement

_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]{12,})[”\"»“]")
# "said the miller, Tove Brandt"; "the hospital said".
_APPOSITIVE = re.compile(
    r"\b(?:said|says|added|wrote) (?:the|an?) [a-z][\w -]{2,40}, (?P<name>[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+)"
)
_ROLE = re.compile(
    r"\b[Tt]he (?P<role>[\w’'-]+(?: [\w’'-]+){0,3}?) (?:said|says|told|added|announced|confirmed|denied)\b"
)


@dataclass(frozen=True, eq=False)
class SpeakerStatement:
    """A statement and its speaker; ``quoted``: it holds the speaker's own words."""

    speaker: str
    statement: Statement
    quoted: bool


def speaker_statements(points: Sequence[Point], limit: int) -> list[SpeakerStatement]:
    """At most ``limit`` attributed statements, grouped by speaker.

    Quotations come first, then the order of ``points``; at most ``OF_A_SPEAKER`` of one speaker.
    """
    found = [one for point in points for one in _of(point)]
    found.sort(key=lambda one: not one.quoted)
    kept: list[SpeakerStatement] = []
    known: list[tuple[str, int]] = []  # speakers, and how often they have spoken
    for one in found:
        at = next((n for n, (name, _) in enumerate(known) if _one_person(name, one.speaker)), None)
        if at is None:
            known.append((one.speaker, 1))
        elif known[at][1] < OF_A_SPEAKER:
            known[at] = (max(known[at][0], one.speaker, key=len), known[at][1] + 1)
        else:
            continue
        kept.append(one)
        if len(kept) == limit:
            break
    order = [name for name, _ in known]
    return sorted(
        kept, key=lambda one: next(n for n, name in enumerate(order) if _one_person(name, one.speaker))
    )


def _of(point: Point) -> list[SpeakerStatement]:
    """The first statement of a point that names its speaker; a list of one or none."""
    for statement in point.told:
        if speaker := _speaker(statement.text):
            return [SpeakerStatement(speaker, statement, bool(_QUOTED.search(statement.text)))]
    return []


def _speaker(line: str) -> str:
    """The speaker of a sentence: the name at a reporting verb, else the role; "" if there is none."""
    text = read(line)
    if found := speakers(text):
        return _written(text.text[text.words[found[0].at].start : text.words[found[0].end - 1].end])
    if appositive := _APPOSITIVE.search(line):
        return appositive["name"]
    if role := _ROLE.search(line):
        return role["role"]
    return ""


def _written(name: str) -> str:
    return re.sub(r"['’]s?$", "", name)


def _one_person(one: str, other: str) -> bool:
    mine, theirs = names(read(f"by {one}")), names(read(f"by {other}"))
    return one == other or bool(mine and theirs and same(mine[0], theirs[0]))
