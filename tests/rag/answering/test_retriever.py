"""Readback inside a stock LlamaIndex query engine."""

import pytest
from llama_index.core.llms import MockLLM
from llama_index.core.query_engine import RetrieverQueryEngine
from llama_index.core.response_synthesizers import CompactAndRefine
from llama_index.core.response_synthesizers.no_text import NoText
from support.helpers import BAKERY, COMET, HARBOUR, readback, write


@pytest.fixture(scope="module")
def rb(tmp_path_factory):
    folder = tmp_path_factory.mktemp("retriever")
    opened = readback(folder / "lib")
    opened.add(write(folder / "in", {"harbour.txt": HARBOUR, "bakery.txt": BAKERY, "comet.md": COMET}))
    opened.set("harbour.txt", outlet="The Post", published="1907-05-05")
    yield opened
    opened.close()


@pytest.mark.parametrize("synthesizer", [NoText, CompactAndRefine])
def test_a_stock_query_engine_gets_exact_passages(rb, synthesizer):
    engine = RetrieverQueryEngine(rb.as_retriever(limit=2), synthesizer(llm=MockLLM(max_tokens=20)))
    response = engine.query("Who opened the harbour of Velm?")
    assert len(response.source_nodes) == 2
    best = response.source_nodes[0]
    assert "Ines Karr" in best.node.get_content()
    for found in response.source_nodes:
        text = rb.text(found.node.metadata["document"]).text
        assert found.node.text == text[found.node.start_char_idx : found.node.end_char_idx]
    assert best.score >= response.source_nodes[1].score
    assert best.node.metadata | {"outlet": "The Post", "published": "1907-05-05"} == best.node.metadata


def test_it_narrows_to_documents(rb):
    nodes = rb.as_retriever(documents=["bakery.txt"]).retrieve("Who opened the harbour of Velm?")
    assert {node.node.metadata["document"] for node in nodes} == {rb.document("bakery.txt").id}


def test_ids_of_nodes_are_stable_and_distinct(rb):
    first, again = (rb.as_retriever().retrieve("bread and boats") for _ in range(2))
    assert [node.node.node_id for node in first] == [node.node.node_id for node in again]
    assert len({node.node.node_id for node in first}) == len(first)


def test_an_empty_library_gives_no_nodes(tmp_path):
    with readback(tmp_path / "lib") as opened:
        assert opened.as_retriever().retrieve("anything") == []
