"""The ranking of passages by their words, their vectors and their best sentences.

Each signal is put on one scale (its distance from the mean of the candidates, in standard deviations) and
added up. Scores rather than ranks: on both development sets they measured better.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from rapidfuzz import fuzz

from index.copies.copies import Copies
from index.document import Hit, ScoredSentence
from index.embedding.embedder import Vectors
from index.language.words import query_words
from index.searching.weights import (
    CANDIDATES,
    COVERAGE,
    COVERAGE_AS_SIMILARITY,
    NEAR,
    PASSAGE,
    REPEATED_PASSAGE,
    REPEATED_SENTENCE,
    SAME_TEXT,
    SENTENCE,
    SHARED_WORDS,
    SHORTEST_PART,
    SHOWN_MORE,
    WORDS,
)
from index.store.interfaces import CatalogTables
from index.store.ranking import WordScores
from index.store.tables.passage_columns import PassageColumns, PassageText

_NEW_LINE, _SPACE = 10, 32
_HEAD = 8  # bytes of a word that are compared as one number
_KEPT = np.array([(1 << 8 * length) - 1 for length in range(_HEAD + 1)], np.uint64)  # of the bytes of one

Nearest = Callable[[Vectors, int], list[int] | None]
"""From a question's vector and a limit to the numbers of the nearest passages; ``None`` if unknown."""


class SentenceScores(NamedTuple):
    """The cosine to the question and the coverage of its words, of every sentence of the candidates."""

    similarities: NDArray[np.float32]
    coverages: NDArray[np.float64]


def search(
    catalog: CatalogTables,
    question: str,
    vector: Vectors | None,
    nearest: Nearest | None,
    documents: Sequence[str] = (),
    limit: int = 10,
    reprints: bool = False,
) -> list[Hit]:
    """The ``limit`` passages that fit ``question`` best, best first, of ``documents`` (ids) or of all.

    Copies in other documents are left out; with ``reprints`` they are kept, and do not count for ``limit``.
    ``vector``, of shape (dimension,), is the question's, ``None`` for a search by words alone. ``nearest``
    finds passages by vector faster than by reading them all (``None``: they are all read).
    """
    terms = query_words(question)
    by_words = catalog.words.scores(terms, documents)
    by_vector = _nearest(catalog, vector, nearest, documents)
    found = catalog.passages.columns(list(dict.fromkeys([*by_words.best(CANDIDATES), *by_vector])))
    if not len(found):
        return []
    sentences = _score_sentences(found, vector, word_weights(catalog, terms))
    scores = _fuse(found, by_words, vector, sentences)
    best_first = np.argsort(-scores, kind="stable").tolist()
    hits = _hits(catalog, found, best_first, scores, sentences, limit + SHOWN_MORE)
    return _distinct(hits, limit, reprints, catalog.copies.all())


def _nearest(
    catalog: CatalogTables, vector: Vectors | None, nearest: Nearest | None, documents: Sequence[str]
) -> list[int]:
    if vector is None:
        return []
    if nearest is not None and not documents and (found := nearest(vector, CANDIDATES)) is not None:
        return found
    numbers, vectors = catalog.passages.vectors(documents)
    if not len(numbers):
        return []
    best = np.argsort(-(vectors @ vector), kind="stable")[:CANDIDATES]
    return [int(number) for number in numbers[best]]


def is_near(question: str, hit: Hit) -> bool:
    """Return whether a passage has a word of the question, or the beginning of one, or is near in meaning."""
    if any(s.coverage > 0 or s.similarity >= NEAR for s in hit.sentences):
        return True
    text = hit.text.casefold()
    return any(word in text for word in question.casefold().split() if len(word) >= SHORTEST_PART)


def word_weights(catalog: CatalogTables, terms: Sequence[str]) -> dict[str, float]:
    """The weight of each term in this library: BM25's inverse document frequency."""
    counts, total = catalog.words.passage_counts(terms)
    found = {term: counts.get(term, 0) for term in terms}
    return {term: math.log(1 + (total - n + 0.5) / (n + 0.5)) for term, n in found.items()}


def _score_sentences(
    found: PassageColumns, vector: Vectors | None, weights: dict[str, float]
) -> SentenceScores:
    similarities = np.zeros(len(found.spans), np.float32)
    coverages = covered(found.bodies, weights, len(found.spans)) / (sum(weights.values()) or 1.0)
    if vector is not None and found.sentence_vectors is not None:
        similarities = _products(found.sentence_vectors, vector)
        waits = similarities == 0.0  # vectors of zeros stand for those that are yet to be made
        similarities[waits] = COVERAGE_AS_SIMILARITY * coverages[waits]
    return SentenceScores(similarities, coverages)


def covered(bodies: Sequence[str], weights: dict[str, float], lines: int) -> NDArray[np.float64]:
    """The weights of the terms that stand in each line of ``bodies``, added up."""
    text = "\n".join(bodies).encode() + b"\n"
    codes = np.frombuffer(text, np.uint8)
    ends = np.flatnonzero(codes <= _SPACE)  # of words; the last one of a line ends with it
    starts = np.append(0, ends[:-1] + 1)
    heads = np.ndarray(len(text), "<u8", text + bytes(_HEAD), strides=(1,))[starts]
    heads &= _KEPT[np.minimum(ends - starts, _HEAD)]
    last = codes[ends] == _NEW_LINE
    line = np.cumsum(last) - last
    covered = np.zeros(lines, np.float64)
    for term, weight in weights.items():
        wanted = term.encode()
        found = np.flatnonzero(heads == int.from_bytes(wanted[:_HEAD], "little"))
        if len(wanted) >= _HEAD:
            whole = [text[starts[n] : ends[n]] == wanted for n in found.tolist()]
            found = found[np.array(whole, bool)]
        covered[line[found]] += weight  # once, however often it is in a line
    return covered


def _products(vectors: Vectors, vector: Vectors) -> Vectors:
    """The product of each of ``vectors`` with ``vector``; so few are not worth BLAS' waking its threads."""
    return np.asarray(np.einsum("ij,j->i", vectors, vector))


def _hits(
    catalog: CatalogTables,
    found: PassageColumns,
    best_first: Sequence[int],
    scores: NDArray[np.float64],
    sentences: SentenceScores,
    some: int,
) -> Iterator[Hit]:
    """The passages found, best first; their texts are read as they are asked for, ``some`` at a time."""
    for at in range(0, len(best_first), some):
        places = {found.numbers[n]: n for n in best_first[at : at + some]}
        for passage in catalog.passages.texts(list(places)):
            n = places[passage.number]
            yield _hit(found, n, passage, float(scores[n]), sentences)


def _hit(found: PassageColumns, n: int, passage: PassageText, score: float, sentences: SentenceScores) -> Hit:
    words, within, (start, text) = found.bodies[n].split("\n"), found.sentences_of(n), passage[3::2]
    scored = tuple(
        ScoredSentence(a, b, text[a - start : b - start], similarity, coverage, tuple(line.split()))
        for (a, b), similarity, coverage, line in zip(
            *(part[within].tolist() for part in (found.spans, *sentences)), words, strict=True
        )
    )
    return Hit(*passage, score, scored)


def _fuse(
    found: PassageColumns, by_words: WordScores, vector: Vectors | None, sentences: SentenceScores
) -> NDArray[np.float64]:
    score = WORDS * _standard(by_words.of(found.numbers))
    score += COVERAGE * _standard(np.maximum.reduceat(sentences.coverages, found.first))
    if vector is not None:
        nearest = np.maximum.reduceat(sentences.similarities, found.first)
        similar = np.zeros(len(found), np.float32)
        if found.vectors is not None:
            similar = _products(found.vectors, vector)
            similar = np.where(similar == 0.0, nearest, similar)
        score += PASSAGE * _standard(similar)
        score += SENTENCE * _standard(nearest)
    return score


def _standard(values: ArrayLike) -> NDArray[np.float64]:
    array = np.array(values, np.float64)
    return np.asarray((array - array.mean()) / (array.std() or 1.0))


def _distinct(hits: Iterable[Hit], limit: int, reprints: bool, known: Copies) -> list[Hit]:
    """The first ``limit`` hits that no better one of another document repeats."""
    kept: list[Hit] = []
    copies: list[Hit] = []
    words: dict[int, frozenset[str]] = {}
    for hit in hits:
        if len(kept) == limit:
            break
        words[hit.number] = mine = frozenset(word for line in hit.sentences for word in line.words)
        others = [other for other in kept if other.document != hit.document]
        repeated = _is_repeated(hit, others, known) or any(
            _share(mine, words[other.number]) and fuzz.ratio(hit.text, other.text, score_cutoff=SAME_TEXT)
            for other in others
        )
        if repeated:
            copies.append(replace(hit, repeats=True))
        else:
            kept.append(hit)
    return sorted(kept + copies, key=lambda hit: -hit.score) if reprints else kept


def _share(some: frozenset[str], others: frozenset[str]) -> bool:
    """Return whether two passages share so many words that they may be one text, which takes long to tell."""
    return len(some & others) >= SHARED_WORDS * min(len(some), len(others))


def _is_repeated(hit: Hit, others: Sequence[Hit], known: Copies) -> bool:
    """Return whether ``others`` have most of a passage, and of the sentence for which it was found."""
    if not known.has(hit.document):
        return False
    places = [(other.document, other.start, other.end) for other in others]
    best = max(hit.sentences, key=lambda sentence: sentence.similarity + sentence.coverage)
    return (
        known.repeated((hit.document, hit.start, hit.end), places) >= REPEATED_PASSAGE
        and known.repeated((hit.document, best.start, best.end), places) >= REPEATED_SENTENCE
    )
