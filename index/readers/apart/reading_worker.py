"""The process that reads files for another one, file after file, until that one closes its input.

A file comes as a line of JSON (its name, and its size in bytes) and its bytes; the answer is a line of JSON.
Neither is pickled: a reader that a hostile file took over could make of that what it likes.
"""

import json
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO

from index.errors import ReadError
from index.read import parse
from index.readers.apart.weights import WORK_SECONDS, WORK_SECONDS_A_MEGABYTE
from index.readers.ocr.work_limit import limit_work


def serve(seconds: int, megabytes: int) -> None:
    """Read files from standard input, and answer on standard output, until the input is closed.

    A file may take at most so many seconds of a processor, by its size, and the process so many megabytes in
    all, where the system can limit them. Whatever a reader prints is dropped.
    """
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _limit_memory(megabytes)
    for name, data in _requests(sys.stdin.buffer):
        limit_work(min(seconds, WORK_SECONDS + WORK_SECONDS_A_MEGABYTE * len(data) / 1_000_000))
        answers.write(json.dumps(_answer(name, data)).encode() + b"\n")
        answers.flush()


def _answer(name: str, data: bytes) -> dict[str, object]:
    try:
        return {"reading": asdict(parse(Path(name), data))}
    except (MemoryError, RecursionError, ImportError):
        return {"error": "memory"}
    except ReadError as error:
        if isinstance(error.__cause__, (MemoryError, ImportError)):  # no room is left to load a library
            return {"error": "memory"}
        return {"error": type(error).__name__, "message": str(error)}
    except Exception as error:  # noqa: BLE001 - a reader that fails on one file must not end the others
        return {"error": "failure", "message": type(error).__name__}


def _requests(source: BinaryIO) -> Iterator[tuple[str, bytes]]:
    """The files asked for. A thread listens, so that the process ends at once when nobody waits for it."""
    files: SimpleQueue[tuple[str, bytes]] = SimpleQueue()

    def listen() -> None:
        while line := source.readline():
            asked = json.loads(line)
            files.put((asked["name"], source.read(asked["size"])))
        os._exit(0)

    threading.Thread(target=listen, daemon=True).start()
    while True:
        yield files.get()


def _limit_memory(megabytes: int) -> None:
    with suppress(ImportError, ValueError, OSError):  # not on Windows; macOS refuses some limits
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (megabytes * 1_000_000,) * 2)
