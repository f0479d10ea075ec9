"""The routes of a library's engine settings, under /api/settings. A key goes in here, and never comes out."""

import threading
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, SecretStr

from rag import Readback
from rag.model.connection_test import ConnectionResult, try_out
from rag.model.engine import checked_key
from rag.model.local_servers import find_servers
from rag.settings import address
from rag.shapes import Engine
from ui.http import examples
from ui.http.openapi import example
from ui.http.request_library import Chosen
from ui.http.response_shapes import EngineState, FoundModels
from ui.http.weights import TRIALS
from ui.words.engine_status import engine

_SHOWN = (
    "model", "base_url", "context_window", "judge",
    "embedding_model", "price_read", "price_written", "max_megabytes",
)  # fmt: skip
_trying = threading.BoundedSemaphore(TRIALS)

api = APIRouter(prefix="/api/settings", tags=["Settings"])
Key = Annotated[
    SecretStr | None,
    Field(max_length=1_000, description="For this address only; none: the one known for it."),
]


class EndpointBody(BaseModel):
    """The body of ``POST /api/settings/test``: a model and its address; no address means OpenAI's service."""

    model_config = ConfigDict(json_schema_extra={"examples": examples.ENDPOINT})

    model: Annotated[str, Field(max_length=2_000)] = ""
    base_url: Annotated[str, Field(max_length=2_000)] = ""
    api_key: Key = None

    @property
    def key(self) -> str | None:
        """The key that was typed, if any."""
        return None if self.api_key is None else self.api_key.get_secret_value()


class SettingsBody(EndpointBody):
    """The body of ``PUT /api/settings``: the model that writes answers; no model means quotations."""

    model: Annotated[str, Field(max_length=2_000)]
    base_url: Annotated[str, Field(max_length=2_000)]
    context_window: Annotated[int, Field(ge=0, le=100_000_000)] | None = None
    judge: bool | None = None


@api.get(
    "", summary="How answers are written", response_model=EngineState, responses=example(examples.ENGINE)
)
def current_settings(readback: Chosen) -> dict[str, Any]:
    """The settings in force, those fixed elsewhere, and a line on what is sent where."""
    settings = readback.settings
    return {
        **{name: getattr(settings, name) for name in _SHOWN},
        "has_key": bool(settings.api_key),
        "fixed": {name: why for name, why in settings.fixed.items() if name in _SHOWN},
        "engine": settings.model or Engine.EXTRACTIVE,
        "leaves": engine(settings).leaves,
    }


@api.put(
    "",
    summary="Change how answers are written",
    response_model=EngineState,
    responses=example(examples.ENGINE),
)
def change(readback: Chosen, body: SettingsBody) -> dict[str, Any]:
    """Change the settings for later questions. A key is kept until the server stops, and written nowhere."""
    values = {"model": body.model.strip(), "base_url": body.base_url.strip()}
    others = {"context_window": body.context_window, "judge": body.judge}
    given = {name: value for name, value in others.items() if value is not None}
    readback.use({**values, **given}, body.key)
    return current_settings(readback)


@api.post("/test", summary="Try a model", response_model=ConnectionResult, responses=example(examples.TRIED))
def test(readback: Chosen, body: EndpointBody) -> dict[str, Any]:
    """Ask a model for one word, and its endpoint for a list of models; nothing of the library is sent."""
    if not _trying.acquire(blocking=False):
        return _told(
            ConnectionResult(ok=False, detail="Several models are being tried already. Wait a moment.")
        )
    try:
        return _told(_tried(readback, body))
    finally:
        _trying.release()


@api.post(
    "/models",
    summary="Find models on this computer",
    response_model=FoundModels,
    responses=example(examples.FOUND_MODELS),
)
def find_models(readback: Chosen) -> FoundModels:
    """Ask the usual addresses of this computer, and the address that is set, for the models they list."""
    settings = readback.settings
    return FoundModels(find_servers(settings.base_url, settings.api_key))


def _tried(readback: Readback, body: EndpointBody) -> ConnectionResult:
    base_url = address(body.base_url) if body.base_url.strip() else ""
    key = readback.key(base_url) if body.key is None else checked_key(body.key)
    return try_out(body.model.strip(), base_url, key)


def _told(tried: ConnectionResult) -> dict[str, Any]:
    detail = tried.detail[:1].upper() + tried.detail[1:]
    return {**asdict(tried), "detail": detail, "models": list(tried.models)}
