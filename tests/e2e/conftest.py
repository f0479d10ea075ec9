"""A server in a process of its own, and Chromium to look at it with. No page may go anywhere else."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from support.browser import ARGS, CHROMIUM, close_pages, serving
from support.pages import COUNCIL, FERRY, fill


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
        self.contexts: list[BrowserContext] = []

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
        """An error; but that a page asks on once its server has ended, or is left while it asks, is none."""
        gone = "/api/activity" in message.location["url"] and "net::ERR_" in message.text
        left = message.text.startswith(("AbortError: signal", "Unexpected error Connection errored"))
        if message.type in ("error", "warning") and not gone and not left:
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
    problems = list(visits.problems)
    close_pages(visits.contexts)
    assert problems == [], problems


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A server whose library holds the two articles."""
    folder = tmp_path_factory.mktemp("full")
    with serving(folder / "library", folder, folder / "server.log") as address:
        fill(address, ferry=FERRY, council=COUNCIL)
        yield address
