"""The writer's lock: one at a time, named to the others."""

import os

import pytest

from index.errors import LibraryBusy, LibraryReadOnly
from index.store.lock import WriterLock


def test_one_has_it_and_is_named_to_the_other(tmp_path):
    one, other = WriterLock(tmp_path), WriterLock(tmp_path)
    one.take(0)
    assert (one.is_taken, other.is_taken) == (True, False)
    with pytest.raises(LibraryBusy, match=rf"process {os.getpid()}, since \d\d:"):
        other.take(0)
    one.release()
    one.release()
    other.take(0)
    assert (one.is_taken, other.is_taken) == (False, True)
    other.release()


def test_a_holder_that_cannot_be_read_is_another_process(tmp_path):
    one = WriterLock(tmp_path)
    one.take(0)
    (tmp_path / "writer.json").write_text("{}")
    with pytest.raises(LibraryBusy, match="written by another process"):
        WriterLock(tmp_path).take(0)
    one.release()


def test_a_lock_that_cannot_name_its_holder_is_given_back(tmp_path):
    (tmp_path / "writer.json").mkdir()
    lock = WriterLock(tmp_path)
    with pytest.raises(LibraryReadOnly, match="can still be searched"):
        lock.take(0)
    assert not lock.is_taken
