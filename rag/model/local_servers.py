"""The models that servers on this computer offer; they are asked only when somebody wants to know."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from rag.model.client import Model
from rag.model.endpoint import Endpoint
from rag.model.model_list import names
from rag.model.weights import LOOK
from rag.model.window import find_window

SERVERS = {
    "Ollama": "http://127.0.0.1:11434/v1",
    "llama.cpp": "http://127.0.0.1:8080/v1",
    "LM Studio": "http://127.0.0.1:1234/v1",
    "vLLM": "http://127.0.0.1:8000/v1",
}
"""The addresses at which servers of models listen unless they are set otherwise."""


@dataclass(frozen=True)
class OfferedModel:
    """A model that can be asked, and its context window in words."""

    name: str
    window: str


@dataclass(frozen=True)
class ModelServer:
    """A server that answers: the usual program at this address, the address, and its models."""

    name: str
    base_url: str
    models: tuple[OfferedModel, ...]


def find_servers(base_url: str = "", api_key: str = "") -> tuple[ModelServer, ...]:
    """The servers at the usual addresses of this computer, and at ``base_url``, that list models.

    The key goes to ``base_url`` alone. No answer within seconds is none.
    """
    places = dict(SERVERS)
    if base_url and base_url.rstrip("/") not in SERVERS.values():
        places[Endpoint("", base_url).place] = base_url
    keys = {base_url.rstrip("/"): api_key}

    def look(name: str) -> ModelServer:
        return _server(name, places[name], keys.get(places[name].rstrip("/"), ""))

    with ThreadPoolExecutor(len(places)) as pool:
        return tuple(server for server in pool.map(look, places) if server.models)


def _server(name: str, base_url: str, api_key: str) -> ModelServer:
    model = Model("", base_url, api_key, timeout=LOOK)
    try:
        rows = model.listed()
    finally:
        model.close()
    offered = (OfferedModel(each, str(find_window(each, rows))) for each in names(rows))
    return ModelServer(name, base_url, tuple(offered))
