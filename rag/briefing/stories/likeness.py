"""What grouping goes by: what every document tells of time, names and matter, and how alike each two are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.copies.copies import Copies
from index.document import Document
from index.embedding.embedder import Vectors
from rag.briefing.stories.clusters import Group
from rag.briefing.stories.subjects import Profile, likeness, profile, rarity
from rag.briefing.stories.times import Times, times
from rag.briefing.stories.weights import COPIED, NEWS
from rag.summarizing.statements import Statement


@dataclass(frozen=True, eq=False)
class StoryLikeness:
    """Documents, numbered from 0, with what they tell; matrices are of shape (documents, documents)."""

    documents: Sequence[Document]
    profiles: Sequence[Profile]
    times: Sequence[Times]
    copies: Copies

    @cached_property
    def copied(self) -> Vectors:
        """The share of either of two documents, whichever is greater, that stands in the other too."""
        numbers = {document.id: n for n, document in enumerate(self.documents)}
        found = np.zeros((len(self.documents),) * 2, np.float32)
        for one in self.copies.overlaps:
            if one.one.id in numbers and one.other.id in numbers:
                a, b = numbers[one.one.id], numbers[one.other.id]
                found[a, b] = found[b, a] = max(one.one.share, one.other.share)
        return found

    @cached_property
    def linked(self) -> Vectors:
        """How alike each two documents are, with what the text they share adds to it."""
        return likeness(self.profiles) + np.float32(COPIED) * self.copied

    @cached_property
    def name_weights(self) -> Mapping[str, float]:
        """How much each word of a name tells here."""
        return rarity([p.names for p in self.profiles])

    def near(self, days: int) -> NDArray[np.bool_]:
        """Which two documents tell of known times at most so many days apart."""
        spans = [t.event or (date.min, date.min) for t in self.times]
        first = np.array([span[0].toordinal() for span in spans])
        last = np.array([span[1].toordinal() for span in spans])
        known = np.array([t.event is not None for t in self.times])
        apart = np.maximum(first[:, None] - last, first - last[:, None])
        return np.asarray((apart <= days) & known & known[:, None])

    def meeting(self) -> NDArray[np.bool_]:
        """Which two documents may have been written within weeks of each other."""
        windows = [t.window for t in self.times]
        first = np.array([w.first.toordinal() if w.first else date.min.toordinal() for w in windows])
        last = np.array([w.last.toordinal() if w.last else date.max.toordinal() for w in windows])
        reached = first[:, None] <= last + NEWS.days
        return np.asarray(reached & reached.T)

    def independent(self, members: Group) -> int:
        """How many independent sources these documents are."""
        whole = [self.documents[n] for n in members]
        return self.copies.independent([(document.id, 0, document.characters) for document in whole])


def likeness_of(
    documents: Sequence[Document],
    statements: Mapping[str, Sequence[Statement]],
    copies: Copies | None,
    stopped: Callable[[], None],
) -> StoryLikeness:
    """Read the documents; ``stopped`` is called before each, and may raise to stop."""
    profiles: list[Profile] = []
    told: list[Times] = []
    for document in documents:
        stopped()
        said = statements.get(document.id, ())
        profiles.append(profile(said))
        told.append(times(date.fromisoformat(document.published) if document.published else None, said))
    return StoryLikeness(documents, profiles, told, copies or Copies())
