"""Frequent words are read in a thread beside the searches."""

from support.helpers import library, write

from index.store.catalog import Catalog
from index.store.read_ahead import ReadAhead

TEXTS = {f"{n}.txt": f"Article {n} about harbours and w{n}rds." for n in range(40)}


def test_frequent_words_are_kept_once_they_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr("index.store.tables.postings.TOO_FREQUENT", 2.0)
    lib = library(tmp_path / "lib", owner=True)
    lib.add(write(tmp_path / "in", TEXTS))
    lib.stores.ahead.wait()
    read = []
    lib.catalog.database.connection.set_trace_callback(lambda sql: read.append("word_places" in sql))
    assert len(lib.catalog.words.search(["harbour"], (), 100)) == 40
    assert not any(read)
    lib.close()


def test_it_stops_for_good(tmp_path):
    lib = library(tmp_path / "lib", owner=True)
    lib.add(write(tmp_path / "in", TEXTS))
    lib.close()
    opened = []
    ahead = ReadAhead()
    ahead.stop()
    ahead.start(lambda: opened.append("catalog"))
    assert not opened


def test_a_library_that_is_gone_is_no_error(tmp_path, recwarn):
    lib = library(tmp_path / "lib")
    lib.add(write(tmp_path / "in", TEXTS))
    catalog = Catalog.open(lib.folder / "catalog.sqlite3")
    lib.close()
    (lib.folder / "catalog.sqlite3").unlink()
    ahead = ReadAhead()
    ahead.start(lambda: catalog)
    ahead.wait()
    assert not recwarn.list
