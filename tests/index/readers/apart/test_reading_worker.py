"""What the process that reads answers where memory ends before a library is loaded."""

import pytest

from index.errors import Damaged
from index.readers.apart import reading_worker

NO_ROOM = ImportError("etree.so: failed to map segment from shared object")


@pytest.mark.parametrize("cause", [NO_ROOM, MemoryError()])
@pytest.mark.parametrize("is_told", [True, False])
def test_a_library_that_finds_no_room_is_told_as_memory(monkeypatch, cause, is_told):
    def parse(path, data):
        if is_told:
            raise Damaged("a.html: the web page cannot be read") from cause
        raise cause

    monkeypatch.setattr(reading_worker, "parse", parse)
    assert reading_worker._answer("a.html", b"<p>A mill.") == {"error": "memory"}
