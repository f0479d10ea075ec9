"""The writing commands: done here, or by the server that has the library open.

One process at a time can write to a library. A server holds that right while it runs; it names its address
and a secret in the library's folder (``ui.http.order_wire``).
"""

import json
import os
import ssl
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar
from urllib.parse import quote, urlsplit

from index.document import Document
from index.errors import LibraryBusy, ReadbackError, UsageError
from index.results import Added, Progress, Removed, Synced
from ui.cli.weights import ANSWER_WAIT
from ui.http.order_wire import PROOF, ROUTE, OpenServer, sent

if TYPE_CHECKING:
    from rag import Readback
    from ui.fetching.web_address import WebAddress

_T = TypeVar("_T")
Report = Callable[[Progress], None]
Remark = Callable[[str], None]


def _silent(_: object) -> None:
    """Take in a report that nobody wants."""


class Writing:
    """The writing commands on one library. Each method raises what :class:`Readback` raises.

    A server is looked for at each call: it may come and go while a folder is watched.
    """

    def __init__(self, readback: "Readback") -> None:
        self._readback = readback
        self.path = readback.path
        self.place = readback.library.place if readback.settings.shared else str(readback.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._readback.close()

    @property
    def server(self) -> OpenServer | None:
        """The server that has the library open, if one does; in shared mode any process writes by itself."""
        return None if self._readback.settings.shared else OpenServer.of(self.path)

    def add(self, paths: Sequence[Path], report: Report = _silent, remark: Remark = _silent) -> Added:
        """Add files and folders; failures are named as the paths were given."""
        if (server := self.server) is None:
            return self._readback.add(paths, report, remark=remark)
        order = {"verb": "add", "paths": [sent(path) for path in paths]}
        return _as_given(_do(server, order, Added, report, remark), paths)

    def fetch(self, address: "WebAddress", report: Report = _silent) -> Added:
        """Add the document at a web address."""
        if (server := self.server) is None:
            from ui.fetching.add_address import add_address

            return add_address(self._readback, address, report)
        return _do(server, {"verb": "fetch", "address": str(address)}, Added, report)

    def sync(
        self,
        folder: Path,
        *,
        remove: bool = False,
        dry_run: bool = False,
        busy: Collection[str] | None = None,
        report: Report = _silent,
        remark: Remark = _silent,
    ) -> Synced:
        """Sync with a folder."""
        if (server := self.server) is None:
            return self._readback.sync(
                folder, remove=remove, dry_run=dry_run, busy=busy, progress=report, remark=remark
            )
        how = {"remove": remove, "dry_run": dry_run, "busy": None if busy is None else list(busy)}
        return _do(server, {"verb": "sync", "folder": sent(folder), **how}, Synced, report, remark)

    def remove(self, refs: Iterable[str]) -> Removed:
        """Remove documents."""
        if (server := self.server) is None:
            return self._readback.remove(refs)
        return _do(server, {"verb": "remove", "refs": list(refs)}, Removed)

    def set(self, ref: str, **values: str | None) -> Document:
        """Correct a document's ``title``, ``outlet`` or date (``published``)."""
        if (server := self.server) is None:
            return self._readback.set(ref, **values)
        return _do(server, {"verb": "set", "ref": ref, **values}, Document)


def _do(
    server: OpenServer,
    order: dict[str, Any],
    shape: type[_T],
    report: Report = _silent,
    remark: Remark = _silent,
) -> _T:
    """Hand an order over, follow its events, and give its result.

    Raises ``LibraryBusy`` if the server does not answer, and the errors of the order: ``UsageError`` or
    another ``ReadbackError``.
    """
    from pydantic import TypeAdapter

    try:
        with closing(_connected(server)) as connection:
            for name, data in _events(_asked(connection, server, order)):
                if name == "progress":
                    report(Progress(**data))
                elif name == "remark":
                    remark(data["text"])
                elif name == "failed":
                    raise (UsageError if data["usage"] else ReadbackError)(data["message"])
                elif name == "done":
                    return TypeAdapter(shape).validate_python(data)
    except (OSError, HTTPException, ValueError) as error:
        raise _unanswered(server, "does not answer") from error
    raise _unanswered(server, "stopped before it was done")


def _connected(server: OpenServer) -> HTTPConnection:
    """A connection to a server; an encrypted one is known by its own certificate, whatever name that has."""
    place = urlsplit(server.url)
    host, port = place.hostname or "", place.port
    if place.scheme == "http":
        return HTTPConnection(host, port, timeout=ANSWER_WAIT)
    context = ssl.create_default_context(cafile=server.certificate)
    context.check_hostname = False
    context.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    return HTTPSConnection(host, port, timeout=ANSWER_WAIT, context=context)


def _asked(connection: HTTPConnection, server: OpenServer, order: dict[str, Any]) -> HTTPResponse:
    """The response to an order, whose events may take any time to come."""
    headers = {"Content-Type": "application/json", PROOF: server.secret}
    body = json.dumps(order).encode()
    connection.request("POST", f"{ROUTE}?library={quote(server.library)}", body, headers)
    sock = connection.sock
    response = connection.getresponse()
    if response.status != 200:
        raise HTTPException(response.reason)
    sock.settimeout(None)
    return response


def _events(response: HTTPResponse) -> Iterator[tuple[str, Any]]:
    """The name and the data of each server-sent event."""
    name = ""
    for line in response:
        field, _, value = line.decode().rstrip("\n").partition(": ")
        if field == "event":
            name = value
        elif field == "data":
            yield name, json.loads(value)


def _unanswered(server: OpenServer, what: str) -> LibraryBusy:
    return LibraryBusy(
        f"the server at {server.url} (process {server.process}) has this library open, but {what}; "
        "see whether it runs, or stop it, then try again"
    )


def _as_given(done: Added, paths: Sequence[Path]) -> Added:
    """The result with its failures below ``paths`` as these were given, not as the server knows them."""
    from dataclasses import replace

    known = {os.path.abspath(path): path for path in paths}  # noqa: PTH100  # as it was sent

    def given(text: str) -> str:
        place = Path(text)
        for above in (place, *place.parents):
            if (path := known.get(str(above))) is not None:
                return str(path / place.relative_to(above))
        return text

    return replace(done, failed=tuple(replace(one, path=given(one.path)) for one in done.failed))
