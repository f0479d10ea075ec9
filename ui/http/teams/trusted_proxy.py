"""The log-in by a proxy in front of the server, which names the person in a header, as oauth2-proxy does."""

import ipaddress
import re
from dataclasses import dataclass
from typing import Self

from starlette.types import Scope

from index.errors import UsageError

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_HEADER = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_USED = ("authorization", "cookie", "host", "origin", "referer", "content-type", "content-length", "accept")


class AmbiguousPerson(Exception):
    """A request names more than one person, or names one in letters that are none."""


@dataclass(frozen=True)
class TrustedProxy:
    """The header that names the person, and the addresses from which it is believed.

    ``sign_out``: where the page leads to log out, a path of the proxy such as ``/oauth2/sign_out``.
    """

    header: str
    peers: tuple[Network, ...]
    sign_out: str = ""

    @classmethod
    def of(cls, header: str, peers: tuple[str, ...], sign_out: str = "") -> Self:
        """Read the options of a command. Raises ``UsageError`` if they do not fit."""
        if not _HEADER.fullmatch(header) or header.lower() in _USED:
            raise UsageError(
                f"--trust-header {header[:80]}: name a header of the proxy's own, as X-Forwarded-Email"
            )
        if not peers:
            raise UsageError(
                "--trust-header needs --trusted-proxy ADDRESS: else anybody could send the header"
            )
        if sign_out and (not sign_out.startswith(("/", "https://", "http://")) or sign_out.startswith("//")):
            raise UsageError("--sign-out is a path of the proxy, as /oauth2/sign_out, or a whole address")
        return cls(header, tuple(map(_network, peers)), sign_out)

    def trusts(self, host: str) -> bool:
        """Return whether a connection from this address is the proxy's."""
        try:
            address = ipaddress.ip_address(host.split("%")[0])
        except ValueError:
            return False
        mapped = getattr(address, "ipv4_mapped", None)
        return any((mapped or address) in peer for peer in self.peers)

    def take(self, scope: Scope) -> str:
        """The name in a request's header, "" if there is none; the header is removed from the request.

        From other addresses than the proxy's it is removed unread. Raises ``AmbiguousPerson``.
        """
        name = self.header.lower().encode("ascii")
        values = [value for key, value in scope["headers"] if key.lower() == name]
        scope["headers"] = [(key, value) for key, value in scope["headers"] if key.lower() != name]
        if not values or not self.trusts(scope["client"][0] if scope.get("client") else ""):
            return ""
        if len(values) > 1:
            raise AmbiguousPerson
        try:
            return str(values[0], "utf-8").strip()
        except UnicodeDecodeError as error:
            raise AmbiguousPerson from error


def _network(text: str) -> Network:
    try:
        network = ipaddress.ip_network(text)
    except ValueError as error:
        raise UsageError(
            f"--trusted-proxy {text[:80]}: {error}; it looks like 127.0.0.1 or 10.0.0.0/24"
        ) from error
    if not network.prefixlen:
        raise UsageError(f"--trusted-proxy {text[:80]} would believe everybody; name the proxy's own address")
    return network
