"""One connection a thread: snapshots, undone transactions, and what is kept until somebody writes."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor

import pytest

from index.errors import LibraryReadOnly
from index.store.database import Database


@pytest.fixture
def database(tmp_path):
    made = Database.create(tmp_path / "catalog.sqlite3")
    yield made
    made.close()


def count(database):
    return database.connection.execute("SELECT count(*) FROM meta").fetchone()[0]


def write(database, key):
    with database.writing() as db:
        db.execute("INSERT INTO meta VALUES (?, '')", (key,))


def elsewhere(database, work, *arguments):
    """Do ``work`` in another thread, which then closes its connection."""

    def done():
        found = work(database, *arguments)
        database.close()
        return found

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(done).result()


def test_a_snapshot_is_of_one_moment(database):
    with database.snapshot():
        before = count(database)
        elsewhere(database, write, "a")
        assert (count(database), elsewhere(database, count)) == (before, before + 1)
        with pytest.raises(LibraryReadOnly):
            write(database, "b")
    assert count(database) == before + 1
    assert not database.in_snapshot


def test_a_write_that_fails_is_undone(database):
    before = count(database)
    with pytest.raises(sqlite3.IntegrityError), database.writing() as db:
        db.executemany("INSERT INTO meta VALUES (?, '')", [("a",), ("a",)])
    assert count(database) == before
    write(database, "a")


def test_what_is_kept_is_read_anew_once_anybody_has_written(database):
    found = []

    def read():
        found.append(count(database))
        return found[-1]

    first = [database.cached("count", read) for _ in range(2)]
    elsewhere(database, write, "a")
    second = [database.cached("count", read) for _ in range(2)]
    write(database, "b")
    assert database.cached("count", read) == first[0] + 2
    assert (first[1], second) == (first[0], [first[0] + 1] * 2)
    assert len(found) == 3
