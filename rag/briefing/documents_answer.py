"""Answer which documents there are, all or of one time."""

from collections.abc import Sequence
from datetime import date

from index.document import Document
from index.library import Library
from rag.briefing.weights import DOCUMENTS_LISTED
from rag.english.dates.readable_date import readable_date
from rag.english.sentence_facts import dates_of
from rag.shapes import Answer, AnswerSentence, Block, Engine, Verdict

_UNDATED = "No date was found for {} of them."


def documents_answer(library: Library, question: str, scope: Sequence[str]) -> Answer:
    """The documents with the ids ``scope``, newest first; of the time that ``question`` names, if any."""
    every = [one for one in library.documents() if one.id in set(scope)]
    asked = [when.span for when in dates_of(question, None) if when.span]
    found = [one for one in every if not asked or _is_of(one, asked[0])]
    found.sort(key=lambda one: one.published or "", reverse=True)
    of_them = f" of {len(every):,}" if asked else ""
    count = f"{len(found):,}{of_them} document{'' if len(found) == 1 and not asked else 's'}"
    told = f"{count} {'is' if len(found) == 1 else 'are'} of that time:" if asked else f"{count}:"
    if not found:
        told = f"None of the {len(every):,} documents is of that time."
    said = [AnswerSentence(told, (), Verdict.UNCHECKED, block=Block.PARAGRAPH)]
    said += [
        AnswerSentence(_line(one), (), Verdict.UNCHECKED, block=Block.ITEM)
        for one in found[:DOCUMENTS_LISTED]
    ]
    undated = sum(not one.published for one in every)
    notes = [_UNDATED.format(f"{undated:,}")] if asked and undated else []
    if len(found) > DOCUMENTS_LISTED:
        notes.append(f"The first {DOCUMENTS_LISTED} are listed; the Documents view has all.")
    return Answer(question, True, 1.0, Engine.EXTRACTIVE, tuple(said), notes=tuple(notes))


def _is_of(document: Document, span: tuple[date, date]) -> bool:
    return bool(document.published) and span[0] <= date.fromisoformat(document.published or "") <= span[1]


def _line(document: Document) -> str:
    published = readable_date(document.published) if document.published else "no date found"
    return ", ".join(part for part in (document.title, document.outlet, published) if part)
