"""A PDF in a real browser: its pages, the cited words boxed on them, its text, and the file itself."""

import shutil

import pytest
from playwright.sync_api import expect
from support.pages import COUNCIL, ask, fill, in_sight, marked
from support.pdfs import lines_of, make_pdf

from rag import Readback

pytestmark = pytest.mark.browser
WHO = "Who opened the harbour of Velm?"
SAID = "Ines Karr opened the harbour of Velm on 4 May 1907."
NOISE = ["A passage of this report about other matters altogether, which nobody asked for today."] * 3
QUAY = make_pdf(
    [
        [
            *lines_of(f"Part {name} of the report on the northern coast of the country"),
            *lines_of(*NOISE, top=600),
        ]
        for name in ("one", "two", "three", "four")
    ]
    + [[(72, 700, 20, "The harbour"), *lines_of(SAID, "The quay is 412 metres long.", top=120)]]
)


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pages")
    (folder / "quay.pdf").write_bytes(QUAY)
    with Readback(library=folder / "library") as readback:
        assert not readback.add([folder / "quay.pdf"]).failed
    return folder / "library"


@pytest.fixture(scope="module")
def url(library, serve_at):
    with serve_at(library, library.parent, library.parent / "server.log") as address:
        fill(address, council=COUNCIL)
        yield address


def drawn(page, number):
    """Wait until the picture of a page is there."""
    page.wait_for_function(
        "n => document.querySelector(`#rb-viewer [data-page='${n}'] img`)?.naturalWidth > 0", arg=number
    )


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844)])
def test_a_citation_opens_its_page_with_the_words_boxed(visit, url, width, height):
    page = visit(url, width, height)
    turn = ask(page, WHO)
    expect(turn.locator(".rb-cited")).to_contain_text("p. 5")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    turn.locator(".rb-prose button.rb-chip").first.click()
    expect(page.locator("#rb-viewer mark.rb-on").first).to_be_visible()
    assert marked(page) == SAID
    assert in_sight(page)
    drawn(page, 5)
    assert not [one for one in asked if one.endswith("/pages/1")]  # it is far away
    box = page.locator("#rb-viewer mark.rb-on").first.bounding_box()
    sheet = page.locator("#rb-viewer [data-page='5'] img").bounding_box()
    across, down = (box["x"] - sheet["x"]) / sheet["width"], (box["y"] - sheet["y"]) / sheet["height"]
    assert across == pytest.approx(72 / 595, abs=0.01)
    assert down < (842 - 120) / 842 < down + box["height"] / sheet["height"]
    expect(page.locator("#rb-viewer")).to_contain_text("Page 5 of 5")
    expect(page.locator(".rb-view-foot")).to_contain_text("page 5")
    for one in (
        page.get_by_role("button", name="Text", exact=True),
        page.get_by_role("link", name="Open file"),
    ):
        assert one.bounding_box()["height"] >= (36 if width < 768 else 24)


def test_text_is_a_press_away_and_stays_until_pages_are_wanted(visit, url):
    page = visit(url)
    chip = ask(page, WHO).locator(".rb-prose button.rb-chip").first
    chip.click()
    expect(page.locator("#rb-viewer mark.rb-box").first).to_be_visible()
    page.get_by_role("button", name="Text", exact=True).press("Enter")
    expect(page.locator("#rb-viewer .rb-here mark.rb-on")).to_have_text(SAID)
    expect(page.get_by_role("button", name="Text", exact=True)).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#rb-viewer img")).to_have_count(0)
    page.get_by_role("button", name="Close the source").click()
    chip.click()
    expect(page.locator("#rb-viewer .rb-here mark.rb-on")).to_have_text(SAID)
    page.get_by_role("button", name="Pages", exact=True).click()
    drawn(page, 5)
    assert in_sight(page)


def test_a_document_without_a_citation_opens_at_its_first_page(visit, url):
    page = visit(url)
    page.locator("#rb-list .rb-doc-open", has_text="harbour").or_(
        page.locator("#rb-list .rb-doc-open", has_text="quay")
    ).first.click()
    drawn(page, 1)
    expect(page.locator("#rb-viewer mark")).to_have_count(0)
    assert page.locator("#rb-viewer .rb-view-text").evaluate("pane => pane.scrollTop") == 0


def test_the_file_is_saved_as_it_was_added(visit, url):
    page = visit(url)
    page.locator("#rb-list .rb-doc-open", has_text="Council").click()
    expect(page.get_by_role("button", name="Pages", exact=True)).to_have_count(0)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Open file").click()
    assert waiting.value.suggested_filename == "council.txt"
    assert waiting.value.path().read_text(encoding="utf-8") == COUNCIL


def test_a_library_without_files_says_so_and_shows_the_text(visit, library, serve_at, tmp_path):
    old = shutil.copytree(library, tmp_path / "library", ignore=shutil.ignore_patterns("files"))
    with serve_at(old, tmp_path, tmp_path / "server.log") as address:
        page = visit(address)
        ask(page, WHO).locator(".rb-prose button.rb-chip").first.click()
        expect(page.locator("#rb-viewer mark.rb-on")).to_have_text(SAID)
        expect(page.locator("#rb-viewer")).to_contain_text("The original was not kept: add the file again")
        expect(page.get_by_role("link", name="Open file")).to_have_count(0)
