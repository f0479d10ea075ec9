"""Similarity of the subjects of documents: names, words, sentences, vectors."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from index.embedding.embedder import Vectors
from index.language.words import stem
from rag.briefing.stories.weights import (
    COLUMNS,
    COMMON_WORD,
    DIFFERENT,
    PROFILE,
    ROWS,
    SEVERAL,
    STRANGERS,
    TINY,
    WORDS_TO_VECTORS,
    WORTH,
)
from rag.english.names import names, written
from rag.english.text import Word, read
from rag.facts.statement import Statement


@dataclass(frozen=True, eq=False)
class Profile:
    """The features of a document's subject.

    Its names, word by word and as written (``spelt``), and its other words by their stems, each with the
    number of sentences that have it; and the vectors of its sentences, of shape (sentences, dimension) and
    length 1, or ``None``.
    """

    names: Mapping[str, int]
    spelt: Mapping[str, int]
    words: Mapping[str, int]
    sentences: Vectors | None

    @cached_property
    def centre(self) -> Vectors | None:
        """The mean of its sentence vectors, of shape (dimension,) and length 1; else ``None``."""
        if self.sentences is None or not len(self.sentences):
            return None
        mean = self.sentences.mean(0)
        return np.asarray(mean / max(float(np.linalg.norm(mean)), TINY), np.float32)


def profile(statements: Sequence[Statement]) -> Profile:
    """Make the profile of a document from its statements."""
    parts: Counter[str] = Counter()
    spelt: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for text in (read(statement.whole) for statement in statements):
        sure = [name for name in names(text) if not name.opens]
        parts.update({word for name in sure for word in name.words})
        spelt.update(_spelt(text.text, written(text, name)) for name in sure)
        words.update({word.stem: word for word in text.words if _is_telling(word)}.keys())
    named = {stem(word) for word in parts}
    common = Counter({word: n for word, n in words.items() if word not in named})
    return Profile(_most(parts), _most(spelt), _most(common), _unit(statements))


def _is_telling(word: Word) -> bool:
    return word.is_content and (len(word.form) > 2 or not word.form.isascii())


def _spelt(text: str, span: tuple[int, int]) -> str:
    """A name as written, without the "'s" of a possessor."""
    return " ".join(text[slice(*span)].removesuffix("'s").removesuffix("’s").split())


def _most(counts: Counter[str]) -> Mapping[str, int]:
    return dict(counts.most_common(PROFILE))


def _unit(statements: Sequence[Statement]) -> Vectors | None:
    found = [s.vector for s in statements if s.vector is not None]
    if not found or len(found) < len(statements):
        return None
    vectors = np.array(found, np.float32)
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), TINY), np.float32)


def rarity(profiles: Sequence[Mapping[str, int]]) -> dict[str, float]:
    """The weight of each word: higher, the fewer documents have it (IDF), and always over 0."""
    count = Counter(word for words in profiles for word in words)
    return {word: COMMON_WORD + math.log((1 + len(profiles)) / n) for word, n in count.items()}


def alike(one: Mapping[str, int], other: Mapping[str, int], weights: Mapping[str, float]) -> float:
    """The cosine of two documents' weighted words, 0 to 1; repeated words count a little more."""
    a, b = _weighted(one, weights), _weighted(other, weights)
    shared = sum(a[word] * b[word] for word in a.keys() & b.keys())
    return shared / (math.hypot(*a.values()) * math.hypot(*b.values())) if shared else 0.0


def _weighted(words: Mapping[str, int], weights: Mapping[str, float]) -> dict[str, float]:
    return {word: (1 + math.log(n)) * weights[word] for word, n in words.items()}


def best_matches(one: Profile, other: Profile) -> Vectors:
    """For each sentence of ``one`` the greatest cosine to one of ``other``; empty without vectors."""
    if one.centre is None or other.sentences is None or one.sentences is None:
        return np.zeros(0, np.float32)
    blocks = range(0, len(one.sentences), ROWS)
    return np.concatenate(
        [(one.sentences[at : at + ROWS] @ other.sentences.T).max(1, initial=0.0) for at in blocks]
    )


def likeness(profiles: Sequence[Profile]) -> Vectors:
    """The similarity of each pair of documents, of shape (documents, documents), 0 to 2.

    The cosine of their centres plus that of their words other than names; lowered if both name several people
    or places and share almost none. Shared names add nothing: all stories of a town share its people.
    """
    weights = rarity([p.names for p in profiles])
    words = _cosines([p.words for p in profiles])
    by_text = _texts(profiles, words)
    found = by_text + words
    for i, j in zip(*np.nonzero(np.triu(by_text >= WORTH, 1)), strict=True):
        one, other = profiles[i].names, profiles[j].names
        if min(len(one), len(other)) >= SEVERAL and alike(one, other, weights) < STRANGERS:
            found[i, j] = found[j, i] = found[i, j] * DIFFERENT
    return np.asarray(found, np.float32)


def _texts(profiles: Sequence[Profile], words: Vectors) -> Vectors:
    """The cosines of the documents' centres; without vectors, those of their words."""
    centres = [p.centre for p in profiles if p.centre is not None]
    if len(centres) < len(profiles):
        return np.asarray(np.minimum(WORDS_TO_VECTORS * words, 1.0), np.float32)
    stacked = np.array(centres, np.float32)
    return np.asarray(np.clip(stacked @ stacked.T, 0.0, 1.0), np.float32)


def _cosines(all_words: Sequence[Mapping[str, int]]) -> Vectors:
    """The cosines of the words of each pair of documents; repeated words count a little more."""
    columns = {word: n for n, word in enumerate(sorted({word for words in all_words for word in words}))}
    found = np.zeros((len(all_words),) * 2, np.float32)
    for at in range(0, len(columns), COLUMNS):
        part = np.zeros((len(all_words), min(COLUMNS, len(columns) - at)), np.float32)
        for row, words in enumerate(all_words):
            for word, n in words.items():
                if at <= columns[word] < at + COLUMNS:
                    part[row, columns[word] - at] = 1 + math.log(n)
        found += part @ part.T
    length = np.sqrt(np.maximum(found.diagonal(), TINY))
    return np.asarray(found / np.outer(length, length), np.float32)


def shared_weight(mine: Mapping[str, int], theirs: frozenset[str], weights: Mapping[str, float]) -> float:
    """The share of the weight of ``mine`` that is in ``theirs`` too, 0 to 1."""
    told = _weighted(mine, weights)
    total = sum(told.values())
    return sum(weight for word, weight in told.items() if word in theirs) / total if total else 0.0
