"""Notes on a document: what a model found in it, each with the sentences that say it; kept in the library."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from index.store.identity import short_hash
from index.store.interfaces import CatalogTables
from prompts import load
from rag.checking.cite import Place
from rag.model.prompt import PromptDocument
from rag.model.writer import Writer

METHOD = "1"  # to be raised when the same text would get other notes


@dataclass(frozen=True)
class DocumentNote:
    """A thing that documents say: ``point`` in a model's words, ``places`` of the sentences it rests on.

    ``quote``: words of these sentences, letter for letter. ``date``: YYYY, YYYY-MM or YYYY-MM-DD. Each of the
    last four may be empty.
    """

    point: str
    places: tuple[Place, ...]
    quote: str = ""
    speaker: str = ""
    date: str = ""
    figure: str = ""


class KeptNotes:
    """The notes that a library keeps, for one model and one prompt, by the documents they were taken from."""

    def __init__(self, catalog: CatalogTables, writer: Writer, prompt: str) -> None:
        self._derived = catalog.derived
        self._reader = (METHOD, writer.model.name, writer.model.place, load(prompt).digest)

    def get(self, shown: Sequence[PromptDocument], task: str = "") -> tuple[DocumentNote, ...] | None:
        """The notes kept on what is shown; ``None`` if there are none."""
        kept = self._derived.get(self._key(shown, task))
        if kept is None:
            return None
        return tuple(
            DocumentNote(**row | {"places": tuple((id, start, end) for id, start, end in row["places"])})
            for row in json.loads(kept)
        )

    def keep(self, shown: Sequence[PromptDocument], notes: Sequence[DocumentNote], task: str = "") -> None:
        """Keep notes until one of their documents changes; nothing is kept where that cannot be."""
        value = json.dumps([asdict(note) for note in notes], ensure_ascii=False)
        ids = {one.document.id for one in shown} | {id for note in notes for id, _, _ in note.places}
        self._derived.keep(self._key(shown, task), value, sorted(ids))

    def _key(self, shown: Sequence[PromptDocument], task: str) -> str:
        texts = [task]
        for one in shown:
            document = one.document
            texts.append(repr((document.id, document.title, document.outlet, document.published)))
            texts += (f"{sentence.start} {sentence.text}" for sentence in one.sentences)
        return f"notes {short_hash(*self._reader, *texts)}"
