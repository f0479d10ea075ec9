"""A briefing over several documents: agreement, disputes, timeline and coverage."""

import threading
from collections.abc import Sequence
from dataclasses import replace

from index.library import Library
from rag.answering.answer import instead_of
from rag.answering.prompt_material import whole_documents
from rag.briefing.assemble import assemble
from rag.briefing.assemble_written import assemble_written
from rag.briefing.comparison import StoryComparison, compare
from rag.briefing.disputes import disputes
from rag.briefing.fitting_values import fitting
from rag.briefing.material import BriefingMaterial
from rag.briefing.model_briefing import BriefingWriter, Progress
from rag.briefing.points import Point, points
from rag.briefing.section_choice import select
from rag.briefing.story_choice import choose
from rag.briefing.topic_facts import widened
from rag.briefing.weights import FITTING
from rag.checking.cite import Citer
from rag.model.prompt import PromptDocument
from rag.model.retries import go_on
from rag.model.writer import Writer
from rag.request_errors import ModelError
from rag.shapes import Briefing

_QUOTED = "These are sentences of your documents instead."


def brief(
    library: Library,
    documents: Sequence[str] = (),
    topic: str = "",
    writer: Writer | None = None,
    progress: Progress = lambda _stage, _done, _total: None,
    stop: threading.Event | None = None,
    *,
    whole_timeline: bool = False,
) -> Briefing:
    """Make a briefing over ``documents`` (ids or names; all if empty), on ``topic`` if it is not empty.

    With a ``writer``, the model reads the documents and writes the briefing, each sentence checked; if it
    fails, a note says so and the sentences are quoted. ``progress`` gets the stage, the steps done and their
    total. With ``whole_timeline`` the timeline has what other sections say, too.

    Raises ``DocumentNotFound`` or ``AmbiguousDocument`` if a name fits no document or several, and
    ``Stopped`` once ``stop`` is set.
    """
    stop = stop or threading.Event()
    topic = " ".join(topic.split())
    with library.snapshot():
        chosen = [library.document(ref) for ref in dict.fromkeys(documents)] or list(library.documents())
        evidence = choose(library, chosen, topic, progress, lambda: go_on(stop))
        compared = _compared(library, evidence, progress, stop)
        if topic:
            evidence = widened(evidence, compared)
            compared = [one.on_topic(evidence.relevance) for one in compared]
        disputed = [dispute for one in compared for dispute in disputes(evidence, one)]
        citer = Citer(library, evidence.documents)
        read = _to_be_read(library, evidence) if writer else []
    notes: list[str] = []
    if writer and read:
        try:
            written = BriefingWriter(library, writer, evidence, read, progress, stop).write(disputed)
        except ModelError as error:
            notes.append(instead_of(error, _QUOTED))
        else:
            if not written.is_empty:
                return assemble_written(evidence, citer, written, writer.model.name)
            notes += [f"{writer.model.name} wrote no briefing. {_QUOTED}", *written.notes]
    told, others = _points(evidence, compared, stop)
    selected = select(evidence, told, others, disputed, whole_timeline=whole_timeline)
    fit = [values for one in compared for values in fitting(evidence, one)][:FITTING]
    briefing = assemble(evidence, citer, selected, disputed, fit)
    return replace(briefing, notes=(*briefing.notes, *notes))


def _to_be_read(library: Library, evidence: BriefingMaterial) -> list[PromptDocument]:
    """The documents of the event and of its background; of a copy only what differs, if anything does."""
    told = {id for story in (*evidence.stories, *evidence.others) for id in story.documents}
    documents = [document for id, document in evidence.documents.items() if id in told]
    return list(whole_documents(library, documents, evidence.copies)) if evidence.stories else []


def _compared(
    library: Library, evidence: BriefingMaterial, progress: Progress, stop: threading.Event
) -> list[StoryComparison]:
    """Compare the documents of each story."""
    found = []
    for done, story in enumerate(evidence.stories):
        progress("comparing sources", done, len(evidence.stories))
        go_on(stop)
        found.append(compare(evidence, story, library.searcher.embedded))
    progress("comparing sources", len(evidence.stories), len(evidence.stories))
    return found


def _points(
    evidence: BriefingMaterial, compared: Sequence[StoryComparison], stop: threading.Event
) -> tuple[list[list[Point]], list[list[Point]]]:
    """The points of the stories, and of those of the background."""
    told: list[list[Point]] = []
    for story, one in zip(evidence.stories, compared, strict=True):
        go_on(stop)
        told.append(points(evidence, story, one, lambda: go_on(stop)))
    others = [points(evidence, story, stopped=lambda: go_on(stop)) for story in evidence.others]
    return told, others
