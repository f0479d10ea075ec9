"""``readback accounts``: the people who may log in to a server, their teams, and each team's libraries."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ui.cli.command_frame import CommandGroup, Job, print_json
from ui.words.safe_text import one_line

if TYPE_CHECKING:
    from ui.http.security.passwords import Account
    from ui.http.teams.roster import Role, Roster

accounts_option = click.option(
    "--accounts",
    "accounts_file",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="READBACK_ACCOUNTS",
    metavar="FILE",
    help="The file of people and teams. Otherwise READBACK_ACCOUNTS.",
)
_file = click.option(
    "--accounts",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="READBACK_ACCOUNTS",
    metavar="FILE",
    required=True,
    help="The file of people and teams. Otherwise READBACK_ACCOUNTS.",
)
_teams = click.option(
    "--team",
    "teams",
    multiple=True,
    metavar="TEAM:ROLE",
    help="A team and the role there: reader, editor or owner; can be given again.",
)


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
def accounts() -> None:
    """Add, change and remove the people who may log in to `readback serve --accounts`."""


@accounts.command()
@click.argument("name")
@_teams
@click.option("--no-password", is_flag=True, help="They log in at a proxy only.")
@_file
@click.pass_obj
def add(job: Job, name: str, teams: tuple[str, ...], file: Path, *, no_password: bool) -> None:
    """Add the person NAME, with a password that is asked for, or read from standard input."""
    roles = _roles(teams)

    def edit(roster: "Roster", account: "Account | None") -> "Roster":
        return _joined(_without(roster, name).with_person(name, account), name, roles)

    _try(file, lambda roster: edit(roster, None))
    account = None if no_password else _account(name)
    _changed(job, file, lambda roster: edit(roster, account), name)


@accounts.command(name="set")
@click.argument("name")
@_teams
@click.option("--leave", multiple=True, metavar="TEAM", help="A team they leave; can be given again.")
@click.option("--password", is_flag=True, help="Ask for a new password; they are logged out everywhere.")
@click.option("--no-password", is_flag=True, help="They log in at a proxy only, from now on.")
@_file
@click.pass_obj
def set_(
    job: Job,
    name: str,
    teams: tuple[str, ...],
    leave: tuple[str, ...],
    file: Path,
    *,
    password: bool,
    no_password: bool,
) -> None:
    """Change the teams, the roles or the password of the person NAME."""
    from ui.http.teams.roster import known_person

    _check_changes(bool(teams or leave), password=password, no_password=no_password)
    roles = _roles(teams)

    def edit(roster: "Roster", account: "Account | None") -> "Roster":
        known_person(roster, name)
        if password or no_password:
            roster = roster.with_person(name, account)
        for team in leave:
            roster = roster.with_member(_known_team(roster, team), name, None)
        return _joined(roster, name, roles)

    _try(file, lambda roster: edit(roster, None))
    account = _account(name) if password else None
    _changed(job, file, lambda roster: edit(roster, account), name)


@accounts.command()
@click.argument("name")
@_file
@click.pass_obj
def remove(job: Job, name: str, file: Path) -> None:
    """Remove the person NAME, who is logged out at once; documents and libraries stay."""
    from ui.http.teams import accounts_file

    accounts_file.change(file, lambda roster: roster.without_person(name))
    if job.as_json:
        print_json({"removed": [name]})
    else:
        click.echo(f"{one_line(name)} is removed")


@accounts.command()
@click.argument("name")
@click.option("--add", "add_libraries", multiple=True, metavar="LIBRARY", help="A library more.")
@click.option("--drop", multiple=True, metavar="LIBRARY", help="A library less; it stays where it is.")
@click.option("--remove", "is_removed", is_flag=True, help="Remove the team; its people and libraries stay.")
@_file
@click.pass_obj
def team(
    job: Job,
    name: str,
    add_libraries: tuple[str, ...],
    drop: tuple[str, ...],
    file: Path,
    *,
    is_removed: bool,
) -> None:
    """Make the team NAME, or change which libraries it has. "." is the library that is served."""
    from ui.http.teams import accounts_file

    for library in add_libraries:
        _check_library(library)

    def edit(roster: "Roster") -> "Roster":
        if is_removed:
            return roster.without_team(name)
        return roster.with_libraries(name, add=add_libraries, drop=drop)

    roster = accounts_file.change(file, edit)
    if job.as_json:
        print_json(_team_shape(roster, name))
    elif is_removed:
        click.echo(f"the team {one_line(name)} is removed")
    else:
        click.echo(f"{one_line(name)}: {_listed(roster.teams[name].libraries)}")


@accounts.command(name="list")
@_file
@click.pass_obj
def list_(job: Job, file: Path) -> None:
    """Show the people and the teams."""
    from ui.http.teams import accounts_file

    roster = accounts_file.read(file)
    if job.as_json:
        people = [_person_shape(roster, name) for name in roster.people]
        print_json({"people": people, "teams": [_team_shape(roster, name) for name in roster.teams]})
        return
    for name in roster.people:
        click.echo(_person_line(roster, name))
    for name, one in roster.teams.items():
        click.echo(f"team {one_line(name)}: {_listed(one.libraries)}")


def _try(file: Path, edit: "Callable[[Roster], Roster]") -> None:
    """Try a change without keeping it, so that nobody types a password in vain. Raises what ``edit`` does."""
    from ui.http.teams import accounts_file
    from ui.http.teams.roster import Roster

    edit(accounts_file.read(file) if file.exists() else Roster())


def _changed(job: Job, file: Path, edit: "Callable[[Roster], Roster]", name: str) -> None:
    """Change the file, and show the person as they are now."""
    from ui.http.teams import accounts_file

    roster = accounts_file.change(file, edit)
    if job.as_json:
        print_json(_person_shape(roster, name))
    else:
        click.echo(_person_line(roster, name))


def _without(roster: "Roster", name: str) -> "Roster":
    """The roster itself. Raises ``UsageError`` if somebody has this name."""
    from index.errors import UsageError

    if name in roster.people:
        raise UsageError(f"There is a person {name!r} already. Change them with: readback accounts set")
    return roster


def _check_changes(teams: bool, *, password: bool, no_password: bool) -> None:
    """Raise ``UsageError`` if nothing is to be changed, or what excludes each other."""
    if not (teams or password or no_password):
        raise click.UsageError("nothing to change; give --team, --leave, --password or --no-password")
    if password and no_password:
        raise click.UsageError("--password and --no-password exclude each other")


def _roles(given: tuple[str, ...]) -> "dict[str, Role]":
    """The roles by team. Raises ``UsageError`` if one is none."""
    from ui.http.teams.roster import Role

    found = {}
    for one in given:
        name, colon, role = one.rpartition(":")
        if not colon or role not in tuple(Role):
            raise click.UsageError(f"--team {one}: it looks like TEAM:ROLE; roles are {', '.join(Role)}")
        found[name] = Role(role)
    return found


def _joined(roster: "Roster", name: str, roles: "dict[str, Role]") -> "Roster":
    for team_name, role in roles.items():
        roster = roster.with_member(team_name, name, role)
    return roster


def _known_team(roster: "Roster", name: str) -> str:
    if name not in roster.teams:
        raise click.UsageError(f"there is no team {name!r}; see: readback accounts list")
    return name


def _check_library(name: str) -> None:
    """Raise ``UsageError`` if no library can have this name."""
    from ui.http.library_folders import checked_name
    from ui.http.teams.roster import HOME

    if name != HOME and checked_name(name) != name:
        raise click.UsageError(f"no library is called {name!r}")


def _account(name: str) -> "Account":
    """Ask for a password, typed twice, or read the first line of standard input. Raises ``UsageError``."""
    from ui.http.security import passwords

    if sys.stdin.isatty():
        typed: str = click.prompt(
            f"New password for {one_line(name)}", hide_input=True, confirmation_prompt=True, err=True
        )
    else:
        typed = sys.stdin.readline().rstrip("\r\n")
        if not typed:
            raise click.UsageError(
                "no password: type it, or send it as the first line of standard input; --no-password for "
                "people who log in at a proxy"
            )
    return passwords.new(name, passwords.checked(typed))


def _person_shape(roster: "Roster", name: str) -> dict[str, Any]:
    roles = {team_name: one.members[name] for team_name, one in roster.teams.items() if name in one.members}
    return {"name": name, "password": roster.people[name] is not None, "teams": roles}


def _person_line(roster: "Roster", name: str) -> str:
    shape = _person_shape(roster, name)
    roles = ", ".join(f"{role} in {team_name}" for team_name, role in shape["teams"].items())
    password = "" if shape["password"] else "; no password, logs in at a proxy"
    return one_line(f"{name}: {roles or 'in no team'}{password}")


def _team_shape(roster: "Roster", name: str) -> dict[str, Any]:
    if name not in roster.teams:
        return {"removed": [name]}
    one = roster.teams[name]
    return {"name": name, "libraries": list(one.libraries), "members": dict(one.members)}


def _listed(libraries: tuple[str, ...]) -> str:
    named = ("the library that is served" if name == "." else name for name in libraries)
    return one_line(", ".join(named) or "no library")
