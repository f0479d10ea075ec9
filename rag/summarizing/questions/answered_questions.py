"""Questions that a document answers: made from its sentences, asked, and kept where the answer is found."""

import threading
from collections import Counter
from collections.abc import Iterator, Sequence

from index.library import Library
from index.words import query_words
from rag.answering.retrieve import quotations, retrieve
from rag.model.retries import go_on
from rag.summarizing.prospects import Prospect
from rag.summarizing.questions.clause_questions import ClauseQuestion
from rag.summarizing.questions.question_forms import BARELY, asked_of
from rag.summarizing.questions.vocabulary import vocabulary

_FEWEST, _MOST = 3, 5
_READ = 60  # sentences that questions are made of, the most telling ones
_TRIES = 40  # questions that are asked to see whether they are answered
_FLAWED = 1.5  # the blemish from which a sentence is likely none
_A_KIND = 2  # questions of one kind, where there are others
_DEEPER = 0.15  # how much less telling a question is for each sentence that tells more
_ALIKE = 0.7  # share of the words of a question that another has which asks the same


def questions(
    library: Library, id: str, prospects: Sequence[Prospect], stop: threading.Event
) -> tuple[str, ...]:
    """Three to five questions, fewer where no more are found, that the document ``id`` answers.

    Each is asked of the document, and its answer cites the sentence the question was made from. ``prospects``
    are the document's sentences, the most telling first. Raises ``Stopped``, and what searching raises.
    """
    kept: list[tuple[ClauseQuestion, Prospect]] = []
    waiting = list(_made(prospects))[:_TRIES]
    late = []
    for asked, prospect in waiting:
        go_on(stop)
        if len(kept) >= _MOST or (asked.tier >= BARELY and len(kept) >= _FEWEST):
            break
        kinds = Counter(other.kind for other, _ in kept)
        if _repeats(asked, prospect, kept):
            continue
        if kinds[asked.kind] >= _A_KIND:
            late.append((asked, prospect))
        elif _is_answered(library, id, asked, prospect):
            kept.append((asked, prospect))
    for asked, prospect in late:
        if len(kept) >= _FEWEST:
            break
        if not _repeats(asked, prospect, kept) and _is_answered(library, id, asked, prospect):
            kept.append((asked, prospect))
    return tuple(asked.text for asked, _ in sorted(kept, key=lambda one: one[1].start))


def _made(prospects: Sequence[Prospect]) -> Iterator[tuple[ClauseQuestion, Prospect]]:
    """What can be asked, the most telling first."""
    known = vocabulary(prospect.line for prospect in prospects)
    found = [
        ((asked.tier >= BARELY, asked.tier + _DEEPER * depth), asked, prospect)
        for depth, prospect in enumerate([p for p in prospects if _stands(p)][:_READ])
        for asked in asked_of(prospect.line, known)
    ]
    for _, asked, prospect in sorted(found, key=lambda one: one[0]):
        yield asked, prospect


def _stands(prospect: Prospect) -> bool:
    return not prospect.hangs and prospect.blemish < _FLAWED


def _repeats(
    asked: ClauseQuestion, prospect: Prospect, kept: Sequence[tuple[ClauseQuestion, Prospect]]
) -> bool:
    return any(prospect is source or _ask_the_same(asked.text, other.text) for other, source in kept)


def _ask_the_same(one: str, other: str) -> bool:
    mine, theirs = set(query_words(one)), set(query_words(other))
    return len(mine & theirs) >= _ALIKE * min(len(mine), len(theirs))


def _is_answered(library: Library, id: str, asked: ClauseQuestion, prospect: Prospect) -> bool:
    """Whether the answer to a question is found and cites the sentence that it was made from.

    What is said of a thing may stand in another sentence that names it.
    """
    answer = quotations(retrieve(library, asked.text, [id]))
    _, start, end = prospect.place
    about = asked.about.removeprefix("the ")
    return answer.found and any(
        (c.start < end and start < c.end) or (about and about in c.quote) for c in answer.citations
    )
