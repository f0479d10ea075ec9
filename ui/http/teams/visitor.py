"""The person of a request, and what that person may do."""

from dataclasses import dataclass, field

from starlette.types import Scope

from ui.http.teams.roster import Role, Roster

_KEY = "readback.visitor"


@dataclass(frozen=True)
class Visitor:
    """A person who is logged in. ``needed``: the role that the request's route needs, if it needs one.

    ``sign_out``: the address that ends the log-in at a proxy; "" where there is none.
    """

    person: str
    roster: Roster = field(repr=False)
    needed: Role = Role.READER
    by_proxy: bool = False
    sign_out: str = ""

    def may(self, role: Role, library: str) -> bool:
        """Return whether this person has a role, or a greater one, in a library."""
        has = self.roster.role(self.person, library)
        return has is not None and has.covers(role)

    def enter(self, scope: Scope) -> None:
        """Make this the visitor of a request."""
        scope[_KEY] = self


def visitor_of(scope: Scope) -> Visitor | None:
    """The visitor of a request; ``None`` on a server without accounts, and where nobody needs to log in."""
    visitor: Visitor | None = scope.get(_KEY)
    return visitor
