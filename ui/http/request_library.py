"""The library that a request names, and the documents."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends, Query, Request

from index.errors import DocumentNotFound
from rag import Readback

if TYPE_CHECKING:
    from ui.http.shelf import Shelf

_NAME = "A library's name, as `GET /api/libraries` lists it; none: the one the server was started on."


def shelf(request: Request) -> "Shelf":
    """The libraries that are served."""
    served: Shelf = request.app.state.shelf
    return served


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
