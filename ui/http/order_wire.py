"""The form in which a command travels to the server that has its library open: an order.

Nothing heavy is imported here: every command that writes looks for a server.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from urllib.parse import quote_from_bytes, unquote_to_bytes

from index.store.lock import announced

ROUTE = "/api/orders"
PROOF = "X-Readback-User"


@dataclass(frozen=True)
class OpenServer:
    """A server that has a library open. ``library`` is its name there, ``certificate`` a file or "".

    ``secret`` stands in a file that only the user may read: whoever knows it is the user.
    """

    url: str
    secret: str
    library: str
    certificate: str
    process: str = ""

    @classmethod
    def of(cls, folder: Path) -> Self | None:
        """The server that has the library in ``folder`` open, if one does."""
        about = announced(folder)
        names = ("url", "secret", "library", "certificate", "process")
        return cls(*(about[name] for name in names)) if set(names) <= set(about) else None

    def about(self) -> dict[str, str]:
        """The words by which others find it."""
        return {
            "url": self.url, "secret": self.secret, "library": self.library, "certificate": self.certificate,
        }  # fmt: skip


def sent(path: str | Path) -> str:
    """An absolute path as text that any JSON can hold, whatever bytes are in it."""
    return quote_from_bytes(os.fsencode(os.path.abspath(path)))  # noqa: PTH100  # links stay as they are


def received(text: str) -> Path:
    """The path that was sent as ``text``."""
    return Path(os.fsdecode(unquote_to_bytes(text)))
