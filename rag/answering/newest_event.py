"""Put the newest event first where documents of several years answer: no year named means the last."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from index.document import Document
from rag.answering.asked_years import YEAR
from rag.answering.document_days import days_of
from rag.answering.ranker import Candidate
from rag.answering.weights import ANSWERS_TOO, AS_MUCH_ON_IT, ONE_EVENT_DAYS
from rag.english.dates.readable_date import readable_date

# Words of one who asks about the past, or about all times.
_PAST = re.compile(
    r"\b(?:before|previous(?:ly)?|earlier|formerly?|once|ever|used to|original(?:ly)?|histor\w+|first|last"
    r"|past|ago|since|old(?:er|est)?|ancient|founded|built|invented|discovered|born|then|always|usually|every)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class NewestEvent:
    """The sentences, those of the newest event first; ``note``: which older document answers, too, or ""."""

    ranked: list[Candidate]
    note: str = ""


def of_newest_event(
    question: str, ranked: Sequence[Candidate], documents: Mapping[str, Document]
) -> NewestEvent:
    """Put those of ``ranked`` first that tell of the newest event that answers ``question``.

    Only where a reader finds an answer in a newer document, and its passage is as much on the matter, does it
    come before the likeliest one. Not where the question names a year or looks back.
    """
    if not ranked or YEAR.search(question) or _PAST.search(question):
        return NewestEvent(list(ranked))
    best = ranked[0]
    days = days_of(ranked, documents)
    if best.hit.document not in days:
        return NewestEvent(list(ranked))
    rivals = [one for one in ranked if one.hit.document in days and _answers_too(one, best)]
    newest = max(days[one.hit.document] for one in (best, *rivals))
    current = [one for one in ranked if _is_within(days.get(one.hit.document), newest)]
    older = [one.scored(0.0) for one in ranked if not _is_within(days.get(one.hit.document), newest)]
    if _is_within(days[best.hit.document], newest):
        return NewestEvent([*current, *older])
    first = next(one for one in current if _answers_too(one, best) and one.hit.document in days)
    others = [one for one in current if one is not first]
    return NewestEvent(
        [first.scored(best.score), *others, *older],
        _note(documents[best.hit.document], days[best.hit.document]),
    )


def _answers_too(one: Candidate, best: Candidate) -> bool:
    return one.signals.span >= ANSWERS_TOO and _matter(one) >= _matter(best) - AS_MUCH_ON_IT


def _matter(one: Candidate) -> float:
    """The share of the question's words that its passage holds."""
    return one.signals.coverage + one.signals.around


def _is_within(day: date | None, newest: date) -> bool:
    """Return whether a document may be about the newest event: its day is not known, or not long before."""
    return day is None or (newest - day).days <= ONE_EVENT_DAYS


def _note(document: Document, day: date) -> str:
    told = readable_date(day.isoformat())
    return f"“{document.title}” ({told}) tells of an earlier time: name the year to ask about it."
