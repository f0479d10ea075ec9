"""The graph of all-MiniLM-L6-v2: built once, from the published weights only."""

import shutil

import pytest
from support.helpers import embedder, graph_cache

from index.embedding import minilm
from index.embedding.embedder import open_embedder
from index.errors import ReadbackError


def test_the_graph_is_built_once(tmp_path):
    embedder()
    [graph] = graph_cache().glob("minilm-*-int8-*.onnx")
    before = graph.stat().st_mtime_ns
    assert open_embedder("int8", graph_cache()) is not None
    assert graph.stat().st_mtime_ns == before


def damaged_weights(folder):
    shutil.copytree(minilm.find_weights(), folder)
    weights = folder / "model.safetensors"
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)
    return folder


def test_damaged_weights_are_refused(tmp_path):
    cache = tmp_path / "cache"
    with pytest.raises((ReadbackError, ValueError), match="not the published"):
        minilm.graph_file(damaged_weights(tmp_path / "model"), "int8", cache)
    assert not any(cache.iterdir())


def test_damaged_weights_are_refused_in_words_for_the_user(tmp_path):
    with pytest.raises(ReadbackError, match=r"safetensors.*"):
        minilm.graph_file(damaged_weights(tmp_path / "model"), "int8", tmp_path / "cache")
