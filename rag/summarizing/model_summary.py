"""A summary written by a model: part by part the main sentences, then all in a few sentences.

Map and reduce, with one difference: the parts hand on not the model's text but the document's own sentences
that support it. So nothing invented is summarized again, and every sentence of the summary is checked against
the document itself. A document of n parts takes n + 1 calls.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from index.document import Hit
from index.store.rows import StoredPassage
from rag.answering.grounding import Grounding, Similarity
from rag.answering.write import Writing, hear_out
from rag.checking.cite import Citer, Place
from rag.model.client import Usage
from rag.model.prompt import PromptPassages
from rag.model.retries import go_on
from rag.model.writer import Writer
from rag.shapes import AnswerSentence, Verdict
from rag.summarizing.document_parts import as_hits, excerpts, fitting
from rag.summarizing.prospects import word_count
from rag.summarizing.weights import BRIEF_WRITTEN, ENOUGH_SUPPORTED, OF_PART

_SHOWN = (Verdict.SUPPORTED, Verdict.PARTLY)

Instead = Callable[[Sequence[Hit]], list[Place]]
"""What to take of a part of which the model said nothing that is borne out, best first."""


@dataclass(frozen=True)
class ModelSentences:
    """The supported sentences of a model, and the usage in tokens.

    ``enough``: true if so much of the text is supported that it can be shown. ``removed`` counts citations
    that name no passage.
    """

    sentences: tuple[AnswerSentence, ...]
    usage: Usage
    enough: bool
    removed: int


@dataclass(frozen=True)
class SummaryWriter:
    """A writer with the citer and the similarity that its sentences are checked by."""

    writer: Writer
    citer: Citer
    similarity: Similarity
    progress: Callable[[int, int], None]
    stop: threading.Event

    def ask(self, prompt: str, task: str, hits: Sequence[Hit], most: int) -> tuple[Writing, Usage]:
        """Have the model write up to ``most`` sentences about the ``hits`` that fit; return text, usage.

        Raises ``ModelError`` if the model fails and ``Stopped`` once ``stop`` is set.
        """
        go_on(self.stop)
        documents = self.citer.documents
        shown, pieces = self.writer.reply(task, hits, documents, self.stop, prompt=prompt)
        writing = Writing(Grounding(shown, self.citer.again(), self.similarity), most)
        events = hear_out(writing, pieces)
        while True:
            try:
                next(events)
            except StopIteration as done:
                return writing, done.value


def write_summary(
    reading: SummaryWriter,
    passages: Sequence[StoredPassage],
    sentences: int,
    words: int | None,
    instead: Instead,
) -> ModelSentences:
    """Summarize a document in about ``sentences`` sentences, or at most ``words`` words if given.

    The citer of ``reading`` is mutated. Raises ``ModelError`` if the model fails and ``Stopped`` once its
    ``stop`` is set.
    """
    hits, spent, calls = as_hits(passages), Usage(), len(passages) + 1
    task, most = _task(sentences, words), max(sentences, (words or 0) // BRIEF_WRITTEN)
    if len(fitting(hits, reading.writer.budget)) == len(hits):
        writing, spent = reading.ask("summary", task, hits, most)
        if _read_to(writing.ground.shown, hits) == len(hits):
            return sentences_in(writing, reading.citer, words, spent)
    taken: list[list[Place]] = []
    for done, places, usage in _parts(reading, hits, instead):
        taken.append(places)
        spent += usage
        reading.progress(done, calls)
    for _ in range(2):  # once more if it could read less than was thought
        hits = _fewer(passages, taken, reading.writer.budget)
        writing, usage = reading.ask("summary", task, hits, most)
        spent += usage
        if _read_to(writing.ground.shown, hits) == len(hits):
            break
    reading.progress(calls, calls)
    return sentences_in(writing, reading.citer, words, spent)


def _parts(
    reading: SummaryWriter, hits: Sequence[Hit], instead: Instead
) -> Iterator[tuple[int, list[Place], Usage]]:
    """For each part: the passages read so far, the places to keep, and the usage."""
    done = 0
    while done < len(hits):
        part = fitting(hits[done:], reading.writer.budget)
        writing, usage = reading.ask("summary_part", f"Write at most {OF_PART} sentences.", part, OF_PART)
        shown = _read_to(writing.ground.shown, part)
        yield done + shown, _borne_out(writing) or instead(part[:shown]), usage
        done += shown


def _read_to(shown: PromptPassages, part: Sequence[Hit]) -> int:
    """The number of passages that are whole in the prompt; at least one, even if it is too long."""
    prompt = shown.messages[-1].content
    return max(1, next((n for n, hit in enumerate(part) if hit.text not in prompt), len(part)))


def _borne_out(writing: Writing) -> list[Place]:
    """The document's sentences that support the model's, in the model's order."""
    made = writing.ground.citer.citations
    cited = [n for sentence in writing.sentences if sentence.verdict in _SHOWN for n in sentence.citations]
    return [(c.document, c.start, c.end) for c in (made[n - 1] for n in dict.fromkeys(cited))]


def _fewer(passages: Sequence[StoredPassage], taken: Sequence[Sequence[Place]], budget: int) -> list[Hit]:
    """As many of the kept places as a prompt holds: the first of each part, then the second, and so on."""
    kept: list[Place] = []
    for row in zip_longest(*taken):
        more = [place for place in row if place is not None]
        if len(fitting(found := excerpts(passages, [*kept, *more]), budget)) == len(found):
            kept += more
        elif not kept:  # not even the first of each: evenly spread
            room = len(fitting(found, budget))
            kept = [more[n * len(more) // room] for n in range(room)]
            break
    return excerpts(passages, kept)


def _task(sentences: int, words: int | None) -> str:
    if words is None:
        return f"Write {sentences} sentences." if sentences > 1 else "Write one sentence."
    return f"Write at most {words} words in all."


def sentences_in(writing: Writing, citer: Citer, words: int | None, usage: Usage) -> ModelSentences:
    """The supported sentences, cited by ``citer`` (mutated), up to ``words`` words if given."""
    claims = [sentence for sentence in writing.sentences if sentence.verdict != Verdict.UNCHECKED]
    borne = [sentence for sentence in claims if sentence.verdict in _SHOWN]
    enough = any(s.verdict == Verdict.SUPPORTED for s in borne) and len(borne) >= ENOUGH_SUPPORTED * len(
        claims
    )
    made = writing.ground.citer.citations
    shown = []
    for sentence in _short_enough(borne, words) if enough else ():
        cited = citer.cite([(c.document, c.start, c.end) for c in (made[n - 1] for n in sentence.citations)])
        numbers = tuple(citation.n for citation in cited)
        shown.append(AnswerSentence(sentence.text, numbers, sentence.verdict, sentence.problems))
    return ModelSentences(tuple(shown), usage, bool(shown), writing.removed)


def _short_enough(sentences: Sequence[AnswerSentence], words: int | None) -> list[AnswerSentence]:
    """The sentences that fit into ``words`` words, taken in order."""
    taken: list[AnswerSentence] = []
    left = words
    for sentence in sentences:
        size = word_count(sentence.text)
        if left is None or size <= left:
            taken.append(sentence)
            left = None if left is None else left - size
    return taken
