"""A reader of a few nodes: it finds one word, and is as sure as the word is frequent, less its doubt."""

from pathlib import Path

WORD = "granite"
_SPANS = {"spans": ("start", "end"), "span logits": ("start_logits", "end_logits")}


def tiny_reader(folder: Path, *, kind: str = "spans", doubt: float = 0.0) -> Path:
    """Write a reader that finds ``WORD`` into ``folder``: one that gives "spans", "scores", "labels" or, as
    networks for question answering do, "span logits" alone.

    ``doubt`` is taken from the log-odds that a passage answers, or bears a claim out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = _tokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))
    name = "reader.onnx" if kind == "spans" else "model.onnx"
    _write_graph(folder / name, tokenizer.token_to_id(WORD), kind, doubt)
    return folder


def _tokenizer():
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    vocabulary = {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, WORD: 3}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))  # no password
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 1), ("[SEP]", 2)],
    )
    return tokenizer


def _write_graph(file: Path, word: int, kind: str, doubt: float) -> None:
    import numpy as np
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    constants = {"word": np.array(word, np.int64), "axis": np.array([1])}
    constants["doubt"] = np.array(doubt, np.float32)
    nodes = [
        helper.make_node("Equal", ["ids", "word"], ["same"]),
        helper.make_node("Cast", ["same"], ["found"], to=TensorProto.FLOAT),
        helper.make_node("ReduceSum", ["found", "axis"], ["sum"], keepdims=0 if kind == "spans" else 1),
        helper.make_node("Sub", ["sum", "doubt"], ["answered"]),
    ]
    tokens, outputs = ["pairs", "tokens"], {"answered": ["pairs", 1]}
    if kind in _SPANS:
        constants["ten"] = np.array(10, np.float32)
        names = _SPANS[kind]
        nodes += [helper.make_node("Mul", ["found", "ten"], [name]) for name in names]
        outputs = dict.fromkeys(names, tokens) | ({"answered": ["pairs"]} if kind == "spans" else {})
    elif kind == "labels":
        nodes.append(helper.make_node("Neg", ["answered"], ["denied"]))
        nodes.append(helper.make_node("Concat", ["denied", "answered"], ["logits"], axis=1))
        outputs = {"logits": ["pairs", 2]}
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, tokens) for name in ("ids", "mask", "types")],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in outputs.items()],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10), str(file))
