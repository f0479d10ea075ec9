"""Division of a document into parts that fit a prompt, and excerpts of it."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from index.document import Hit, ScoredSentence
from index.store.rows import StoredPassage
from rag.checking.cite import Place
from rag.model import tokens
from rag.summarizing.weights import LABEL, PART, PROMPT


def as_hits(passages: Iterable[StoredPassage]) -> list[Hit]:
    """Convert whole passages to hits, in the order of the document."""
    return [_hit(passage, range(len(passage.sentences))) for passage in passages]


def excerpts(passages: Iterable[StoredPassage], places: Iterable[Place]) -> list[Hit]:
    """The sentences at ``places`` as hits; adjacent ones of a passage are one hit."""
    starts = {start for _, start, _ in places}
    found = []
    for passage in passages:
        wanted = [n for n, sentence in enumerate(passage.sentences) if sentence.start in starts]
        breaks = [0, *(n for n, (a, b) in enumerate(pairwise(wanted), 1) if b > a + 1), len(wanted)]
        found += [_hit(passage, wanted[a:b]) for a, b in pairwise(breaks) if a < b]
    return found


def fitting(hits: Sequence[Hit], budget: int) -> list[Hit]:
    """As many of the first ``hits`` as a prompt of ``budget`` tokens holds; at least one."""
    room = min(budget - PROMPT, PART)
    taken: list[Hit] = []
    for hit in hits:
        room -= size(hit)
        if taken and room < 0:
            break
        taken.append(hit)
    return taken


def size(hit: Hit) -> int:
    """The tokens that a hit takes in the prompt, its label included."""
    return tokens.count(hit.text) + LABEL


def _hit(passage: StoredPassage, numbers: Sequence[int]) -> Hit:
    chosen = [passage.sentences[n] for n in numbers]
    start, end = chosen[0].start, chosen[-1].end
    text = passage.text[start - passage.start : end - passage.start]
    sentences = tuple(ScoredSentence(s.start, s.end, s.text, 0.0, 0.0) for s in chosen)
    return Hit(passage.number, passage.document, passage.ordinal, start, end, text, 0.0, sentences)
