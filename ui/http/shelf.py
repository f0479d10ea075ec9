"""The libraries that one server serves: the one it was started on, and those of a folder."""

import secrets
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import LibraryBusy, LibraryNotFound, ReadbackError, StoreUnreachable, UsageError
from index.store.queue.open_queue import open_queue
from rag.settings import Settings, load_settings
from ui.http.arrivals import Arrivals
from ui.http.open_folders import Folders, open_folders
from ui.http.order_wire import OpenServer
from ui.http.vector_runs import VectorRuns
from ui.http.watched_folders import WatchedFolders
from ui.http.weights import LONGEST_LIBRARY_NAME

if TYPE_CHECKING:
    from rag import Readback
    from ui.http.teams.accounts import Accounts


@dataclass(frozen=True)
class Shelved:
    """A library's name ("" for the one the server was started on) and ``title``, the name for the reader."""

    name: str
    title: str


class Shelf:
    """The libraries of a server, each opened once, when it is first asked for. Thread-safe."""

    def __init__(
        self, home: "Readback", folder: Path | None = None, accounts: "Accounts | None" = None
    ) -> None:
        self.home = home
        self.accounts = accounts  # None: whoever is served sees all libraries
        self.folders = open_folders(home.settings, folder, home.path) if folder else None  # None: no other
        self._queue = open_queue(home.settings.shared)
        self.arrivals = Arrivals(self._queue)
        self.secret = secrets.token_urlsafe(32)  # of this computer's user, for orders
        self.watched = WatchedFolders(self.arrivals)
        self._vectors = VectorRuns(self.arrivals)
        self._at: tuple[str, str] | None = None
        self._open: dict[str, Readback] = {}
        self._lock = threading.Lock()
        if self.folders:
            self.folders.sweep()
        # Where the key of the environment may be sent: an address that is set later is not among them.
        self._trusted = {home.settings.base_url}
        with suppress(StoreUnreachable):
            self._trusted |= set(_addresses(self._paths().values()))

    @property
    def megabytes(self) -> int:
        """The largest file that is taken, in megabytes."""
        return self.home.settings.max_megabytes

    @property
    def can_create(self) -> bool:
        """True if a library can be made here."""
        return self.folders is not None

    def libraries(self) -> tuple[Shelved, ...]:
        """All libraries, the one the server was started on first."""
        return (Shelved("", self.home.path.name), *(Shelved(name, name) for name in self._paths()))

    def get(self, name: str = "") -> "Readback":
        """The library of this name. Raises ``LibraryNotFound`` if there is none."""
        if not name:
            return self.home
        with self._lock:
            path = self._paths().get(name)
            if path is None:
                shown = name[:LONGEST_LIBRARY_NAME]
                raise LibraryNotFound(f"There is no library {shown!r}. Choose another one.")
            if name in self._open and self._open[name].path != path:
                self._forget(name)  # another server gave the name to another library
            if name not in self._open:
                from rag import Readback

                self._open[name] = Readback(settings=self._settings(path))
                self._announce(name, self._open[name])
                if self._at is not None:
                    self._set_to_work(self._open[name])
            return self._open[name]

    def begin(self, url: str, certificate: str = "") -> None:
        """Let the user's commands find this server, follow the folders that are to be watched, and go on.

        What an earlier run has not finished is the making of vectors.
        """
        with self._lock:
            self._at = url, certificate
            for name, readback in {"": self.home, **self._open}.items():
                self._announce(name, readback)
        self._set_to_work(self.home)
        with suppress(StoreUnreachable):
            for name in self._paths():
                self._resume(name)

    def create(self, title: str) -> str:
        """Make an empty library and return its name, as :meth:`LibraryFolders.create` does.

        Raises ``UsageError``, also if this server serves one library only.
        """
        return self._further().create(title)

    def rename(self, name: str, title: str) -> str:
        """Give a library another name and return it. Raises ``LibraryBusy``, and what ``create`` raises."""
        with self._lock:
            further = self._left(name)
            renamed = further.rename(name, title)
        self._resume(renamed)
        return renamed

    def remove(self, name: str) -> None:
        """Delete a library with all that is in it. Raises ``LibraryBusy``, and what ``rename`` raises."""
        with self._lock:
            further = self._left(name)
            further.remove(name)

    def close(self) -> None:
        """Close all libraries opened here, not ``home``: whoever opened it closes it."""
        self._vectors.close()
        self.watched.close()
        with self._lock, ExitStack() as closing:  # which goes on to the next where one fails
            for readback in self._open.values():
                closing.callback(readback.close)
            if self.folders is not None:
                closing.callback(self.folders.close)
            if self._queue is not None:
                closing.callback(self._queue.close)
            self._open.clear()

    def _set_to_work(self, readback: "Readback") -> None:
        self._vectors.begin(readback)
        self.watched.follow(readback)

    def _announce(self, name: str, readback: "Readback") -> None:
        if self._at is not None:
            url, certificate = self._at
            server = OpenServer(url, self.secret, name, certificate)
            readback.library.stores.announce(server.about())

    def _further(self) -> Folders:
        if self.folders is None:
            raise UsageError("This server serves one library only.")
        return self.folders

    def _left(self, name: str) -> Folders:
        """Close a library that is to be changed as a whole."""
        if not name:
            raise UsageError("The library that the server was started on can be changed only without it.")
        further = self._further()
        readback = self._open.get(name)
        if readback is not None:
            self._vectors.leave(readback)
            self.watched.leave(readback)
            if any(one.state != "failed" for one in self.arrivals.of(readback)):
                self._set_to_work(readback)
                raise LibraryBusy(f"Documents are being added to {name!r}. Try again when they are there.")
            self._forget(name)
        return further

    def _forget(self, name: str) -> None:
        readback = self._open.pop(name)
        self._vectors.leave(readback)
        self.watched.leave(readback)
        readback.close()

    def _paths(self) -> dict[str, Path]:
        return self.folders.all() if self.folders else {}

    def _settings(self, path: Path) -> Settings:
        settings = load_settings(path)
        if "watch" in settings.fixed:  # the environment's is for the library that the server was started on
            settings = replace(settings, watch="")
        return settings if settings.base_url in self._trusted else replace(settings, api_key="")

    def _resume(self, name: str) -> None:
        """Open a library that has a folder to follow; without one, it is opened when it is asked for."""
        with suppress(ReadbackError):
            if self._at is not None and self._settings(self._paths()[name]).watch:
                self.get(name)


def _addresses(libraries: Iterable[Path]) -> Iterator[str]:
    """The addresses of the libraries' models; a library whose settings cannot be read has none."""
    for path in libraries:
        with suppress(ReadbackError):
            yield load_settings(path).base_url
