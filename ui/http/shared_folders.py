"""The libraries of a shelf in shared mode: found, made, renamed and deleted, the same for every server."""

from contextlib import suppress
from pathlib import Path

from index.errors import LibraryError, LibraryNotFound
from index.store.shared.shared_places import SharedPlaces
from index.store.shared.shared_shelf import SharedShelf
from ui.http.library_folders import checked_name, folded, taken
from ui.http.weights import LONGEST_LIBRARY_NAME


class SharedFolders:
    """The libraries at ``places``, as :class:`LibraryFolders` has those of a folder.

    Each has a folder below ``root`` for its settings on this computer, named as the servers know it. The
    name of the one at ``home`` is taken all the same. Every method raises ``StoreUnreachable`` if a server
    does not answer.
    """

    def __init__(self, places: SharedPlaces, root: Path, home: Path | None = None) -> None:
        self.root, self._home = root, home
        self._shelf = SharedShelf(places, folded)

    @property
    def place(self) -> str:
        """Where the list is, for messages."""
        return self._shelf.place

    def close(self) -> None:
        """Close the connections."""
        self._shelf.close()

    def all(self) -> dict[str, Path]:
        """The libraries' folders by title."""
        return {title: self.root / name for title, name in self._shelf.all().items()}

    def path(self, name: str) -> Path:
        """The folder of a library. Raises ``LibraryNotFound``."""
        if (path := self.all().get(name)) is None:
            raise LibraryNotFound(f"There is no library {name[:LONGEST_LIBRARY_NAME]!r}. Choose another one.")
        return path

    def create(self, title: str) -> str:
        """Make an empty library and return its name. Raises ``UsageError`` if it cannot have that name."""
        name = self._checked(title)
        self._shelf.create(name)
        return name

    def rename(self, old: str, title: str) -> str:
        """Give a library another name and return it. Raises ``LibraryNotFound`` and ``UsageError``."""
        self.path(old)
        name = self._checked(title)
        if name != old:
            self._shelf.rename(old, name)
        return name

    def remove(self, name: str) -> None:
        """Delete a library with all that is in it. Cut short, it is gone, and :meth:`sweep` does the rest.

        Raises ``LibraryNotFound``, and ``LibraryBusy`` while another process writes to it.
        """
        self.path(name)
        self._shelf.remove(name)

    def sweep(self) -> None:
        """Delete what is left of libraries whose deletion was cut short, as far as the servers answer."""
        with suppress(LibraryError):
            self._shelf.sweep()

    def _checked(self, title: str) -> str:
        name = checked_name(title)
        if self._home is not None and folded(name) == folded(self._home.name):
            raise taken(name)
        return name
