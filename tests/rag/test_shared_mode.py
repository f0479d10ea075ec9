"""A library on servers: its answers are those of the same library in a folder."""

from contextlib import closing
from dataclasses import replace

import pytest
from support.helpers import PAPERS, settings, write
from support.paths import ROOT

from rag import Readback
from rag.shapes import as_json

QUESTIONS = (
    "How long was the cableway at a standstill?", "How many people were stuck in the cable car?",
    "What stopped the cableway?", "Who speaks for the passengers?", "When was the cableway stopped?",
    "What does the company replace by 30 June?", "Was anybody hurt?", "How many eggs are in a cake?",
    "What happened in 2024?", "Who bakes rye bread?", "When was the lighthouse built?",
    "How far can the lamp be seen?", "What time does Hanna Pohl start work?", "Which ferry ran aground?",
    "How many loaves are baked every night?",
)  # fmt: skip
SEARCHES = ("cableway", "rye bread", "63 passengers", "sensor", "the lamp of the lighthouse", "zzz")


@pytest.fixture(scope="module")
def both(tmp_path_factory, postgres, chroma):
    """The same documents in a folder and on servers, added in the same order."""
    place = tmp_path_factory.mktemp("both")
    papers = [ROOT / "ui/sample", *write(place / "in", PAPERS)]
    shared = {"database": postgres.address, "chroma": chroma.address, "files": str(place / "kept")}
    local = Readback(settings=settings(place / "local"))
    served = Readback(settings=settings(place / f"on-servers-{place.name}", **shared))
    with closing(local), closing(served):
        for one in (local, served):
            assert not one.add(papers).failed
        yield local, served


def test_the_documents_are_the_same_copies_and_all(both):
    local, served = (one.documents() for one in both)
    assert local == served
    assert any(document.copies_of for document in served)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_answers_are_the_same(both, question):
    local, served = (as_json(one.ask(question)) for one in both)
    assert served == local


@pytest.mark.parametrize("documents", [(), ("bakery.txt", "observer-rescue-log.md")])
@pytest.mark.parametrize("query", SEARCHES)
def test_searches_are_the_same(both, query, documents):
    local, served = (one.search(query, documents) for one in both)
    assert [replace(hit, score=0) for hit in served.hits] == [replace(hit, score=0) for hit in local.hits]
    assert [hit.score for hit in served.hits] == pytest.approx([hit.score for hit in local.hits])


def test_the_briefings_and_summaries_are_the_same(both):
    local, served = (as_json(one.brief()) for one in both)
    assert served == local
    local, served = (as_json(one.summarize("observer-rescue-log.md")) for one in both)
    assert served == local
    assert as_json(both[1].summarize("observer-rescue-log.md")) == served


def test_a_file_is_read_back_from_the_shared_store(both):
    _, served = both
    assert served.library.file("bakery.txt") == PAPERS["bakery.txt"].encode()
