"""The settings of a library's engine as a form, and facts about the library."""

from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

from index.embedding.minilm import find_weights
from index.errors import ReadbackError
from rag.model.endpoint import OPENAI, Endpoint
from rag.model.local_servers import SERVERS
from rag.settings import Settings
from ui.web.templates import render
from ui.words.engine_status import EngineStatus, engine
from ui.words.phrases import counted, sentence_case
from ui.words.private_paths import without_folders

if TYPE_CHECKING:
    from rag import Readback

_FIELDS = {
    "base_url": ("Address", "Empty means OpenAI's service."),
    "model": ("Model", "As the server names it."),
    "api_key": ("Key", "Kept in memory for this address until Readback stops, and never written to disk."),
    "context_window": (
        "Context window",
        "Tokens that the model reads and writes at most. Empty: it is found.",
    ),
    "judge": ("A second reading checks the answer", "The model compares what it wrote with the sources."),
}
"""The label and the hint of each field of the form, by the name of its setting."""


@dataclass(frozen=True)
class FieldView:
    """A field of the form; ``is_fixed``: it is set elsewhere, as its hint says, and is disabled."""

    name: str
    label: str
    value: object
    hint: str
    is_fixed: bool


def settings_view(readback: "Readback") -> str:
    """The view in which the engine is set. No key is in it."""
    settings = readback.settings
    return render(
        "settings",
        settings=settings,
        texts=_texts(settings),
        is_fixed=bool(settings.fixed.get("model")),
        presets={} if "base_url" in settings.fixed else SERVERS,
        fields={name: _field(name, settings) for name in _FIELDS},
        about=_about(readback),
    )


def _field(name: str, settings: Settings) -> FieldView:
    label, hint = _FIELDS[name]
    place = settings.fixed.get(name, "")
    value = "" if name == "api_key" else getattr(settings, name) or ""
    hint = f"Set by {place}. Change it there, and start Readback anew." if place else hint
    return FieldView(name, label, value, hint, bool(place))


def _texts(settings: Settings) -> str:
    """The sentences on the texts sent to an endpoint's embedder: the same with and without a model."""
    if not settings.embedding_model:
        return ""
    asked = Endpoint(settings.embedding_model, settings.base_url or OPENAI)
    return EngineStatus("", settings.embedding_model, asked.place, asked.is_local).leaves


def _about(readback: "Readback") -> dict[str, str]:
    """The library, its limits, and the version."""
    settings = readback.settings
    return {
        "Folder": readback.path.name,
        "Documents": _documents(readback),
        "Embedder": _embedder(settings),
        "Largest file": f"{settings.max_megabytes} MB",
        "Readback": version("readback"),
    }


def _documents(readback: "Readback") -> str:
    try:
        return counted(len(readback.documents()), "document")
    except ReadbackError as error:
        return sentence_case(without_folders(error))


def _embedder(settings: Settings) -> str:
    if settings.embedding_model:
        place = engine(settings).place
        how = "To use another, set embedding_model in the folder's readback.toml and run: readback reindex"
        return f"{settings.embedding_model} at {place}. {how}"
    if find_weights() is None:
        return "None, so search is by words alone. readback doctor tells how to get one."
    return f"all-MiniLM-L6-v2 ({settings.embedding}), on this computer"
