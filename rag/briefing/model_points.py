"""The key points as a model writes them from the points of all sources, each checked against these."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass

from index.library import Library
from rag.answering.material import whole_documents
from rag.answering.write import hear_out
from rag.answering.written import Written
from rag.briefing.material import BriefingMaterial
from rag.briefing.section_choice import Selected
from rag.briefing.weights import POINTS_WRITTEN
from rag.checking.cite import Citer, Place
from rag.checking.judged_claims import Claim
from rag.model.client import Usage
from rag.model.prompt import ShownDocument, block_size
from rag.model.writer import Room, Writer
from rag.shapes import AnswerSentence
from rag.summarizing.checked_sentences import check_claims
from rag.summarizing.model_summary import heard_out


@dataclass(frozen=True)
class ModelPoints:
    """The key points of a model with the places to cite for each, the tokens used, notes for the reader."""

    sentences: tuple[tuple[AnswerSentence, tuple[Place, ...]], ...]
    usage: Usage
    notes: tuple[str, ...] = ()


def shown_points(library: Library, evidence: BriefingMaterial, chosen: Selected) -> list[ShownDocument]:
    """The sentences of the key points and the agreed points, by document."""
    points = dict.fromkeys((*chosen.key_points, *chosen.agreed))
    places = {(s.document, s.end) for point in points for s in (*point.told, *point.partly)}
    found = []
    documents = [evidence.documents[id] for id in evidence.documents if id in {id for id, _ in places}]
    for whole in whole_documents(library, documents, evidence.copies):
        kept = tuple(s for s in whole.sentences if (whole.document.id, s.end) in places)
        if kept:
            found.append(ShownDocument(whole.document, whole.text, kept, whole.copies, whole.repeats))
    return found


def write_points(
    library: Library, documents: Sequence[ShownDocument], writer: Writer, stop: threading.Event
) -> ModelPoints:
    """Have the model write the key points. Raises ``ModelError`` and ``Stopped``."""

    def choose(room: Room) -> list[ShownDocument]:
        left, fitting = room.parts, []
        for shown in documents:
            left -= block_size(shown)
            if left >= 0:
                fitting.append(shown)
        return fitting

    shown, pieces = writer.reply(f"Write {POINTS_WRITTEN} sentences.", choose, stop, prompt="brief")
    written = Written(shown)
    usage = heard_out(hear_out(written, pieces, Citer(library, [d.document.id for d in documents])))
    sentences = [] if written.is_refusal else written.sentences
    claims = [Claim(sentence.text, written.places(sentence)) for sentence in sentences]
    checked = check_claims(writer, claims, documents, stop)
    notes = list(checked.notes)
    if checked.is_doubtful:
        notes.append("More than half of the key points is not in your documents.")
    if written.removed:
        notes.append(f"Citations that name no sentence, removed: {written.removed}.")
    return ModelPoints(
        tuple(
            (AnswerSentence(claim.text, (), one.verdict, one.problems), one.places)
            for claim, one in zip(claims, checked.rulings, strict=True)
        ),
        usage + checked.usage,
        tuple(notes),
    )
