"""The benchmark of adding in shared mode, small."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from bench_shared_adding import run


def test_nothing_is_lost_or_twice_while_a_worker_and_both_servers_are_killed():
    done = run(60, kills=3, quick=True)
    assert (done.documents, done.killed) == (60, 3)
