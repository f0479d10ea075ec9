"""The routes of the libraries that a server serves, under /api/libraries."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from ui.http import examples
from ui.http.openapi import example
from ui.http.request_library import shelf
from ui.http.response_shapes import CreatedLibrary, LibraryList

api = APIRouter(prefix="/api/libraries", tags=["LibraryList"])


class LibraryName(BaseModel):
    """The body of ``POST /api/libraries``: the name of the new library."""

    model_config = ConfigDict(json_schema_extra={"examples": examples.LIBRARY})

    name: Annotated[str, Field(max_length=1_000)]


@api.get("", summary="List the libraries", response_model=LibraryList, responses=example(examples.LIBRARIES))
def listing(
    request: Request, library: Annotated[str, Query(description="The one that is current.")] = ""
) -> dict[str, Any]:
    """All libraries, the one the server was started on first; its name is ""."""
    served = shelf(request)
    return {
        "libraries": [
            {"name": one.name, "title": one.title, "current": one.name == library}
            for one in served.libraries()
        ],
        "can_create": served.folder is not None,
    }


@api.post("", summary="Make a library", response_model=CreatedLibrary, responses=example(examples.MADE))
def create(request: Request, body: LibraryName) -> dict[str, Any]:
    """Make an empty library; the answer has the name for the parameter ``library`` of other routes."""
    return {"name": shelf(request).create(body.name)}
