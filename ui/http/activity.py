"""What happens to a library's documents: a page that asks every few seconds shows what others do, too."""

from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request

from rag.shapes import as_json
from ui.http.arrivals import Arrival
from ui.http.openapi import REFUSALS, example
from ui.http.request_library import Chosen, shelf

api = APIRouter(prefix="/api", tags=["Documents"], responses=REFUSALS)


@dataclass(frozen=True)
class Activity:
    """``version`` differs once a document has come, gone or been described anew, by whatever program."""

    version: str
    adding: tuple[Arrival, ...]


_EXAMPLE = as_json(Activity("5d41402abc4b", (Arrival("minutes.pdf", "indexing", 61, 100),)))


@api.get(
    "/activity",
    summary="What is being added, and whether anything changed",
    response_model=Activity,
    responses=example(_EXAMPLE),
)
def activity(readback: Chosen, request: Request) -> dict[str, Any]:
    """The files on their way in through this server, and a mark of the documents that are there."""
    return as_json(Activity(readback.version(), shelf(request).arrivals.of(readback)))
