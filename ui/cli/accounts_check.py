"""The check of ``readback doctor`` on an accounts file."""

from pathlib import Path

from index.errors import UsageError
from rag.doctor import Check
from ui.http.teams import accounts_file
from ui.http.teams.roster import Role


def accounts_check(file: Path | None) -> tuple[Check, ...]:
    """The check of an accounts file; none where no file is named."""
    if file is None:
        return ()
    try:
        roster = accounts_file.read(file)
    except UsageError as error:
        return (Check("accounts", False, f"{error} A server that runs goes on with what it said before."),)
    ownerless = [name for name, team in roster.teams.items() if Role.OWNER not in team.members.values()]
    detail = f"{len(roster.people)} people, {len(roster.teams)} teams"
    if ownerless:
        detail += f"; no owner in {', '.join(ownerless)}"
    return (Check("accounts", True, detail),)
