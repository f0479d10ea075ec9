"""The routes under /api/documents."""

import os
import tempfile
from pathlib import Path
from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool

from index import errors
from rag.shapes import as_json
from ui.api.chosen import Chosen, exact
from ui.api.uploads import receive

api = APIRouter(prefix="/api/documents", tags=["Documents"])


class Described(BaseModel):
    """The body of ``PATCH /api/documents/{id}``: what is to be said of a document; "" means unknown."""

    title: str | None = None
    outlet: str | None = None
    published: str | None = None


@api.get("")
def listing(readback: Chosen) -> dict[str, Any]:
    """Every document, in the order added."""
    return {"documents": [as_json(document) for document in readback.documents()]}


@api.post("")
async def add(readback: Chosen, request: Request) -> dict[str, Any]:
    """Files, as multipart/form-data in fields named ``files``; each is added wholly or not at all."""
    megabytes = readback.settings.max_megabytes
    with tempfile.TemporaryDirectory(prefix="readback-") as folder:
        paths, large = await receive(request, Path(folder), megabytes)
        why = f"It is larger than {megabytes} MB, the limit for one file."
        if large and not paths:
            raise errors.TooLarge(f"{', '.join(large)}: {why}")
        result = await run_in_threadpool(readback.add, paths, address=lambda path: path.name)
    failed = [{"path": Path(f.path).name, "error": _without_folder(f.error, f.path)} for f in result.failed]
    failed += [{"path": name, "error": why} for name in large]
    done = {"added": result.added, "unchanged": result.unchanged, "replaced": result.replaced}
    return {**{name: list(ids) for name, ids in done.items()}, "failed": failed}


def _without_folder(message: str, path: str) -> str:
    """An error without the temporary folder that its reader knows nothing of."""
    return message.replace(path, Path(path).name).replace(f"{Path(path).parent}{os.sep}", "")


@api.get("/{ident}")
def one(readback: Chosen, ident: str) -> dict[str, Any]:
    """One document."""
    return as_json(readback.document(exact(readback, ident)))


@api.patch("/{ident}")
def describe(readback: Chosen, ident: str, body: Described) -> dict[str, Any]:
    """Corrects a document's title, outlet or date."""
    document = readback.set(exact(readback, ident), **body.model_dump())
    return as_json(document)


@api.delete("/{ident}")
def remove(readback: Chosen, ident: str) -> dict[str, Any]:
    """Removes a document."""
    result = readback.remove([exact(readback, ident)])
    return {"removed": list(result.removed), "failed": [as_json(failure) for failure in result.failed]}


@api.get("/{ident}/text")
def text(readback: Chosen, ident: str) -> dict[str, Any]:
    """A document's exact text: what every offset refers to."""
    return as_json(readback.text(exact(readback, ident)))
