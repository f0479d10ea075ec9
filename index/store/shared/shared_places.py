"""The addresses of shared stores, and the name of a library in them."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from index.errors import UsageError
from index.store.identity import short_hash
from index.store.weights import LONGEST_SHARED_NAME

_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]*[a-z0-9]|[a-z0-9]")


@dataclass(frozen=True)
class SharedPlaces:
    """Postgres, Chroma's server with its token ("" for none), and the folder or URL of the files ("": none).

    Addresses can hold passwords, and are not to be shown.
    """

    database: str = field(repr=False)
    chroma: str = field(repr=False)
    chroma_token: str = field(default="", repr=False)
    files: str = field(default="", repr=False)


def shared_places(database: str, chroma: str, token: str = "", files: str = "") -> SharedPlaces | None:
    """The shared stores that these settings name; ``None`` if they name none.

    Raises ``UsageError`` unless Postgres and Chroma are both named.
    """
    if not (database or chroma):
        if files:
            raise UsageError(
                "READBACK_FILES is set without READBACK_DATABASE and READBACK_CHROMA; shared stores need all"
            )
        return None
    if not (database and chroma):
        there, missing = ("DATABASE", "CHROMA") if database else ("CHROMA", "DATABASE")
        example = "http://host:8000" if database else "postgresql://user:password@host/database"
        raise UsageError(
            f"READBACK_{there} is set, but READBACK_{missing} is not: shared stores are both of them; set it"
            f" too ({example}), or neither"
        )
    return SharedPlaces(database, chroma, token, files)


def shared_name(folder: Path) -> str:
    """The name by which servers know the library in ``folder``: that of the folder, in plain letters."""
    title = folder.name.lower()
    if title == folder.name and _PLAIN.fullmatch(title) and len(title) <= LONGEST_SHARED_NAME:
        return title
    plain = re.sub(r"[^a-z0-9]+", "-", title).strip("-")[:LONGEST_SHARED_NAME].strip("-")
    return f"{plain}-{short_hash(folder.name)}".lstrip("-")
