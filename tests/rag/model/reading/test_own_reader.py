"""The reader that comes with Readback reads, and is the one that was measured."""

import shutil

import pytest
from support.helpers import HARBOUR, readback, write

from index.errors import UsageError
from rag.model.reading import open_reader as door
from rag.model.reading.open_reader import open_reader

QUESTIONS = [
    ("How long is the quay of Velm?", "412 metres"),
    ("Who opened the harbour of Velm?", "Ines Karr"),
    ("How much did it cost to build the harbour?", "2.3 million crowns"),
]
BREAD = "The bakery sells rye bread with caraway. Oskar Lindqvist bakes 900 loaves a night."


@pytest.mark.parametrize(("question", "words"), QUESTIONS)
def test_it_finds_the_words_that_answer(question, words):
    reader = open_reader("")
    assert reader is not None
    harbour, bread = reader.read(question, [HARBOUR, BREAD])
    span = harbour.best_span()
    assert span is not None
    found = HARBOUR[span.start : span.end]
    assert words in found or found in words
    assert harbour.answered > bread.answered


def test_it_helps_to_choose_what_is_quoted(tmp_path):
    rb = readback(tmp_path / "library", reader="")
    rb.add(write(tmp_path / "in", {"harbour.txt": HARBOUR}))
    answer = rb.ask("How long is the quay of Velm?")
    assert "412 metres" in answer.sentences[0].text
    assert answer.sentences[0].verdict == "exact"
    assert not rb.ask("Who won the chess tournament in Reykjavik?").found


def test_weights_that_are_not_ours_are_refused(tmp_path, monkeypatch):
    shutil.copytree(door.OWN, tmp_path / "own")
    with (tmp_path / "own" / door.GRAPH).open("ab") as file:
        file.write(b"x")
    monkeypatch.setattr(door, "OWN", tmp_path / "own")
    with pytest.raises(UsageError, match="install Readback again"):
        open_reader("")
