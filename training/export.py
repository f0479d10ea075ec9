"""Write the trained reader as an ONNX graph with int8 weights.

python -m training.export STATE OUT --encoder FOLDER

OUT gets reader.onnx and tokenizer.json. The graph takes ids, mask and types (int64 [pairs, tokens]) and gives
start, end [pairs, tokens] and answered [pairs], all logits. Matrices are int8 by column and multiplied
dynamically; the word table is int8 by row.
"""

import argparse
import copy
import shutil
import tempfile
from pathlib import Path
from typing import cast

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.network import PLACES, ReaderNetwork
from training.weights import MOST_TOKENS


class SmallTable(nn.Module):
    """A table of vectors in int8, with a scale for every row."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("small", torch.round(table / scale).to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """The vectors of the ids."""
        return cast(Tensor, self.small)[ids].to(torch.float32) * cast(Tensor, self.scale)[ids]


def graph(network: ReaderNetwork, path: Path) -> None:
    """Write the network as it is, with the word table in int8."""
    small = copy.deepcopy(network).eval()
    # Exported only: a module in a table's place takes and gives the same.
    small.words = cast(nn.Embedding, SmallTable(network.words.weight.detach()))
    small.places = nn.Embedding.from_pretrained(network.places.weight.detach()[:PLACES])
    ids = torch.ones((2, 16), dtype=torch.int64)
    names = ["ids", "mask", "types"]
    axes = {name: {0: "pairs", 1: "tokens"} for name in (*names, "start", "end")} | {"answered": {0: "pairs"}}
    torch.onnx.export(
        small,
        (ids, ids, ids),
        str(path),
        input_names=names,
        output_names=["start", "end", "answered"],
        dynamic_axes=axes,
        opset_version=17,
        dynamo=False,
    )


def compare(network: ReaderNetwork, path: Path) -> float:
    """The largest difference of any logit, int8 against float32, on random ids."""
    draw = np.random.default_rng(1)
    ids = draw.integers(1000, 20000, (3, MOST_TOKENS), dtype=np.int64)
    mask = np.ones_like(ids)
    types = (np.arange(MOST_TOKENS)[None, :] > 12).astype(np.int64).repeat(3, 0)
    with torch.no_grad():
        wanted = network.eval()(*(torch.from_numpy(part) for part in (ids, mask, types)))
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    given = session.run(["start", "end", "answered"], {"ids": ids, "mask": mask, "types": types})
    return max(float(np.abs(a.numpy() - b).max()) for a, b in zip(wanted, given, strict=True))


def main() -> None:
    """Read the options and export."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("state", type=Path, help="state.pt of training.train")
    options.add_argument("out", type=Path)
    options.add_argument("--encoder", type=Path, required=True, help="folder with tokenizer.json")
    given = options.parse_args()
    network = ReaderNetwork()
    network.load_state_dict(torch.load(given.state, map_location="cpu")["weights"])
    given.out.mkdir(parents=True, exist_ok=True)
    target = given.out / "reader.onnx"
    with tempfile.TemporaryDirectory() as folder:
        plain, small = Path(folder) / "plain.onnx", Path(folder) / "small.onnx"
        graph(network, plain)
        quantize_dynamic(
            plain, small, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"]
        )
        onnx.checker.check_model(str(small))
        shutil.move(small, target)
    shutil.copyfile(given.encoder / "tokenizer.json", given.out / "tokenizer.json")
    size = target.stat().st_size / 1e6
    print(f"{target}: {size:.1f} MB, largest difference of a logit {compare(network, target):.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
