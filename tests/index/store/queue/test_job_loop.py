"""Workers in processes of their own, killed at every step: nothing is lost, and nothing is there twice."""

import signal
from contextlib import closing
from dataclasses import replace

import pytest
from support.helpers import BAKERY, COMET, HARBOUR, library, write
from support.shared_servers import Postgres, running
from support.stores import assert_stores_agree
from support.waiting import until
from support.workers import start_worker, working

from index.store.queue.job_queue import JobQueue

TEXTS = {"harbour.txt": HARBOUR, "bakery.txt": BAKERY, "comet.md": COMET}


def put(queue, folder, paths):
    return queue.put(folder.name, folder.name, [(path, path.name) for path in paths])


def all_ready(queue, batch):
    return {one.state for one in queue.batch(batch)} == {"ready"}


def check(folder, places, queue, names):
    """Each file is one document, both stores agree, and nothing is left of the queue but the results."""
    with closing(library(folder, shared=places)) as shared:
        assert sorted(document.path for document in shared.documents()) == sorted(names)
        with shared.stores.writing():
            pass  # the next writer clears up
        assert_stores_agree(shared)
    assert list(queue.files(folder.name)._folder.iterdir()) == []
    assert queue.open_files() == []


@pytest.mark.parametrize(
    ("step", "when"),
    [
        ("JobQueue.claim", "after"),
        ("ChromaServer.add", "after"),
        ("PostgresCatalog.finish_adding", "after"),
        ("JobQueue.finish", "after"),
    ],
)
def test_the_work_of_a_killed_worker_is_done_by_another(
    queue, own_places, shared_folder, tmp_path, step, when
):
    batch = put(queue, shared_folder, write(tmp_path / "in", TEXTS))
    doomed = start_worker(own_places, shared_folder, step, when)
    assert doomed.wait(60) == -signal.SIGKILL, doomed.communicate()
    doomed.communicate()
    with working(own_places, shared_folder):
        until(lambda: all_ready(queue, batch) and not queue.open_files())
        until(lambda: not queue.database.rows("SELECT 1 FROM procrastinate_jobs"))
    added = queue.results(batch)
    assert len(added.added) + len(added.unchanged) == len(TEXTS)
    check(shared_folder, own_places, queue, TEXTS)


def test_postgres_is_killed_under_two_workers_and_all_goes_on(places, shared_folder, tmp_path):
    with running(Postgres) as postgres:
        mortal = replace(places, database=postgres.address)
        with closing(JobQueue(mortal)) as queue, working(mortal, shared_folder, 2) as workers:
            texts = {f"{n}.txt": f"Note {n}. {HARBOUR}" for n in range(40)}
            batch = put(queue, shared_folder, write(tmp_path / "in", texts))
            until(lambda: any(one.state == "ready" for one in queue.batch(batch)))
            postgres.kill()
            postgres.start()
            until(lambda: all_ready(queue, batch))
            until(lambda: not queue.database.rows("SELECT 1 FROM procrastinate_jobs"))
            check(shared_folder, mortal, queue, texts)
            for worker in workers:
                worker.send_signal(signal.SIGTERM)
                assert "Traceback" not in worker.communicate(timeout=60)[1]


def test_a_worker_that_is_stopped_ends_after_the_files_at_hand(queue, own_places, shared_folder, tmp_path):
    batch = put(queue, shared_folder, write(tmp_path / "in", TEXTS))
    worker = start_worker(own_places, shared_folder)
    until(lambda: all_ready(queue, batch))
    assert queue.workers() == 1
    worker.send_signal(signal.SIGTERM)
    out, errors = worker.communicate(timeout=60)
    assert worker.returncode == 0, errors
    assert queue.workers() == 0
    assert out.count('"state": "ready"') == len(TEXTS)
    assert "Working for all libraries" in errors
    assert "Traceback" not in errors
