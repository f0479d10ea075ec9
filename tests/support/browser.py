"""A served library in a process of its own, and the Chromium that looks at it."""

import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import BrowserContext
from support.paths import ROOT

CHROMIUM = Path("/usr/bin/chromium")
ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip
SERVE = """
import sys
from pathlib import Path
from rag import Readback
from ui.server import serve
with Readback(library=sys.argv[1]) as readback:
    shelf = Path(sys.argv[3]) if len(sys.argv) > 3 else None
    say = lambda url: print(url, flush=True)
    serve(readback, "127.0.0.1", 0, sample=Path(sys.argv[2]), shelf=shelf, on_ready=say)
"""


@contextmanager
def serving(
    library: Path, sample: Path, log: Path, shelf: Path | None = None, **environment: str
) -> Iterator[str]:
    """The address of a server on ``library``, and those of the folder ``shelf``, that ends with the block."""
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(library), str(sample), *([str(shelf)] if shelf else [])],
            stdout=subprocess.PIPE, stderr=errors, text=True, cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        )  # fmt: skip
        try:
            assert process.stdout is not None
            url = process.stdout.readline().strip()
            assert url, f"the server did not start: {log.read_text()}"
            yield url
        finally:
            process.terminate()
            process.wait(20)


def close_pages(contexts: Iterable[BrowserContext]) -> None:
    """Close the pages of profiles; these end with the browser: to remove one can hang Chromium for good."""
    for context in contexts:
        for page in context.pages:
            page.close()
