"""The order of sentences: that of a few passages is the order of many, cut short."""

import pytest
from support.helpers import graph_cache, write

from index.library import Library
from rag.answering.ranker import among, rank

PLACES = [
    "Velm",
    "Tarn",
    "Brenn",
    "Ostrey",
    "Marrow",
    "Selm",
    "Corvin",
    "Lorne",
    "Hanne",
    "Pell",
    "Quill",
    "Garth",
]
BRIDGE = "The bridge of {0}\n\nThe bridge of {0} is {1} metres long. Its keeper, {0}son, lives beside it.\n"
QUESTIONS = ["How long is the bridge of Tarn?", "Who lives beside a bridge?", "What does the ferry carry?"]


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ranker")
    texts = {f"{place}.txt": BRIDGE.format(place, 200 + 7 * at) for at, place in enumerate(PLACES)}
    texts |= {f"copy-of-{place}.txt": texts[f"{place}.txt"] + "\n" for place in PLACES[:4]}
    made = Library(folder / "lib", quantisation="int8", cache=graph_cache(), max_bytes=1_000_000)
    made.add(write(folder / "in", texts))
    yield made
    made.close()


@pytest.mark.parametrize("question", QUESTIONS)
def test_fewer_passages_are_ranked_as_if_there_were_no_others(library, question):
    weights = library.searcher.word_weights(question)
    many = library.search(question, limit=30, reprints=True)
    few = library.search(question, limit=5, reprints=True)
    assert few == many[: len(few)]
    assert len([hit for hit in few if not hit.repeats]) == 5
    alone, of_many = rank(question, few, weights), among(rank(question, many, weights), few)
    assert [(c.hit, c.sentence) for c in alone] == [(c.hit, c.sentence) for c in of_many]
    assert [c.score for c in alone] == pytest.approx([c.score for c in of_many])
    assert sum(c.score for c in of_many) == pytest.approx(1)


def test_a_repeated_passage_says_so(library):
    hits = library.search(QUESTIONS[0], limit=30, reprints=True)
    repeats = {library.document(hit.document).path.rsplit("/", 1)[1] for hit in hits if hit.repeats}
    for place in PLACES[:4]:
        assert len(repeats & {f"{place}.txt", f"copy-of-{place}.txt"}) >= 1
    assert not any(hit.repeats for hit in library.search(QUESTIONS[0], limit=30))
