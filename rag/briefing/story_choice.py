"""Choice of the stories of a briefing: per subject the event of most sources, or the one asked for."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from index.copies.copies import Copies
from index.document import Document
from index.language.words import query_words
from index.library import Library
from rag.briefing.material import BriefingMaterial
from rag.briefing.stories.grouping import Grouping, Story, group
from rag.briefing.weights import NEAR_BEST, ON_TOPIC, TOPIC_WORDS
from rag.checking.cite import Place
from rag.english.sentence_facts import dates_of
from rag.facts.statement import Statement
from rag.summarizing.statements import statements


def choose(
    library: Library,
    documents: Sequence[Document],
    topic: str,
    progress: Callable[[str, int, int], None],
    stopped: Callable[[], None],
) -> BriefingMaterial:
    """Read the documents and choose the stories: the material for a briefing, on ``topic`` if not empty.

    ``progress`` gets the stage, the documents read and their total; ``stopped`` is called before each
    document and may raise to stop.
    """
    told: dict[str, Sequence[Statement]] = {}
    for done, document in enumerate(documents):
        progress("reading", done, len(documents))
        stopped()
        told[document.id] = statements(library, document.id)
    progress("reading", len(documents), len(documents))
    copies = library.copies([document.id for document in documents])
    grouping = group(documents, told, copies, stopped)
    relevance = _relevance(library, topic, told) if topic else {}
    stories = _about(grouping, copies, relevance, topic)
    subjects = {story.subject for story in stories}
    others = tuple(s for s in grouping.stories if s not in stories and (not topic or s.subject in subjects))
    known = {document.id: document for document in documents}
    return BriefingMaterial(known, told, copies, grouping, stories, others, topic, relevance)


def _about(
    grouping: Grouping, copies: Copies, relevance: Mapping[Place, float], topic: str
) -> tuple[Story, ...]:
    """One story per subject: the one asked for, else the one with the most independent sources.

    If several sources report any story, stories of a single source are left out.
    """
    days = [when.span for when in dates_of(topic, None) if when.span]
    chosen: dict[int, Story] = {}
    for story in sorted(grouping.stories, key=lambda s: not _meets(s, days)):
        chosen.setdefault(story.subject, story)
    stories = tuple(story for story in grouping.stories if chosen[story.subject] is story)
    if not topic:
        shared = tuple(s for s in stories if copies.independent([(id, 0, 1) for id in s.documents]) > 1)
        return shared or stories
    of_document: dict[str, float] = {}
    for (id, _, _), score in relevance.items():
        of_document[id] = max(score, of_document.get(id, 0.0))
    scores = [max(of_document.get(id, 0.0) for id in story.documents) for story in stories]
    best = max(scores, default=0.0)
    return tuple(
        story for story, score in zip(stories, scores, strict=True) if score and score >= NEAR_BEST * best
    )


def _meets(story: Story, days: Sequence[tuple[object, object]]) -> bool:
    """True if a story falls on the days that the topic names."""
    return any(
        story.first and story.last and story.first <= last and first <= story.last  # type: ignore[operator]
        for first, last in days
    )


def _relevance(library: Library, topic: str, told: Mapping[str, Sequence[Statement]]) -> dict[Place, float]:
    """The relevance of the sentences on the topic, 0 to 1, by place; others are left out."""
    vectors = library.searcher.embedded([topic])
    wanted = set(query_words(topic))
    found: dict[Place, float] = {}
    for sentence in (s for sentences in told.values() for s in sentences):
        held = len(wanted & sentence.words) / max(1, len(wanted))
        alike = 0.0
        if vectors is not None and sentence.vector is not None:
            alike = float(np.dot(vectors[0], sentence.vector))
        if alike >= ON_TOPIC or held >= TOPIC_WORDS:
            found[sentence.place] = max(alike, held)
    return found
