"""The engine without a model: the answer is the sentences that answer, word for word."""

from collections.abc import Sequence
from dataclasses import dataclass

from rag.answering.disagreements.compare import RelevantStatement
from rag.answering.question import question_type
from rag.answering.ranker import Candidate
from rag.answering.weights import FURTHER_SENTENCE, FURTHER_SOURCE, QUOTED_VALUE
from rag.english.same_statement import same_statement

MOST_SENTENCES = 5
_SEEN = 60  # candidates looked at for copies of what was chosen


@dataclass(frozen=True)
class Chosen:
    """A sentence of the answer: where it stands, and where the same sentence stands in other documents."""

    candidate: Candidate
    copies: tuple[Candidate, ...]


def choose(
    question: str, ranked: Sequence[Candidate], told: Sequence[RelevantStatement] = ()
) -> list[Chosen]:
    """One to five sentences, as few as answer, in reading order by source; ``ranked`` is likeliest first.

    ``told``: what sources on the matter say, which should all be heard.
    """
    quantity = question_type(question).is_quantity
    chosen: list[Candidate] = []
    copies: dict[int, list[Candidate]] = {}
    for candidate in ranked[:_SEEN]:
        same = next((i for i, other in enumerate(chosen) if _says_the_same(candidate, other)), None)
        if same is not None:
            copies.setdefault(same, []).append(candidate)
        elif len(chosen) < MOST_SENTENCES and _is_worth_adding(candidate, chosen, quantity):
            chosen.append(candidate)
    for one in told:
        said = any(_says_the_same(one.candidate, other) for other in chosen)
        if not said and len(chosen) < MOST_SENTENCES and one.chance >= QUOTED_VALUE:
            chosen.append(one.candidate)
    answer = [Chosen(c, _one_a_document(c, copies.get(i, ()))) for i, c in enumerate(chosen)]
    sources = list(dict.fromkeys(c.hit.document for c in chosen))
    return sorted(answer, key=lambda c: (sources.index(c.candidate.hit.document), c.candidate.sentence.start))


def _is_worth_adding(candidate: Candidate, chosen: Sequence[Candidate], quantity: bool) -> bool:
    if not chosen:
        return True
    known = any(other.hit.document == candidate.hit.document for other in chosen)
    another_source = quantity and not known and not candidate.signals.lacks_quantity
    return candidate.score >= (FURTHER_SOURCE if another_source else FURTHER_SENTENCE) * chosen[0].score


def _says_the_same(one: Candidate, other: Candidate) -> bool:
    is_copy = one.hit.repeats or other.hit.repeats
    return same_statement(one.text, other.text, any_weekday=is_copy)


def _one_a_document(best: Candidate, copies: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Copies in other documents; a document that repeats itself is no second source."""
    found = {copy.hit.document: copy for copy in reversed(copies) if copy.hit.document != best.hit.document}
    return tuple(found.values())
