"""A reader that judges claims: how likely a text bears one out, by a network for natural language inference.

The graph gives one logit for each label; config.json names the labels ("entailment", "supported"). Where it
names none and there are two, the second means that the claim is borne out, as of MiniCheck's networks.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.errors import UsageError
from rag.model.reading.pair_graph import PairGraph

_BORNE_OUT = ("entail", "support")
_DENIED = ("not", "un", "non")


class ClaimReader:
    """A judge of claims. Raises ``UsageError`` if its folder does not say which label bears a claim out."""

    def __init__(self, graph: PairGraph, folder: Path, labels: int) -> None:
        self.name = folder.name
        self._graph = graph
        self._borne_out = _label(folder, labels)

    def bears_out(self, claim: str, texts: Sequence[str]) -> list[float]:
        """The probability, 0 to 1, that each of ``texts`` bears ``claim`` out."""
        rows = self._graph.run([(text, claim) for text in texts])
        return [float(_shares(outputs[0])[self._borne_out]) for _, outputs in rows]


def _shares(logits: np.ndarray) -> np.ndarray:
    chances = np.exp(logits - logits.max())
    return np.asarray(chances / chances.sum())


def _label(folder: Path, labels: int) -> int:
    try:
        named = json.loads((folder / "config.json").read_text(encoding="utf-8")).get("id2label", {})
    except (OSError, ValueError, AttributeError):
        named = {}
    found = [
        int(number)
        for number, name in named.items()
        if any(word in str(name).lower() for word in _BORNE_OUT) and not str(name).lower().startswith(_DENIED)
    ]
    if len(found) == 1 and found[0] < labels:
        return found[0]
    if labels == 2 and not found:
        return 1
    raise UsageError(
        f"{str(folder)!r} does not say which label means that a claim is borne out; "
        "its config.json needs id2label with one 'entailment' or 'supported'"
    )
