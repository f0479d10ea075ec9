"""The further libraries of a server: those of a folder, or those on the servers of shared mode."""

from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from rag.settings import Settings
from ui.http.library_folders import LibraryFolders

if TYPE_CHECKING:
    from ui.http.shared_folders import SharedFolders

Folders: TypeAlias = "LibraryFolders | SharedFolders"
"""Both are used alike."""


def open_folders(settings: Settings, folder: Path, home: Path | None = None) -> "Folders":
    """The libraries that belong to ``folder``; ``home``: a library that is none of them."""
    if settings.shared is None:
        return LibraryFolders(folder, home)
    from ui.http.shared_folders import SharedFolders

    return SharedFolders(settings.shared, folder, home)
