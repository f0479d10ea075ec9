"""The input of a briefing: statements, shared text, and the stories that the documents report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import numpy as np

from index.copies.copies import Copies
from index.document import Document
from index.embedding.embedder import Vectors, unit
from rag.briefing.stories.grouping import Grouping, Story
from rag.briefing.weights import CENTRALITY, OPENING
from rag.checking.cite import Place
from rag.facts.statement import Statement
from rag.summarizing.dependent_sentences import is_only_quoted
from rag.summarizing.prospects import Prospect, prospects


@dataclass(frozen=True, eq=False)
class BriefingMaterial:
    """Documents, statements, copies and stories, mappings by document id.

    ``stories`` are the subject of the briefing; ``others`` are of other events, its background. ``relevance``
    gives the statements on ``topic``, 0 to 1.
    """

    documents: Mapping[str, Document]
    statements: Mapping[str, Sequence[Statement]]
    copies: Copies
    grouping: Grouping
    stories: tuple[Story, ...]
    others: tuple[Story, ...]
    topic: str = ""
    relevance: Mapping[Place, float] = field(default_factory=dict)

    def quotable(self, story: Story) -> list[Prospect]:
        """The quotable sentences of a story that are on the topic, document by document.

        Not a bare quotation of somebody whom no sentence before it names.
        """
        every = (p for id in story.documents for p in prospects(self.on_topic(id)))
        return [p for p in every if p.statement.speaker or not is_only_quoted(p.line)]

    def on_topic(self, id: str) -> list[Statement]:
        """The sentences of a document that are on the topic; all of them if there is no topic."""
        return [s for s in self.statements[id] if not self.topic or s.place in self.relevance]

    def published(self, id: str) -> date | None:
        """The date of publication of a document; ``None`` if it is unknown."""
        published = self.documents[id].published
        return date.fromisoformat(published) if published else None

    @cached_property
    def evident(self) -> frozenset[str]:
        """Ids of the documents in ``stories``."""
        return frozenset(id for story in self.stories for id in story.documents)


def centrality(statements: Sequence[Statement]) -> Vectors:
    """The centrality of each statement, of shape (statements,), 0 to 1; opening sentences get a bonus.

    The cosine to the centroid (Radev et al. 2004, "Centroid-based summarization of multiple documents");
    without vectors, the share of the sentences that have its words.
    """
    if not statements:
        return np.zeros(0, np.float32)
    vectors = [s.vector for s in statements]
    if all(v is not None for v in vectors):
        held = np.array(vectors, np.float32)
        near = held @ unit(held.mean(axis=0))
    else:
        near = _by_words(statements)
    opening = np.array([1 / (1 + s.number / 3) for s in statements], np.float32)
    return np.asarray(CENTRALITY * np.clip(near, 0, 1) + OPENING * opening, np.float32)


def _by_words(statements: Sequence[Statement]) -> Vectors:
    counts: dict[str, int] = {}
    for statement in statements:
        for word in statement.words:
            counts[word] = counts.get(word, 0) + 1
    total = len(statements)
    means = [sum(counts[w] for w in s.words) / (total * max(1, len(s.words))) for s in statements]
    return np.array(means, np.float32)
