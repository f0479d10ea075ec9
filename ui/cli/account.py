"""The account that may log in, as ``serve --auth`` names it."""

import sys
from typing import TYPE_CHECKING

import click

from ui.cli.command_frame import Job

if TYPE_CHECKING:
    from ui.http.security.passwords import Account


def account_of(job: Job, auth: str) -> "Account":
    """Read the account that ``USER:PASSWORD`` or ``USER`` names, and keep it in the library's folder.

    Raises ``UsageError`` if there is no password, or one that would not do.
    """
    from rag import load_settings
    from ui.http.security import passwords

    folder = load_settings(job.library).library
    user, password = passwords.split(auth)
    if password is None:
        account = passwords.kept(folder, user)
        return account or passwords.keep(folder, user, _asked(user))
    return passwords.keep(folder, user, password)


def _asked(user: str) -> str:
    """Ask for a new password, typed twice. Raises ``UsageError`` where nobody can type."""
    from ui.http.security.passwords import checked

    if not sys.stdin.isatty():
        raise click.UsageError(
            f"--auth {user}: no password is kept for this user; give --auth {user}:PASSWORD, "
            "or set READBACK_AUTH to it"
        )
    typed: str = click.prompt(f"New password for {user}", hide_input=True, confirmation_prompt=True, err=True)
    return checked(typed)
