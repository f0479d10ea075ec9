"""The searcher of a library: notes on a search, and the weights of words."""

import pytest
from support.helpers import library, write


def test_other_languages_are_noted(rb):
    assert any("ru" in note and "words" in note for note in rb.search("гавань").notes)
    assert not rb.search("harbour", ["bakery.txt"]).notes
    assert any("ru" in note for note in rb.search("гавань", ["russian.txt"]).notes)


@pytest.mark.parametrize("documents", [(), ("russian.txt",)], ids=["all", "one"])
def test_other_languages_are_noted_in_answers_too(rb, documents):
    assert any("ru" in note for note in rb.ask("Кто чинит сети?", documents).notes)


def test_words_that_stand_in_no_document_weigh_most(rb):
    weights = rb.library.searcher.word_weights("the unheard-of harbour")
    assert weights["unheard"] > weights["harbour"] > 0


def test_an_apostrophe_does_not_hide_a_word(tmp_path):
    lib = library(tmp_path / "lib")
    lib.add(write(tmp_path / "in", {"a.txt": "Maud O’Neill sold the mill to her cousin for a song."}))
    [hit] = lib.search("What has O'Neill sold?")
    assert max(lib.searcher.word_weights("O'Neill").values()) < 1
    assert hit.sentences[0].coverage > 0.9
    lib.close()


def test_near_passages_only_have_a_word_of_the_query_or_its_meaning(rb):
    near = lambda query: [hit.citation.title for hit in rb.search(query, near=True).hits]  # noqa: E731
    assert near("xqvv wfpg") == []
    assert len(rb.search("xqvv wfpg").hits) > 0
    assert near("ry") == []  # too short to be a part of a word
    assert near("bak")[0] == near("baked bread")[0]
