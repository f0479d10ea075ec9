"""The centrality of each sentence in its document, in time and memory linear in the text.

The sum of a sentence's cosines to all sentences is its product with their sum. So the degree centrality of
LexRank without a threshold (Erkan and Radev 2004) needs no matrix of all pairs; it is the similarity to the
centroid of centroid-based summaries (Radev et al. 2004). A long document is about several things one after
the other: there the centroid of the part around a sentence counts as well.
"""

import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import Vectors
from index.language.words import words
from rag.facts.statement import Statement
from rag.summarizing.prospects import Prospect
from rag.summarizing.votes import counts_votes
from rag.summarizing.weights import FIGURE, FLAT, HASHED, LEAD, LEAD_REACH, LONG, NAMED, SENSE, TITLE, VOTED


@dataclass(frozen=True, eq=False)
class Ranked:
    """Prospects with the values that selection needs.

    ``vectors``: shape (prospects, dimension), rows of length 1. ``worth``: shape (prospects,), 0 to 1.
    ``parts``: shape (prospects,), the number, from 0, of the part of the document that each stands in.
    """

    prospects: Sequence[Prospect]
    vectors: Vectors
    worth: NDArray[np.float32]
    parts: NDArray[np.int64]


def rank(prospects: Sequence[Prospect], title: str, parts: int) -> Ranked:
    """Rank the prospects (at least one) by centrality; the document is divided into ``parts`` equal parts."""
    statements = [prospect.statement for prospect in prospects]
    vectors = _vectors(statements)
    part = np.arange(len(prospects)) * parts // len(prospects)
    near_all = _standard(vectors @ _sum(vectors))
    near_part = np.zeros(len(prospects), np.float32)
    for number in range(parts):
        rows = vectors[part == number]
        near_part[part == number] = _standard(rows @ _sum(rows))
    telling = frozenset(words(title))
    told = np.array([_told(prospect, telling) - prospect.blemish for prospect in prospects], np.float32)
    total = (near_all + near_part) / 2 + told + _leads(part, long=len(prospects) > LONG)
    worth = (1 / (1 + np.exp(-total))).astype(np.float32)
    return Ranked(prospects, vectors, worth, part)


def _told(prospect: Prospect, title: frozenset[str]) -> float:
    """The score of a sentence's own words: those of the title (Edmundson 1969), a figure, a name, a vote."""
    shared = len(title & prospect.statement.words) / (len(title) or 1)
    has_name = any(word[:1].isupper() for word in prospect.line.split()[1:])
    has_figure = any(character.isdigit() for character in prospect.line)
    has_vote = counts_votes(prospect.line)
    return TITLE * shared + NAMED * has_name + FIGURE * has_figure + VOTED * has_vote


def _leads(part: NDArray[np.int64], *, long: bool) -> NDArray[np.float32]:
    """The score of position: of the document's opening, and less for the opening of each part."""
    found: NDArray[np.float64] = LEAD * np.exp(-np.arange(len(part)) / LEAD_REACH)
    if long:
        opens = np.searchsorted(part, part)  # where each part begins
        found += LEAD / 4 * np.exp(-(np.arange(len(part)) - opens) / LEAD_REACH)
    return found.astype(np.float32)


def _vectors(statements: Sequence[Statement]) -> Vectors:
    """Word vectors, joined with the embedder's vectors if all sentences have one."""
    held = _unit(_word_vectors(statements))
    senses = [statement.vector for statement in statements if statement.vector is not None]
    if len(senses) < len(statements):
        return held
    sense = _unit(np.array(senses, np.float32))
    return _unit(np.hstack([np.sqrt(SENSE) * sense, np.sqrt(1 - SENSE) * held]))


def _word_vectors(statements: Sequence[Statement]) -> Vectors:
    """Bags of words hashed into ``HASHED`` dimensions, rare words weighing more."""
    counts = Counter(word for statement in statements for word in statement.words)
    made = np.zeros((len(statements), HASHED), np.float32)
    for row, statement in zip(made, statements, strict=True):
        for word in statement.words:
            row[zlib.crc32(word.encode()) % HASHED] += np.log(1 + len(statements) / counts[word])
    return made


def _sum(rows: Vectors) -> Vectors:
    summed: Vectors = _unit(rows.sum(axis=0, keepdims=True))[0]
    return summed


def _unit(rows: Vectors) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), np.float32)


def _standard(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Distances from the mean in standard deviations."""
    spread = float(scores.std())
    return (scores - scores.mean()) / spread if spread > FLAT else np.zeros_like(scores)
