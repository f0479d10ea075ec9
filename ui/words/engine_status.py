"""The engine that writes the answers, in plain text, and the data that is sent away for it."""

from dataclasses import dataclass

from rag.model.endpoint import OPENAI, Endpoint
from rag.settings import Settings

NO_MODEL = "Quotes only, no model"
"""The name of the engine that works without a model."""


@dataclass(frozen=True)
class EngineStatus:
    """The models of a library and their place.

    ``model`` writes the answers, ``embedder`` is the model of an endpoint that indexes texts; "" where there
    is none. ``place``: host of the endpoint that either is asked at; ``is_local``: it is this computer.
    ``is_shared``: the documents are kept by servers that several share.
    """

    model: str = ""
    embedder: str = ""
    place: str = ""
    is_local: bool = False
    is_shared: bool = False

    @property
    def name(self) -> str:
        """The model's name, or that there is none."""
        return self.model or NO_MODEL

    @property
    def where(self) -> str:
        """``on this computer`` or ``at api.openai.com``; "" without a model."""
        if not self.model:
            return ""
        return "on this computer" if self.is_local else f"at {self.place}"

    @property
    def keeps(self) -> str:
        """The fate of the documents, as whole sentences."""
        kept = "with your team's servers" if self.is_shared else "on this computer"
        if not self.place:
            return f"They stay {kept}, and nothing is sent anywhere{' else' if self.is_shared else ''}."
        parts = [f"They are kept {kept}.", self._texts, self.sends]
        return " ".join(part for part in parts if part)

    @property
    def sends(self) -> str:
        """The data that is sent for an answer, and its receiver, as a sentence; "" where nothing is sent."""
        if self.model:
            return f"Your conversation and the passages found for a question are sent to {self._receiver}."
        return f"Your questions are sent to {self._receiver}." if self.place else ""

    @property
    def leaves(self) -> str:
        """All data that is ever sent, and its receiver, as sentences; "" where nothing is sent."""
        texts = self._texts.replace("Their texts", "The texts of documents")
        return " ".join(part for part in (self.sends, texts) if part)

    @property
    def _texts(self) -> str:
        if not self.embedder:
            return ""
        return f"Their texts are sent to {self._receiver} when they are added, for {self.embedder} to index."

    @property
    def _receiver(self) -> str:
        return f"{self.place}, on this computer" if self.is_local else self.place


def engine(settings: Settings) -> EngineStatus:
    """Read the engine off the settings of a library."""
    is_shared = settings.shared is not None
    if not (settings.model or settings.embedding_model):
        return EngineStatus(is_shared=is_shared)
    asked = Endpoint(settings.model or settings.embedding_model, settings.base_url or OPENAI)
    return EngineStatus(settings.model, settings.embedding_model, asked.place, asked.is_local, is_shared)
