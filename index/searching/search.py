"""The ranking of passages by their words, their vectors and their best sentences.

Each signal is put on one scale (its distance from the mean of the candidates, in standard deviations) and
added up. Scores rather than ranks: on both development sets they measured better.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from index.copies.copies import Copies
from index.document import Hit, ScoredSentence
from index.embedding.embedder import Vectors
from index.language.words import query_words
from index.searching.weights import (
    CANDIDATES,
    COVERAGE,
    NEAR,
    PASSAGE,
    REPEATED_PASSAGE,
    REPEATED_SENTENCE,
    SAME_TEXT,
    SCORED_BY_WORDS,
    SENTENCE,
    SHORTEST_PART,
    WORDS,
)
from index.store.catalog import Catalog
from index.store.rows import StoredPassage

Nearest = Callable[[Vectors, int], list[int] | None]
"""From a question's vector and a limit to the numbers of the nearest passages; ``None`` if unknown."""


def search(
    catalog: Catalog,
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
    by_words = catalog.words.search(terms, documents, SCORED_BY_WORDS)
    by_vector = _nearest(catalog, vector, nearest, documents)
    passages = catalog.passages.get(list(dict.fromkeys([*islice(by_words, CANDIDATES), *by_vector])))
    if not passages:
        return []
    weights = word_weights(catalog, terms)
    sentences = [_score_sentences(passage, vector, weights) for passage in passages]
    scores = _fuse(passages, by_words, vector, sentences)
    hits = [
        Hit(p.number, p.document, p.ordinal, p.start, p.end, p.text, float(score), scored)
        for p, scored, score in zip(passages, sentences, scores, strict=True)
    ]
    return _distinct(sorted(hits, key=lambda hit: -hit.score), limit, reprints, catalog.copies.of(documents))


def _nearest(
    catalog: Catalog, vector: Vectors | None, nearest: Nearest | None, documents: Sequence[str]
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


def word_weights(catalog: Catalog, terms: Sequence[str]) -> dict[str, float]:
    """The weight of each term in this library: BM25's inverse document frequency."""
    counts, total = catalog.words.passage_counts(terms)
    found = {term: counts.get(term, 0) for term in terms}
    return {term: math.log(1 + (total - n + 0.5) / (n + 0.5)) for term, n in found.items()}


def _score_sentences(
    passage: StoredPassage, vector: Vectors | None, weights: dict[str, float]
) -> tuple[ScoredSentence, ...]:
    similarities = [0.0] * len(passage.sentences)
    if vector is not None and passage.sentence_vectors is not None:
        similarities = (passage.sentence_vectors @ vector).tolist()
    total = sum(weights.values()) or 1.0
    return tuple(
        ScoredSentence(
            s.start, s.end, s.text, similarity, sum(weights.get(word, 0.0) for word in words) / total
        )
        for s, words, similarity in zip(passage.sentences, passage.words, similarities, strict=True)
    )


def _fuse(
    passages: Sequence[StoredPassage],
    by_words: dict[int, float],
    vector: Vectors | None,
    sentences: Sequence[tuple[ScoredSentence, ...]],
) -> NDArray[np.float64]:
    score = WORDS * _standard([by_words.get(passage.number, 0.0) for passage in passages])
    score += COVERAGE * _standard([max(s.coverage for s in scored) for scored in sentences])
    if vector is not None:
        similar = [float(p.vector @ vector) if p.vector is not None else 0.0 for p in passages]
        score += PASSAGE * _standard(similar)
        score += SENTENCE * _standard([max(s.similarity for s in scored) for scored in sentences])
    return score


def _standard(values: Sequence[float]) -> NDArray[np.float64]:
    array = np.array(values, np.float64)
    return np.asarray((array - array.mean()) / (array.std() or 1.0))


def _distinct(hits: Sequence[Hit], limit: int, reprints: bool, known: Copies) -> list[Hit]:
    """The first ``limit`` hits that no better one of another document repeats."""
    kept: list[Hit] = []
    copies: list[Hit] = []
    for hit in hits:
        if len(kept) == limit:
            break
        others = [other for other in kept if other.document != hit.document]
        repeated = _is_repeated(hit, others, known) or any(
            fuzz.ratio(hit.text, other.text, score_cutoff=SAME_TEXT) for other in others
        )
        if repeated:
            copies.append(replace(hit, repeats=True))
        else:
            kept.append(hit)
    return sorted(kept + copies, key=lambda hit: -hit.score) if reprints else kept


def _is_repeated(hit: Hit, others: Sequence[Hit], known: Copies) -> bool:
    """Return whether ``others`` have most of a passage, and of the sentence for which it was found."""
    places = [(other.document, other.start, other.end) for other in others]
    best = max(hit.sentences, key=lambda sentence: sentence.similarity + sentence.coverage)
    return (
        known.repeated((hit.document, hit.start, hit.end), places) >= REPEATED_PASSAGE
        and known.repeated((hit.document, best.start, best.end), places) >= REPEATED_SENTENCE
    )
