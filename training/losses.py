"""The losses: where the answer stands, if it is answered here, and which passage of one question answers."""

import torch
from torch import Tensor
from torch.nn import functional

from training.network import FAR


def span_loss(logits: Tensor, allowed: Tensor, wanted: Tensor) -> Tensor:
    """Minus the log of the chance of all wanted tokens together; all [pairs, tokens], the loss [pairs]."""
    logits = logits.masked_fill(~allowed, FAR)
    return torch.logsumexp(logits, 1) - torch.logsumexp(logits.masked_fill(~wanted, FAR), 1)


def ranking_loss(answered: Tensor, truth: Tensor, groups: Tensor) -> Tensor:
    """The mean loss of a softmax over each passage that answers and its question's others that do not."""
    same = groups[:, None] == groups[None, :]
    rows = (truth > 0.5) & ((same & (truth[None, :] < 0.5)).any(1))
    if not rows.any():
        return answered.sum() * 0.0
    rivals = same & (truth[None, :] < 0.5) | torch.eye(len(truth), dtype=torch.bool)
    scores = answered[None, :].expand(len(truth), -1).masked_fill(~rivals, FAR)[rows]
    return functional.cross_entropy(scores, rows.nonzero().squeeze(1))
