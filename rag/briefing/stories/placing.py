"""Documents of unknown time, placed with the story they agree with most."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from rag.briefing.stories.clusters import Group
from rag.briefing.stories.likeness import StoryLikeness
from rag.briefing.stories.subjects import best_matches, shared_weight
from rag.briefing.stories.times import may_cover
from rag.briefing.stories.weights import MEMBERS, NAMED, SENTENCES_ALIKE, SEVERAL, SHARED_DAY
from rag.english.dates.date_spans import DaySpan


@dataclass(frozen=True)
class StoryAgreement:
    """The agreement of a document with a story, whose member ``nearest`` (an index) is most similar.

    ``copied``: the share of text; ``like`` and ``most_alike``: the mean and the greatest similarity to the
    members, copied text included; ``said`` and ``named``: the share of its statements and names that the
    story has too, 0 to 1; ``days``: the (month, day) pairs that both name.
    """

    nearest: int
    copied: float
    like: float
    most_alike: float
    said: float
    named: float
    few_names: bool
    days: frozenset[tuple[int, int]]

    @property
    def alike(self) -> float:
        """The similarity to the nearest member, raised or lowered by the share of names in common.

        It is not lowered if the document has few names.
        """
        return self.most_alike + NAMED * max(0.0 if self.few_names else -1.0, 2 * self.named - 1)

    @property
    def total(self) -> float:
        """The sum by which stories are compared."""
        return (self.like + self.most_alike) / 2 + self.said + self.named + SHARED_DAY * bool(self.days)


def agreement(ground: StoryLikeness, document: int, story: Group) -> StoryAgreement:
    """The agreement of ``document`` with ``story``, over the ``MEMBERS`` most similar members."""
    mine = ground.profiles[document]
    near = sorted(story, key=lambda other: -ground.linked[document, other])[:MEMBERS]
    linked = ground.linked[document, near]
    best = np.max([best_matches(mine, ground.profiles[other]) for other in near], axis=0)
    repeated = np.clip((best - SENTENCES_ALIKE) / (1 - SENTENCES_ALIKE), 0, 1)
    theirs = frozenset(name for other in near for name in ground.profiles[other].names)
    days = frozenset(day for other in near for day in ground.times[other].days)
    return StoryAgreement(
        nearest=near[0],
        copied=float(ground.copied[document, near].max()),
        like=float(linked.mean()),
        most_alike=float(linked.max()),
        said=float(repeated.mean()) if best.size else 0.0,
        named=shared_weight(mine.names, theirs, ground.name_weights),
        few_names=len(mine.names) < SEVERAL,
        days=ground.times[document].days & days,
    )


def place(
    ground: StoryLikeness,
    stories: list[Group],
    events: Sequence[DaySpan | None],
    unknown: Sequence[int],
    least: float,
) -> dict[int, StoryAgreement]:
    """Add each document of unknown time to the story it agrees with most, the surest first; those that are
    not ``least`` alike to any that their time allows are left out.
    """
    options: dict[tuple[int, int], StoryAgreement] = {}

    def weigh(left: Iterable[int], number: int) -> None:
        for document in left:
            near = float(ground.linked[document, stories[number]].max()) >= least - NAMED
            if near and may_cover(ground.times[document], events[number]):
                found = agreement(ground, document, stories[number])
                if found.alike >= least:
                    options[document, number] = found

    for number in range(len(stories)):
        weigh(unknown, number)
    placed: dict[int, StoryAgreement] = {}
    while options:
        document, number = max(options, key=lambda key: (options[key].total, key))
        placed[document] = options[document, number]
        stories[number].append(document)
        for key in [key for key in options if key[0] == document]:
            del options[key]
        # What is like the document may now be placed with it.
        weigh((n for n in unknown if n not in placed and ground.linked[n, document] >= least - NAMED), number)
    return placed
