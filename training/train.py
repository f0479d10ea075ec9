"""Train the reader until a time of day.

python -m training.train TRAIN --out OUT --encoder FOLDER --minutes 90 --own FOLDER

TRAIN is what training.prepare wrote. Every five minutes OUT gets the weights and what is needed to go on; the
same command goes on where it stopped, in the time that is left. The rate follows the clock, so that a run
ends in time on a machine that others use too. With --begin STATE a run begins from the weights of another.
"""

import argparse
import json
import os
import random
import time
from dataclasses import dataclass, field
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

from training.batches import Batches, EndlessLines
from training.losses import ranking_loss, span_loss
from training.network import HEAD_NAMES, ReaderNetwork, pretrained
from training.tokens import EncodedPair, arrays
from training.weights import (
    CLIP,
    DECAY,
    FROZEN_LAYERS,
    HEAD_RATE,
    OWN_SHARES,
    RANKING,
    RATE,
    RESTS_FROM,
    SAVE_SECONDS,
    WARM,
)  # fmt: skip

SEED = 5


@dataclass
class Progress:
    """What a run goes on from, beside weights and moments."""

    began: float
    minutes: float
    step: int = 0
    pairs: int = 0
    resumed_at: int = 0  # pairs that an earlier process read
    losses: list[float] = field(default_factory=lambda: [0.0, 0.0, 0.0])
    counted: int = 0

    def share(self) -> float:
        """How much of the time is over, 0 to 1."""
        return min(1.0, (time.time() - self.began) / (60 * self.minutes))


def rate(done: float, step: int) -> float:
    """The learning rate: up over the first steps, then down to nothing in a line."""
    return RATE * min(1.0, (step + 1) / WARM) * (1.0 - done)


def set_frozen(network: ReaderNetwork, layers: int) -> None:
    """Let the word table rest always, and the lowest layers as many as named."""
    network.words.weight.requires_grad = False
    resting: list[nn.Module] = [network.places, network.types, network.norm, *list(network.layers)[:layers]]
    for part in resting if layers else []:
        for weight in part.parameters():
            weight.requires_grad = False
            weight.grad = None


def learn(network: nn.Module, pairs: list[EncodedPair]) -> tuple[torch.Tensor, list[float]]:
    """The loss of a batch, and its parts as numbers: spans, answered, ranking."""
    batch = arrays(pairs)
    ids, mask, types = (torch.from_numpy(part) for part in (batch.ids, batch.mask, batch.types))
    with torch.autocast("cpu", torch.bfloat16):
        start, end, answered = network(ids, mask, types)
    allowed = types == 1
    allowed[:, 0] = True
    truth = torch.from_numpy(batch.answered)
    spans = span_loss(start, allowed, torch.from_numpy(batch.starts)).mean()
    spans = (spans + span_loss(end, allowed, torch.from_numpy(batch.ends)).mean()) / 2
    here = functional.binary_cross_entropy_with_logits(answered, truth)
    ranking = ranking_loss(answered, truth, torch.from_numpy(batch.groups))
    return spans + here + RANKING * ranking, [spans.item(), here.item(), ranking.item()]


def _save(out: Path, network: ReaderNetwork, optimizer: torch.optim.Optimizer, progress: Progress) -> None:
    part = out / "state.part"
    torch.save(
        {"weights": network.state_dict(), "moments": optimizer.state_dict(), "progress": vars(progress)}, part
    )
    part.replace(out / "state.pt")


def _say(progress: Progress) -> None:
    line = {
        "minutes": round((time.time() - progress.began) / 60, 1),
        "step": progress.step,
        "pairs": progress.pairs,
        "pairs a cpu-second": round(
            (progress.pairs - progress.resumed_at) / max(1.0, time.process_time()), 1
        ),
        "losses": [round(loss / max(1, progress.counted), 3) for loss in progress.losses],
    }
    print(json.dumps(line), flush=True)  # noqa: T201
    progress.losses, progress.counted = [0.0, 0.0, 0.0], 0


def _optimizer(network: ReaderNetwork) -> torch.optim.AdamW:
    heads = [weight for name, weight in network.named_parameters() if name.split(".")[0] in HEAD_NAMES]
    body = [
        weight
        for name, weight in network.named_parameters()
        if name.split(".")[0] not in (*HEAD_NAMES, "words")
    ]
    groups = [{"params": body, "times": 1.0}, {"params": heads, "times": HEAD_RATE}]
    return torch.optim.AdamW(groups, lr=RATE, weight_decay=DECAY)


def run(network: ReaderNetwork, batches: Batches, out: Path, progress: Progress, *, compiled: bool) -> None:
    """Learn until the time is over; goes on from ``out`` if there is something to go on from."""
    forward = torch.compile(network, dynamic=True) if compiled else network
    optimizer = _optimizer(network)
    if (out / "state.pt").is_file():
        state = torch.load(out / "state.pt")
        network.load_state_dict(state["weights"])
        optimizer.load_state_dict(state["moments"])
        progress.step, progress.pairs = state["progress"]["step"], state["progress"]["pairs"]
        progress.began, progress.resumed_at = state["progress"]["began"], progress.pairs
        batches.draw.seed(SEED + progress.step)  # other questions than those that it began with
    saved = told = time.time()
    network.train()
    for pairs in batches:
        done = progress.share()
        if done >= 1:
            break
        batches.own_share = batches.own_shares[done >= RESTS_FROM]
        set_frozen(network, FROZEN_LAYERS if done >= RESTS_FROM else 0)
        for group in optimizer.param_groups:
            group["lr"] = rate(done, progress.step) * group["times"]
        loss, parts = learn(forward, pairs)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_([w for w in network.parameters() if w.grad is not None], CLIP)
        optimizer.step()
        progress.step, progress.pairs, progress.counted = (
            progress.step + 1,
            progress.pairs + len(pairs),
            progress.counted + 1,
        )
        progress.losses = [a + b for a, b in zip(progress.losses, parts, strict=True)]
        if time.time() - told > 60:
            told = time.time()
            _say(progress)
        if time.time() - saved > SAVE_SECONDS:
            saved = time.time()
            _save(out, network, optimizer, progress)
    _save(out, network, optimizer, progress)
    _say(progress)


def main() -> None:
    """Read the options and train."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("train", type=Path, nargs="+")
    options.add_argument("--out", type=Path, required=True)
    options.add_argument(
        "--encoder", type=Path, required=True, help="folder with model.safetensors and tokenizer.json"
    )
    options.add_argument("--own", type=Path, help="folder with our own questions (*.jsonl)")
    options.add_argument(
        "--own-shares", type=float, nargs=2, default=OWN_SHARES, help="of a batch, in each half of the time"
    )
    options.add_argument("--minutes", type=float, default=90)
    options.add_argument("--begin", type=Path, help="state.pt of another run, to go on learning from")
    options.add_argument("--compile", action="store_true", help="a quarter faster, needs a C++ compiler")
    given = options.parse_args()
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
    torch.manual_seed(SEED)
    draw = random.Random(SEED)  # noqa: S311 — not a secret
    tokenizer = Tokenizer.from_file(str(given.encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    given.out.mkdir(parents=True, exist_ok=True)
    own = [given.own] if given.own else []
    sets, ours = EndlessLines(given.train, False, draw), EndlessLines(own, True, draw)
    batches = Batches(tokenizer, sets, ours, draw, given.own_shares)
    network = pretrained(given.encoder / "model.safetensors")
    if given.begin:
        network.load_state_dict(torch.load(given.begin)["weights"])
    run(
        network,
        batches,
        given.out,
        Progress(time.time(), given.minutes),
        compiled=given.compile,
    )


if __name__ == "__main__":
    main()
