"""The libraries of a server as one visitor sees them: those of other teams are not there."""

from typing import TYPE_CHECKING

from index.errors import LibraryNotFound, ReadbackError, UsageError
from rag.request_errors import RoleMissing, TeamNotFound
from ui.http.shelf import Shelf, Shelved
from ui.http.teams.accounts import Accounts
from ui.http.teams.roster import Role, Roster
from ui.http.teams.visitor import Visitor
from ui.http.weights import LONGEST_LIBRARY_NAME

if TYPE_CHECKING:
    from rag import Readback


class TeamShelf:
    """A shelf behind a visitor's roles. Each library is opened only with the role that the route needs."""

    def __init__(self, shelf: Shelf, visitor: Visitor, accounts: Accounts) -> None:
        self._shelf = shelf
        self._visitor = visitor
        self._accounts = accounts
        self.arrivals, self.watched, self.megabytes = shelf.arrivals, shelf.watched, shelf.megabytes

    @property
    def can_create(self) -> bool:
        """True if the visitor may make a library."""
        return self._shelf.can_create and bool(self.owned)

    @property
    def owned(self) -> tuple[str, ...]:
        """The teams that a new library could be of."""
        return self._visitor.roster.owned(self._visitor.person)

    def may(self, role: Role, library: str) -> bool:
        """Return whether the visitor has a role, or a greater one, in a library."""
        return self._visitor.may(role, library)

    def libraries(self) -> tuple[Shelved, ...]:
        """The libraries of the visitor's teams."""
        return tuple(one for one in self._shelf.libraries() if self._visitor.may(Role.READER, one.name))

    def get(self, name: str = "") -> "Readback":
        """The library of this name. Raises ``LibraryNotFound`` and ``RoleMissing``."""
        self._check(name, self._visitor.needed)
        return self._shelf.get(name)

    def create(self, title: str, team: str = "") -> str:
        """Make an empty library of a team and return its name.

        Raises what :meth:`Shelf.create` does, ``UsageError`` if several teams could be meant, and
        ``RoleMissing``.
        """
        owner = self._team(team)
        name = self._shelf.create(title)
        try:
            self._accounts.change(lambda roster: roster.with_library(name, (owner,)))
        except ReadbackError:
            self._shelf.remove(name)  # nobody could see it
            raise
        return name

    def rename(self, name: str, title: str) -> str:
        """Give a library another name and return it. Raises what :meth:`Shelf.rename` and :meth:`get` do."""
        self._check(name, Role.OWNER)
        renamed = self._shelf.rename(name, title)
        if renamed != name:
            self._accounts.change(lambda roster: _moved(roster, name, renamed))
        return renamed

    def remove(self, name: str) -> None:
        """Delete a library. Raises what :meth:`Shelf.remove` and :meth:`get` do."""
        self._check(name, Role.OWNER)
        self._shelf.remove(name)
        self._accounts.change(lambda roster: roster.with_library(name, ()))

    def _team(self, team: str) -> str:
        """The team that a new library is to be of."""
        owned = self.owned
        if not owned:
            raise RoleMissing("Only an owner of a team can make a library.")
        if team and team not in owned:
            raise RoleMissing(f"You own no team {team[:LONGEST_LIBRARY_NAME]!r}.")
        if not team and len(owned) > 1:
            raise UsageError(f"Say which team the library is for: {', '.join(owned)}.")
        return team or owned[0]

    def _check(self, name: str, needed: Role) -> None:
        check(self._visitor, name, needed)


def check(visitor: Visitor, library: str, needed: Role) -> None:
    """Raise ``LibraryNotFound`` if a library is not the visitor's, ``RoleMissing`` for a lesser role."""
    has = visitor.roster.role(visitor.person, library)
    if has is None:
        shown = library[:LONGEST_LIBRARY_NAME]
        what = f"There is no library {shown!r}. Choose another one." if library else _NAME_ONE
        raise LibraryNotFound(what)
    if not has.covers(needed):
        raise RoleMissing(f"This needs the role of {needed}; you are {has} of this library. Ask an owner.")


def check_team(roster: Roster, person: str, team: str) -> None:
    """Raise ``TeamNotFound`` if a team is not the person's, ``RoleMissing`` if they do not own it."""
    members = roster.teams[team].members if team in roster.teams else {}
    if person not in members:
        raise TeamNotFound(f"You are in no team {team[:80]!r}. GET /api/teams lists yours.")
    if members[person] is not Role.OWNER:
        raise RoleMissing(f"Only owners of a team change who is in it; you are {members[person]} there.")


_NAME_ONE = "Name a library: add ?library=NAME. GET /api/libraries lists yours."


def _moved(roster: Roster, name: str, renamed: str) -> Roster:
    """A roster in which a library has its new name, in the same teams."""
    return roster.with_library(renamed, roster.teams_of(name)).with_library(name, ())
