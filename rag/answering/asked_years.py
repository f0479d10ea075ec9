"""Keep the sentences of the years that a question names: what happened in 2024 is told of no other year."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from index.document import Document
from rag.answering.ranker import Candidate
from rag.answering.weights import ONE_EVENT_DAYS, SHORT_OPENING
from rag.english.dates.readable_date import readable_date
from rag.english.sentence_facts import dates_of
from rag.shapes import Citation

YEAR = re.compile(r"(?<![\d.,/-])(?:1[5-9]|20)\d\d(?![\d/-]|[.,]\d)")
_IN_YEAR = re.compile(rf"\b(?:in|during) ({YEAR.pattern})", re.IGNORECASE)


def of_asked_years(
    question: str, ranked: Sequence[Candidate], documents: Mapping[str, Document]
) -> list[Candidate]:
    """Those of ``ranked`` that may be of the years that ``question`` names; all, where none surely is.

    A sentence that says "in 2025" is of that year; any other of those that its passage and its document's
    title or first few words name, and of the year of publication. Of a document without a date nobody knows.
    """
    asked = {int(year) for year in YEAR.findall(question)}
    if not asked:
        return list(ranked)
    opened = {one.hit.document: _opening_years(one) for one in ranked if one.hit.ordinal == 0}
    years = {id: _years_of_document(one) | opened.get(id, set()) for id, one in documents.items()}
    known = [(one, _years(one, years.get(one.hit.document, set()), documents)) for one in ranked]
    if not any(asked <= found for _, found in known):
        return list(ranked)
    return [one for one, found in known if asked <= found or not years.get(one.hit.document)]


def age_note(question: str, cited: Sequence[Citation], found: Iterable[Document]) -> tuple[str, ...]:
    """A note that all that is cited is older than other documents found, by more than one event lasts.

    None where the question names a year, or a document cited bears no date.
    """
    days = [date.fromisoformat(citation.published) for citation in cited if citation.published]
    others = [date.fromisoformat(one.published) for one in found if one.published]
    if not days or len(days) < len(cited) or YEAR.search(question):
        return ()
    newest = max(days)
    if (max(others, default=newest) - newest).days <= ONE_EVENT_DAYS:
        return ()
    return (f"This was published on {readable_date(newest.isoformat())}; newer documents were found, too.",)


def _years_of_document(document: Document) -> set[int]:
    named = {int(year) for year in YEAR.findall(document.title)}
    return named | ({date.fromisoformat(document.published).year} if document.published else set())


def _opening_years(one: Candidate) -> set[int]:
    """The years of a few words that a document begins with: "Annual report 2023."."""
    opening = one.hit.sentences[0].text if one.hit.sentences else ""
    is_short = len(opening.split()) <= SHORT_OPENING
    return {int(year) for year in YEAR.findall(opening)} if is_short else set()


def _years(one: Candidate, of_document: set[int], documents: Mapping[str, Document]) -> set[int]:
    itself = {int(year) for year in _IN_YEAR.findall(one.sentence.text)}
    return itself or of_document | set(_named_years(one.hit.text, documents.get(one.hit.document)))


def _named_years(text: str, document: Document | None) -> Iterator[int]:
    published = date.fromisoformat(document.published) if document and document.published else None
    yield from (int(year) for year in YEAR.findall(text))
    for when in dates_of(text, published):
        if when.span:
            yield from (when.span[0].year, when.span[1].year)
