"""The past days a document is about: an anniversary, a memory, an old report without a date."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from rag.briefing.stories.mentions import Mention, gap
from rag.briefing.stories.tenses import tense
from rag.briefing.stories.weights import (
    ACROSS,
    ERA,
    HALF_LIFE,
    LEAST,
    LONG,
    LOOSENED,
    NEWS,
    OWN_DAY,
    PASSING,
    PRESENT,
    REACH,
    UNDATED_PAST,
    WITHIN,
)
from rag.english.dates.date_spans import DaySpan
from rag.english.text import read
from rag.facts.statement import Statement

_HAS_BEEN = {"past", ""}
ENDS = (".", "!", "?", "…", '"', "”", "“", "’", "'", ")", "»", "。", "！", "？")


def looked_back_to(
    dated: Sequence[tuple[Statement, Sequence[Mention]]], published: date | None, written: date | None
) -> DaySpan | None:
    """The past days that most of the document is about; ``None`` if it is about recent days.

    ``written``: the last day it can have been written, if that is known.
    """
    scale = _Scale(published, written, any(m.now for _, found in dated for m in found))
    end, weight = 0, 1.0
    for statement, found in dated[:REACH]:
        scale.hold *= WITHIN if statement.start - end < 2 else ACROSS
        end = statement.end
        if statement.text.rstrip().endswith(ENDS):  # a heading and a dateline tell nothing
            scale.weigh(statement, found, weight)
            weight *= 0.5 ** (1 / HALF_LIFE)
    event, most = _heaviest(scale.old)
    return event if most > max(scale.recent, LEAST) else None


class _Scale:
    """The weights of sentences about ``old`` days, by days, and about ``recent`` ones.

    A date applies to the past-tense sentences after it, with decreasing weight.
    """

    def __init__(self, published: date | None, written: date | None, has_now: bool) -> None:
        self.old: list[tuple[DaySpan, float]] = []
        self.recent = OWN_DAY if published else 0.0
        self.hold = 0.0
        self._since: DaySpan | None = None
        self._written, self._has_now = written, has_now

    def weigh(self, statement: Statement, found: Sequence[Mention], weight: float) -> None:
        """Add the weight of a sentence to the days it is about."""
        if since := self._since:  # "by October they were under water" is of the year that was told of
            found = [replace(m, span=since, now=False) if m.guessed else m for m in found]
        is_now = any(m.now and m.tense in _HAS_BEEN for m in found)
        old = [(m.span, m.sets or not self._has_now) for m in found if m.span and self._looks_back(m, m.span)]
        share = weight * (0.5 if is_now and old else 1.0)
        self.old += [(span, share / len(old) * (1.0 if sets else PASSING)) for span, sets in old]
        self.recent += share * is_now
        if is_now:
            self._since, self.hold = None, 1.0
        elif setting := [span for span, sets in old if sets]:
            self._since, self.hold = setting[-1], 1.0
        elif not old:
            self._undated(statement, weight)

    def _undated(self, statement: Statement, weight: float) -> None:
        how = tense(read(statement.whole))
        if how == "past" and self._since:
            self.old.append((self._since, weight * self.hold))
        elif how == "past":
            self.recent += weight * max(self.hold, UNDATED_PAST)
        elif how == "present":
            self.recent += weight * PRESENT
            self.hold *= LOOSENED

    def _looks_back(self, mention: Mention, span: DaySpan) -> bool:
        """True if a date is past, well before the time of writing."""
        if mention.now or mention.bounds or mention.tense not in _HAS_BEEN or span[1] - span[0] > ERA:
            return False
        return self._written is None or self._written - span[1] > min(span[1] - span[0], LONG)


def _heaviest(dated: Sequence[tuple[DaySpan, float]]) -> tuple[DaySpan | None, float]:
    """The date of greatest weight, dates within weeks of it included, as its narrowest span; its weight."""
    best: tuple[DaySpan | None, float] = None, 0.0
    for span in sorted({span for span, _ in dated}):
        near = [(other, weight) for other, weight in dated if gap(span, other) <= NEWS]
        total = sum(weight for _, weight in near)
        if total > best[1]:
            best = min((other for other, _ in near), key=lambda s: (s[1] - s[0], s)), total
    return best
