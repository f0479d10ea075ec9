"""The library that a request names, and the documents."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Query, Request
from starlette.types import Scope

from index.errors import DocumentNotFound, LibraryNotFound
from rag import Readback
from ui.http.teams.roster import Role
from ui.http.teams.visitor import visitor_of

if TYPE_CHECKING:
    from ui.http.shelf import Shelf
    from ui.http.teams.team_shelf import TeamShelf

_NAME = "A library's name, as `GET /api/libraries` lists it; none: the one the server was started on."


def every_library(request: Request) -> "Shelf":
    """All libraries of the server, whoever asks: for requests that prove in another way what they may."""
    served: Shelf = request.app.state.shelf
    return served


def shelf(request: Request) -> "Shelf | TeamShelf":
    """The libraries that are served: where people have accounts, those of the person who asks."""
    return seen_by(every_library(request), request.scope)


def seen_by(served: "Shelf", scope: Scope) -> "Shelf | TeamShelf":
    """The libraries that the visitor of a request sees.

    Raises ``LibraryNotFound`` where people have accounts and the request has no visitor: nothing is open.
    """
    from ui.http.teams.team_shelf import TeamShelf

    if served.accounts is None:
        return served
    if (visitor := visitor_of(scope)) is None:
        raise LibraryNotFound("Log in to see a library.")
    return TeamShelf(served, visitor, served.accounts)


def may(request: Request, role: Role) -> bool:
    """Return whether who asks has a role in the library asked for; without accounts everybody has."""
    visitor = visitor_of(request.scope)
    return visitor is None or visitor.may(role, request.query_params.get("library", ""))


def chosen(request: Request, library: Annotated[str, Query(description=_NAME)] = "") -> Readback:
    """The library that a request names. Raises ``LibraryNotFound`` if there is none of this name."""
    return shelf(request).get(library)


Chosen = Annotated[Readback, Depends(chosen)]
"""A parameter of a route: the library it is to work on."""


def exact(readback: Readback, ident: str) -> str:
    """``ident`` itself if it is a whole id: HTTP takes no prefixes and no file names.

    Raises ``DocumentNotFound`` otherwise.
    """
    return exact_all(readback, [ident])[0]


def exact_all(readback: Readback, idents: Iterable[str]) -> tuple[str, ...]:
    """The ids themselves. Raises ``DocumentNotFound`` if one is not the whole id of a document."""
    known = {document.id for document in readback.documents()}
    wanted = tuple(idents)
    for ident in wanted:
        if ident not in known:
            raise DocumentNotFound(f"No document has the id {ident[:80]!r}. GET /api/documents lists them.")
    return wanted
