"""The saved briefings of a library, each in the form of a file that ``readback verify`` reads."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from re import fullmatch

from index.errors import BriefingNotFound, Damaged, ReadbackError, TooLarge
from index.store.interfaces import SavedRows
from rag.saving.notebook import notebook, noted
from rag.saving.saved_file import Saved, Source, load, save
from rag.saving.weights import LARGEST
from rag.shapes import Answer, Briefing

_NAME = r"\d{8}-\d{6}-[0-9a-f]{8}"  # when it was made, and something that no other has
_ANSWERS = "Saved answers"


@dataclass(frozen=True)
class BriefingEntry:
    """A briefing in the list; ``made`` is in local time; ``error``: why it cannot be read, else ""."""

    id: str
    made: datetime
    title: str
    documents: int
    error: str = ""


@dataclass(frozen=True)
class OpenedBriefing:
    """A briefing as saved, with the sources recorded then."""

    id: str
    made: datetime
    briefing: Briefing
    sources: tuple[Source, ...]

    @property
    def saved(self) -> Saved:
        """The briefing in the form of a saved file."""
        return Saved(self.briefing, self.sources)


class BriefingStore:
    """The briefings among what is ``saved`` with a library.

    ``sources`` gives the records of the documents of a briefing. Every method raises ``StoreUnreachable`` if
    a server that holds the library does not answer.
    """

    def __init__(self, saved: SavedRows, sources: Callable[[Briefing], tuple[Source, ...]]) -> None:
        self._saved = saved
        self._sources = sources

    def all(self) -> tuple[BriefingEntry, ...]:
        """All entries, the newest first; empty if the folder cannot be read."""
        names = reversed(self._saved.names())
        return tuple(self._listed(name) for name in names if fullmatch(_NAME, name))

    def keep(self, briefing: Briefing) -> str:
        """Save a briefing and return its id. Raises ``LibraryReadOnly`` if it cannot be written."""
        ident = f"{datetime.now():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
        self._write(ident, briefing, self._sources(briefing))
        return ident

    def unkept(self, briefing: Briefing) -> OpenedBriefing:
        """A briefing to read that is not saved; its id is empty."""
        return OpenedBriefing("", datetime.now(), briefing, self._sources(briefing))

    def read(self, ident: str) -> OpenedBriefing:
        """Read a briefing.

        Raises ``BriefingNotFound`` if there is none with this id, ``Damaged`` if its file holds none, and
        ``ReadError`` or ``TooLarge`` if the file cannot be read.
        """
        data = self._saved.read(ident) if fullmatch(_NAME, ident) else None
        if data is None:
            raise _missing(ident)
        if len(data) > LARGEST:
            raise TooLarge(f"{ident}.json is over {LARGEST // 1_000_000} MB, more than any briefing is")
        saved = load(data, f"{ident}.json")
        if not isinstance(saved.shape, Briefing):
            raise Damaged(f"{ident}.json holds no briefing. Remove it from the library's folder.")
        return OpenedBriefing(ident, _made(ident), saved.shape, saved.sources)

    def remove(self, ident: str) -> None:
        """Delete a briefing.

        Raises ``BriefingNotFound`` if there is none with this id and ``LibraryReadOnly`` if it cannot be
        deleted.
        """
        if not fullmatch(_NAME, ident) or ident not in self._saved.names():
            raise _missing(ident)
        self._saved.remove(ident)

    def note(self, answers: Sequence[Answer], ident: str = "") -> str:
        """Add answers to a saved briefing, or to a new one if ``ident`` is empty; return its id.

        Raises ``LibraryReadOnly`` if it cannot be written, and the errors of :meth:`read`.
        """
        if not ident:
            return self.keep(notebook(_ANSWERS, answers))
        with self._saved.changing(ident):  # what two readers save at once is both kept
            opened = self.read(ident)
            briefing = noted(opened.briefing, answers)
            known = {source.document for source in opened.sources}
            new = (source for source in self._sources(briefing) if source.document not in known)
            self._write(ident, briefing, (*opened.sources, *new))
        return ident

    def _listed(self, ident: str) -> BriefingEntry:
        try:
            briefing = self.read(ident).briefing
        except ReadbackError as error:
            return BriefingEntry(ident, _made(ident), f"{ident}.json", 0, str(error))
        return BriefingEntry(ident, _made(ident), briefing.title, len(briefing.documents))

    def _write(self, ident: str, briefing: Briefing, sources: Sequence[Source]) -> None:
        self._saved.write(ident, save(briefing, sources))


def _missing(ident: str) -> BriefingNotFound:
    return BriefingNotFound(f"There is no briefing {ident[:40]!r} in this library.")


def _made(ident: str) -> datetime:
    return datetime.strptime(ident[:15], "%Y%m%d-%H%M%S")  # the reader's clock
