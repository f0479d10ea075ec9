"""Facts of other sources that are about the same thing as the one that an answer gives.

The sentences of the sources are compared with each other, whatever the words of the question were.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from index.document import Document
from index.searching.searcher import Searcher
from rag.answering.answer_type import may_measure
from rag.answering.ranker import Candidate
from rag.answering.weights import MATCHED_DOCUMENTS
from rag.facts.fact_groups import groups
from rag.facts.facts import Fact, facts
from rag.facts.matching import matches
from rag.facts.statement import Statement


def matched_facts(
    searcher: Searcher,
    question: str,
    best: Candidate,
    ranked: Sequence[Candidate],
    documents: Mapping[str, Document],
) -> list[Fact]:
    """The facts about the thing that ``best`` gives a figure or date of for ``question``, its own first.

    They are looked for in the sentences of ``ranked``, likeliest first. None where a reader has not found
    such a figure.
    """
    if not best.words:
        return []
    told = _statements(searcher, ranked)

    def facts_of(one: Statement) -> list[Fact]:
        return list(facts(one, _day(documents[one.document])))

    of_best = {one.place: facts_of(one) for one in told if one.place == best.place}
    given = _given(question, best, of_best.get(best.place, []))
    if given is None:
        return []
    found = (fact for one in told for fact in of_best.get(one.place) or facts_of(one))
    akin = [fact for fact in found if fact.kind == given.kind]
    group = next((g for g in groups(akin, matches(akin, searcher.embedded)) if given in g), [])
    return [given, *(fact for fact in group if fact is not given)]


def _given(question: str, best: Candidate, facts: Sequence[Fact]) -> Fact | None:
    """The fact that a reader takes for the answer; where it cannot be one, the only other that can."""
    start = best.sentence.text.find(best.words) + best.sentence.start - best.place[1]
    end = start + len(best.words)
    read = next((fact for fact in facts if fact.value.start < end and start < fact.value.end), None)
    if read is None or may_measure(question, read.kind):
        return read
    fitting = [fact for fact in facts if may_measure(question, fact.kind)]
    return fitting[0] if len(fitting) == 1 else None


def _statements(searcher: Searcher, ranked: Sequence[Candidate]) -> list[Statement]:
    """The sentences of the likeliest documents, with their vectors."""
    documents = list(dict.fromkeys(one.hit.document for one in ranked))[:MATCHED_DOCUMENTS]
    kept = list({one.place: one for one in ranked if one.hit.document in documents}.values())
    vectors = searcher.sentence_vectors([one.hit.number for one in kept])
    return [
        Statement(
            one.hit.document,
            number,
            len(kept),
            one.place[1],
            one.place[2],
            one.text,
            frozenset(),
            vectors.get((one.hit.document, one.sentence.start)),
        )
        for number, one in enumerate(kept)
    ]


def _day(document: Document) -> date | None:
    return date.fromisoformat(document.published) if document.published else None
