"""Questions that a document answers: made from its sentences, asked, and kept if answered."""

import threading
from collections import Counter
from collections.abc import Iterator, Sequence

from index.language.words import query_words
from index.library import Library
from rag.answering.retrieve import quotations, retrieve
from rag.model.retries import go_on
from rag.summarizing.prospects import Prospect
from rag.summarizing.questions.clauses import names_in
from rag.summarizing.questions.question_forms import asked_of
from rag.summarizing.weights import (
    MOST_QUESTIONS,
    OF_A_KIND,
    QUESTIONS_READ,
    SAME_QUESTION,
    TRIES,
    WHOLE_SENTENCE,
)


def questions(
    library: Library, id: str, prospects: Sequence[Prospect], stop: threading.Event
) -> tuple[str, ...]:
    """At most five questions that the document ``id`` answers; empty if none is clear.

    Each is asked of the document, and its answer cites the sentence the question was made from. ``prospects``
    are the document's sentences, the most central first. Raises ``Stopped`` once ``stop`` is set, and the
    errors of a search.
    """
    kept: list[tuple[str, Prospect]] = []
    for asked, prospect in list(_candidates(prospects))[:TRIES]:
        go_on(stop)
        if len(kept) == MOST_QUESTIONS:
            break
        kinds = Counter(_kind(other) for other, _ in kept)
        if kinds[_kind(asked)] == OF_A_KIND or _repeats(asked, prospect, kept):
            continue
        if _is_answered(library, id, asked, prospect):
            kept.append((asked, prospect))
    return tuple(asked for asked, _ in sorted(kept, key=lambda one: one[1].number))


def _candidates(prospects: Sequence[Prospect]) -> Iterator[tuple[str, Prospect]]:
    """The questions of the sentences that stand alone, in the order of ``prospects``."""
    known = names_in([prospect.line for prospect in prospects])
    standing = [p for p in prospects if not p.hangs and p.blemish < WHOLE_SENTENCE]
    for prospect in standing[:QUESTIONS_READ]:
        for asked in asked_of(prospect.line, known):
            yield asked, prospect


def _kind(asked: str) -> str:
    """The kind of a question: "Who", "How", "When" or "Where"."""
    return asked.split()[0]


def _repeats(asked: str, prospect: Prospect, kept: Sequence[tuple[str, Prospect]]) -> bool:
    return any(prospect is source or ask_the_same(asked, other) for other, source in kept)


def ask_the_same(one: str, other: str) -> bool:
    """Return whether two questions share most of the words that they are searched by."""
    mine, theirs = set(query_words(one)), set(query_words(other))
    return len(mine & theirs) >= SAME_QUESTION * min(len(mine), len(theirs))


def _is_answered(library: Library, id: str, asked: str, prospect: Prospect) -> bool:
    """Return whether an answer is found that cites the sentence the question was made from."""
    answer = quotations(retrieve(library, asked, [id]))
    _, start, end = prospect.place
    return answer.found and any(c.start < end and start < c.end for c in answer.citations)
