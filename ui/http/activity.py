"""The route ``/api/activity``: changes of a library's documents, polled by every page every few seconds."""

from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request

from rag.shapes import as_json
from ui.http.arrivals import Arrival
from ui.http.openapi import REFUSALS, example
from ui.http.request_library import Chosen, shelf
from ui.http.watch_routes import may_choose
from ui.watching.folder_watcher import WatchState

api = APIRouter(prefix="/api", tags=["Documents"], responses=REFUSALS)


@dataclass(frozen=True)
class Activity:
    """The files being added, and ``version``: a mark that differs after any document was added, changed or
    removed, by whatever program. ``watch``: the folder that is followed; null for those who may not choose
    it.
    """

    version: str
    adding: tuple[Arrival, ...]
    watch: WatchState | None


@dataclass(frozen=True)
class Dismissed:
    """The number of failed files that are not listed any more: 1, or 0 if there was no such file."""

    dismissed: int


_MOST = 2**63 - 1  # of Postgres' bigint
_EXAMPLE = as_json(Activity("5d41402abc4b", (Arrival("minutes.pdf", "indexing", 61, 100),), None))


@api.get(
    "/activity",
    summary="What is being added, and whether anything changed",
    response_model=Activity,
    responses=example(_EXAMPLE),
)
def activity(readback: Chosen, request: Request) -> dict[str, Any]:
    """The files that this server is adding, a mark of the documents that are there, and a watched folder."""
    served = shelf(request)
    watch = served.watched.state(readback) if may_choose(request) else None
    return as_json(Activity(readback.version(), served.arrivals.of(readback), watch))


@api.delete(
    "/activity/{number}",
    summary="Dismiss a file that failed",
    response_model=Dismissed,
    responses=example({"dismissed": 1}),
)
def dismiss(readback: Chosen, request: Request, number: Annotated[int, Path(ge=1, le=_MOST)]) -> Dismissed:
    """Forget a file that workers could not add, by its number in the list; what waits is not touched."""
    return Dismissed(shelf(request).arrivals.dismiss(readback, number))
