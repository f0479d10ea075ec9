"""The people and teams of a server: who may do what in which library."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from index.errors import UsageError
from ui.http.security.passwords import Account
from ui.http.teams.weights import LONGEST_PERSON, LONGEST_TEAM

HOME = "."
"""The library that the server was started on, in accounts files and commands; no other can be called so."""


class Role(StrEnum):
    """A member's role in a team, the least first: each may do what the ones before it may."""

    READER = "reader"
    EDITOR = "editor"
    OWNER = "owner"

    def covers(self, needed: "Role") -> bool:
        """Return whether this role may do what ``needed`` may."""
        order = tuple(Role)
        return order.index(self) >= order.index(needed)


@dataclass(frozen=True)
class Team:
    """A team: its libraries by their names in the file, and its members' roles by their names."""

    libraries: tuple[str, ...] = ()
    members: Mapping[str, Role] = field(default_factory=dict)


@dataclass(frozen=True)
class Roster:
    """All people, with their accounts (``None``: no password), and all teams, by their names."""

    people: Mapping[str, Account | None] = field(default_factory=lambda: MappingProxyType({}))
    teams: Mapping[str, Team] = field(default_factory=lambda: MappingProxyType({}))

    def role(self, person: str, library: str) -> Role | None:
        """A person's greatest role in a library, ``""`` for the server's own; ``None``: it is not theirs."""
        at = library or HOME
        if library == HOME:  # in addresses the server's own library has no name
            return None
        roles = [team.members[person] for team in self.teams.values() if at in team.libraries
                 and person in team.members]  # fmt: skip
        return max(roles, key=tuple(Role).index, default=None)

    def owned(self, person: str) -> tuple[str, ...]:
        """The names of the teams that a person owns."""
        return tuple(name for name, team in self.teams.items() if team.members.get(person) is Role.OWNER)

    def with_person(self, name: str, account: Account | None) -> "Roster":
        """With this person, new or with another password. Raises ``UsageError`` for an unfit name."""
        checked_person(name, self.people)
        return replace(self, people={**self.people, name: account})

    def without_person(self, name: str) -> "Roster":
        """Without this person, in teams as well. Raises ``UsageError`` if there is none."""
        known_person(self, name)
        people = {other: account for other, account in self.people.items() if other != name}
        teams = {
            team: replace(one, members={who: role for who, role in one.members.items() if who != name})
            for team, one in self.teams.items()
        }
        return Roster(people, teams)

    def with_member(self, team: str, person: str, role: Role | None) -> "Roster":
        """With this role of a person in a team, which is made if need be; ``None``: no member any more.

        Raises ``UsageError`` if there is no such person, or the team cannot have that name.
        """
        known_person(self, person)
        one = self.teams.get(checked_team(team), Team())
        members = {who: has for who, has in one.members.items() if who != person}
        members |= {} if role is None else {person: role}
        return replace(self, teams={**self.teams, team: replace(one, members=members)})

    def with_libraries(self, team: str, *, add: tuple[str, ...] = (), drop: tuple[str, ...] = ()) -> "Roster":
        """With more or fewer libraries of a team, which is made if need be. Raises ``UsageError``."""
        one = self.teams.get(checked_team(team), Team())
        kept = [name for name in one.libraries if name not in drop]
        libraries = tuple(dict.fromkeys([*kept, *add]))
        return replace(self, teams={**self.teams, team: replace(one, libraries=libraries)})

    def without_team(self, team: str) -> "Roster":
        """Without this team; its libraries and people stay. Raises ``UsageError`` if there is none."""
        if team not in self.teams:
            raise UsageError(f"There is no team {team[:LONGEST_TEAM]!r}. See: readback accounts list")
        return replace(self, teams={name: one for name, one in self.teams.items() if name != team})

    def with_library(self, name: str, teams: tuple[str, ...]) -> "Roster":
        """With a library that is these teams', and no others'; no teams: with it nowhere."""
        roster = replace(self, teams={team: _without(one, name) for team, one in self.teams.items()})
        for team in teams:
            roster = roster.with_libraries(team, add=(name,))
        return roster

    def teams_of(self, library: str) -> tuple[str, ...]:
        """The names of the teams that have a library."""
        return tuple(name for name, team in self.teams.items() if library in team.libraries)


def _without(team: Team, library: str) -> Team:
    return replace(team, libraries=tuple(name for name in team.libraries if name != library))


def known_person(roster: Roster, name: str) -> str:
    """The name itself. Raises ``UsageError`` if nobody has it."""
    if name not in roster.people:
        raise UsageError(
            f"There is no person {name[:LONGEST_PERSON]!r}. Add one with: readback accounts add NAME"
        )
    return name


def checked_person(name: str, others: Mapping[str, object] = MappingProxyType({})) -> str:
    """The name itself. Raises ``UsageError`` if nobody can have it, or another has it in other capitals."""
    if not 1 <= len(name) <= LONGEST_PERSON or not name.isprintable() or name != name.strip() or ":" in name:
        raise UsageError(
            f"A person's name has 1 to {LONGEST_PERSON} letters, digits and signs, and no colon; "
            f"{name[:LONGEST_PERSON]!r} is none."
        )
    for other in others:
        if other != name and folded(other) == folded(name):
            raise UsageError(f"There is a person {other!r} already; names differ in more than capitals.")
    return name


def checked_team(name: str) -> str:
    """The name itself. Raises ``UsageError`` if no team can have it."""
    fits = 1 <= len(name) <= LONGEST_TEAM and name.isprintable() and name == name.strip()
    if not fits or set(name) & set(":/"):
        raise UsageError(
            f"A team's name has 1 to {LONGEST_TEAM} letters, digits and signs, no colon and no slash; "
            f"{name[:LONGEST_TEAM]!r} is none."
        )
    return name


def folded(name: str) -> str:
    """A name in small letters, of ASCII only: other letters have more than one small form, and two people
    could become one.
    """
    return "".join(letter.lower() if letter.isascii() else letter for letter in name)
