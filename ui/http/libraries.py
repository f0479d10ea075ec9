"""The routes of the libraries that a server serves, under /api/libraries."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field

from ui.http import examples
from ui.http.openapi import example
from ui.http.request_library import shelf
from ui.http.response_shapes import CreatedLibrary, LibraryList, RemovedLibrary
from ui.http.teams.team_shelf import TeamShelf

api = APIRouter(prefix="/api/libraries", tags=["LibraryList"])


class LibraryName(BaseModel):
    """The body of a renaming: the library's new name."""

    model_config = ConfigDict(json_schema_extra={"examples": examples.LIBRARY})

    name: Annotated[str, Field(max_length=1_000)]


class NewLibrary(LibraryName):
    """The body of ``POST /api/libraries``: ``team`` where people have accounts, and it is not plain whose."""

    team: Annotated[str, Field(max_length=1_000)] = ""


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
        "can_create": served.can_create,
    }


@api.post("", summary="Make a library", response_model=CreatedLibrary, responses=example(examples.MADE))
def create(request: Request, body: NewLibrary) -> dict[str, Any]:
    """Make an empty library; the answer has the name for the parameter ``library`` of other routes."""
    served = shelf(request)
    if isinstance(served, TeamShelf):
        return {"name": served.create(body.name, body.team)}
    return {"name": served.create(body.name)}


@api.patch(
    "/{name}", summary="Rename a library", response_model=CreatedLibrary, responses=example(examples.MADE)
)
def rename(request: Request, name: str, body: LibraryName) -> dict[str, Any]:
    """Give a library another name. The one the server was started on keeps its name."""
    return {"name": shelf(request).rename(name, body.name)}


@api.delete(
    "/{name}", summary="Delete a library", response_model=RemovedLibrary, responses=example(examples.GONE)
)
def remove(request: Request, name: str) -> dict[str, Any]:
    """Delete a library with its documents, briefings and settings; it cannot be had again."""
    shelf(request).remove(name)
    return {"removed": [name]}
