"""A server in a process of its own, and Chromium to look at it with. No page may go anywhere else."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pages import COUNCIL, FERRY, fill
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = Path("/usr/bin/chromium")
ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]  # fmt: skip
ROOT = Path(__file__).parents[2]
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


@pytest.fixture(scope="session")
def serve_at():
    """Serve a library for the length of a ``with`` block."""
    return serving


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; where there is none the tests are skipped, in CI they fail."""
    if not CHROMIUM.exists():
        why = f"{CHROMIUM} is missing: apt-get install chromium. NOTHING OF THE WEB PAGE WAS TESTED."
        pytest.fail(why) if os.environ.get("CI") == "true" else pytest.skip(why)
    with sync_playwright() as playwright:
        expect.set_options(timeout=60_000)  # the first file waits for the embedder, on a busy machine
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        yield opened
        opened.close()


def pytest_terminal_summary(terminalreporter):
    """Say aloud that the page was not tested."""
    skipped = terminalreporter.stats.get("skipped", [])
    if any("NOTHING OF THE WEB PAGE" in str(report.longrepr) for report in skipped):
        terminalreporter.write_line(f"NOT TESTED: the web page, for want of {CHROMIUM}.", red=True, bold=True)


class Visits:
    """Opens pages, each in a browser profile of its own, and remembers all that they should not do."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.problems: list[str] = []
        self.contexts: list[object] = []

    def __call__(self, url: str, width: int = 1440, height: int = 900, scheme: str = "light") -> Page:
        context = self.browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
        context.set_default_timeout(60_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("console", self.heard)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on(
            "dialog", lambda dialog: self.problems.append(f"dialog: {dialog.message}") or dialog.dismiss()
        )
        page.on("request", self.watch)
        page.goto(url)
        page.wait_for_selector("#rb-app[data-state]")
        return page

    def heard(self, message) -> None:
        """An error; but that a page asks on once its server has ended is none."""
        gone = "/api/activity" in message.location["url"] and "net::ERR_" in message.text
        if message.type in ("error", "warning") and not gone:
            self.problems.append(message.text)

    def watch(self, request) -> None:
        """Only this computer may be asked."""
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.problems.append(f"request to {request.url}")


@pytest.fixture
def visit(browser):
    """Open a page; afterwards it must have had no error and asked no other host."""
    visits = Visits(browser)
    yield visits
    for context in visits.contexts:
        context.close()
    assert visits.problems == [], visits.problems


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A server whose library holds the two articles."""
    folder = tmp_path_factory.mktemp("full")
    with serving(folder / "library", folder, folder / "server.log") as address:
        fill(address, ferry=FERRY, council=COUNCIL)
        yield address
