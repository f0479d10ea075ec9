"""A reader of a few nodes: it finds one word, and is as sure as the word is frequent, less its doubt."""

from pathlib import Path

WORD = "granite"


def tiny_reader(folder: Path, *, spans: bool = True, doubt: float = 0.0) -> Path:
    """Write a reader that finds ``WORD`` into ``folder``; without ``spans``, one that only ranks.

    ``doubt`` is taken from the log-odds that a passage answers.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer = _tokenizer()
    tokenizer.save(str(folder / "tokenizer.json"))
    _write_graph(
        folder / ("reader.onnx" if spans else "model.onnx"), tokenizer.token_to_id(WORD), spans, doubt
    )
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


def _write_graph(file: Path, word: int, spans: bool, doubt: float) -> None:
    import numpy as np
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    constants = {"word": np.array(word, np.int64), "ten": np.array(10, np.float32), "axis": np.array([1])}
    constants["doubt"] = np.array(doubt, np.float32)
    nodes = [
        helper.make_node("Equal", ["ids", "word"], ["same"]),
        helper.make_node("Cast", ["same"], ["found"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["found", "ten"], ["start"]),
        helper.make_node("Mul", ["found", "ten"], ["end"]),
        helper.make_node("ReduceSum", ["found", "axis"], ["sum"], keepdims=0 if spans else 1),
        helper.make_node("Sub", ["sum", "doubt"], ["answered"]),
    ]
    tokens, pairs = ["pairs", "tokens"], ["pairs"] if spans else ["pairs", 1]
    names = {"start": tokens, "end": tokens, "answered": pairs} if spans else {"answered": pairs}
    graph = helper.make_graph(
        nodes if spans else [*nodes[:2], *nodes[4:]],
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, tokens) for name in ("ids", "mask", "types")],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name, shape in names.items()],
        [numpy_helper.from_array(value, name) for name, value in constants.items() if spans or name != "ten"],
    )
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10), str(file))
