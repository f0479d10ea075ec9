"""A server whose people have accounts: two teams with a library each, and one that is nobody's."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from fastapi import FastAPI
from support.served import serving

from rag import Readback
from ui.http.security import passwords
from ui.http.teams import accounts_file
from ui.http.teams.accounts import Accounts, Teams
from ui.http.teams.roster import HOME, Role, Roster
from ui.http.teams.trusted_proxy import TrustedProxy
from ui.server import create_app

PASSWORD = "seven grey herons"
OURS, OTHERS, NOBODYS = "Harbour", "Quarry", "Attic"
PEOPLE = {
    "rita": ("news", Role.READER), "eda": ("news", Role.EDITOR), "odo": ("news", Role.OWNER),
    "sam": ("sport", Role.READER), "mia": ("sport", Role.OWNER),
}  # fmt: skip


def roster(home: str = "news") -> Roster:
    """The people of ``PEOPLE``, ``loner`` in no team; ``home``: the team of the server's own library."""
    made = Roster().with_person("loner", passwords.new("loner", PASSWORD, n=2**10, p=1))
    for name, (team, role) in PEOPLE.items():
        made = made.with_person(name, passwords.new(name, PASSWORD, n=2**10, p=1))  # quick
        made = made.with_member(team, name, role)
    made = made.with_libraries("news", add=(OURS,)).with_libraries("sport", add=(OTHERS,))
    return made.with_libraries(home, add=(HOME,))


@dataclass
class TeamServer:
    """A server on loopback, its accounts file and its application."""

    url: str
    file: Path
    app: FastAPI
    readback: Readback
    shelf: Path
    clients: dict[str, httpx.Client] = field(default_factory=dict)

    def client(self, person: str = "", headers: Mapping[str, str] = {}) -> httpx.Client:
        """A program's client that sends a person's password; "": nobody's."""
        auth = (person, PASSWORD) if person else None
        if headers:
            return httpx.Client(base_url=self.url, auth=auth, headers=headers, timeout=60)
        if person not in self.clients:
            self.clients[person] = httpx.Client(base_url=self.url, auth=auth, timeout=60)
        return self.clients[person]

    def browser(self, person: str) -> httpx.Client:
        """A client that has logged in by the form, and sends what a page of this server would."""
        client = httpx.Client(base_url=self.url, headers={"Origin": self.url}, timeout=60)
        reply = client.post("/login", data={"user": person, "password": PASSWORD})
        assert reply.status_code == 303, reply.text
        return client


@contextmanager
def team_server(
    built: Path, folder: Path, proxy: TrustedProxy | None = None, hosts: tuple[str, ...] = ()
) -> Iterator[TeamServer]:
    """Serve copies of the library ``built`` below ``folder``."""
    shelf = folder / "shelf"
    for name in (OURS, OTHERS, NOBODYS):
        shutil.copytree(built, shelf / name)
    file = folder / "accounts.json"
    accounts_file.change(file, lambda _: roster())
    home = Path(shutil.copytree(built, folder / "home"))
    with Readback(library=home, owner=False) as readback:
        app = create_app(readback, None, shelf, teams=Teams(Accounts(file), proxy, hosts))
        with serving(app) as url:
            server = TeamServer(url, file, app, readback, shelf)
            try:
                yield server
            finally:
                for client in server.clients.values():
                    client.close()
                app.state.shelf.close()
