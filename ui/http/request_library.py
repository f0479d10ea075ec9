"""Which library a request is for, and which of its documents."""

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
    """The library that a request names."""
    return shelf(request).get(library)


Chosen = Annotated[Readback, Depends(chosen)]
"""A parameter of a route: the library it is to work on."""


def exact(readback: Readback, ident: str) -> str:
    """The id itself, once it is known to be one; HTTP takes no prefixes and no file names."""
    return exact_all(readback, [ident])[0]


def exact_all(readback: Readback, idents: Iterable[str]) -> tuple[str, ...]:
    """The ids themselves, once all are known to be ids. Raises ``DocumentNotFound``."""
    known = {document.id for document in readback.documents()}
    wanted = tuple(idents)
    for ident in wanted:
        if ident not in known:
            raise DocumentNotFound(f"No document has the id {ident[:80]!r}. GET /api/documents lists them.")
    return wanted
