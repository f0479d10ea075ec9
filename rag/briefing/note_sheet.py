"""Notes as a model is shown them: under the document they were taken on, each under a key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.document import Sentence
from rag.checking.attribution import source_name
from rag.checking.cite import Place
from rag.model.prompt import PromptDocument, block_size
from rag.summarizing.document_notes import DocumentNote


@dataclass(frozen=True)
class NoteSheet:
    """Notes in the order in which a prompt of ``shown`` numbers them, from 1."""

    shown: tuple[PromptDocument, ...]
    notes: tuple[DocumentNote, ...]

    @property
    def size(self) -> int:
        """The tokens that it takes in a prompt, about."""
        return sum(map(block_size, self.shown))

    @property
    def places(self) -> list[tuple[Place, ...]]:
        """The places of each note."""
        return [note.places for note in self.notes]


def note_sheet(notes: Sequence[DocumentNote], read: Mapping[str, PromptDocument]) -> NoteSheet:
    """Lay out notes by the document of their first place, in the order of the documents ``read``, by id."""
    by_document: dict[str, list[DocumentNote]] = {id: [] for id in read}
    for note in notes:
        by_document[note.places[0][0]].append(note)
    shown = tuple(_with_notes(read[id], mine, read) for id, mine in by_document.items() if mine)
    return NoteSheet(shown, tuple(note for mine in by_document.values() for note in mine))


def _with_notes(
    document: PromptDocument, notes: Sequence[DocumentNote], read: Mapping[str, PromptDocument]
) -> PromptDocument:
    """The document with its notes, one a line, for sentences."""
    lines, at = [], 0
    for note in notes:
        line = _line(note, read)
        lines.append(Sentence(at, at + len(line), line))
        at += len(line) + 1
    text = "\n".join(line.text for line in lines)
    return PromptDocument(document.document, text, tuple(lines), document.copies, document.repeats)


def _line(note: DocumentNote, read: Mapping[str, PromptDocument]) -> str:
    others = [read[id].document for id in dict.fromkeys(id for id, _, _ in note.places[1:])]
    more = {
        "speaker": note.speaker,
        "date": note.date,
        "figure": note.figure,
        "words": f"“{note.quote}”" if note.quote else "",
        "also in": "; ".join(
            source_name(one.outlet, one.title, one.published) for one in others if one.id != note.places[0][0]
        ),
    }
    beside = "; ".join(f"{name}: {value}" for name, value in more.items() if value)
    return f"{note.point} ({beside})" if beside else note.point
