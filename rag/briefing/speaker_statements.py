"""Attributed statements: sentences that name their speaker, and if the speaker's words are quoted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rag.briefing.points import Point
from rag.briefing.weights import OF_A_SPEAKER
from rag.english.names import names, same
from rag.english.text import read
from rag.facts.statement import Statement
from rag.summarizing.spoken_sentences import named_speaker

_QUOTED = re.compile(r"[“\"«„]([^“”\"«»„]{12,})[”\"»“]")


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
        if speaker := _speaker(statement):
            return [SpeakerStatement(speaker, statement, bool(_QUOTED.search(statement.text)))]
    return []


def _speaker(statement: Statement) -> str:
    """The speaker of a sentence: named in it or before it; "" if there is none."""
    if statement.speaker:
        return statement.speaker.text
    place = named_speaker(statement.text)
    return statement.text[slice(*place)] if place else ""


def _one_person(one: str, other: str) -> bool:
    mine, theirs = names(read(f"by {one}")), names(read(f"by {other}"))
    return one == other or bool(mine and theirs and same(mine[0], theirs[0]))
