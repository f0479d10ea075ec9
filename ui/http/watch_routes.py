"""The route ``/api/watch``: the folder of this computer that a library follows."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from index.errors import UsageError
from ui.http import examples
from ui.http.openapi import example
from ui.http.problems import problem
from ui.http.request_library import Chosen, may, shelf
from ui.http.teams.roster import Role
from ui.watching.folder_watcher import WatchState

api = APIRouter(prefix="/api/watch", tags=["Documents"])


class WatchBody(BaseModel):
    """The body of ``PUT /api/watch``: the whole path of a folder, "" for none."""

    model_config = ConfigDict(json_schema_extra={"examples": examples.WATCH})

    folder: Annotated[str, Field(max_length=2_000)]


@api.get(
    "", summary="The folder that is watched", response_model=WatchState, responses=example(examples.WATCHED)
)
def watched(readback: Chosen, request: Request) -> WatchState | JSONResponse:
    """The folder that the library follows, and when it was last read."""
    return shelf(request).watched.state(readback) if may_choose(request) else _refused()


@api.put("", summary="Watch a folder", response_model=WatchState, responses=example(examples.WATCHED))
def choose(readback: Chosen, request: Request, body: WatchBody) -> WatchState | JSONResponse:
    """Follow another folder, or none; the library's settings keep it."""
    if not may_choose(request):
        return _refused()
    readback.use({"watch": _checked(body.folder.strip())})
    shelf(request).watched.follow(readback)
    return shelf(request).watched.state(readback)


def may_choose(request: Request) -> bool:
    """Return whether who asks may name a folder of this computer; where people have accounts, an owner."""
    return bool(request.app.state.may_watch) and may(request, Role.OWNER)


def _checked(text: str) -> str:
    """The path of a folder that can be watched, "" for none. Raises ``UsageError`` for any other."""
    folder = Path(text).expanduser()
    if not text:
        return ""
    if not folder.is_absolute():
        raise UsageError("Type the whole path of a folder, from its beginning.")
    if not folder.is_dir():
        raise UsageError(f"There is no folder {text[:200]!r} on this computer.")
    if folder.resolve() == Path(folder.resolve().anchor):
        raise UsageError("This is the whole disk. Choose the folder that your documents are in.")
    return str(folder)


def _refused() -> JSONResponse:
    return problem(403, "forbidden", "Folders are chosen by who runs the server: see the setting “watch”.")
