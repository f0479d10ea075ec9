"""The route by which commands hand over their work: one process at a time can write to a library.

It names files of this computer, so that it serves nobody but the user: whoever knows the secret that stands
in the library's folder, and asks from this computer.
"""

import hmac
import threading
from collections.abc import Callable, Generator
from dataclasses import asdict, replace
from queue import SimpleQueue
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, Field

from index.errors import ReadbackError, UsageError
from index.results import Added, Failure, Progress, Synced
from index.store.identity import utf8
from rag import Readback
from rag.request_errors import Stopped
from ui.http.arrivals import Arrivals, Arriving
from ui.http.order_wire import PROOF, ROUTE, received
from ui.http.problems import CRASH, log, problem
from ui.http.request_library import every_library
from ui.http.security.guard import LOOPBACK
from ui.http.sse import streamed, written

api = APIRouter(include_in_schema=False)
Report = Callable[[Progress], None]
Remark = Callable[[str], None]


class AddOrder(BaseModel):
    """The order to add files and folders."""

    verb: Literal["add"]
    paths: list[str]

    def run(self, readback: Readback, report: Report, remark: Remark) -> Any:
        """Add them."""
        return _plain(readback.add(map(received, self.paths), report, remark=remark))


class FetchOrder(BaseModel):
    """The order to add the document at a web address."""

    verb: Literal["fetch"]
    address: str

    def run(self, readback: Readback, report: Report, _remark: Remark) -> Any:
        """Fetch it. Raises ``AddressRefused``."""
        from ui.fetching.add_address import add_address
        from ui.fetching.web_address import web_address

        return add_address(readback, web_address(self.address), report)


class SyncOrder(BaseModel):
    """The order to sync with a folder."""

    verb: Literal["sync"]
    folder: str
    remove: bool = False
    dry_run: bool = False
    busy: list[str] | None = None

    def run(self, readback: Readback, report: Report, remark: Remark) -> Any:
        """Sync with it."""
        folder = received(self.folder)
        done = readback.sync(
            folder, remove=self.remove, dry_run=self.dry_run, busy=self.busy, progress=report, remark=remark
        )
        return _plain(done)


class RemoveOrder(BaseModel):
    """The order to remove documents."""

    verb: Literal["remove"]
    refs: list[str]

    def run(self, readback: Readback, _report: Report, _remark: Remark) -> Any:
        """Remove them."""
        return readback.remove(self.refs)


class SetOrder(BaseModel):
    """The order to correct a document."""

    verb: Literal["set"]
    ref: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None

    def run(self, readback: Readback, _report: Report, _remark: Remark) -> Any:
        """Correct it."""
        return readback.set(self.ref, title=self.title, outlet=self.outlet, published=self.published)


Order = Annotated[AddOrder | FetchOrder | SyncOrder | RemoveOrder | SetOrder, Field(discriminator="verb")]


@api.post(ROUTE)
def run(request: Request, order: Order, library: str = "") -> Response:
    """Do what an order says: ``progress`` and ``remark`` events, then ``done`` or ``failed``."""
    if not _is_user(request):  # before the library is looked for: strangers do not learn which there are
        return forbidden()
    stop = threading.Event()
    served = every_library(request)
    return streamed(_events(served.get(library), order, served.arrivals, stop), stop)


def forbidden() -> JSONResponse:
    """The response to whoever does not know the secret."""
    return problem(403, "forbidden", "Orders are taken from this computer's user only.")


def _is_user(request: Request) -> bool:
    """Return whether a request comes from this computer, and knows the secret."""
    caller = request.client.host if request.client else ""
    here = (request.scope.get("server") or ("",))[0]
    told = request.headers.get(PROOF, "").encode()
    return caller in (*LOOPBACK, here) and hmac.compare_digest(told, every_library(request).secret.encode())


def _events(readback: Readback, order: Any, arrivals: Arrivals, stop: threading.Event) -> Generator[str]:
    """The events of an order that runs in a thread of its own, until ``stop`` is set."""
    events: SimpleQueue[str | None] = SimpleQueue()
    arriving = Arriving(())

    def report(at: Progress) -> None:
        if stop.is_set():
            raise Stopped("The command was stopped.")
        arriving.heard(at)
        events.put(written("progress", asdict(at)))

    def work() -> None:
        try:
            with arrivals.following(readback, arriving):
                done = order.run(readback, report, lambda text: events.put(written("remark", {"text": text})))
            events.put(written("done", asdict(done)))
        except ReadbackError as error:
            events.put(written("failed", {"message": str(error), "usage": isinstance(error, UsageError)}))
        except Exception as error:  # noqa: BLE001 - the command would wait for ever: say so
            log.error("Unexpected error", exc_info=error)
            events.put(written("failed", {"message": CRASH, "usage": False}))
        finally:
            events.put(None)

    threading.Thread(target=work, daemon=True).start()
    while (event := events.get()) is not None:
        yield event


def _plain(done: Added | Synced) -> Added | Synced:
    """A result whose file names are text that any JSON can hold."""
    return replace(done, failed=tuple(Failure(utf8(one.path), utf8(one.error)) for one in done.failed))
