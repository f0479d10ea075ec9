"""Put the newest event first where documents of several times answer: no year named means the last."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.document import Document
from rag.answering.asked_years import YEAR
from rag.answering.document_times import matter, times_of
from rag.answering.ranker import Candidate
from rag.answering.weights import ANSWERS_TOO, AS_MUCH_ON_IT
from rag.english.dates.readable_date import readable_date

# Words of one who asks about the past, or about all times; and of one who asks about what is to come.
_PAST = re.compile(
    r"\b(?:before|previous(?:ly)?|earlier|formerly?|once|ever|used to|original(?:ly)?|histor\w+|first|last"
    r"|past|ago|since|old(?:er|est)?|ancient|founded|built|invented|discovered|born|then|always|usually|every)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(r"\b(?:will|won['’]t|going to|planned)\b|\w['’]ll\b", re.IGNORECASE)


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
    come before the likeliest one; what will be is told by the newest alone. Not where the question names a
    year or looks back.
    """
    times = times_of(ranked, documents)
    best = ranked[0] if ranked else None
    if best is None or best.hit.document not in times or YEAR.search(question) or _PAST.search(question):
        return NewestEvent(list(ranked))
    will_be = bool(_FUTURE.search(question))
    newer = [one for one in ranked if times.get(one.hit.document, -1) > times[best.hit.document]]
    rivals = [one for one in newer if will_be or _answers_too(one, best)]
    newest = max(times[one.hit.document] for one in (best, *rivals))
    current = [one for one in ranked if times.get(one.hit.document, newest) >= newest]
    older = [one.scored(0.0) for one in ranked if times.get(one.hit.document, newest) < newest]
    if not rivals:
        return NewestEvent([*current, *older])
    first = current[0] if will_be else next(one for one in rivals if times[one.hit.document] == newest)
    total = sum(one.score for one in current) or 1.0
    others = [one.scored(one.score / total) for one in current if one is not first]
    head = first.scored(max(best.score, first.score / total))
    return NewestEvent([head, *others, *older], _note(documents[best.hit.document]))


def _answers_too(one: Candidate, best: Candidate) -> bool:
    has_type = one.signals.lacks_quantity <= best.signals.lacks_quantity
    return has_type and one.signals.span >= ANSWERS_TOO and matter(one) >= matter(best) - AS_MUCH_ON_IT


def _note(document: Document) -> str:
    told = readable_date(document.published) if document.published else "no date"
    return f"“{document.title}” ({told}) tells of an earlier time: name the year to ask about it."
