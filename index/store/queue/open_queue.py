"""The queue of shared libraries, where there is one; its libraries load only then."""

from typing import TYPE_CHECKING

from index.store.shared.shared_places import SharedPlaces

if TYPE_CHECKING:
    from index.store.queue.job_queue import JobQueue


def open_queue(places: SharedPlaces | None) -> "JobQueue | None":
    """The queue in the Postgres of ``places``; ``None`` if workers could not read the files.

    Nothing is asked until it is needed.
    """
    if places is None or not places.files:
        return None
    from index.store.queue.job_queue import JobQueue

    return JobQueue(places)
