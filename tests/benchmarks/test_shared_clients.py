"""The benchmark of clients in shared mode, small."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from bench_shared_clients import run


def test_clients_of_two_servers_get_the_answers_of_their_own_libraries():
    load = run(3.0, 10, READBACK_READER="off")
    assert load.wrong == []
    assert len(load.taken) >= 10
