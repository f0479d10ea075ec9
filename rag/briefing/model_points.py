"""The key points as a model writes them, as far as the documents support them."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.document import Hit
from index.library import Library
from rag.briefing.section_choice import Selected
from rag.briefing.weights import POINTS_WRITTEN
from rag.checking.attribution import attributed
from rag.checking.cite import Citer, Place
from rag.model.writer import Writer
from rag.shapes import AnswerSentence
from rag.summarizing.document_parts import excerpts, fitting
from rag.summarizing.model_summary import ModelSentences, SummaryWriter, sentences_in


def passages_of(library: Library, chosen: Selected) -> list[Hit]:
    """The passages for the prompt: sentences of the key points and the agreed points, by document."""
    points = dict.fromkeys((*chosen.key_points, *chosen.agreed))
    by_document: dict[str, list[Place]] = {}
    for statement in (s for point in points for s in (*point.told, *point.partly)):
        by_document.setdefault(statement.document, []).append(statement.place)
    return [hit for id, places in by_document.items() for hit in _hits(library, id, places)]


def _hits(library: Library, id: str, places: Sequence[Place]) -> list[Hit]:
    """The whole sentences that end at ``places``, with the list marks that the places leave out."""
    ends = {end for _, _, end in places}
    passages = library.passages(id)
    whole = [(id, s.start, s.end) for p in passages for s in p.sentences if s.end in ends]
    return excerpts(passages, whole)


def write_points(
    library: Library,
    citer: Citer,
    hits: Sequence[Hit],
    writer: Writer,
    progress: Callable[[int, int], None],
    stop: threading.Event,
) -> ModelSentences:
    """Have the model write the key points from ``hits``; each sentence names its sources.

    ``citer`` is mutated: it numbers the citations. Raises ``ModelError`` if the model fails and ``Stopped``
    once ``stop`` is set.
    """
    reading = SummaryWriter(writer, citer, library.searcher.best_similarity, progress, stop)
    shown = fitting(hits, writer.budget)
    writing, usage = reading.ask("brief", f"Write {POINTS_WRITTEN} sentences.", shown, POINTS_WRITTEN)
    told = sentences_in(writing, citer, None, usage)
    return replace(told, sentences=tuple(_named(sentence, citer) for sentence in told.sentences))


def _named(sentence: AnswerSentence, citer: Citer) -> AnswerSentence:
    cited = [citer.citations[n - 1] for n in sentence.citations]
    text = attributed(sentence.text, cited)
    by = len(text) - len(sentence.text)
    problems = tuple(replace(p, start=p.start + by, end=p.end + by) for p in sentence.problems)
    return replace(sentence, text=text, problems=problems)
