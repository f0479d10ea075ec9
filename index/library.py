"""A library: documents in, passages out."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path

from index.adding import Adding, Incoming
from index.document import Document, ParsedDocument
from index.errors import LibraryError, ReadbackError, UsageError
from index.read import find_files
from index.results import Added, Failure, Progress, Removed, RemoveFailure, ReportProgress
from index.store.identity import utf8


class Library(Adding):
    """The documents of one folder: add, remove, read, search. Safe to use from several threads."""

    def add(
        self,
        paths: Iterable[Path],
        report: ReportProgress = lambda _: None,
        address: Callable[[Path], str] = lambda path: utf8(str(path.resolve())),
    ) -> Added:
        """Adds files, and the readable files of folders; each wholly or not at all.

        ``address`` names the place a file is known by: the same place with other content replaces. An
        embedder that falls silent is not asked again for each of the files that are left.
        """
        files, refused = find_files(paths)
        failed = [Failure(str(path), str(error)) for path, error in refused]
        added: list[str] = []
        unchanged: list[str] = []
        replaced: list[str] = []
        if not files:
            return Added((), (), (), tuple(failed))
        with self._writing():
            self._silent = ""
            for number, path in enumerate(files):
                place = Progress(str(path), number + 1, len(files), 0, 0)
                report(place)
                try:
                    id, olds = self._add_file(path, address(path), place, report)
                except LibraryError:
                    raise
                except ReadbackError as error:
                    failed.append(Failure(str(path), str(error)))
                    continue
                (added if olds is not None else unchanged).append(id)
                replaced.extend(olds or ())
        return Added(tuple(added), tuple(unchanged), tuple(replaced), tuple(failed))

    def set(
        self, ref: str, *, title: str | None = None, outlet: str | None = None, published: str | None = None
    ) -> Document:
        """Corrects what is said of a document; an empty outlet or date means unknown."""
        if title is not None and not title.strip():
            raise UsageError("a title cannot be empty")
        with self._writing(new=False):
            old = self.document(ref)
            evidence = old.published_evidence
            if published is not None and published != (old.published or ""):
                evidence = None  # what the reader says need not stand in the text
            self.catalog.describe(
                old.id,
                old.title if title is None else title.strip(),
                old.outlet if outlet is None else outlet.strip() or None,
                old.published if published is None else _iso_date(published),
                evidence,
            )
            return self.document(old.id)

    def remove(self, refs: Iterable[str]) -> Removed:
        """Removes documents from both stores."""
        removed: list[str] = []
        failed: list[RemoveFailure] = []
        with self._writing(new=False):
            for ref in refs:
                try:
                    id = self.document(ref).id
                except ReadbackError as error:
                    failed.append(RemoveFailure(ref, str(error)))
                    continue
                self._forget([id])
                removed.append(id)
        return Removed(tuple(removed), tuple(failed))

    def reindex(self, report: ReportProgress = lambda _: None) -> int:
        """Splits and embeds every document anew with today's embedder; returns how many there are.

        What is there serves until all is made, and is then exchanged in one step; cut short, nothing has
        changed, and it starts from the beginning when it is run again.
        """
        with self._writing(new=False, check=False):
            documents = self.documents()
            self._silent = ""
            self.catalog.set_meta("unfinished", "yes")
            try:
                self.catalog.remove_unfinished()
                for number, document in enumerate(documents):
                    place = Progress(document.path, number + 1, len(documents), 0, 0)
                    again = self._again(document)
                    self._start(again, *self._embedded(again.reading.text, place, report))
                self.catalog.finish_all(self._fingerprint())
            except BaseException:
                self._recover()
                raise
            self._recover()  # Chroma gets the new vectors; until then the catalog's are compared
        return len(documents)

    def _forget(self, ids: Sequence[str]) -> None:
        numbers = [number for id in ids for number in self.catalog.passage_numbers(id)]
        self.catalog.set_meta("unfinished", "yes")
        try:
            self.catalog.remove(ids)
            if self._store and numbers:
                self._store.remove(numbers)
        except BaseException:
            self._recover()
            raise
        self.catalog.set_meta("unfinished", "no")

    def _again(self, document: Document) -> Incoming:
        stored = self.catalog.text(document.id)
        reading = ParsedDocument(
            stored.text,
            document.media_type,
            document.title,
            document.outlet,
            document.published,
            document.published_evidence,
            stored.pages,
        )
        return Incoming(document.id, document.sha256, document.path, reading)


def _iso_date(value: str) -> str | None:
    if not value.strip():
        return None
    try:
        return date.fromisoformat(value.strip()).isoformat()
    except ValueError:
        raise UsageError(f"{value!r} is not a date of the form YYYY-MM-DD") from None
