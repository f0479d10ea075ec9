"""The context window of a model: of what its server lists, else of its family, else a guess."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rag.model.weights import WINDOW

Row = Mapping[str, object]
"""A model as ``GET /models`` lists it."""

_FIELDS = (  # the first that a row has; where it runs with less than it could, that comes first
    "n_ctx",  # llama.cpp
    "loaded_context_length",  # LM Studio
    "max_model_len",  # vLLM, SGLang
    "context_length",  # OpenRouter, Together
    "context_window",  # Groq
    "max_context_length",  # Mistral, LM Studio
    "max_input_tokens",  # Anthropic, GitHub
    "n_ctx_train",  # llama.cpp: as long as the texts it was trained on
)
_WITHIN = ("meta", "top_provider", "limits", "model_info")  # objects within a row that have such fields
_LEAST, _MOST = 256, 100_000_000  # tokens; any other number is no window

FAMILIES: tuple[tuple[str, int], ...] = (
    # From the makers' pages on each model, 2025; where a family has several, the smallest.
    (r"gpt-oss", 131_072),
    (r"gpt-4\.1", 1_047_576),
    (r"gpt-4o|gpt-4-turbo|gpt-4\.5|gpt-5.*chat", 128_000),
    (r"gpt-5", 400_000),
    (r"gpt-4", 8_192),
    (r"gpt-3\.5", 16_385),
    (r"o1-(?:mini|preview)", 128_000),
    (r"o[134](?=$|[-:])", 200_000),
    (r"claude", 200_000),
    (r"gemini", 1_048_576),
    (r"gemma-?3n|gemma-?3[-:](?:270m|1b)", 32_768),
    (r"gemma-?3", 131_072),
    (r"gemma", 8_192),
    (r"tinyllama", 2_048),
    (r"deepseek", 65_536),  # before llama and qwen, whose names its small models have too
    (r"llama-?(?:4|3\.[1-3])", 131_072),
    (r"llama-?3", 8_192),
    (r"llama", 4_096),
    (r"qwen-?3.*2507", 262_144),
    (r"qwen|qwq", 32_768),
    (r"mistral-(?:large|nemo|medium)|ministral|mistral-small-?3\.[12]|magistral|devstral", 131_072),
    (r"mixtral.*8x22b", 65_536),
    (r"mistral|mixtral|codestral", 32_768),
    (r"phi-?4-mini|phi-?3\.5|phi-?3.*128k", 131_072),
    (r"phi-?4", 16_384),
    (r"phi-?3", 4_096),
    (r"smollm-?3", 65_536),
    (r"smollm-?2", 8_192),
    (r"smollm", 2_048),
    (r"command-(?:r|a)|granite-?[34]|grok|glm-?4|kimi", 131_072),
)
"""Families of models by what their names hold, and their windows in tokens; the first that fits."""


@dataclass(frozen=True)
class ContextWindow:
    """The tokens that a model can read and write together, and the source that says so."""

    tokens: int
    source: str

    def __str__(self) -> str:
        return f"{self.tokens:,} tokens, {self.source}"


def find_window(name: str, rows: Sequence[Row]) -> ContextWindow:
    """The window of the model ``name``, from the list of its server or from its family."""
    if tokens := _listed(name, rows):
        return ContextWindow(tokens, "told by the server")
    for family, tokens in FAMILIES:
        if re.search(rf"(?<![a-z]){family}", name.lower()):
            return ContextWindow(tokens, "known of models of this name")
    return ContextWindow(WINDOW, "a guess: set context_window where it is another")


def window_of(row: Row) -> int | None:
    """The tokens of the window that a row of the list tells; ``None`` where it tells none."""
    places = [row, *(inner for part in _WITHIN if isinstance(inner := row.get(part), Mapping))]
    for field in _FIELDS:
        if found := [tokens for place in places if (tokens := _tokens(place.get(field)))]:
            return min(found)
    return None


def _listed(name: str, rows: Sequence[Row]) -> int | None:
    for ident in (name, f"{name}:latest"):  # Ollama's way to name a model without a tag
        for row in rows:
            if row.get("id") == ident:
                return window_of(row)
    return window_of(rows[0]) if len(rows) == 1 else None  # one that answers to any name


def _tokens(value: object) -> int | None:
    return value if isinstance(value, int) and _LEAST <= value <= _MOST else None
