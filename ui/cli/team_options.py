"""The options of ``serve`` on people, teams, and a proxy at which they log in."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ui.cli.accounts_command import accounts_option

if TYPE_CHECKING:
    from ui.http.teams.accounts import Teams

_OPTIONS = (
    accounts_option,
    click.option(
        "--trust-header",
        metavar="NAME",
        help="The header in which a proxy names the person, as X-Forwarded-Email; with --accounts.",
    ),
    click.option(
        "--trusted-proxy",
        "trusted_proxies",
        multiple=True,
        metavar="ADDRESS",
        help="An address of that proxy; from others the header is ignored. Can be given again.",
    ),
    click.option(
        "--public-host",
        "public_hosts",
        multiple=True,
        metavar="NAME",
        help="A host name under which the proxy is reached. Can be given again.",
    ),
    click.option(
        "--sign-out", default="", metavar="PATH", help="The path at which the proxy logs people out."
    ),
)


def team_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options on people and teams."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def teams_of(
    accounts_file: Path | None,
    trust_header: str | None,
    trusted_proxies: tuple[str, ...],
    public_hosts: tuple[str, ...],
    sign_out: str,
    auth: str | None,
) -> "Teams | None":
    """The people to be served; ``None`` without --accounts. Raises ``UsageError`` if options do not fit."""
    if accounts_file is None:
        if trust_header or trusted_proxies or public_hosts or sign_out:
            raise click.UsageError("log-in by a proxy needs --accounts FILE, which says who may do what")
        return None
    if auth is not None:
        raise click.UsageError("--accounts and --auth (or READBACK_AUTH) exclude each other; leave one out")
    if trust_header is None and (trusted_proxies or public_hosts or sign_out):
        raise click.UsageError("--trusted-proxy, --public-host and --sign-out go with --trust-header")
    from ui.http.teams.accounts import Accounts, Teams
    from ui.http.teams.trusted_proxy import TrustedProxy

    proxy = TrustedProxy.of(trust_header, trusted_proxies, sign_out) if trust_header else None
    return Teams(Accounts(accounts_file), proxy, tuple(map(_host, public_hosts)))


def _host(name: str) -> str:
    """A host name in small letters. Raises ``UsageError`` if it is an address or has a port."""
    if not name or set(name) & set(":/ "):
        raise click.UsageError(f"--public-host {name}: name the host alone, as readback.example.org")
    return name.lower()
