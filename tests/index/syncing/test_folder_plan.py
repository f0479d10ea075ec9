"""The comparison of a folder with what a library knows of it."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from index.document import Document, DocumentState
from index.syncing.folder_plan import FolderFile, compare

PLACES = st.sampled_from([f"/f/{folder}{name}.txt" for folder in ("", "old/") for name in "abcd"])
FOLDERS = st.dictionaries(PLACES, st.sampled_from("123"), max_size=6)


def document(path, sha256, id=None):
    return Document(
        id or path, sha256, "Title", None, None, None, path, "text/plain", 9, 1, DocumentState.READY
    )


def plan_of(now, before):
    """The plan where ``now`` and ``before`` are contents by path."""
    files = [FolderFile(Path(path), path, content) for path, content in now.items()]
    documents = [document(path, content) for path, content in before.items()]
    return compare(files, documents, set(before) - set(now))


def moves(plan):
    return {move.document.path: move.file.address for move in plan.moved}


def test_files_are_new_changed_moved_gone_or_as_they_were():
    before = {"/f/same.txt": "1", "/f/edited.txt": "2", "/f/old.txt": "3", "/f/lost.txt": "4"}
    now = {"/f/same.txt": "1", "/f/edited.txt": "20", "/f/sub/renamed.txt": "3", "/f/fresh.txt": "5"}
    plan = plan_of(now, before)
    assert [file.address for file in plan.new] == ["/f/fresh.txt"]
    assert [file.address for file in plan.changed] == ["/f/edited.txt"]
    assert moves(plan) == {"/f/old.txt": "/f/sub/renamed.txt"}
    assert [one.path for one in plan.gone] == ["/f/lost.txt"]
    assert plan.unchanged == 1


def test_a_copy_is_new_while_the_file_it_was_copied_from_is_there():
    plan = plan_of({"/f/a.txt": "1", "/f/b.txt": "1"}, {"/f/a.txt": "1"})
    assert ([file.address for file in plan.new], plan.moved, plan.gone) == (["/f/b.txt"], (), ())


def test_a_file_that_moved_and_changed_is_a_new_one_and_the_old_one_is_gone():
    plan = plan_of({"/f/rule-2.txt": "ten"}, {"/f/rule.txt": "nine"})
    assert (len(plan.new), plan.moved, len(plan.gone)) == (1, (), 1)


def test_of_several_with_one_content_the_one_of_the_same_name_has_moved():
    before = {"/f/x.txt": "1", "/f/y.txt": "1"}
    plan = plan_of({"/f/old/y.txt": "1", "/f/old/x.txt": "1"}, before)
    assert moves(plan) == {"/f/x.txt": "/f/old/x.txt", "/f/y.txt": "/f/old/y.txt"}


def test_a_file_moved_over_another_takes_the_place_of_its_document():
    plan = plan_of({"/f/b.txt": "1"}, {"/f/a.txt": "1", "/f/b.txt": "2"})
    assert (moves(plan), plan.moved[0].replaces) == ({"/f/a.txt": "/f/b.txt"}, ("/f/b.txt",))
    assert (plan.new, plan.changed, plan.gone) == ((), (), ())


@given(FOLDERS, FOLDERS)
def test_every_file_and_every_lost_document_is_named_once(now, before):
    plan = plan_of(now, before)
    named = [file.address for file in (*plan.new, *plan.changed)] + list(moves(plan).values())
    assert sorted(named) == sorted(path for path in now if before.get(path) != now[path])
    assert plan.unchanged == len(now) - len(named)
    lost = [one.path for one in plan.gone] + list(moves(plan))
    assert sorted(lost) == sorted(set(before) - set(now))
    assert all(before[old] == now[new] for old, new in moves(plan).items())


@given(FOLDERS, FOLDERS)
def test_a_plan_that_was_carried_out_leaves_nothing_to_do(now, before):
    plan = plan_of(now, before)
    moved = {move.document.id: move.file.address for move in plan.moved}
    replaced = {id for move in plan.moved for id in move.replaces}
    gone = {one.id for one in plan.gone}
    fresh = {file.address: file.sha256 for file in (*plan.new, *plan.changed)}
    old = [document(path, content) for path, content in before.items()]
    kept = [
        replace(one, path=moved.get(one.id, one.path))
        for one in old
        if one.id not in replaced | gone and (one.id in moved or one.path not in fresh)
    ]
    after = [*kept, *(document(path, content) for path, content in fresh.items())]
    files = [FolderFile(Path(path), path, content) for path, content in now.items()]
    again = compare(files, after, set())
    assert (again.new, again.changed, again.moved, again.unchanged) == ((), (), (), len(now))
