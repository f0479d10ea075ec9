"""The days of documents, as far as they are known: by their metadata, or by what their passages say."""

from collections.abc import Mapping, Sequence
from datetime import date

from index.document import Document
from rag.answering.ranker import Candidate
from rag.english.sentence_facts import dates_of


def days_of(ranked: Sequence[Candidate], documents: Mapping[str, Document]) -> dict[str, date]:
    """The day of each document: of its publication, or the last day that the passages found write out."""
    days: dict[str, date] = {}
    for one in {candidate.hit.number: candidate for candidate in ranked}.values():
        document = documents.get(one.hit.document)
        if document is None:
            continue
        if document.published:
            days[document.id] = date.fromisoformat(document.published)
            continue
        written = [w.span[1] for w in dates_of(one.hit.text, None) if w.span and w.year and w.day]
        if written:
            days[document.id] = max(*written, days.get(document.id, date.min))
    return days
