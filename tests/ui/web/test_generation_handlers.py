"""What the events of guides and briefings give to Gradio, look by look."""

from types import SimpleNamespace

import gradio as gr
import pytest
from support.helpers import settings, write

from rag import Readback
from ui.http.shelf import Shelf
from ui.web.generation_handlers import GenerationHandlers

NOTE = "A note\n\nThe heron of Tarn House eats 12 eels a week.\n"
TAB = SimpleNamespace(session_hash="a tab", query_params={})


@pytest.fixture
def shelf(tmp_path):
    with Readback(settings=settings(tmp_path / "library")) as readback:
        readback.add(write(tmp_path / "files", {"note.txt": NOTE}))
        shelf = Shelf(readback, tmp_path / "shelf")
        yield shelf
        shelf.close()


def looks(shelf, doc):
    return list(GenerationHandlers(shelf).guide(gr.EventData(None, {"doc": doc}), TAB))


def test_a_guides_last_look_changes_nothing_as_gradio_shows_it_twice(shelf):
    *shown, last = looks(shelf, shelf.get().documents()[0].id)
    assert last == gr.skip()
    assert "12 eels" in shown[-1]


def test_a_guide_that_cannot_be_made_says_why_and_ends_alike(shelf):
    shown, last = looks(shelf, "nowhere")
    assert last == gr.skip()
    assert "nowhere" in shown
