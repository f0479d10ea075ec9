"""A web address as the user typed it, and the rule which addresses are asked at all."""

import re
import socket
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from index.errors import ReadError, UsageError
from ui.fetching.network_address import is_local, is_public, parsed
from ui.fetching.weights import LONGEST_ADDRESS, LONGEST_NAME

LookUp = Callable[[str, int], list[str]]
"""The addresses, in numbers, of a host name and a port. Raises ``OSError`` if there are none."""


class AddressRefused(UsageError):
    """A web address that is not asked: it is none, or leads to a computer that is not of the internet."""


class FetchFailed(ReadError):
    """The document at a web address cannot be had."""


@dataclass(frozen=True)
class WebAddress:
    """A web address, without the part after ``#``."""

    url: httpx.URL

    def __str__(self) -> str:
        return str(self.url)

    @property
    def host(self) -> str:
        """The name of the host without ``www.``, for a reader."""
        return self.url.host.removeprefix("www.") or self.url.host

    @property
    def port(self) -> int:
        """The port to ask."""
        return self.url.port or (443 if self.url.scheme == "https" else 80)

    @property
    def file_name(self) -> str:
        """The last part of the path as the name of a file, with its suffix if it has one."""
        last = self.url.path.rstrip("/").rpartition("/")[2] or self.host
        return re.sub(r"[^\w.-]+", "-", last).strip("-.")[-LONGEST_NAME:] or "document"


def web_address(text: str) -> WebAddress:
    """Read what the user typed. Raises ``AddressRefused`` for all but addresses of http and https."""
    text = text.strip()
    if len(text) > LONGEST_ADDRESS or not text.isprintable() or " " in text:
        raise AddressRefused(
            f"this is no web address; copy it from your browser, up to {LONGEST_ADDRESS} characters"
        )
    try:
        url = httpx.URL(text).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as error:
        raise AddressRefused(f"{text}: this is no web address; copy it from your browser") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise AddressRefused(f"{text}: only addresses that begin with http:// or https:// can be fetched")
    if url.userinfo:
        raise AddressRefused(f"{url.host}: an address with a name or password is not fetched; leave them out")
    if url.port == 0 or (url.port or 0) > 65535:
        raise AddressRefused(f"{text}: there is no such port; copy the address from your browser")
    return WebAddress(url)


def look_up(host: str, port: int) -> list[str]:
    """Ask the system's resolver."""
    return list(
        dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    )


def checked_addresses(address: WebAddress, *, may_be_local: bool, resolve: LookUp = look_up) -> list[str]:
    """The numbers to connect to, looked up once: whoever connects to them cannot be led elsewhere.

    ``may_be_local``: this computer and private networks will do, too; link-local, reserved and multicast
    addresses never do. One number that will not do is enough. Raises ``AddressRefused`` and ``FetchFailed``.
    """
    try:
        numbers = resolve(address.url.host, address.port)
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or error
        raise FetchFailed(f"{address}: {address.host!r} was not found ({why}); check the address") from error
    for number in numbers:
        found = parsed(number)
        if not is_public(found) and not (may_be_local and is_local(found)):
            raise AddressRefused(f"{address}: {address.host!r} is {number}, {_why_not(number)}")
    return numbers


def _why_not(number: str) -> str:
    if is_local(parsed(number)):
        return (
            "an address of this computer or of a private network; save the page and add the file, or set "
            "private_addresses to on"
        )
    return "an address that is not of the internet; save the page and add the file"
