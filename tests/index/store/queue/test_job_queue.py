"""The queue: files wait in Postgres and READBACK_FILES, are given back, and are forgotten in the end."""

from dataclasses import replace
from pathlib import Path

import pytest
from support.helpers import PAPERS, write
from support.shared_servers import PASSWORD

from index.errors import StoreUnreachable, UsageError
from index.results import Added, Failure
from index.store.queue.job_queue import JobQueue
from index.store.queue.queued_file import FileState
from index.store.queue.weights import JOB_FILES, MOST_TRIES


@pytest.fixture
def batch(queue, tmp_path):
    paths = write(tmp_path / "in", PAPERS)
    return queue.put("news", "News", [(path, path.name) for path in paths])


def jobs(queue):
    return queue.database.rows("SELECT id, status::text, args FROM procrastinate_jobs ORDER BY id")


def take(queue):
    """The next job, as a worker that is dead already takes it."""
    (worker,) = queue.database.rows("SELECT worker_id FROM procrastinate_register_worker_v1()")
    (job,) = queue.database.rows("SELECT id, args FROM procrastinate_fetch_job_v2(NULL, %s)", worker)
    return job[0], queue.claim(job[1]["files"])


def waiting(queue, library="news"):
    return queue.files(library)._folder


def test_before_anything_is_sent_there_is_nothing(queue):
    assert (queue.workers(), queue.open_files(), queue.clear_failed()) == (0, [], 0)


def test_what_is_put_waits_with_its_bytes_and_one_job(queue, batch):
    files = queue.batch(batch)
    assert [(one.name, one.address, one.state) for one in files] == [
        (name, name, FileState.QUEUED) for name in PAPERS
    ]
    assert {queue.files("news").read(one.key).decode() for one in files} == set(PAPERS.values())
    assert queue.open_files("news") == queue.open_files() == files
    assert queue.open_files("sport") == []
    assert [(status, args) for _, status, args in jobs(queue)] == [
        ("todo", {"files": [one.number for one in files]})
    ]


def test_many_files_are_several_jobs(queue, tmp_path):
    paths = write(tmp_path / "in", {f"{n}.txt": str(n) for n in range(JOB_FILES + 1)})
    queue.put("news", "News", [(path, path.name) for path in paths])
    assert [len(args["files"]) for _, _, args in jobs(queue)] == [JOB_FILES, 1]


def test_what_becomes_of_files_is_kept_until_the_sender_knows(queue, batch):
    _, files = take(queue)
    assert {one.state for one in queue.batch(batch)} == {FileState.READING}
    queue.progress(files[0].number, FileState.INDEXING, 3, 7)
    assert (queue.batch(batch)[0].done, queue.batch(batch)[0].total) == (3, 7)
    added = Added(("a", "b", "c"), (), (), (Failure("bakery.txt", "no text"),))
    queue.finish(files, added, {files[2].number: "no text"})
    assert queue.results(batch) == added
    assert [one.state for one in queue.batch(batch)] == ["ready", "ready", "failed", "ready"]
    assert [one.error for one in queue.open_files("news")] == ["no text"]
    assert list(waiting(queue).iterdir()) == []
    assert queue.claim([one.number for one in files]) == []
    queue.forget(batch)
    assert queue.batch(batch) == []


def test_the_job_of_a_dead_worker_is_taken_back_each_file_alone(queue, batch):
    job, files = take(queue)
    queue.finish(files[:1], Added(("a",), (), (), ()), {})
    assert queue.take_back([job]) == 3
    assert queue.take_back([job]) == 0
    assert [args["files"] for _, _, args in jobs(queue)] == [[one.number] for one in files[1:]]
    assert [(one.state, one.tries) for one in queue.batch(batch)] == [
        ("ready", 0), ("queued", 1), ("queued", 1), ("queued", 1),
    ]  # fmt: skip


def test_a_file_that_kills_its_workers_fails_in_the_end(queue, tmp_path):
    [path] = write(tmp_path, {"deadly.txt": "x"})
    batch = queue.put("news", "News", [(path, path.name)])
    for _ in range(MOST_TRIES):
        queue.take_back([take(queue)[0]])
    [one] = queue.batch(batch)
    assert (one.state, one.error) == (
        "failed",
        f"{MOST_TRIES} workers ended while they read this file; it is not tried again",
    )
    assert queue.results(batch).failed == (Failure("deadly.txt", one.error),)
    assert jobs(queue) == []
    assert queue.clear_failed() == 1
    assert list(waiting(queue).iterdir()) == []


def test_a_file_that_failed_and_is_sent_again_is_listed_once(queue, tmp_path):
    [path] = write(tmp_path, {"a.txt": "x"})
    queue.put("news", "News", [(path, path.name)])
    _, files = take(queue)
    queue.finish(files, Added((), (), (), ()), {files[0].number: "broken"})
    queue.put("news", "News", [(path, path.name)])
    assert [one.state for one in queue.open_files("news")] == ["queued"]


def test_what_a_sender_never_sent_wholly_is_removed_later(queue, tmp_path, monkeypatch):
    def dies(*_):
        raise KeyboardInterrupt

    [path] = write(tmp_path, {"a.txt": "x"})
    with monkeypatch.context() as patch:
        patch.setattr("index.store.queue.job_queue.defer", dies)
        with pytest.raises(KeyboardInterrupt):
            queue.put("news", "News", [(path, path.name)])
    assert (queue.open_files("news"), jobs(queue)) == ([], [])
    queue.sweep()
    assert len(list(waiting(queue).iterdir())) == 1
    with queue.database.writing(alone=False) as db:
        db.execute("UPDATE files SET at = at - interval '2 hours'")
    queue.sweep()
    assert list(waiting(queue).iterdir()) == []


def test_without_a_place_for_files_or_a_server_it_says_so(own_places):
    with pytest.raises(UsageError, match="READBACK_FILES"):
        JobQueue(replace(own_places, files=""))
    gone = JobQueue(replace(own_places, database=f"postgresql://postgres:{PASSWORD}@127.0.0.1:1/postgres"))
    with pytest.raises(StoreUnreachable, match="does not answer") as error:
        gone.put("news", "News", [(Path(__file__), "a.py")])
    assert PASSWORD not in str(error.value)
    gone.close()


def test_one_that_failed_is_forgotten_alone_and_none_that_waits(queue, batch):
    first, second, *others = queue.batch(batch)
    for failed in (first, second):
        queue.finish([failed], Added((), (), (), ()), {failed.number: "no text"})
    assert queue.clear_one("sport", first.number) == 0
    assert queue.clear_one("news", others[0].number) == 0
    assert queue.clear_one("news", first.number) == 1
    assert queue.clear_one("news", first.number) == 0
    assert [one.number for one in queue.open_files()] == [one.number for one in (second, *others)]
    assert queue.counts() == {FileState.FAILED: 1, FileState.QUEUED: len(others)}


@pytest.mark.parametrize("late", ["put_back", "fail"])
def test_who_comes_late_does_not_undo_what_another_has_done(queue, batch, late):
    _, files = take(queue)
    done = Added(tuple(one.name for one in files), (), (), ())
    queue.finish(files, done, {})
    if late == "put_back":
        assert queue.put_back(files, "Postgres does not answer", counted=False) == []
    else:
        queue.finish(files, Added((), (), (), ()), {one.number: "no room" for one in files})
    assert {one.state for one in queue.batch(batch)} == {FileState.READY}
    assert queue.open_files() == []


def test_who_comes_late_with_success_has_it_counted(queue, batch):
    _, files = take(queue)
    queue.finish(files, Added((), (), (), ()), {one.number: "no room" for one in files})
    queue.finish(files, Added(tuple(one.name for one in files), (), (), ()), {})
    assert {(one.state, one.error) for one in queue.batch(batch)} == {(FileState.READY, "")}
