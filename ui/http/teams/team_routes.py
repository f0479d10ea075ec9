"""The routes of people and teams, under /api; they are there where people have accounts."""

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from index.errors import UsageError
from ui.http.request_library import shelf
from ui.http.teams.roster import HOME, Role, Roster
from ui.http.teams.team_access import TeamDoor
from ui.http.teams.team_shelf import check_team
from ui.http.teams.visitor import Visitor, visitor_of

api = APIRouter(prefix="/api", tags=["Teams"])


class Membership(BaseModel):
    """A team of the person who asks, and their role; ``members`` are told to owners only."""

    team: str
    role: Role
    libraries: list[str]
    members: dict[str, Role] | None


class TeamList(BaseModel):
    """The person who asks, and their teams."""

    person: str
    teams: list[Membership]


class Myself(BaseModel):
    """The person who asks; ``role``: theirs in the library asked for, null if it is not theirs."""

    person: str
    role: Role | None


class RoleBody(BaseModel):
    """The body of ``PUT /api/teams/{team}/members/{person}``."""

    role: Annotated[Role, Field(description="reader, editor or owner.")]


@api.get("/me", summary="Who am I?", response_model=Myself)
def me(request: Request, library: str = "") -> Myself:
    """The person who is logged in, and their role in a library."""
    visitor = _visitor(request)
    return Myself(person=visitor.person, role=visitor.roster.role(visitor.person, library))


@api.get("/teams", summary="My teams", response_model=TeamList)
def teams(request: Request) -> TeamList:
    """The teams of the person who is logged in, with the libraries that are there."""
    return _teams(request, _visitor(request))


@api.put("/teams/{team}/members/{person}", summary="Give a role in a team", response_model=TeamList)
def give(request: Request, team: str, person: str, body: RoleBody) -> TeamList:
    """Make somebody a member of a team, or give them another role there. Only its owners may.

    They must have an account; where a proxy names people, they get one. Raises ``UsageError`` if the team
    would have no owner any more.
    """
    return _changed(request, team, person, body.role)


@api.delete("/teams/{team}/members/{person}", summary="End a membership", response_model=TeamList)
def end(request: Request, team: str, person: str) -> TeamList:
    """Take somebody out of a team. Only its owners may; the last owner stays."""
    return _changed(request, team, person, None)


def _changed(request: Request, team: str, person: str, role: Role | None) -> TeamList:
    """The teams of who asks, after a change of a member's role."""
    visitor, door = _visitor(request), _door(request)

    def edit(roster: Roster) -> Roster:
        check_team(roster, visitor.person, team)
        if role is not None and door.proxy is not None and person not in roster.people:
            roster = roster.with_person(person, None)
        roster = roster.with_member(team, person, role)
        if Role.OWNER not in roster.teams[team].members.values():
            raise UsageError("A team keeps at least one owner. Make somebody else one first.")
        return roster

    door.accounts.change(edit)
    return _teams(request, Visitor(visitor.person, door.accounts.roster))


def _teams(request: Request, visitor: Visitor) -> TeamList:
    there = {one.name or HOME for one in shelf(request).libraries()}
    mine = (
        Membership(
            team=name,
            role=team.members[visitor.person],
            libraries=[one for one in team.libraries if one in there],
            members=dict(team.members) if team.members[visitor.person] is Role.OWNER else None,
        )
        for name, team in visitor.roster.teams.items()
        if visitor.person in team.members
    )
    return TeamList(person=visitor.person, teams=list(mine))


def _visitor(request: Request) -> Visitor:
    visitor = visitor_of(request.scope)
    if visitor is None:
        raise RuntimeError("a request came without its visitor")
    return visitor


def _door(request: Request) -> TeamDoor:
    door: TeamDoor = request.app.state.door
    return door
