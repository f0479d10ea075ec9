"""all-MiniLM-L6-v2's encoder (Wang et al. 2020) in PyTorch, with heads for the span and for "answered here".

The forward pass is that of ``index/embedding/minilm.py``, with token types: 0 the question, 1 the passage.
"""

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

WIDTH, LAYERS, HEADS, INNER, WORDS, PLACES = 384, 6, 12, 1536, 30522, 512
HEAD_NAMES = ("spans", "pool", "answered", "share")
FAR = -1e4  # a logit that no other comes near, finite in every number format


class EncoderLayer(nn.Module):
    """One layer of BERT's encoder (Devlin et al. 2019)."""

    def __init__(self) -> None:
        super().__init__()
        self.query_key_value = nn.Linear(WIDTH, 3 * WIDTH)
        self.mixed = nn.Linear(WIDTH, WIDTH)
        self.norm_mixed = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        """States [pairs, tokens, width] to states; the bias [pairs, 1, 1, tokens] hides padding."""
        pairs, tokens, _ = states.shape
        parts = (
            self.query_key_value(states).view(pairs, tokens, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        )
        query, key, value = parts[0], parts[1], parts[2]
        # Written out: on a CPU PyTorch's fused attention is slow backwards.
        scores = query @ key.transpose(-1, -2) * (WIDTH / HEADS) ** -0.5 + bias
        seen = torch.softmax(scores, -1).to(value.dtype) @ value
        states = self.norm_mixed(states + self.mixed(seen.transpose(1, 2).reshape(pairs, tokens, WIDTH)))
        return self.norm(states + self.down(functional.gelu(self.up(states))))


class ReaderNetwork(nn.Module):
    """Token ids, mask and types in; start and end logits a token and one "answered here" logit a pair out."""

    def __init__(self) -> None:
        super().__init__()
        self.words = nn.Embedding(WORDS, WIDTH)
        self.places = nn.Embedding(PLACES, WIDTH)
        self.types = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(EncoderLayer() for _ in range(LAYERS))
        self.spans = nn.Linear(WIDTH, 2)
        self.pool = nn.Linear(WIDTH, WIDTH)
        self.answered = nn.Linear(WIDTH, 1)
        self.share = nn.Parameter(torch.tensor(0.5))  # of what the span logits say in "answered here"
        for head in (self.spans, self.pool, self.answered):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)

    def forward(self, ids: Tensor, mask: Tensor, types: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """All inputs [pairs, tokens]; start and end [pairs, tokens], answered [pairs].

        Position 0 of start and end stands for "not answered here"; else only tokens of type 1 count.
        """
        states = self.norm(self.words(ids) + self.places.weight[: ids.shape[1]] + self.types(types))
        bias = (1 - mask[:, None, None, :].to(states.dtype)) * FAR
        for layer in self.layers:
            states = layer(states, bias)
        start, end = self.spans(states).float().unbind(-1)
        hidden = (1 - types * mask).to(start.dtype) * FAR
        here = torch.logsumexp(start + hidden, 1) - start[:, 0] + torch.logsumexp(end + hidden, 1) - end[:, 0]
        first = self.answered(torch.tanh(self.pool(states[:, 0]))).squeeze(-1).float()
        return start, end, first + self.share * here / 2


def pretrained(path: Path) -> ReaderNetwork:
    """The network with the published encoder's weights, and new heads."""
    published = {name.removeprefix("bert."): value for name, value in load_file(path).items()}
    network = ReaderNetwork()
    taken = {
        "words.weight": published["embeddings.word_embeddings.weight"],
        "places.weight": published["embeddings.position_embeddings.weight"],
        "types.weight": published["embeddings.token_type_embeddings.weight"],
    }
    names = {
        "mixed": "attention.output.dense",
        "norm_mixed": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm": "output.LayerNorm",
    }
    for part in ("weight", "bias"):
        taken[f"norm.{part}"] = published[f"embeddings.LayerNorm.{part}"]
        for layer in range(LAYERS):
            there = f"encoder.layer.{layer}"
            three = [published[f"{there}.attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            taken[f"layers.{layer}.query_key_value.{part}"] = torch.cat(three)
            for ours, theirs in names.items():
                taken[f"layers.{layer}.{ours}.{part}"] = published[f"{there}.{theirs}.{part}"]
    missing, unexpected = network.load_state_dict(taken, strict=False)
    if unexpected or any(name.split(".")[0] not in HEAD_NAMES for name in missing):
        raise ValueError(f"weights do not fit: {missing} {unexpected}")
    return network
