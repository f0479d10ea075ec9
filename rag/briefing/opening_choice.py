"""The opening of a briefing: its title, a headline of the documents, and what happened in two sentences."""

import math
import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import zip_longest

from index.language.words import words
from rag.briefing.material import BriefingMaterial
from rag.briefing.points import Point
from rag.briefing.repetition import StatementLog
from rag.briefing.stories.grouping import Story
from rag.briefing.weights import (
    HEADLINE_COMMON,
    LEAD_AGREED,
    LEAD_DISPUTED,
    LEAD_HEADLINE,
    LEAD_LATE,
    LEAD_LEAST,
    LEAD_SENTENCES,
    LEAD_TOPIC,
    LEAD_UNFIT,
    LONGEST_HEADLINE,
    SHORTEST_HEADLINE,
)
from rag.checking.cite import Place
from rag.english.verbs import has_verb
from rag.summarizing.dependent_sentences import OPENING, hangs

_NO_HEADLINE = re.compile(r"…|[.:;,]$|^[^\W\d_]+:|https?:|\b(?:I|we|We|you|You|our|Our)\b")
_FIRST = 2  # sentences of a document that say what happened


def title(evidence: BriefingMaterial) -> str:
    """The topic; else the best headline of the first story, and how many others there are."""
    if evidence.topic:
        return evidence.topic
    if not evidence.stories:
        return "Briefing"
    more = len(evidence.stories) - 1
    others = f", and {more} other {'matter' if more == 1 else 'matters'}" if more else ""
    return (_headline(evidence, evidence.stories[0]) or "Briefing") + others


def _headline(evidence: BriefingMaterial, story: Story) -> str:
    """The headline whose words most of the story's documents use, or else the names of the story."""
    held = [frozenset(w for s in evidence.statements[id] for w in s.words) for id in story.documents]
    titles = (" ".join(evidence.documents[id].title.split()) for id in story.documents)
    common = {
        one: sum(_share(words(one), document) for document in held) / len(held)
        for one in titles
        if _is_headline(one)
    }
    fit = [one for one in common if common[one] >= HEADLINE_COMMON]
    # A long one that all documents bear out says more than a short one.
    best = max(fit, key=lambda one: common[one] * math.sqrt(len(one.split())), default="")
    return best or ", ".join(story.names[:3])


def _is_headline(written: str) -> bool:
    length = len(written.split())
    return SHORTEST_HEADLINE <= length <= LONGEST_HEADLINE and not _NO_HEADLINE.search(written)


def _share(some: Sequence[str], every: AbstractSet[str]) -> float:
    return len(set(some) & every) / max(1, len(set(some)))


def lead(
    evidence: BriefingMaterial, told: Sequence[Sequence[Point]], disputed: AbstractSet[Place]
) -> list[Point]:
    """The two or three points to begin with: what happened first, as it stands first in articles, too.

    ``told``: the points of each story, best first; of several stories each has its own first one.
    ``disputed``: the places of sentences that others contradict, which come last.
    """
    in_turn = zip_longest(*(_announcing(evidence, points, disputed) for points in told if points))
    said = StatementLog()
    chosen: list[Point] = []
    for point in (point for row in in_turn for point in row if point):
        is_telling = point.sources > 1 or (evidence.topic and point.lead.place in disputed)
        is_wanted = len(chosen) < (LEAD_SENTENCES if is_telling else LEAD_LEAST)
        is_fit = not chosen or _stands_alone(point)
        if is_wanted and is_fit and not said.has(point.lead):
            said.add((*point.told, *point.partly))
            chosen.append(point)
    is_one_event = len(told) == 1 and not evidence.topic
    return sorted(chosen, key=lambda one: one.lead.number) if is_one_event else chosen


def _announcing(
    evidence: BriefingMaterial, points: Sequence[Point], disputed: AbstractSet[Place]
) -> list[Point]:
    """The points of a story, first those that say what happened.

    These stand early in their documents, with the words of headlines, and are on the topic, if there is one.
    """
    titles = {evidence.documents[s.document].title for point in points for s in point.told}
    headlines = [one for one in titles if _is_headline(one)]

    def worth(point: Point) -> float:
        headline = max((_share(words(one), point.lead.words) for one in headlines), default=0.0)
        is_disputed = not evidence.topic and point.lead.place in disputed
        return (
            point.weight
            + (LEAD_TOPIC * _relevance(evidence, point) if evidence.topic else LEAD_HEADLINE * headline)
            + LEAD_AGREED * min(point.sources - 1, 2)
            - LEAD_LATE * max(0, point.lead.number - _FIRST)
            - LEAD_DISPUTED * is_disputed
            - LEAD_UNFIT * (not _stands_alone(point))
            - LEAD_UNFIT * (not has_verb(point.lead.text))
        )

    return sorted(points, key=worth, reverse=True)


def _relevance(evidence: BriefingMaterial, point: Point) -> float:
    return max(evidence.relevance.get(one.place, 0.0) for one in point.told)


def _stands_alone(point: Point) -> bool:
    one = point.lead
    return not one.speaker and not one.text.startswith(OPENING) and not hangs(one.text)
