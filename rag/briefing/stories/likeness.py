"""Input of the grouping: times, names and words of each document, and pairwise similarities."""

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
from rag.facts.statement import Statement


@dataclass(frozen=True, eq=False)
class StoryLikeness:
    """Documents, numbered from 0, with their profiles and times; matrices are (documents, documents)."""

    documents: Sequence[Document]
    profiles: Sequence[Profile]
    times: Sequence[Times]
    copies: Copies

    @cached_property
    def copied(self) -> Vectors:
        """For each pair the share of text that one has of the other, 0 to 1, the greater of both."""
        numbers = {document.id: n for n, document in enumerate(self.documents)}
        found = np.zeros((len(self.documents),) * 2, np.float32)
        for one in self.copies.overlaps:
            if one.one.id in numbers and one.other.id in numbers:
                a, b = numbers[one.one.id], numbers[one.other.id]
                found[a, b] = found[b, a] = max(one.one.share, one.other.share)
        return found

    @cached_property
    def linked(self) -> Vectors:
        """The similarity of each pair, raised by the share of text that is copied; float32."""
        return likeness(self.profiles) + np.float32(COPIED) * self.copied

    @cached_property
    def name_weights(self) -> Mapping[str, float]:
        """The weight of each word of a name, by its rarity in these documents."""
        return rarity([p.names for p in self.profiles])

    def near(self, days: int) -> NDArray[np.bool_]:
        """Mask of the pairs whose events are known and at most ``days`` apart."""
        spans = [t.event or (date.min, date.min) for t in self.times]
        first = np.array([span[0].toordinal() for span in spans])
        last = np.array([span[1].toordinal() for span in spans])
        known = np.array([t.event is not None for t in self.times])
        apart = np.maximum(first[:, None] - last, first - last[:, None])
        return np.asarray((apart <= days) & known & known[:, None])

    def meeting(self) -> NDArray[np.bool_]:
        """Mask of the pairs that may have been written within weeks (``NEWS``) of each other."""
        windows = [t.window for t in self.times]
        first = np.array([w.first.toordinal() if w.first else date.min.toordinal() for w in windows])
        last = np.array([w.last.toordinal() if w.last else date.max.toordinal() for w in windows])
        reached = first[:, None] <= last + NEWS.days
        return np.asarray(reached & reached.T)

    def independent(self, members: Group) -> int:
        """The number of independent sources among the documents, given by index."""
        whole = [self.documents[n] for n in members]
        return self.copies.independent([(document.id, 0, document.characters) for document in whole])


def likeness_of(
    documents: Sequence[Document],
    statements: Mapping[str, Sequence[Statement]],
    copies: Copies | None,
    stopped: Callable[[], None],
) -> StoryLikeness:
    """Read the documents; ``stopped`` is called before each and may raise to stop."""
    profiles: list[Profile] = []
    told: list[Times] = []
    for document in documents:
        stopped()
        said = statements.get(document.id, ())
        profiles.append(profile(said))
        told.append(times(date.fromisoformat(document.published) if document.published else None, said))
    return StoryLikeness(documents, profiles, told, copies or Copies())
