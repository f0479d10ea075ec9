"""axe-core finds no serious fault in any state of the page, light and dark, wide and narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from support.pages import NEVER, ask
from support.paths import ROOT

pytestmark = pytest.mark.browser
STOOD = "How long was the cableway at a standstill?"
DRAFT = "Volunteers ticked off 75 people as they stepped out of the cabins. The rope was blue.\n\nWho paid?"
SCANNED = "How many passengers were on the line according to the scanned tickets?"
SERIOUS = ("serious", "critical")
LOOKS = [
    pytest.param(1440, 900, "light", id="wide"),
    pytest.param(1440, 900, "dark", id="dark"),
    pytest.param(390, 844, "light", id="phone"),
    pytest.param(390, 844, "dark", id="dark phone"),
]


def faults(page, state):
    """What axe-core finds in the page as it is."""
    found = Axe().run(page).response["violations"]
    return [
        f"{state}: {fault['id']}: {node['target']} {node['failureSummary']}"
        for fault in found
        if fault["impact"] in SERIOUS
        for node in fault["nodes"]
    ]


def go(page, name):
    """To a view, by the bar that this width has."""
    bar = "Panes" if page.locator("#rb-nav").is_visible() else "Views"
    page.get_by_role("navigation", name=bar).get_by_role("button", name=name, exact=True).click()


@pytest.fixture(scope="module")
def url(tmp_path_factory, serve_at):
    """A server with the sample set in its library."""
    from rag import Readback

    folder = tmp_path_factory.mktemp("axe")
    with Readback(library=folder / "library") as readback:
        assert not readback.add([ROOT / "ui" / "sample"]).failed
        readback.briefings.keep(readback.brief())
    shelf = folder / "shelf"
    (shelf / "Weirs").mkdir(parents=True)
    (shelf / "Weirs" / "readback.toml").touch()
    with serve_at(folder / "library", folder, folder / "server.log", shelf, READBACK_READER="") as address:
        yield address


@pytest.mark.parametrize(("width", "height", "scheme"), LOOKS)
def test_an_empty_library(visit, tmp_path, serve_at, width, height, scheme):
    with serve_at(tmp_path / "library", ROOT / "ui" / "sample", tmp_path / "server.log") as url:
        page = visit(url, width, height, scheme)
        assert faults(page, "first run") == []


@pytest.mark.parametrize(("width", "height", "scheme"), LOOKS)
def test_the_menu_of_libraries(visit, url, width, height, scheme):
    page = visit(f"{url}/?library=Weirs", width, height, scheme)
    page.locator(".rb-library").click()
    found = faults(page, "the libraries")
    for deed in ("Rename this library", "Delete this library"):
        page.get_by_text(deed).click()
        found += faults(page, deed)
    assert found == []


@pytest.mark.parametrize(("width", "height", "scheme"), LOOKS)
def test_every_state(visit, url, width, height, scheme):
    page = visit(url, width, height, scheme)
    phone = width < 768
    expect(page.locator("#rb-begin .rb-suggested").first).to_be_visible()
    found = faults(page, "ready")
    turn = ask(page, STOOD)
    found += faults(page, "an answer with a disagreement")
    chip = turn.locator(".rb-prose button.rb-chip").first
    if not phone:
        chip.hover()
        expect(page.get_by_role("tooltip")).to_be_visible()
        found += faults(page, "a quotation beside its citation")
    page.keyboard.press("Control+k")
    page.keyboard.type("cabins")
    expect(page.locator("#rb-find .rb-words-found").first).to_be_visible()
    found += faults(page, "the search box")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Chats").click()
    expect(page.locator("#rb-chats .rb-item").first).to_be_visible()
    found += faults(page, "the chats")
    page.keyboard.press("Escape")
    turn.get_by_role("button", name="Save to a briefing").click()
    expect(page.locator("#rb-notes .rb-item").first).to_be_visible()
    found += faults(page, "saving an answer")
    page.keyboard.press("Escape")
    chip.click()
    expect(page.locator("#rb-viewer mark.rb-on").first).to_be_visible()
    found += faults(page, "a source")
    page.get_by_role("button", name="Guide", exact=True).last.click()
    expect(page.locator("#rb-guide .rb-guide")).to_be_visible()
    found += faults(page, "a guide")
    go(page, "Ask")
    ask(page, NEVER)
    found += faults(page, "not in the documents")
    ask(page, SCANNED).locator(".rb-prose button.rb-chip:not([data-page=''])").first.click()
    expect(page.locator("#rb-viewer .rb-sheet mark.rb-on").first).to_be_visible()
    found += faults(page, "a source as pages")
    go(page, "Briefing")
    found += faults(page, "asking for a briefing")
    page.locator(".rb-kept .rb-item").first.click()
    expect(page.locator("#rb-brief .rb-paper")).to_be_visible()
    found += faults(page, "a briefing")
    go(page, "Check")
    found += faults(page, "a draft")
    page.get_by_label("Draft", exact=True).fill(DRAFT)
    page.get_by_role("button", name="Check against the documents").click()
    expect(page.locator(".rb-checked")).to_be_visible()
    found += faults(page, "a checked draft")
    if phone:
        go(page, "Sources")
        found += faults(page, "the sources")
        page.get_by_role("button", name="Manage documents").click()
    else:
        go(page, "Documents")
    expect(page.locator("#rb-documents table").first).to_be_visible()
    found += faults(page, "the documents")
    page.get_by_role("button", name="Web address").click()
    found += faults(page, "a web address")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Settings").click()
    found += faults(page, "the settings")
    assert found == []
