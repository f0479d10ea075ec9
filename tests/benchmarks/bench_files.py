"""What becomes of every file of a folder, each added alone: how long it takes, and how much memory.

    python tests/benchmarks/bench_files.py FOLDER [--jobs 2]

Each file is added by a command of its own to a new library, and must be ready or failed, with a reason in one
line, in 30 seconds and 1.5 GB; no process may be left. The memory is that of the command and of the process
that reads, together. Beside the time stands that of the processor, which other work on the machine does not
lengthen. Exits with 1 if a file does not keep to this.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

ROOT = Path(__file__).resolve().parents[2]
_SECONDS, _MEGABYTES = 30, 1_500
_TICK, _ENDING = 0.1, 3.0  # seconds between two looks at the memory, and those left to processes to end


@dataclass(frozen=True)
class Outcome:
    """What came of a file; ``fault`` is empty if that is as it should be."""

    file: Path
    state: str
    seconds: float
    processor: float
    megabytes: float
    reason: str
    fault: str


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, default=2, help="files added at the same time")
    chosen = parser.parse_args()
    files = sorted(file for file in chosen.folder.rglob("*") if file.is_file())
    outcomes = []
    with ThreadPoolExecutor(chosen.jobs) as pool:
        for one in pool.map(add, files):
            times = f"{one.seconds:5.1f} s, {one.processor:5.1f} s of a processor"
            row = f"{one.state:6} {times} {one.megabytes:6.0f} MB  {one.file.name}"
            print(row, one.reason, one.fault and f"FAULT: {one.fault}", sep="  ", flush=True)
            outcomes.append(one)
    states = Counter(one.state for one in outcomes)
    faults = sum(bool(one.fault) for one in outcomes)
    print(
        f"{len(outcomes)} files: {', '.join(f'{count} {state}' for state, count in sorted(states.items()))};"
        f" {faults} faults; at most {max(one.seconds for one in outcomes):.1f} s,"
        f" {max(one.processor for one in outcomes):.1f} s of a processor"
        f" and {max(one.megabytes for one in outcomes):.0f} MB"
    )
    sys.exit(1 if faults else 0)


def add(file: Path) -> Outcome:
    """Add a file to a library of its own."""
    with tempfile.TemporaryDirectory() as folder:
        library = str(Path(folder) / "library")
        started = monotonic()
        command = [sys.executable, "-m", "ui.cli", "add", str(file), "--library", library, "--json"]
        with (Path(folder) / "out").open("w+") as out, (Path(folder) / "err").open("w+") as err:
            process = subprocess.Popen(command, stdout=out, stderr=err, start_new_session=True)
            peak, processor = _watched(process, started + _SECONDS)
            seconds = monotonic() - started
            is_stray = not _ended(process.pid)
            out.seek(0)
            err.seek(0)
            said, errors = out.read(), err.read()
    state, reason, fault = _judged(process.returncode, said, errors)
    if seconds > _SECONDS:
        state, fault = "hangs", f"more than {_SECONDS} seconds"
    elif peak > _MEGABYTES:
        fault = f"more than {_MEGABYTES} MB"
    elif is_stray:
        fault = "a process is left"
    return Outcome(file, state, seconds, processor, peak, reason, fault)


def _watched(process: "subprocess.Popen[bytes]", end: float) -> tuple[float, float]:
    """Wait for a process until ``end``; return the most megabytes of its session, and processor seconds.

    The seconds are of it and of those that it waited for.
    """
    peak = 0.0
    ended, status, used = os.wait4(process.pid, os.WNOHANG)
    while not ended and monotonic() < end:
        peak = max(peak, sum(_sizes(process.pid)) / 1000)
        sleep(_TICK)
        ended, status, used = os.wait4(process.pid, os.WNOHANG)
    if not ended:
        os.killpg(process.pid, signal.SIGKILL)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return peak, used.ru_utime + used.ru_stime


def _sizes(session: int) -> list[int]:
    """The kilobytes of memory of each process of a session."""
    listed = subprocess.run(
        ["ps", "-o", "rss=", "--sid", str(session)], capture_output=True, text=True, check=False
    )
    return [int(size) for size in listed.stdout.split()]


def _ended(session: int) -> bool:
    """Return whether no process of a session is left soon after its first one ended; end those that are."""
    end = monotonic() + _ENDING
    while _sizes(session) and monotonic() < end:
        sleep(_TICK)
    if not _sizes(session):
        return True
    os.killpg(session, signal.SIGKILL)
    return False


def _judged(code: int, said: str, errors: str) -> tuple[str, str, str]:
    """The state of a file, the reason given, and what is wrong with the two."""
    try:
        result = json.loads(said)
    except json.JSONDecodeError:
        return "crash", errors[-200:], f"no result, exit code {code}"
    reasons = [one["error"] for one in result["failed"]]
    state = "ready" if result["added"] else "failed"
    reason = f"({reasons[0]})" if reasons else ""
    is_told = all(reason.strip() and "\n" not in reason for reason in reasons)
    if "Traceback" in errors or not is_told or not (result["added"] or reasons):
        return state, reason, "no reason in one line"
    return state, reason, ""


if __name__ == "__main__":
    main()
