"""The endpoint's embedder, as the settings name it."""

from urllib.parse import urlsplit

from index.embedding.endpoint_embedder import EndpointEmbedder
from rag.model.client import Model
from rag.model.endpoint import OPENAI
from rag.settings import Settings


def endpoint_embedder(settings: Settings) -> EndpointEmbedder | None:
    """The embedder of ``embedding_model``, which has asked nothing yet; ``None`` where that is not set."""
    if not settings.embedding_model:
        return None
    model = Model(settings.embedding_model, settings.base_url, settings.api_key)
    address = urlsplit(settings.base_url or OPENAI)
    host = address.netloc.rpartition("@")[2]
    return EndpointEmbedder(f"{model.name} at {host}{address.path.rstrip('/')}", model.embed)
