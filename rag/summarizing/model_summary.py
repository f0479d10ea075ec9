"""A summary in a model's words: part by part what matters, then all of it in a few sentences.

Map and reduce, with one difference: what the parts hand on is not what the model wrote of them, but the
document's own sentences that bear it out. So nothing invented is summed up again, and every sentence of the
summary is held against the document itself. A document of so many parts takes one call a part and one more.
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
    """What a model made of a document: its sentences that are borne out, and what they took.

    ``enough``: whether so much of what it wrote is borne out that it can be shown. ``removed`` counts
    citations that name no passage.
    """

    sentences: tuple[AnswerSentence, ...]
    usage: Usage
    enough: bool
    removed: int


@dataclass(frozen=True)
class SummaryWriter:
    """What telling a document takes: who writes, and what its sentences are held against."""

    writer: Writer
    citer: Citer
    similarity: Similarity
    progress: Callable[[int, int], None]
    stop: threading.Event

    def ask(self, prompt: str, task: str, hits: Sequence[Hit], most: int) -> tuple[Writing, Usage]:
        """What the model writes of passages, as far as they fit, up to ``most`` sentences."""
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
    """A document in about so many ``sentences``, or ``words``. Raises ``ModelError`` and ``Stopped``."""
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
    """For each part that the model can read: how many passages are read then, what to keep, what it took."""
    done = 0
    while done < len(hits):
        part = fitting(hits[done:], reading.writer.budget)
        writing, usage = reading.ask("summary_part", f"Write at most {OF_PART} sentences.", part, OF_PART)
        shown = _read_to(writing.ground.shown, part)
        yield done + shown, _borne_out(writing) or instead(part[:shown]), usage
        done += shown


def _read_to(shown: PromptPassages, part: Sequence[Hit]) -> int:
    """How many of the passages the model was shown to their end; one at least, be it too long."""
    prompt = shown.messages[-1].content
    return max(1, next((n for n, hit in enumerate(part) if hit.text not in prompt), len(part)))


def _borne_out(writing: Writing) -> list[Place]:
    """The document's sentences behind what the model wrote, in the order it wrote."""
    made = writing.ground.citer.citations
    cited = [n for sentence in writing.sentences if sentence.verdict in _SHOWN for n in sentence.citations]
    return [(c.document, c.start, c.end) for c in (made[n - 1] for n in dict.fromkeys(cited))]


def _fewer(passages: Sequence[StoredPassage], taken: Sequence[Sequence[Place]], budget: int) -> list[Hit]:
    """What was taken of the parts, as much as a prompt holds: the first of each, the second, and so on."""
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
    """The sentences that are borne out, cited anew, as many as there may be words."""
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
    """The sentences that fit into so many words, one after the other."""
    taken: list[AnswerSentence] = []
    left = words
    for sentence in sentences:
        size = word_count(sentence.text)
        if left is None or size <= left:
            taken.append(sentence)
            left = None if left is None else left - size
    return taken
