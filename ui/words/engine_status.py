"""Who answers, in the page's words, and what is sent for it."""

from dataclasses import dataclass

from rag.model.endpoint import OPENAI, Endpoint
from rag.settings import Settings


@dataclass(frozen=True)
class EngineStatus:
    """Who answers, and what leaves the library: "" where there is no such model."""

    model: str = ""  # that writes the answers
    embedder: str = ""  # of an endpoint
    place: str = ""  # where either is asked
    is_local: bool = False  # whether that is this computer

    @property
    def keeps(self) -> str:
        """What becomes of the documents, as whole sentences."""
        if not self.place:
            return "They stay on this computer, and nothing is sent anywhere."
        parts = ["They are kept on this computer.", self._texts, self.sends]
        return " ".join(part for part in parts if part)

    @property
    def sends(self) -> str:
        """What is sent for an answer, and where to; "" where nothing is."""
        if self.model:
            return f"Your conversation and the passages found for a question are sent to {self._where}."
        return f"Your questions are sent to {self._where}." if self.place else ""

    @property
    def leaves(self) -> str:
        """All that is sent, and where to; "" where nothing is."""
        texts = self._texts.replace("Their texts", "The texts of documents")
        return " ".join(part for part in (self.sends, texts) if part)

    @property
    def _texts(self) -> str:
        if not self.embedder:
            return ""
        return f"Their texts are sent to {self._where} when they are added, for {self.embedder} to index."

    @property
    def _where(self) -> str:
        return f"{self.place}, on this computer" if self.is_local else self.place


def engine(settings: Settings) -> EngineStatus:
    """Who answers, as the settings have it."""
    if not (settings.model or settings.embedding_model):
        return EngineStatus()
    asked = Endpoint(settings.model or settings.embedding_model, settings.base_url or OPENAI)
    return EngineStatus(settings.model, settings.embedding_model, asked.place, asked.is_local)
