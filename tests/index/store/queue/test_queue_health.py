"""Doctor says what is on the queue, and whether anybody works on it."""

from dataclasses import replace

import pytest
from support.helpers import PAPERS, settings, write
from support.shared_servers import PASSWORD, free_port

from index.results import Added
from index.store.queue.queue_health import findings
from rag.doctor import doctor, stops


def named(places):
    return {name: (ok, detail) for name, ok, detail in findings(places)}


def put(queue, tmp_path):
    return queue.batch(queue.put("news", "News", [(path, path.name) for path in write(tmp_path, PAPERS)]))


def test_without_a_worker_it_says_how_to_start_one(own_places, queue):
    found = named(own_places)
    assert all(ok for ok, _ in found.values())
    assert "0 files waiting, 0 being read, 0 failed" in found["queue"][1]
    assert "no worker runs: start `readback worker`" in found["workers"][1]
    assert not queue.exists()  # looking makes nothing


def test_files_are_counted_by_their_states_and_waiting_without_a_worker_is_a_fault(
    own_places, queue, tmp_path
):
    first, second, *others = put(queue, tmp_path)
    queue.claim([first.number])
    queue.finish([second], Added((), (), (), ()), {second.number: "no text"})
    found = named(own_places)
    assert f"{len(others)} files waiting, 1 being read, 1 failed; `readback queue` names" in found["queue"][1]
    ok, detail = found["workers"]
    assert not ok
    assert "start `readback worker`" in detail


def test_a_worker_that_gives_signs_of_life_is_counted(own_places, queue, tmp_path):
    put(queue, tmp_path)
    queue.database.rows("SELECT worker_id FROM procrastinate_register_worker_v1()")
    assert named(own_places)["workers"] == (True, "1 seen within the last 16 seconds")
    with queue.database.writing(alone=False) as db:
        db.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '17 seconds'")
    assert not named(own_places)["workers"][0]


def test_without_a_place_for_files_there_is_no_queue(own_places):
    [(name, ok, detail)] = findings(replace(own_places, files=""))
    assert (name, ok) == ("queue", True)
    assert "READBACK_FILES" in detail


def test_a_postgres_that_does_not_answer_is_named_without_its_password(own_places):
    address = f"postgresql://u:{PASSWORD}@127.0.0.1:{free_port()}/d"
    [(name, ok, detail)] = findings(replace(own_places, database=address))
    assert (name, ok) == ("queue", False)
    assert "does not answer" in detail
    assert PASSWORD not in detail


@pytest.mark.parametrize("waits", [True, False])
def test_doctor_shows_it_and_goes_on_without_workers(own_places, queue, shared_folder, tmp_path, waits):
    if waits:
        put(queue, tmp_path)
    shared = {"database": own_places.database, "chroma": own_places.chroma, "files": own_places.files}
    checks = {check.name: check for check in doctor(settings(shared_folder, **shared))}
    assert checks["queue"].ok
    assert checks["workers"].ok is not waits
    assert not stops(checks["workers"])
