"""Pictures of the page with the sample set: ``python tests/e2e/screenshots.py FOLDER``."""

import sys
import tempfile
from pathlib import Path

from conftest import ARGS, CHROMIUM, ROOT, serving
from playwright.sync_api import Browser, Page, expect, sync_playwright

ASKED = "How many people were in the cable cars, and how long were they stuck?"
UNKNOWN = "What did the mayor of Marrowick have for breakfast?"
SIZES = {"1440x900": (1440, 900), "1024x768": (1024, 768), "390x844": (390, 844)}


def open_page(browser: Browser, url: str, size: str, scheme: str) -> Page:
    width, height = SIZES[size]
    page = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme).new_page()
    page.goto(url)
    page.wait_for_selector("#rb-app[data-state]")
    return page


def ask(page: Page, text: str) -> None:
    question = page.get_by_label("Question", exact=True)
    question.fill(text)
    question.press("Enter")
    expect(page.locator(".rb-turn h2").last).to_have_text(text)
    expect(page.locator(".rb-turn").last.locator(".rb-audit, .rb-nothing, .rb-problem")).to_be_visible()


def tour(page: Page, folder: Path, name: str) -> None:
    """The first page, an answer, its hover card, its source, and a question without an answer."""
    page.screenshot(path=folder / f"ready-{name}.png")
    ask(page, ASKED)
    page.locator("body").click(position={"x": 5, "y": 60})
    page.screenshot(path=folder / f"answer-{name}.png")
    chip = page.locator(".rb-prose button.rb-chip").first
    chip.hover()
    page.screenshot(path=folder / f"hover-{name}.png")
    chip.click()
    expect(page.locator("#rb-viewer mark.rb-on").first).to_be_visible()
    page.mouse.move(5, 5)
    page.screenshot(path=folder / f"source-{name}.png")
    page.get_by_role("button", name="Close the source").click()
    ask(page, UNKNOWN)
    page.screenshot(path=folder / f"notfound-{name}.png")
    if page.locator("#rb-nav").is_visible():
        page.get_by_role("navigation").get_by_role("button", name="Sources").click()
        page.screenshot(path=folder / f"sources-{name}.png")
    page.context.close()


def main(folder: Path) -> None:
    """Take them all."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        with serving(Path(scratch) / "library", ROOT / "ui" / "sample", Path(scratch) / "log") as url:
            for size in SIZES:
                page = open_page(browser, url, size, "light")
                page.screenshot(path=folder / f"empty-{size}-light.png")
                page.context.close()
            page = open_page(browser, url, "1440x900", "light")
            page.get_by_role("button", name="Load the sample set").click()
            page.locator(".rb-doc").first.wait_for(timeout=120_000)
            page.context.close()
            for size in SIZES:
                for scheme in ("light", "dark"):
                    tour(open_page(browser, url, size, scheme), folder, f"{size}-{scheme}")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
