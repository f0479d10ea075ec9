"""The address and key of a model, and its name in messages, without the key."""

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

OPENAI = "https://api.openai.com/v1"


@dataclass(frozen=True)
class Endpoint:
    """A model at an address; ``key`` is "" where none is asked for."""

    name: str
    address: str = OPENAI
    key: str = field(default="", repr=False)

    def __str__(self) -> str:
        return f"{self.name!r} at {self.place}"

    @property
    def place(self) -> str:
        """The host, with its port if it has one of its own."""
        host = urlsplit(self.address).netloc.rpartition("@")[2]
        return f"OpenAI's service ({host})" if host == "api.openai.com" else host

    @property
    def is_local(self) -> bool:
        """True if it is this machine, which no proxy can reach."""
        host = urlsplit(self.address).hostname or ""
        try:
            number = ipaddress.ip_address(host)
        except ValueError:
            return host == "localhost" or host.endswith(".localhost")
        return number.is_loopback or number.is_unspecified

    def clean(self, text: str) -> str:
        """A server's text as one line of at most 200 characters, without any part of the key."""
        shown = "".join(c if c.isprintable() else " " for c in text)
        line = " ".join("[hidden]" if self._secret(word) else word for word in shown.split())
        return line if len(line) <= 200 else line[:199] + "…"

    def _secret(self, word: str) -> bool:
        """Return whether ``word`` may show part of the key: six characters, its beginning or its end."""
        length = min(len(self.key), 6)
        parts = {self.key[at : at + length] for at in range(len(self.key) - length + 1)} - {""}
        bare = word.strip("\"'`.,:;()[]{}<>*…")
        ends = len(self.key) > 11 and (bare.startswith(self.key[:4]) or bare.endswith(self.key[-4:]))
        return ends or "**" in word or bare.startswith("sk-") or any(part in word for part in parts)
