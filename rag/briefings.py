"""The briefings kept with a library: one file each, in the form that ``readback verify`` reads."""

import os
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from re import fullmatch
from tempfile import NamedTemporaryFile

from index.errors import BriefingNotFound, Damaged, LibraryReadOnly, ReadbackError
from rag.noted import notebook, noted
from rag.saved import Saved, Source, read_saved, save
from rag.shapes import Answer, Briefing

_MOST = 100_000_000  # bytes of a file
_NAME = r"\d{8}-\d{6}-[0-9a-f]{8}"  # when it was made, and something that no other has
_ANSWERS = "Saved answers"


@dataclass(frozen=True)
class Kept:
    """A briefing in the list; ``made`` by the reader's clock. ``error``: why it cannot be read."""

    id: str
    made: datetime
    title: str
    documents: int
    error: str = ""


class Briefings:
    """The briefings of one library; ``sources`` gives what is kept of the documents that one names."""

    def __init__(self, folder: Path, sources: Callable[[Briefing], tuple[Source, ...]]) -> None:
        self._folder = folder
        self._sources = sources

    def all(self) -> tuple[Kept, ...]:
        """All there are, the newest first."""
        try:
            names = sorted((path.stem for path in self._folder.glob("*.json")), reverse=True)
        except OSError:
            return ()
        return tuple(self._listed(name) for name in names if fullmatch(_NAME, name))

    def keep(self, briefing: Briefing) -> str:
        """Keeps a briefing; gives its id."""
        ident = f"{datetime.now():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}"
        self._write(ident, briefing, self._sources(briefing))
        return ident

    def read(self, ident: str) -> Saved:
        """A briefing as it was kept. Raises ``BriefingNotFound`` and ``Damaged``."""
        saved = read_saved(self._path(ident), max_bytes=_MOST)
        if not isinstance(saved.shape, Briefing):
            raise Damaged(f"{ident}.json holds no briefing. Remove it from the library's folder.")
        return saved

    def one(self, ident: str) -> Kept:
        """What the list says of a briefing. Raises ``BriefingNotFound``."""
        self._path(ident)
        return self._listed(ident)

    def remove(self, ident: str) -> None:
        """Forgets a briefing. Raises ``BriefingNotFound``."""
        path = self._path(ident)
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise LibraryReadOnly(f"The briefing cannot be removed: {error.strerror}.") from error

    def note(self, answers: Sequence[Answer], ident: str = "") -> str:
        """Writes answers into a kept briefing, or into a new one where none is named; gives its id."""
        if not ident:
            return self.keep(notebook(_ANSWERS, answers))
        saved = self.read(ident)
        assert isinstance(saved.shape, Briefing)  # noqa: S101 - read has seen to it
        briefing = noted(saved.shape, answers)
        known = {source.document for source in saved.sources}
        new = (source for source in self._sources(briefing) if source.document not in known)
        self._write(ident, briefing, (*saved.sources, *new))
        return ident

    def _listed(self, ident: str) -> Kept:
        made = datetime.strptime(ident[:15], "%Y%m%d-%H%M%S")  # the reader's clock
        try:
            briefing = self.read(ident).shape
        except ReadbackError as error:
            return Kept(ident, made, f"{ident}.json", 0, str(error))
        assert isinstance(briefing, Briefing)  # noqa: S101 - read has seen to it
        return Kept(ident, made, briefing.title, len(briefing.documents))

    def _path(self, ident: str) -> Path:
        path = self._folder / f"{ident}.json"
        if not fullmatch(_NAME, ident) or not path.is_file():
            raise BriefingNotFound(f"There is no briefing {ident[:40]!r} in this library.")
        return path

    def _write(self, ident: str, briefing: Briefing, sources: Sequence[Source]) -> None:
        """Wholly or not at all, whenever the process is killed."""
        data = save(briefing, sources)
        try:
            self._folder.mkdir(exist_ok=True)
            with NamedTemporaryFile(dir=self._folder, suffix=".new", delete=False) as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(file.name).replace(self._folder / f"{ident}.json")
        except OSError as error:
            raise LibraryReadOnly(f"The briefing cannot be kept: {error.strerror}.") from error
