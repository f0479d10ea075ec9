"""Notes on a document: what a model found in it, each with the sentences that say it; kept in the library."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from index.store.catalog import Catalog
from index.store.identity import short_hash
from prompts import load
from rag.checking.cite import Place
from rag.model.prompt import ShownDocument
from rag.model.writer import Writer

METHOD = "1"  # to be raised when the same text would get other notes


@dataclass(frozen=True)
class Note:
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
    """The notes that a library keeps of its documents, part by part, for one model and wording."""

    def __init__(self, catalog: Catalog, writer: Writer) -> None:
        self._derived = catalog.derived
        self._reader = (METHOD, writer.model.name, writer.model.place, load("notes").digest)

    def get(self, part: ShownDocument) -> tuple[Note, ...] | None:
        """The notes kept on a part of a document; ``None`` if there are none."""
        kept = self._derived.get(self._key(part))
        if kept is None:
            return None
        return tuple(
            Note(**row | {"places": tuple((id, start, end) for id, start, end in row["places"])})
            for row in json.loads(kept)
        )

    def keep(self, part: ShownDocument, notes: Sequence[Note]) -> None:
        """Keep the notes on a part until its document changes; nothing is kept where that cannot be."""
        value = json.dumps([asdict(note) for note in notes], ensure_ascii=False)
        self._derived.keep(self._key(part), value, [part.document.id])

    def _key(self, part: ShownDocument) -> str:
        document = part.document
        label = repr((document.id, document.title, document.outlet, document.published))
        texts = (f"{sentence.start} {sentence.text}" for sentence in part.sentences)
        return f"notes {short_hash(*self._reader, label, *texts)}"
