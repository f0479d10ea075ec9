"""Join notes, group by group, until all that are left fit one prompt."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace

from index.library import Library
from rag.briefing.note_sheet import NoteSheet, note_sheet
from rag.briefing.weights import FEWEST_MERGED, MERGE_ROUNDS, MERGED_SHARE, MERGED_TOKENS
from rag.model.client import Usage
from rag.model.prompt import PromptDocument, block_size, show
from rag.model.writer import Writer
from rag.request_errors import ModelBroken
from rag.summarizing.document_notes import DocumentNote, KeptNotes
from rag.summarizing.note_reading import SCHEMA, NoteTexts, read_notes
from rag.summarizing.parallel_requests import in_parallel


@dataclass(frozen=True)
class MergedNotes:
    """The notes that are left, what joining them took, and how many had to be ``cut`` off in the end."""

    sheet: NoteSheet
    requests: int = 0
    usage: Usage = field(default_factory=Usage)
    cut: int = 0

    def remarks(self) -> Iterator[str]:
        """Yield what a reader is to know of them."""
        if self.cut:
            yield f"Notes that did not fit into the model's window, left out: {self.cut}."


@dataclass(frozen=True)
class NoteMerger:
    """Joins notes; ``read`` are the documents they were taken on, by id."""

    library: Library
    writer: Writer
    read: Mapping[str, PromptDocument]
    known: NoteTexts
    progress: Callable[[int, int], None]
    stop: threading.Event

    def merge(self, notes: Sequence[DocumentNote], room: int) -> MergedNotes:
        """Join notes until they take at most ``room`` tokens. Raises ``ModelError`` and ``Stopped``."""
        merged = MergedNotes(note_sheet(notes, self.read))
        for _ in range(MERGE_ROUNDS):
            if (size := merged.sheet.size) <= room:
                return merged
            share = MERGED_SHARE * room / size
            merged = self._round(merged, min(MERGED_TOKENS, room), share)
        return _fitting(merged, room, self.read)

    def _round(self, merged: MergedNotes, most: int, share: float) -> MergedNotes:
        """Join the notes of each group of at most ``most`` tokens to ``share`` of their number, 0 to 1."""
        kept = KeptNotes(self.library.catalog, self.writer, "merge")
        groups = list(self._groups(merged.sheet, most))
        tasks = [f"Write at most {max(FEWEST_MERGED, int(share * len(g.notes)))} notes." for g in groups]
        found = {n: notes for n, group in enumerate(groups) if (notes := kept.get(group.shown, tasks[n]))}
        left = [n for n in range(len(groups)) if n not in found]
        jobs = [_Joining(self, groups[n], tasks[n]) for n in left]
        requests, usage = merged.requests, merged.usage
        with closing(in_parallel(self.writer, jobs, self.progress, self.stop)) as results:
            for job, (notes, spent) in results:
                requests, usage = requests + 1, usage + spent
                n = left[job]
                found[n] = notes or groups[n].notes
                if notes:
                    kept.keep(groups[n].shown, notes, tasks[n])
        together = [note for n in range(len(groups)) for note in found[n]]
        return MergedNotes(note_sheet(together, self.read), requests, usage)

    def _groups(self, sheet: NoteSheet, most: int) -> Iterator[NoteSheet]:
        group: list[DocumentNote] = []
        left = most
        sizes = (block_size(one) // len(one.sentences) for one in sheet.shown for _ in one.sentences)
        for note, size in zip(sheet.notes, sizes, strict=True):
            if group and size > left:
                yield note_sheet(group, self.read)
                group, left = [], most
            group.append(note)
            left -= size
        if group:
            yield note_sheet(group, self.read)


@dataclass(frozen=True)
class _Joining:
    """A request that joins the notes of one group; no notes where the model's answer cannot be used."""

    merger: NoteMerger
    group: NoteSheet
    task: str

    def __call__(self, stop: threading.Event) -> tuple[tuple[DocumentNote, ...], Usage]:
        writer = self.merger.writer
        prompt = show(self.task, self.group.shown, "merge")
        try:
            value, usage = writer.model.structured(prompt.messages, SCHEMA, writer.answer_tokens(stop), stop)
        except ModelBroken:
            return (), Usage()
        notes, _ = read_notes(value, prompt.keys, self.group.places, self.merger.known)
        return tuple(notes), usage


def _fitting(merged: MergedNotes, room: int, read: Mapping[str, PromptDocument]) -> MergedNotes:
    """As many notes as there is room for: the first of each document, then the second of each, and so on."""
    notes = list(merged.sheet.notes)
    rank: dict[str, int] = {}
    order = []
    for n, note in enumerate(notes):
        id = note.places[0][0]
        rank[id] = rank.get(id, 0) + 1
        order.append((rank[id], n))
    order.sort()
    most, sheet = len(notes), merged.sheet
    while most > 1 and (size := sheet.size) > room:
        most = max(1, min(most - 1, most * room // size))
        sheet = note_sheet([notes[n] for n in sorted(n for _, n in order[:most])], read)
    return replace(merged, sheet=sheet, cut=len(notes) - most)
