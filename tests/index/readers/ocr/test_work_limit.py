"""The work of a process is limited, and more is allowed where there is a limit."""

import subprocess
import sys

import pytest
from support.helpers import REPOSITORY

WORKING = """
import resource
from index.readers.ocr.work_limit import allow_work, limit_work
allow_work(5)
assert resource.getrlimit(resource.RLIMIT_CPU)[0] == resource.RLIM_INFINITY
limit_work(1)
first = resource.getrlimit(resource.RLIMIT_CPU)[0]
allow_work(2)
assert resource.getrlimit(resource.RLIMIT_CPU)[0] == first + 2
limit_work(0)
while True:
    pass
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no work")
def test_a_process_that_works_on_is_ended():
    import signal

    done = subprocess.run([sys.executable, "-c", WORKING], cwd=REPOSITORY, capture_output=True, check=False)
    assert done.returncode == -signal.SIGXCPU, done.stderr
