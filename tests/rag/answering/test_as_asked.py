"""A follow-up that a document just quoted answers as it stands needs no rewriting."""

import pytest
from support.helpers import readback, write

ROOMS = """House rules of the archive

The reading room of the archive opens at nine on weekdays. Coats and bags stay in the lockers.
Gloves must be worn for photographs, and for nothing else. Pencils are lent at the desk.
"""
SHOP = """The glove shop of Ardley

Gloves of lambskin cost 40 crowns a pair at the shop. Gloves of wool are lent to nobody.
"""
ASKED = "Which trains to Vienna and Budapest are cancelled in December because of the strike?"
QUOTED = "The reading room of the archive opens at nine on weekdays."


@pytest.fixture(scope="module")
def rb(tmp_path_factory):
    folder = tmp_path_factory.mktemp("asked")
    with readback(folder / "library") as opened:
        opened.add(write(folder / "in", {"rooms.txt": ROOMS, "shop.txt": SHOP}))
        yield opened


def after(rb, answered, follow_up):
    history = [{"role": "user", "content": ASKED}, {"role": "assistant", "content": answered}]
    return rb.ask(follow_up, history=history)


def test_a_document_just_quoted_answers_it_as_it_was_asked(rb):
    answer = after(rb, QUOTED, "And pencils at the desk?")
    assert [citation.quote for citation in answer.citations] == ["Pencils are lent at the desk."]
    assert not [note for note in answer.notes if note.startswith("Understood as")]


def test_other_documents_do_not(rb):
    assert not after(rb, QUOTED, "And lambskin gloves?").found
    assert rb.ask("lambskin gloves").found


def test_nothing_was_quoted(rb):
    answer = after(rb, "Your documents do not say.", "And pencils at the desk?")
    assert not answer.found
    assert any(note.startswith("Understood as") for note in answer.notes)
