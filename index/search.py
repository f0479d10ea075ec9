"""Words, passage vectors and best sentences, fused into one ranking.

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
from index.store.catalog import Catalog
from index.store.rows import StoredPassage
from index.words import query_words

Nearest = Callable[[Vectors, int], list[int] | None]
"""A question's vector and a limit to the numbers of the nearest passages, or ``None`` if it cannot tell."""

_CANDIDATES = 100  # of each kind
_SCORED = 2_000  # by words: what the vectors find should have its score by words, too
_SAME_TEXT = 92.0  # rapidfuzz's ratio, 0 to 100
_MOST, _REPEATED = 0.5, 0.8  # the share of a passage, and of its best sentence, that better ones repeat

# How much each signal counts, in standard deviations.
_WORDS, _PASSAGE, _SENTENCE, _COVERAGE = 1.0, 1.0, 1.0, 0.5


def search(
    catalog: Catalog,
    question: str,
    vector: Vectors | None,
    nearest: Nearest | None,
    documents: Sequence[str] = (),
    limit: int = 10,
    reprints: bool = False,
) -> list[Hit]:
    """The passages that fit ``question`` best, best first, copies in other documents left out.

    With ``reprints`` they are kept, and do not count for ``limit``.

    ``vector`` is the question's, ``None`` for a search by words alone; ``nearest`` finds passages by
    vector where something faster than reading them all can (``None``: they are all read).
    """
    terms = query_words(question)
    by_words = catalog.find_words(terms, documents, _SCORED)
    by_vector = _nearest(catalog, vector, nearest, documents)
    passages = catalog.passages(list(dict.fromkeys([*islice(by_words, _CANDIDATES), *by_vector])))
    if not passages:
        return []
    weights = word_weights(catalog, terms)
    sentences = [_score_sentences(passage, vector, weights) for passage in passages]
    scores = _fuse(passages, by_words, vector, sentences)
    hits = [
        Hit(p.number, p.document, p.ordinal, p.start, p.end, p.text, float(score), scored)
        for p, scored, score in zip(passages, sentences, scores, strict=True)
    ]
    return _distinct(sorted(hits, key=lambda hit: -hit.score), limit, reprints, catalog.copies(documents))


def _nearest(
    catalog: Catalog, vector: Vectors | None, nearest: Nearest | None, documents: Sequence[str]
) -> list[int]:
    if vector is None:
        return []
    if nearest is not None and not documents and (found := nearest(vector, _CANDIDATES)) is not None:
        return found
    numbers, vectors = catalog.vectors(documents)
    if not len(numbers):
        return []
    best = np.argsort(-(vectors @ vector), kind="stable")[:_CANDIDATES]
    return [int(number) for number in numbers[best]]


def word_weights(catalog: Catalog, terms: Sequence[str]) -> dict[str, float]:
    """How much each word of the question tells: BM25's inverse document frequency."""
    counts, total = catalog.passage_counts(terms)
    held = {term: counts.get(term, 0) for term in terms}
    return {term: math.log(1 + (total - n + 0.5) / (n + 0.5)) for term, n in held.items()}


def _score_sentences(
    passage: StoredPassage, vector: Vectors | None, weights: dict[str, float]
) -> tuple[ScoredSentence, ...]:
    similarities = [0.0] * len(passage.sentences)
    if vector is not None and passage.sentence_vectors is not None:
        similarities = (passage.sentence_vectors @ vector).tolist()
    total = sum(weights.values()) or 1.0
    return tuple(
        ScoredSentence(
            s.start, s.end, s.text, similarity, sum(weights.get(word, 0.0) for word in held) / total
        )
        for s, held, similarity in zip(passage.sentences, passage.words, similarities, strict=True)
    )


def _fuse(
    passages: Sequence[StoredPassage],
    by_words: dict[int, float],
    vector: Vectors | None,
    sentences: Sequence[tuple[ScoredSentence, ...]],
) -> NDArray[np.float64]:
    score = _WORDS * _standard([by_words.get(passage.number, 0.0) for passage in passages])
    score += _COVERAGE * _standard([max(s.coverage for s in scored) for scored in sentences])
    if vector is not None:
        similar = [float(p.vector @ vector) if p.vector is not None else 0.0 for p in passages]
        score += _PASSAGE * _standard(similar)
        score += _SENTENCE * _standard([max(s.similarity for s in scored) for scored in sentences])
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
            fuzz.ratio(hit.text, other.text, score_cutoff=_SAME_TEXT) for other in others
        )
        if repeated:
            copies.append(replace(hit, repeats=True))
        else:
            kept.append(hit)
    return sorted(kept + copies, key=lambda hit: -hit.score) if reprints else kept


def _is_repeated(hit: Hit, others: Sequence[Hit], known: Copies) -> bool:
    """Whether ``others`` have most of a passage, with the sentence for which it was found."""
    places = [(other.document, other.start, other.end) for other in others]
    best = max(hit.sentences, key=lambda sentence: sentence.similarity + sentence.coverage)
    return (
        known.repeated((hit.document, hit.start, hit.end), places) >= _MOST
        and known.repeated((hit.document, best.start, best.end), places) >= _REPEATED
    )
