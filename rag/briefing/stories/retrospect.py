"""The days a document looks back to: those of an anniversary, a memory, an old report without a date."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from rag.briefing.stories.mentions import NEWS, Mention, gap
from rag.briefing.stories.tenses import tense
from rag.english.dates.date_spans import DaySpan
from rag.english.text import read
from rag.summarizing.statements import Statement

_HALF = 10.0  # sentences over which what is told weighs half as much
_REACH = 150  # sentences: those after them would weigh nothing
_WITHIN, _ACROSS = 0.95, 0.8  # how far a date holds for the next sentence, in a paragraph and in the next one
_OWN = 1.0  # what the day of publication tells
_UNSAID = 0.5  # what a sentence told as past does for the time of writing, before any date is named
_PRESENT = 0.3  # what one in the present tense does
_LOOSENED = 0.7  # how far a date holds after one
_PASSING = 0.3  # what a date tells that does not say when its sentence is set
_LEAST = 0.6  # what a date must carry to be that of the event: one named in passing does not
_ERA = timedelta(400)  # a longer time than this is no event's
_LONG = timedelta(150)  # "last year" and "the last quarter" are long enough ago to be looked back to
_HAS_BEEN = {"past", ""}
ENDS = (".", "!", "?", "…", '"', "”", "“", "’", "'", ")", "»", "。", "！", "？")


def looked_back_to(
    dated: Sequence[tuple[Statement, Sequence[Mention]]], published: date | None, written: date | None
) -> DaySpan | None:
    """The days most of the document tells of, where those are not these days; ``None`` where they are.

    ``written``: the last day it can have been written, if that is known.
    """
    scale = _Scale(published, written, any(m.now for _, found in dated for m in found))
    end, weight = 0, 1.0
    for statement, found in dated[:_REACH]:
        scale.hold *= _WITHIN if statement.start - end < 2 else _ACROSS
        end = statement.end
        if statement.text.rstrip().endswith(ENDS):  # a heading and a dateline tell nothing
            scale.weigh(statement, found, weight)
            weight *= 0.5 ** (1 / _HALF)
    event, most = _heaviest(scale.old)
    return event if most > max(scale.recent, _LEAST) else None


class _Scale:
    """What sentences tell of ``old`` days, by days, and of ``recent`` ones.

    A date holds for the sentences told as past that follow it, less and less.
    """

    def __init__(self, published: date | None, written: date | None, has_now: bool) -> None:
        self.old: list[tuple[DaySpan, float]] = []
        self.recent = _OWN if published else 0.0
        self.hold = 0.0
        self._since: DaySpan | None = None
        self._written, self._has_now = written, has_now

    def weigh(self, statement: Statement, found: Sequence[Mention], weight: float) -> None:
        """Put a sentence on the scale."""
        if since := self._since:  # "by October they were under water" is of the year that was told of
            found = [replace(m, span=since, now=False) if m.guessed else m for m in found]
        is_now = any(m.now and m.tense in _HAS_BEEN for m in found)
        old = [(m.span, m.sets or not self._has_now) for m in found if m.span and self._looks_back(m, m.span)]
        share = weight * (0.5 if is_now and old else 1.0)
        self.old += [(span, share / len(old) * (1.0 if sets else _PASSING)) for span, sets in old]
        self.recent += share * is_now
        if is_now:
            self._since, self.hold = None, 1.0
        elif setting := [span for span, sets in old if sets]:
            self._since, self.hold = setting[-1], 1.0
        elif not old:
            self._undated(statement, weight)

    def _undated(self, statement: Statement, weight: float) -> None:
        how = tense(read(statement.text))
        if how == "past" and self._since:
            self.old.append((self._since, weight * self.hold))
        elif how == "past":
            self.recent += weight * max(self.hold, _UNSAID)
        elif how == "present":
            self.recent += weight * _PRESENT
            self.hold *= _LOOSENED

    def _looks_back(self, mention: Mention, span: DaySpan) -> bool:
        """Whether a date is told as one that has been, well before the time of writing."""
        if mention.now or mention.bounds or mention.tense not in _HAS_BEEN or span[1] - span[0] > _ERA:
            return False
        return self._written is None or self._written - span[1] > min(span[1] - span[0], _LONG)


def _heaviest(dated: Sequence[tuple[DaySpan, float]]) -> tuple[DaySpan | None, float]:
    """The date that carries most, those within weeks of it counted in; as narrow as it is told."""
    best: tuple[DaySpan | None, float] = None, 0.0
    for span in sorted({span for span, _ in dated}):
        near = [(other, weight) for other, weight in dated if gap(span, other) <= NEWS]
        total = sum(weight for _, weight in near)
        if total > best[1]:
            best = min((other for other, _ in near), key=lambda s: (s[1] - s[0], s)), total
    return best
