"""How well a briefing tells what was planted in the invented news events (tests/events).

``score_events(folder)`` makes a throw-away library of each event, briefs it and compares; ``score`` compares
a briefing already made.
"""

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from support.events_truth import HERE, Event, events
from support.events_view import View
from support.helpers import readback

from index.document import Document
from rag.shapes import Briefing

Pair = frozenset[str]


@dataclass(frozen=True)
class Score:
    """What one briefing got right. Lists name what is wrong, pairs are (right, of how many)."""

    event: str
    conflicts: tuple[int, int]
    shown: tuple[int, int]
    sources: tuple[int, int]
    copies: tuple[int, int, int]
    direction: tuple[int, int]
    agreements: tuple[int, int]
    missed_conflicts: tuple[str, ...]
    false_conflicts: tuple[str, ...]
    compatible_as_conflict: tuple[str, ...]
    background_in_conflicts: tuple[str, ...]
    missed_copies: tuple[str, ...]
    false_copies: tuple[str, ...]
    missed_agreements: tuple[str, ...]
    background_told: tuple[str, ...]
    background_used: tuple[str, ...]
    unrelated_used: tuple[str, ...]
    reports_unused: tuple[str, ...]
    not_covered: tuple[str, ...]
    inexact: tuple[str, ...]


def score_events(folder: Path = HERE) -> Iterable[Score]:
    """The score of every event below ``folder``."""
    for event in events(folder):
        with tempfile.TemporaryDirectory() as made:
            yield brief_and_score(event, Path(made))


def brief_and_score(event: Event, library: Path) -> Score:
    """Add an event's articles to a library at ``library``, brief them and score that."""
    with readback(library) as opened:
        opened.add([event.folder / file for file in event.roles])
        documents = opened.documents()
        texts = {document.id: opened.text(document.id).text for document in documents}
        return score(event, opened.brief(), documents, texts)


def score(event: Event, briefing: Briefing, documents: Sequence[Document], texts: Mapping[str, str]) -> Score:
    """Compare a briefing, and the library's documents with their texts by id, with what was planted."""
    names = {document.id: Path(document.path).name for document in documents}
    view = View(event, briefing, names)
    return Score(
        event=event.folder.name,
        **_conflicts(view),
        **_copies(event, {(names[d.id], names[copy]) for d in documents for copy in d.copies_of}),
        **_agreements(view),
        background_told=tuple(fact for fact in event.background_facts if view.states(fact)),
        background_used=tuple(sorted(view.used("background"))),
        unrelated_used=tuple(sorted(view.used("unrelated"))),
        reports_unused=tuple(sorted(event.with_role("report") - view.used("report"))),
        not_covered=_not_covered(briefing, names),
        inexact=_inexact(briefing, texts),
    )


def _conflicts(view: View) -> dict[str, Any]:
    """Planted conflicts found; shown ones that are right; values whose sources are counted right."""
    aside = view.event.with_role("background", "unrelated")
    matched = [(shown, view.planted(shown)) for shown in view.conflicts]
    found = {planted for _, several in matched for planted in several}
    false = [shown for shown, several in matched if not several]
    values = [v for shown, several in matched if several for v in shown.values]
    return {
        "conflicts": (len(found), len(view.event.conflicts)),
        "shown": (len(matched) - len(false), len(matched)),
        "sources": (sum(map(view.counted_right, values)), len(values)),
        "missed_conflicts": tuple(c.topic for c in view.event.conflicts if c not in found),
        "false_conflicts": tuple(map(view.said, false)),
        "compatible_as_conflict": tuple(view.said(shown) for shown in false if view.compatible(shown)),
        "background_in_conflicts": tuple(
            view.said(shown) for shown in view.conflicts if view.conflict_files(shown) & aside
        ),
    }


def _copies(event: Event, directed: set[tuple[str, str]]) -> dict[str, Any]:
    """Pairs right, false and missed; of those right, how many name the original and not the copy."""
    pairs, required = set(map(frozenset, directed)), set(map(frozenset, event.copies))
    missed, false = required - pairs, pairs - _same_source(event)
    right = [pair for pair in event.copies if frozenset(pair) in pairs]
    return {
        "copies": (len(right), len(false), len(missed)),
        "direction": (sum(p in directed and p[::-1] not in directed for p in right), len(right)),
        "missed_copies": tuple(map(_pair, sorted(missed, key=sorted))),
        "false_copies": tuple(map(_pair, sorted(false, key=sorted))),
    }


def _agreements(view: View) -> dict[str, Any]:
    missed = [agreement for agreement in view.event.agreements if not view.tells(agreement)]
    planted = len(view.event.agreements)
    return {
        "agreements": (planted - len(missed), planted),
        "missed_agreements": tuple(" ".join(agreement.all) for agreement in missed),
    }


def _same_source(event: Event) -> set[Pair]:
    """Every pair that repeats the same text; two copies of one original are no mistake, and not required."""
    return {
        frozenset(pair) for pair in combinations(event.roles, 2) if len(event.sources(frozenset(pair))) == 1
    }


def _pair(pair: Pair) -> str:
    return " = ".join(sorted(pair))


def _not_covered(briefing: Briefing, names: Mapping[str, str]) -> tuple[str, ...]:
    """The documents that the coverage does not list exactly once."""
    listed = [row.document for row in briefing.coverage]
    return tuple(sorted(name for id, name in names.items() if listed.count(id) != 1))


def _inexact(briefing: Briefing, texts: Mapping[str, str]) -> tuple[str, ...]:
    """What is wrong with the citations: a quote that is not the text at its place, a number without one."""
    wrong = [c.quote for c in briefing.citations if texts.get(c.document, "")[c.start : c.end] != c.quote]
    said = [s for section in briefing.sections for s in section.sentences]
    said += [row.sentence for row in briefing.timeline]
    numbers = [c.n for c in briefing.citations]
    sides = [value for shown in briefing.disagreements for value in shown.values]
    wrong += [s.text for s in said if not set(s.citations) <= set(numbers)]
    wrong += [s.text for s in said if s.verdict == "supported" and not s.citations]
    wrong += [v.value for v in sides if not v.citations or not set(v.citations) <= set(numbers)]
    return tuple(wrong)
