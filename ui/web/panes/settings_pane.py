"""How the answers of a library are written, as a form; and what else there is to know of it."""

from collections.abc import Mapping
from importlib.metadata import version
from typing import TYPE_CHECKING

from index.embedding.minilm import find_weights
from index.errors import ReadbackError
from rag.model.endpoint import OPENAI, Endpoint
from rag.settings import Settings
from ui.web.render import esc
from ui.words.engine_status import EngineStatus, engine
from ui.words.phrases import counted, sentence_case

if TYPE_CHECKING:
    from rag import Readback

_LOCAL = (
    ("Ollama", "http://127.0.0.1:11434/v1"),
    ("llama.cpp", "http://127.0.0.1:8080/v1"),
    ("LM Studio", "http://127.0.0.1:1234/v1"),
)
_KEPT = "Kept in memory for this address until Readback stops, and never written to disk."
_WINDOW = "Tokens that the model reads and writes at most, until it tells."


def settings_view(readback: "Readback") -> str:
    """The view in which the engine is set. No key is in it."""
    settings = readback.settings
    return (
        '<div class="rb-column rb-set"><h2>Settings</h2>'
        f'<form class="rb-settings" novalidate autocomplete="off" data-texts="{esc(_texts(settings))}">'
        f"<h3>How answers are written</h3>{_choices(settings)}{_endpoint(settings)}"
        '<h3>What leaves this computer</h3><p class="rb-leaves" role="status"></p>'
        '<div class="rb-set-end"><button type="submit" class="rb-button rb-main-button">Save</button>'
        '<p class="rb-saved" role="status"></p></div><p class="rb-why" data-why="form" role="alert"></p>'
        f"</form>{_about(readback)}</div>"
    )


def _choices(settings: Settings) -> str:
    fixed = settings.fixed.get("model", "")
    quotes = "Answers are exact quotations from your documents. Nothing else is needed."
    model = "Answers are in its own words. Each sentence is read back to your documents, and marked where they do not bear it out."  # noqa: E501
    return (
        '<fieldset class="rb-choices"><legend class="rb-sr">How answers are written</legend>'
        f"{_choice('quotes', 'Quotes only, no model', quotes, chosen=not settings.model, fixed=bool(fixed))}"
        f"{_choice('model', 'A model', model, chosen=bool(settings.model), fixed=bool(fixed))}</fieldset>"
    )


def _choice(value: str, name: str, what: str, *, chosen: bool, fixed: bool) -> str:
    state = f"{' checked' if chosen else ''}{' disabled' if fixed else ''}"
    return (
        f'<label class="rb-choice"><input type="radio" name="engine" value="{value}"{state}>'
        f"<span><b>{name}</b><span>{what}</span></span></label>"
    )


def _endpoint(settings: Settings) -> str:
    """Which model, where, and with what key."""
    presets = "".join(
        f'<button type="button" class="rb-button" data-do="preset" data-url="{url}">{name}</button>'
        for name, url in _LOCAL
    )
    known = "One is known for this address" if settings.api_key else "Only where the server asks for one"
    fixed = settings.fixed
    shown = (
        "" if "base_url" in fixed else f'<div class="rb-presets"><span>On this computer</span>{presets}</div>'
    )
    return (
        f'<div class="rb-endpoint"{"" if settings.model else " hidden"}>{shown}'
        + _field("base_url", "Address", settings.base_url, "Empty means OpenAI's service.", fixed,
                 'type="url" inputmode="url" placeholder="http://127.0.0.1:8080/v1"')
        + _field("model", "Model", settings.model, "As the server names it.", fixed,
                 'type="text" list="rb-models" spellcheck="false"')
        + '<datalist id="rb-models"></datalist>'
        + _field("api_key", "Key", "", _KEPT, fixed,
                 f'type="password" autocomplete="off" data-known="{"yes" if settings.api_key else "no"}" '
                 f'data-address="{esc(settings.base_url)}" placeholder="{known}"')
        + _field("context_window", "Context window", settings.context_window, _WINDOW, fixed,
                 'type="number" min="1" step="1" inputmode="numeric"')
        + '<div class="rb-try"><button type="button" class="rb-button" data-do="try">Test connection</button>'
        '<p class="rb-tried" role="status"></p></div><div class="rb-offered" hidden></div></div>'
    )  # fmt: skip


def _field(name: str, label: str, value: object, hint: str, fixed: Mapping[str, str], how: str) -> str:
    """One that can be typed into, unless it is set elsewhere: then it says where."""
    why = fixed.get(name, "")
    told = f"Set by {why}. Change it there, and start Readback anew." if why else hint
    return (
        f'<div class="rb-field"><label for="rb-set-{name}">{label}</label><input id="rb-set-{name}" '
        f'name="{name}" value="{esc(value)}" {how} aria-describedby="rb-hint-{name} rb-why-{name}"'
        f'{" disabled" if why else ""}><p class="rb-field-hint" id="rb-hint-{name}">{esc(told)}</p>'
        f'<p class="rb-why" id="rb-why-{name}" data-why="{name}" role="alert"></p></div>'
    )


def _texts(settings: Settings) -> str:
    """What is sent whoever writes the answers: what the embedder of an endpoint reads."""
    if not settings.embedding_model:
        return ""
    asked = Endpoint(settings.embedding_model, settings.base_url or OPENAI)
    return EngineStatus("", settings.embedding_model, asked.place, asked.is_local).leaves


def _about(readback: "Readback") -> str:
    """The library, its limits, and the version."""
    settings = readback.settings
    rows = (
        ("Folder", str(readback.path)),
        ("Documents", _documents(readback)),
        ("Embedder", _embedder(settings)),
        ("Largest file", f"{settings.max_megabytes} MB"),
        ("Readback", version("readback")),
    )
    listed = "".join(f"<div><dt>{name}</dt><dd>{esc(value)}</dd></div>" for name, value in rows)
    return f'<h3>This library</h3><dl class="rb-about">{listed}</dl>'


def _documents(readback: "Readback") -> str:
    try:
        return counted(len(readback.documents()), "document")
    except ReadbackError as error:
        return sentence_case(str(error))


def _embedder(settings: Settings) -> str:
    if settings.embedding_model:
        place = engine(settings).place
        how = "To use another, set embedding_model in the folder's readback.toml and run: readback reindex"
        return f"{settings.embedding_model} at {place}. {how}"
    if find_weights() is None:
        return "None, so search is by words alone. readback doctor tells how to get one."
    return f"all-MiniLM-L6-v2 ({settings.embedding}), on this computer"
