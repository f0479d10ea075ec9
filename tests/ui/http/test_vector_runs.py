"""A server makes the vectors that an earlier run left out, and says so meanwhile."""

import json
import urllib.request

import pytest
from support.held import HeldEmbedder, opened
from support.helpers import BAKERY, HARBOUR, readback, write
from support.served import serving
from support.waiting import until

from ui.http.arrivals import Arrivals
from ui.http.vector_runs import VectorRuns
from ui.server import create_app


@pytest.fixture
def left(tmp_path):
    """A library whose documents wait for their vectors."""
    with opened(tmp_path / "lib", HeldEmbedder(held=False, refuses=" ")) as lib:
        lib.add(write(tmp_path / "in", {"harbour.txt": HARBOUR, "bakery.txt": BAKERY}))
    return tmp_path / "lib"


def states(holder):
    return {document.state for document in holder.documents()}


def test_a_server_that_is_started_makes_the_missing_vectors_and_the_page_says_so(left):
    with readback(left) as held:
        app = create_app(held)
        with serving(app) as url:
            note = "2 documents are found by their words only, until their vectors are made."
            with urllib.request.urlopen(f"{url}/api/search?query=rye%20bread") as response:
                found = json.loads(response.read())
            assert found["hits"]
            assert found["notes"] == [note]
            app.state.shelf.begin(url)
            until(lambda: states(held) == {"ready"})
        app.state.shelf.close()


def test_what_is_under_way_is_shown_and_ends_when_it_is_left(left):
    class Held:
        """A library whose embedder waits."""

        def __init__(self, library):
            self.library = library

        def add(self, paths, report):
            return self.library.add(paths, report)

    embedder, arrivals = HeldEmbedder(), Arrivals()
    with opened(left, embedder) as lib:
        held, runs = Held(lib), VectorRuns(arrivals)
        runs.begin(held)
        assert embedder.asked.wait(60)
        embedder.release()
        runs.close()
        until(lambda: arrivals.of(held) == ())
    with opened(left) as lib:
        lib.add([])
        assert states(lib) == {"ready"}


def test_a_library_that_lacks_nothing_and_one_that_is_none_are_left_alone(left, tmp_path):
    runs = VectorRuns(Arrivals())
    for folder in (left, tmp_path / "none"):
        with readback(folder) as held:
            runs.begin(held)
            until(lambda held=held: not held.documents() or states(held) == {"ready"})
            runs.close()
    assert not (tmp_path / "none").exists()
