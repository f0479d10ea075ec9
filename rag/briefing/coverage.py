"""The coverage of a briefing: for every document, if it is cited, and the reason."""

from collections.abc import Set as AbstractSet

from rag.briefing.material import BriefingMaterial
from rag.shapes import CoverageEntry
from rag.summarizing.prospects import prospects

_OFF_TOPIC = "left out, because it says nothing about the topic"


def coverage(evidence: BriefingMaterial, cited: AbstractSet[str]) -> tuple[CoverageEntry, ...]:
    """One entry per document, in the order given; it counts as used if its id is in ``cited``."""
    return tuple(
        CoverageEntry(id, id in cited, _reason(evidence, id, id in cited), evidence.copies.originals(id))
        for id in evidence.documents
    )


def _reason(evidence: BriefingMaterial, id: str, used: bool) -> str | None:
    originals = evidence.copies.originals(id)
    named = " and ".join(repr(_name(evidence, original)) for original in originals[:2])
    placed = evidence.grouping.placed[id]
    if story := next((story for story in evidence.others if id in story.documents), None):
        is_same = story.subject in {told.subject for told in evidence.stories}
        what = "another event" if is_same else "another matter"
        return f"background, because it is about {what} ({placed.reason})"
    if id not in evidence.evident:
        return _OFF_TOPIC
    if originals and evidence.copies.wholly(id):
        return f"repeats {named}, so the two count as one source"
    parts = [f"has some of its text from {named}, which counts once"] if originals else []
    if not parts and placed.when.source in ("placed", "undated"):
        parts.append(placed.reason)
    if not used:
        parts.insert(0, _unused(evidence, id))
    return "; ".join(parts) or None


def _unused(evidence: BriefingMaterial, id: str) -> str:
    if not prospects(evidence.statements[id]):
        return "left out, because no sentence of it can stand alone"
    if not prospects(evidence.on_topic(id)):
        return _OFF_TOPIC
    return "left out, because others say the same or it is about details"


def _name(evidence: BriefingMaterial, id: str) -> str:
    document = evidence.documents[id]
    return document.outlet or document.title
