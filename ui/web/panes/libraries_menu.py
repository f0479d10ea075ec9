"""The menu of libraries: a link to each, and what can be done with the present one."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from ui.http.teams.team_shelf import TeamShelf

if TYPE_CHECKING:
    from ui.http.shelf import Shelf


@dataclass(frozen=True)
class LibraryLink:
    """A library in the menu; ``is_open``: it is the present one."""

    title: str
    href: str
    is_open: bool


@dataclass(frozen=True)
class LibrariesMenu:
    """All libraries of a server; ``can_add``: it has a folder for new ones.

    ``changeable``: the name of the present one, if it can be renamed and deleted. ``teams``: those that a new
    one can be of, where people have accounts.
    """

    libraries: tuple[LibraryLink, ...]
    can_add: bool
    changeable: str = ""
    teams: tuple[str, ...] = ()


def libraries_menu(shelf: "Shelf | TeamShelf", library: str, *, may_change: bool = True) -> LibrariesMenu:
    """The libraries of a shelf. ``library``: the name of the present one, and whether it may be changed."""
    links = (
        LibraryLink(
            one.title,
            f"/?library={quote(one.name, safe='')}" if one.name else "/",
            one.name == library,
        )
        for one in shelf.libraries()
    )
    names = {one.name for one in shelf.libraries()}
    changeable = library if library in names and may_change else ""
    teams = shelf.owned if isinstance(shelf, TeamShelf) else ()
    return LibrariesMenu(tuple(links), shelf.can_create, changeable, teams)


def title_of(shelf: "Shelf | TeamShelf", library: str) -> str:
    """The title of a library; its name if the shelf has none of that name."""
    return next((one.title for one in shelf.libraries() if one.name == library), library)
