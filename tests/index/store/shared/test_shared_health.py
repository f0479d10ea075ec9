"""Doctor says what the shared stores are and whether they answer, and shows no password."""

from contextlib import closing
from dataclasses import replace

import pytest
from support.helpers import embedder, library, settings, write
from support.shared_servers import PASSWORD, free_port

from index.store.shared.shared_health import findings
from rag.doctor import doctor

TEXT = {"a.txt": "The tram to Osk leaves every 12 minutes."}


def named(found):
    return {name: (ok, detail) for name, ok, detail in found}


@pytest.fixture
def filled(shared_folder, places, tmp_path):
    with closing(library(shared_folder, shared=places)) as made:
        made.add(write(tmp_path / "in", TEXT))
    return shared_folder


def test_each_store_is_named_with_what_it_holds(filled, places):
    found = named(findings(filled, places, embedder()))
    assert all(ok for ok, _ in found.values()), found
    assert "1 documents, 1 passages, 0 being added" in found["library"][1]
    assert "1 vectors, and the catalog has 1" in found["chroma"][1]
    assert str(places.files) in found["files"][1]
    assert PASSWORD not in str(found)


def test_no_library_yet_is_fine_and_none_is_made(shared_folder, places):
    found = named(findings(shared_folder, places, embedder()))
    assert all(ok for ok, _ in found.values()), found
    assert "readback add PATH" in found["library"][1]
    assert named(findings(shared_folder, places, embedder())) == found


@pytest.mark.parametrize("which", ["database", "chroma"])
def test_a_server_that_does_not_answer_is_named(filled, places, which):
    dead = {
        "database": f"postgresql://u:{PASSWORD}@127.0.0.1:{free_port()}/d",
        "chroma": f"http://127.0.0.1:{free_port()}",
    }
    found = named(findings(filled, replace(places, **{which: dead[which]}), embedder()))
    ok, detail = found["library" if which == "database" else "chroma"]
    assert not ok
    assert "does not answer" in detail
    assert PASSWORD not in str(found)


def test_an_address_that_is_none_is_a_finding(shared_folder, places):
    [(name, ok, detail)] = findings(shared_folder, replace(places, chroma="nowhere"), embedder())
    assert (name, ok) == ("library", False)
    assert "READBACK_CHROMA" in detail


def test_the_command_shows_it_all_without_the_password(filled, places):
    shared = {"database": places.database, "chroma": places.chroma, "files": places.files}
    checks = doctor(settings(filled, **shared))
    assert {"library", "chroma", "files"} <= {check.name for check in checks if check.ok}
    assert PASSWORD not in str(checks)
