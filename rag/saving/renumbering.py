"""Number the citations of an answer on from others, as where it is added to a text. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from rag.shapes import Answer, Citation, Disagreement


def renumbered(answer: Answer, before: Sequence[Citation]) -> Answer:
    """``answer`` with ``before`` and its own citations, each span once; those before keep their numbers.

    Its ``nearest`` are left as they are.
    """
    citations, numbers = _numbered(before, answer.citations)
    return replace(
        answer,
        citations=citations,
        sentences=tuple(replace(one, citations=_again(one.citations, numbers)) for one in answer.sentences),
        disagreements=tuple(_case(case, numbers) for case in answer.disagreements),
        short=answer.short and replace(answer.short, citations=_again(answer.short.citations, numbers)),
    )


def _numbered(
    before: Sequence[Citation], added: Sequence[Citation]
) -> tuple[tuple[Citation, ...], dict[int, int]]:
    """All citations, each span once, and the new number of each added citation."""
    citations, numbers = list(before), {}
    known = {(citation.document, citation.start, citation.end): citation.n for citation in before}
    for citation in added:
        span = (citation.document, citation.start, citation.end)
        if span not in known:
            known[span] = max((each.n for each in citations), default=0) + 1
            citations.append(replace(citation, n=known[span]))
        numbers[citation.n] = known[span]
    return tuple(citations), numbers


def _again(cited: Sequence[int], numbers: dict[int, int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(numbers[n] for n in cited if n in numbers))


def _case(case: Disagreement, numbers: dict[int, int]) -> Disagreement:
    values = (replace(value, citations=_again(value.citations, numbers)) for value in case.values)
    return replace(case, values=tuple(values))
