"""Pictures of every state of the page, with the sample set: ``make screenshots``.

    python tests/e2e/screenshots.py FOLDER

Those that the README shows are copied to where it finds them.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Event

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

sys.path.append(str(Path(__file__).parents[1]))
from support.browser import ARGS, CHROMIUM, serving
from support.judged import cited, following, judged
from support.paths import ROOT
from support.scripted import Reply, Request, ScriptedServer, reply
from support.web_site import ARTICLE, SitePage, WebSite, web_site

ASKED = "How many people were in the cable cars, and how long were they stuck?"
SAID = (
    "The company says that the line stood still for **40 minutes** [in the cabins of the Tolland Cableway "
    "for], the rescue log says **55 minutes** [was at a standstill for]. The sources differ on the number of "
    "people as well:\n\n"
    "| Source | Standstill | People aboard |\n|---|---|---|\n"
    "| The company | 40 minutes | 63 [in the cabins of the Tolland Cableway for] |\n"
    "| The rescue log | 55 minutes | 71 [was at a standstill for][Volunteers ticked off] |\n\n"
    "### What followed\n\n- A technician climbed the tower and ",
    "found the rope in place [A technician climbed the tower].\n"
    "- The fares were refunded in cash [fares would be refunded].\n"
    "- The company said all of Saturday’s fares would be refunded [fares would be refunded].\n"
    "- Die Reparatur soll rund 12.000 Euro kosten [about 12,000 euros].\n"
    "- The rope was replaced in April after a bird nested in it.\n",
)
JUDGED = (
    "supported", "no_claim", "no_claim", "supported", "supported", "no_claim", "supported",
    {"verdict": "partly", "not_borne_out": ["in cash"]}, "supported", None, "unsupported",
)  # fmt: skip
NEXT = ("Who paid for the repair?", "When did the line reopen?", "How strong was the wind?")
DIFFER = "How long was the cableway at a standstill?"
EMPLOYED = "How many people does the Tolland Cableway Company employ?"  # which the PDF says
WHOLE = "What are these articles about?"
UNKNOWN = "What did the mayor of Marrowick have for breakfast?"
DRAFT = """What happened at the cableway

Volunteers ticked off 75 people as they stepped out of the cabins. The first emergency call, made by a \
passenger in cabin 7, came in three minutes later. The mayor of Marrowick had porridge for breakfast.

- The line did not move again until 15:14.
- She declined to comment on the invoice.
"""
NEWS = ARTICLE.replace("<title>", '<meta property="og:site_name" content="Tolm Herald"><title>')
SHOWN = {
    "hover-1440x900-light": "answer-light",
    "source-1440x900-dark": "answer-dark",
    "briefing-1440x900-light": "briefing",
    "guide-1440x900-light": "guide",
    "answer-390x844-light": "answer-phone",
    "empty-1440x900-light": "first-run",
    "notfound-1440x900-light": "not-found",
    "documents-1440x900-light": "documents",
    "overview-1440x900-light": "overview",
    "pages-1440x900-dark": "pages",
    "check-1440x900-light": "check",
    "search-1440x900-dark": "search",
    "address-1440x900-light": "web-address",
}
"""The README's, by the names it knows them by."""
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


def go(page: Page, name: str) -> None:
    """To a view, by the bar that this width has."""
    bar = "Panes" if page.locator("#rb-nav").is_visible() else "Views"
    page.get_by_role("navigation", name=bar).get_by_role("button", name=name, exact=True).click()


def address(page: Page, site: WebSite, take: Callable[[str], None]) -> None:
    """A web address added, and its document removed again: the library is as it was."""
    page.get_by_role("button", name="Web address").click()
    page.get_by_label("Web address", exact=True).fill("https://tolm-herald.example/harbour-bridge-closed")
    take("address")
    page.get_by_label("Web address", exact=True).fill(site("/bridge"))
    page.keyboard.press("Enter")
    row = page.locator("#rb-documents tbody tr", has_text="Harbour bridge closed")
    row.scroll_into_view_if_needed()
    take("address-added")
    row.get_by_role("button", name="Remove Harbour bridge closed").click()
    expect(row).to_have_count(0)


def libraries(page: Page, folder: Path, name: str) -> None:
    """The menu of libraries, and the question before one is deleted."""
    page.locator(".rb-library").click()
    page.screenshot(path=folder / f"libraries-{name}.png")
    page.get_by_text("Delete this library").click()
    page.screenshot(path=folder / f"delete-{name}.png")
    page.context.close()


def tour(page: Page, site: WebSite, folder: Path, name: str) -> None:
    """Every view and state that needs no model."""

    def take(state: str) -> None:
        page.screenshot(path=folder / f"{state}-{name}.png")

    phone = page.locator("#rb-nav").is_visible()
    page.locator("#rb-begin .rb-suggested").first.wait_for()
    take("ready")
    ask(page, ASKED)
    page.locator("#rb-question textarea").blur()
    take("answer")
    chip = page.locator(".rb-prose button.rb-chip").first
    chip.hover()
    take("hover")
    chip.click()
    expect(page.locator("#rb-viewer mark.rb-on").first).to_be_visible()
    page.mouse.move(5, 5)
    take("source")
    page.locator("#rb-viewer").get_by_role("button", name="Guide", exact=True).click()
    expect(page.locator("#rb-guide .rb-guide")).to_be_visible()
    page.wait_for_timeout(300)
    take("guide")
    if phone:
        go(page, "Source")
    page.get_by_role("button", name="Close the source").click()
    go(page, "Ask")
    ask(page, DIFFER)
    take("disagree")
    ask(page, EMPLOYED)
    page.locator("#rb-latest button.rb-chip").first.click()
    page.wait_for_function(
        "() => [...document.querySelectorAll('#rb-viewer img')].some((one) => one.naturalWidth)"
    )
    page.wait_for_timeout(300)
    take("pages")
    page.get_by_role("button", name="Close the source").click()
    ask(page, WHOLE)
    take("overview")
    page.keyboard.press("Control+k")
    page.keyboard.type("cabins")
    page.locator("#rb-find .rb-words-found").first.wait_for()
    take("search")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.keyboard.type("qxvz")
    page.get_by_text("Nothing found in the documents.").wait_for()
    take("nothing")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Chats").click()
    take("chats")
    page.keyboard.press("Escape")
    ask(page, UNKNOWN)
    take("notfound")
    go(page, "Briefing")
    take("desk")
    page.get_by_role("button", name="Make a briefing").click()
    expect(page.locator("#rb-brief .rb-paper")).to_be_visible()
    page.wait_for_timeout(300)
    take("briefing")
    page.locator(".rb-paper .rb-differ").first.scroll_into_view_if_needed()
    take("differ")
    go(page, "Check")
    take("draft")
    page.get_by_label("Draft", exact=True).fill(DRAFT)
    page.get_by_role("button", name="Check against the documents").click()
    expect(page.locator(".rb-checked")).to_be_visible()
    page.wait_for_timeout(300)
    take("check")
    if phone:
        go(page, "Sources")
        take("sources")
        page.get_by_role("button", name="Manage documents").click()
    else:
        go(page, "Documents")
    take("documents")
    address(page, site, take)
    page.get_by_role("button", name="Settings", exact=True).click()
    take("settings")
    page.context.close()


def model_tour(page: Page, endpoint: ScriptedServer, folder: Path, name: str) -> None:
    """An answer that a model writes: before it, in the middle, and when it is read back."""
    gate = Event()

    def answer(request: Request) -> Reply:
        first, second = (cited(text, request) for text in SAID)
        return reply(first, gate, second + following(request, *NEXT))

    read = Event()

    def judge(request: Request) -> Reply:
        read.wait(60)
        return judged(*JUDGED, short="40 or 55 minutes", short_words="at a standstill for")(request)

    page.screenshot(path=folder / f"model-ready-{name}.png")
    endpoint.enqueue(answer, judge)
    question = page.get_by_label("Question", exact=True)
    question.fill(ASKED)
    question.press("Enter")
    expect(page.locator(".rb-draft")).to_contain_text("climbed the tower")
    page.screenshot(path=folder / f"model-draft-{name}.png")
    gate.set()
    expect(page.locator(".rb-waiting")).to_be_visible()
    page.screenshot(path=folder / f"model-waiting-{name}.png")
    read.set()
    expect(page.locator(".rb-audit:not(.rb-waiting)")).to_be_visible()
    page.wait_for_timeout(400)
    page.screenshot(path=folder / f"model-answer-{name}.png")
    page.locator(".rb-next").scroll_into_view_if_needed()
    page.screenshot(path=folder / f"model-next-{name}.png")
    page.context.close()


def with_model(browser: Browser, scratch: Path, folder: Path) -> None:
    """The pictures of a library that a model answers for."""
    with ScriptedServer() as endpoint:
        model = {"READBACK_MODEL": "qwen3", "OPENAI_BASE_URL": endpoint.url}
        with serving(scratch / "none", ROOT / "ui" / "sample", scratch / "log", **model) as url:
            page = open_page(browser, url, "1440x900", "light")
            page.screenshot(path=folder / "model-empty-1440x900-light.png")
        with serving(scratch / "library", ROOT / "ui" / "sample", scratch / "log", **model) as url:
            for size in SIZES:
                for scheme in ("light", "dark"):
                    page = open_page(browser, url, size, scheme)
                    model_tour(page, endpoint, folder, f"{size}-{scheme}")


def few_colours(taken: Path, shown: Path) -> None:
    """A picture in 256 colours: the page has few, and the file is a third as large."""
    with Image.open(taken) as picture:
        picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(shown, optimize=True)


def main(folder: Path) -> None:
    """Take them all."""
    folder.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=60_000)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGS)
        library, shelf, log = (Path(scratch) / name for name in ("library", "shelf", "log"))
        (shelf / "Harbour inquiry").mkdir(parents=True)
        (shelf / "Harbour inquiry" / "readback.toml").touch()
        with (
            web_site({"/bridge": SitePage(NEWS.encode())}) as site,
            serving(library, ROOT / "ui" / "sample", log, shelf, READBACK_PRIVATE_ADDRESSES="on") as url,
        ):
            for size in SIZES:
                for scheme in ("light", "dark"):
                    page = open_page(browser, url, size, scheme)
                    page.screenshot(path=folder / f"empty-{size}-{scheme}.png")
                    page.context.close()
            page = open_page(browser, url, "1440x900", "light")
            page.get_by_role("button", name="Load the sample set").click()
            expect(page.locator("#rb-list .rb-doc")).to_have_count(8, timeout=120_000)
            page.context.close()
            for size in SIZES:
                for scheme in ("light", "dark"):
                    other = open_page(browser, f"{url}/?library=Harbour%20inquiry", size, scheme)
                    libraries(other, folder, f"{size}-{scheme}")
                    tour(open_page(browser, url, size, scheme), site, folder, f"{size}-{scheme}")
        with_model(browser, Path(scratch), folder)
        browser.close()
    for taken, shown in SHOWN.items():
        few_colours(folder / f"{taken}.png", ROOT / "docs" / "pictures" / f"{shown}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
