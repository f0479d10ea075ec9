"""The addresses of shared stores, and the names of libraries there."""

from pathlib import Path

import pytest

from index.errors import UsageError
from index.store.shared.shared_places import shared_name, shared_places

DATABASE, CHROMA = "postgresql://u:secret@h/d", "http://h:8000"


def test_shared_stores_are_all_set_or_none_is():
    assert shared_places("", "") is None
    places = shared_places(DATABASE, CHROMA, "token", "/kept")
    assert (places.database, places.chroma, places.files) == (DATABASE, CHROMA, "/kept")
    assert "secret" not in repr(places)
    assert "token" not in repr(places)


@pytest.mark.parametrize(
    ("given", "missing"),
    [((DATABASE, ""), "READBACK_CHROMA is not"), (("", CHROMA), "READBACK_DATABASE is not")],
)
def test_one_alone_names_what_is_missing(given, missing):
    with pytest.raises(UsageError, match=missing) as failed:
        shared_places(*given)
    assert "secret" not in str(failed.value)


def test_files_alone_are_refused():
    with pytest.raises(UsageError, match="READBACK_FILES"):
        shared_places("", "", files="/kept")


def test_a_library_is_named_as_its_folder_is():
    assert shared_name(Path("/a/news-desk")) == "news-desk"


@pytest.mark.parametrize("name", ["News", "news desk", "Zürich", "汉字", "a_b", "a--" * 30])
def test_other_names_become_plain_and_stay_apart(name):
    found = shared_name(Path("/a") / name)
    assert found.isascii()
    assert found.strip("-") == found.lower() == found
    assert len(found) < 55
    assert found != shared_name(Path("/a") / f"{name} ")
