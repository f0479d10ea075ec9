"""Fetching of one document from the web: within limits, and from no other place than was checked."""

from dataclasses import dataclass
from functools import partial
from http import HTTPStatus

import anyio
import httpx

from index.errors import TooLarge, UnsupportedFormat
from index.readers import ARCHIVES, FORMATS, SUFFIXES
from index.readers.kinds import kind_of
from ui.fetching.web_address import FetchFailed, LookUp, WebAddress, checked_addresses, look_up, web_address
from ui.fetching.weights import MOST_REDIRECTS, SECONDS

_MEDIA_TYPES = dict.fromkeys([*(known.media_type for known in FORMATS.values()), *ARCHIVES.values()])
_HEADERS = {
    "User-Agent": "Readback (a reader of documents)",
    "Accept": ", ".join(_MEDIA_TYPES),
    "Accept-Encoding": "identity",  # nothing that could unfold into more than it seems
}
_SUFFIXES = {known.media_type: suffix for suffix, known in reversed(FORMATS.items())}
_SUFFIXES |= {media_type: suffix for suffix, media_type in ARCHIVES.items()} | {"text/x-markdown": ".md"}
_GENERAL = ("", "application/octet-stream", "binary/octet-stream")  # types that say nothing
_TEXTS = ("text/plain", "text/x-markdown", "text/markdown")


@dataclass(frozen=True)
class FetchLimits:
    """``max_bytes`` of a document; ``private``: the host that the user typed may be of a private network."""

    max_bytes: int
    private: bool = False
    seconds: float = SECONDS


@dataclass(frozen=True)
class Fetched:
    """A document as it came, byte for byte, and a file name whose suffix tells its format."""

    name: str
    data: bytes


def fetch(address: WebAddress, limits: FetchLimits, resolve: LookUp = look_up) -> Fetched:
    """Fetch a document. Nothing is sent but the request for it; no cookie, no password, no proxy.

    Raises ``AddressRefused``, ``FetchFailed``, ``TooLarge`` and ``UnsupportedFormat``.
    """
    return anyio.run(partial(_in_time, address, limits, resolve))


async def _in_time(address: WebAddress, limits: FetchLimits, resolve: LookUp) -> Fetched:
    try:
        with anyio.fail_after(limits.seconds):
            async with httpx.AsyncClient(headers=_HEADERS, timeout=limits.seconds, trust_env=False) as client:
                return await _followed(client, address, limits, resolve)
    except TimeoutError as error:
        raise FetchFailed(
            f"{address}: it did not come within {limits.seconds:g} seconds; try again later, or save the "
            "page and add the file"
        ) from error
    except httpx.HTTPError as error:
        why = str(error) or type(error).__name__
        raise FetchFailed(
            f"{address}: it cannot be fetched ({why}); check the address, or try later"
        ) from error


async def _followed(
    client: httpx.AsyncClient, address: WebAddress, limits: FetchLimits, resolve: LookUp
) -> Fetched:
    """Ask, and follow the redirects; each place is checked anew."""
    at = address
    for _ in range(MOST_REDIRECTS + 1):
        # A page may not lead to what stands beside this computer: only the user may.
        typed = (at.url.host, at.port) == (address.url.host, address.port)
        numbers = await anyio.to_thread.run_sync(
            partial(checked_addresses, at, may_be_local=limits.private and typed, resolve=resolve),
            abandon_on_cancel=True,
        )
        response = await _asked(client, at, numbers)
        try:
            if not response.has_redirect_location:
                return await _taken(at, response, limits.max_bytes)
            at = web_address(str(at.url.join(response.headers["location"])))
        finally:
            await response.aclose()
    raise FetchFailed(f"{address}: it leads on more than {MOST_REDIRECTS} times; check the address")


async def _asked(client: httpx.AsyncClient, address: WebAddress, numbers: list[str]) -> httpx.Response:
    """The response of the first number that answers; certificates are verified for the host's name."""
    host = address.url.host
    for number in numbers:
        request = client.build_request(
            "GET",
            address.url.copy_with(host=number),
            headers={"Host": address.url.netloc.decode()},
            extensions={"sni_hostname": host},
        )
        try:
            return await client.send(request, stream=True)
        except httpx.ConnectError:
            if number == numbers[-1]:
                raise
    raise FetchFailed(f"{address}: {host!r} was not found; check the address")


async def _taken(address: WebAddress, response: httpx.Response, max_bytes: int) -> Fetched:
    """Read the document, up to ``max_bytes``."""
    if response.status_code != HTTPStatus.OK:
        raise FetchFailed(f"{address}: {_status(response.status_code)}")
    data = bytearray()
    async for piece in response.aiter_bytes():
        data += piece
        if len(data) > max_bytes:
            raise TooLarge(
                f"{address}: it is larger than {max_bytes / 1_000_000:g} MB, the limit for one document; "
                "save a part of it and add the file, or raise max_megabytes"
            )
    return Fetched(_name(address, response.headers.get("content-type", ""), bytes(data)), bytes(data))


def _status(code: int) -> str:
    named = f"the server answers {code}{f' {HTTPStatus(code).phrase}' if code in set(HTTPStatus) else ''}"
    if code in (401, 402, 403, 407, 429, 451):
        return f"{named}: it does not give this to programs; save the page in your browser and add the file"
    if code in (404, 410):
        return f"{named}: nothing is there; check the address"
    return f"{named}; try again later, or save the page in your browser and add the file"


def _name(address: WebAddress, content_type: str, data: bytes) -> str:
    """The file's name, with the suffix of its format. Raises ``UnsupportedFormat`` if it cannot be read."""
    kind = content_type.partition(";")[0].strip().lower()
    name = address.file_name
    stem, dot, own = name.rpartition(".")
    own = f".{own.lower()}" if dot and stem else ""
    known = FORMATS.get(own)
    suffix = _SUFFIXES.get(kind, "")
    if known and (
        kind in _GENERAL or kind == known.media_type or (kind in _TEXTS and known.media_type in _TEXTS)
    ):
        return name
    if kind in _GENERAL:
        suffix = (kind_of(data) or ("", None))[1] or ""
    if suffix not in SUFFIXES:
        raise UnsupportedFormat(
            f"{address}: this is {kind or 'of no named type'}, which cannot be read; only web pages, PDF and "
            "Word files, text and Markdown can"
        )
    return f"{stem if known else name}{suffix}"
