"""The questions that sentences answer, in a text of questions with an answer below each."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from index.document import Span
from rag.english.layout_marks import unmarked
from rag.summarizing.spoken_sentences import PlacedSentence, begins_paragraph
from rag.summarizing.weights import ANSWERS, FEWEST_ANSWERS


def questions_of(sentences: Sequence[PlacedSentence]) -> Iterator[Span | None]:
    """For each sentence of a document the question that stands alone above its paragraph.

    Only in a text of such questions: the paragraphs below them are at least two, and a good part of all.
    """
    begins = [True, *(begins_paragraph(one, other) for one, other in pairwise(sentences)), True]
    asked = [
        begins[number] and begins[number + 1] and unmarked(one.text).rstrip().endswith("?")
        for number, one in enumerate(sentences)
    ]
    found: list[Span | None] = []
    question: Span | None = None
    for number, one in enumerate(sentences):
        if begins[number]:
            above = sentences[number - 1] if number and asked[number - 1] else None
            question = Span(above.start, above.start + len(above.text), above.text) if above else None
        found.append(None if asked[number] or one.is_heading else question)
    paragraphs = [n for n, one in enumerate(sentences) if begins[n] and not asked[n] and not one.is_heading]
    answers = sum(found[number] is not None for number in paragraphs)
    is_of_questions = answers >= max(FEWEST_ANSWERS, ANSWERS * len(paragraphs))
    yield from found if is_of_questions else [None] * len(sentences)
