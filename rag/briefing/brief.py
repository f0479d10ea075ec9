"""A briefing over several documents: agreement, disputes, timeline and coverage."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from index.library import Library
from rag.answering.answer import instead_of
from rag.briefing.assemble import assemble
from rag.briefing.comparison import compare
from rag.briefing.disputes import Dispute, disputes
from rag.briefing.material import BriefingMaterial
from rag.briefing.model_points import shown_points, write_points
from rag.briefing.points import Point, points
from rag.briefing.section_choice import Selected, select
from rag.briefing.story_choice import choose
from rag.checking.cite import Citer
from rag.model.retries import go_on
from rag.model.writer import Writer
from rag.request_errors import ModelError
from rag.shapes import Briefing, Engine

Progress = Callable[[str, int, int], None]
"""Hears what is being done, how much of it is done, and of how much."""


def brief(
    library: Library,
    documents: Sequence[str] = (),
    topic: str = "",
    writer: Writer | None = None,
    progress: Progress = lambda _stage, _done, _total: None,
    stop: threading.Event | None = None,
) -> Briefing:
    """Make a briefing over ``documents`` (ids or names; all if empty), on ``topic`` if it is not empty.

    With a ``writer``, the key points are written by the model, as far as the documents support them; if the
    model fails, a note says so and the sentences are quoted. ``progress`` gets the stage, the steps done and
    their total.

    Raises ``DocumentNotFound`` or ``AmbiguousDocument`` if a name fits no document or several, and
    ``Stopped`` once ``stop`` is set.
    """
    stop = stop or threading.Event()
    topic = " ".join(topic.split())
    with library.snapshot():
        chosen = [library.document(ref) for ref in dict.fromkeys(documents)] or list(library.documents())
        evidence = choose(library, chosen, topic, progress, lambda: go_on(stop))
        selected, disputed = _compare(library, evidence, progress, stop)
        citer = Citer(library, evidence.documents)
        shown = shown_points(library, evidence, selected) if writer else []
    told, notes = None, []
    if writer and shown:
        progress("asking the model", 0, 1)
        try:
            told = write_points(library, shown, writer, stop)
        except ModelError as error:
            notes.append(instead_of(error, "These are sentences of your documents instead."))
        else:
            if not told.sentences:
                notes.append(
                    f"{writer.model.name} wrote no key points; these are sentences of your documents."
                )
            notes += [*told.notes, writer.bill(told.usage)]
        progress("asking the model", 1, 1)
    engine = writer.model.name if writer and told and told.sentences else Engine.EXTRACTIVE
    briefing = assemble(evidence, citer, selected, disputed, told)
    return replace(briefing, engine=engine, notes=(*briefing.notes, *notes))


def _compare(
    library: Library, evidence: BriefingMaterial, progress: Progress, stop: threading.Event
) -> tuple[Selected, list[Dispute]]:
    """Select the points of all stories and find their disputes, story by story."""
    told: list[list[Point]] = []
    disputed: list[Dispute] = []
    for done, story in enumerate(evidence.stories):
        progress("comparing sources", done, len(evidence.stories))
        go_on(stop)
        compared = compare(evidence, story, library.searcher.embedded)
        told.append(points(evidence, story, compared, lambda: go_on(stop)))
        disputed += disputes(evidence, compared)
    progress("comparing sources", len(evidence.stories), len(evidence.stories))
    others = [points(evidence, story, stopped=lambda: go_on(stop)) for story in evidence.others]
    return select(evidence, told, others), disputed
