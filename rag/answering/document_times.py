"""The times that documents tell of: those published with long gaps between them tell of different events."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from index.document import Document
from rag.answering.ranker import Candidate
from rag.answering.weights import ON_ONE_MATTER, ONE_EVENT_DAYS
from rag.english.sentence_facts import dates_of

_GAP = timedelta(days=ONE_EVENT_DAYS)
Stretch = tuple[date, date]


def times_of(ranked: Sequence[Candidate], documents: Mapping[str, Document]) -> dict[str, int]:
    """The number of the time, from 0 for the oldest, that each document of ``ranked`` tells of.

    A time lasts as long as no more than half a year passes between two documents on the matter. A document
    without a date is of the last time near which its passages write out a day, or of one of its own where
    that is more than a year from all others; of which one nobody knows, it is left out. Where no document
    has a date, what they write out says too little.
    """
    on_it = {one.hit.document for one in ranked if matter(one) >= ON_ONE_MATTER}
    found = [document for id, document in documents.items() if id in on_it]
    published = {one.id: date.fromisoformat(one.published) for one in found if one.published}
    written = {one.id: _written_days(one.id, ranked) for one in found if not one.published}
    stretches = _stretches(published.values())
    if not stretches:
        return {}
    apart = [
        days[-1]
        for days in written.values()
        if days and all(abs(day - days[-1]) > 2 * _GAP for stretch in stretches for day in stretch)
    ]
    stretches = _stretches([*published.values(), *apart])
    times = {id: _number(day, stretches) for id, day in published.items()}
    times |= {
        id: max((n for day in days if (n := _number(day, stretches)) is not None), default=None)
        for id, days in written.items()
    }
    return {id: number for id, number in times.items() if number is not None}


def matter(one: Candidate) -> float:
    """The share of the question's words that the passage of a sentence holds, rare ones weighing more."""
    return one.signals.coverage + one.signals.around


def _stretches(days: Iterable[date]) -> list[Stretch]:
    """The stretches of time that days cover, parted where more than half a year is between two."""
    found: list[Stretch] = []
    for day in sorted(days):
        if found and day - found[-1][1] <= _GAP:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def _number(day: date, stretches: Sequence[Stretch]) -> int | None:
    """The last of the stretches of time that a day is in, or near."""
    near = [n for n, (start, end) in enumerate(stretches) if start - _GAP <= day <= end + _GAP]
    return near[-1] if near else None


def _written_days(document: str, ranked: Sequence[Candidate]) -> list[date]:
    """The days that the passages found of a document write out with their year, in order."""
    texts = {one.hit.text for one in ranked if one.hit.document == document}
    days = (when.span[1] for text in texts for when in dates_of(text, None) if when.span and when.day)
    return sorted(days)
