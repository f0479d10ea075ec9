"""A queue that no other test sees."""

from contextlib import closing

import pytest
from support.workers import own_database

from index.store.queue.job_queue import JobQueue


@pytest.fixture
def own_places(places):
    """The addresses of shared stores whose Postgres has a database of this test's."""
    return own_database(places)


@pytest.fixture
def queue(own_places):
    with closing(JobQueue(own_places)) as made:
        yield made
