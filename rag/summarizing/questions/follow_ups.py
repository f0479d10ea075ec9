"""Questions to ask after an answer: what its sources answer next, and what nobody has asked or read yet."""

import threading
from collections.abc import Callable, Iterator, Sequence

from index.library import Library
from rag.checking.cite import Place
from rag.model.retries import go_on
from rag.shapes import Answer
from rag.summarizing.questions.answered_questions import ask_the_same
from rag.summarizing.summarize import summarize
from rag.summarizing.weights import FOLLOW_UP_TRIES, FOLLOW_UPS, FOLLOWED_SOURCES, LARGE


def follow_ups(
    library: Library,
    asked: Sequence[str],
    shown: Sequence[Place],
    answered: Callable[[str], Answer],
    stop: threading.Event | None = None,
) -> tuple[str, ...]:
    """At most three questions, the nearest to the last of ``asked`` first; no model is asked.

    ``asked``: the questions of the conversation; ``shown``: the places that its answers cite, those of the
    last answer first. ``answered`` answers a question: each is answered by a sentence that has not been
    shown. Raises ``Stopped`` once ``stop`` is set, and the errors of a search.
    """
    stop = stop or threading.Event()
    read = {text for text in _quotes(library, shown) if text}
    chosen: list[str] = []
    candidates = list(_candidates(library, asked, shown, stop))
    for question in _nearest(library, asked, candidates)[:FOLLOW_UP_TRIES]:
        go_on(stop)
        if len(chosen) == FOLLOW_UPS:
            break
        if any(ask_the_same(question, other) for other in chosen):
            continue
        answer = answered(question)
        if answer.found and not _is_known(answer, read):
            chosen.append(question)
    return tuple(chosen)


def _candidates(
    library: Library, asked: Sequence[str], shown: Sequence[Place], stop: threading.Event
) -> Iterator[str]:
    """The questions of the documents cited that were not asked yet."""
    sizes = {document.id: document.characters for document in library.documents()}
    cited = [ident for ident in dict.fromkeys(place[0] for place in shown) if sizes.get(ident, LARGE) < LARGE]
    known: set[str] = set()
    for ident in cited[:FOLLOWED_SOURCES]:
        for question in summarize(library, ident, stop=stop).questions:
            if question not in known and not any(ask_the_same(question, other) for other in asked):
                known.add(question)
                yield question


def _nearest(library: Library, asked: Sequence[str], candidates: list[str]) -> list[str]:
    """The candidates, those nearest in meaning to the last question first; as they are without vectors."""
    vectors = library.searcher.embedded([*asked[-1:], *candidates]) if candidates and asked else None
    if vectors is None:
        return candidates
    likeness = dict(zip(candidates, vectors[1:] @ vectors[0], strict=True))
    return sorted(candidates, key=lambda one: -likeness[one])


def _quotes(library: Library, places: Sequence[Place]) -> Iterator[str]:
    """The text at each place, on one line; of documents that are gone, none."""
    there = {document.id for document in library.documents()}
    texts = {ident: library.text(ident).text for ident in {place[0] for place in places} & there}
    for ident, start, end in places:
        if ident in texts:
            yield " ".join(texts[ident][start:end].split())


def _is_known(answer: Answer, read: set[str]) -> bool:
    """Return whether the sentence that answers was shown, in this document or in a copy of it."""
    said = {" ".join(citation.quote.split()) for citation in answer.citations[:1]}
    return any(one in other or other in one for one in said for other in read)
