"""The accounts file: people, teams and roles as JSON, read strictly and written whole."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from index.errors import UsageError
from index.store.atomic_file import write_whole
from ui.http.security import passwords
from ui.http.security.passwords import Account
from ui.http.teams.roster import Role, Roster, Team, checked_person, checked_team
from ui.http.teams.weights import FILE_WAIT, LARGEST_FILE


def read(file: Path) -> Roster:
    """The people and teams of a file. Raises ``UsageError`` that says where it is wrong."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise UsageError(f"The accounts file {str(file)!r} is larger than {LARGEST_FILE:,} bytes.")
        return parse(file.read_bytes())
    except OSError as error:
        why = error.strerror or error
        raise UsageError(f"The accounts file {str(file)!r} cannot be read: {why}.") from error
    except ValueError as error:
        raise UsageError(f"The accounts file {str(file)!r} cannot be used: {error}.") from error


def change(file: Path, edit: Callable[[Roster], Roster]) -> Roster:
    """Change a file, or make it, for this user alone to read, and return what is in it then.

    One process at a time changes it. Raises ``UsageError`` if it cannot be read or written, and what ``edit``
    raises; then the file is as it was.
    """
    lock = FileLock(file.with_name(f".{file.name}.lock"), is_singleton=False, thread_local=False)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with lock.acquire(timeout=FILE_WAIT):
            roster = edit(read(file) if file.exists() else Roster())
            write_whole(file, written(roster))
            return roster
    except Timeout as error:
        raise UsageError(f"Another process is changing {str(file)!r}. Try again.") from error
    except OSError as error:
        why = error.strerror or error
        raise UsageError(f"The accounts file {str(file)!r} cannot be written: {why}.") from error


def written(roster: Roster) -> bytes:
    """A roster as the bytes of a file."""
    people = {
        name: {} if account is None else {"password": passwords.written(account)}
        for name, account in roster.people.items()
    }
    teams = {
        name: {"libraries": list(team.libraries), "members": dict(team.members)}
        for name, team in roster.teams.items()
    }
    return json.dumps({"people": people, "teams": teams}, indent=1, ensure_ascii=False).encode()


def parse(data: bytes) -> Roster:
    """The roster that a file's bytes are. Raises ``ValueError`` that says where they are none."""
    values = _object(_loaded(data), "the file", {"people", "teams"})
    people: dict[str, Account | None] = {}
    for name, entry in _object(values.get("people", {}), "people").items():
        try:
            people[checked_person(name, people)] = _account(name, entry)
        except UsageError as error:
            raise ValueError(f"people: {str(error).rstrip('.')}") from error
    teams = {
        name: _team(name, entry, people) for name, entry in _object(values.get("teams", {}), "teams").items()
    }
    return Roster(people, teams)


def _loaded(data: bytes) -> object:
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_once)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON. Raises ``ValueError`` for a name that it has twice: either could be meant."""
    names = [name for name, _ in pairs]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice!r} stands there twice")
    return dict(pairs)


def _object(value: object, where: str, known: set[str] | None = None) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"{where} is no object of JSON")
    if known is not None and (strange := set(value) - known):
        raise ValueError(f"{where} has {sorted(strange)[0]!r}, which means nothing there")
    return value


def _account(name: str, entry: object) -> Account | None:
    where = f"the person {name!r}"
    password = _object(entry, where, {"password"}).get("password")
    if password is None:
        return None
    try:
        return passwords.parsed(name, _object(password, where, {"salt", "scrypt", "n", "r", "p"}))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"the password of {where} is no hash ({error})") from error


def _team(name: str, entry: object, people: dict[str, Account | None]) -> Team:
    where = f"the team {name!r}"
    try:
        checked_team(name)
    except UsageError as error:
        raise ValueError(f"teams: {str(error).rstrip('.')}") from error
    values = _object(entry, where, {"libraries", "members"})
    libraries = values.get("libraries", [])
    if not isinstance(libraries, list) or not all(isinstance(one, str) and one for one in libraries):
        raise ValueError(f"the libraries of {where} are no list of names")
    members = _object(values.get("members", {}), f"the members of {where}")
    for person, role in members.items():
        if person not in people:
            raise ValueError(f"{where} has the member {person!r}, who is not among the people")
        if role not in tuple(Role):
            raise ValueError(f"{where}: the role of {person!r} is {role!r}; there are {', '.join(Role)}")
    return Team(tuple(libraries), {person: Role(role) for person, role in members.items()})
