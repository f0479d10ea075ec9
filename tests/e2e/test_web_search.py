"""The search box: ask, find in all documents or in the open one, go to a document, by keyboard alone."""

import re

import pytest
from playwright.sync_api import expect
from support.browser import serving
from support.pages import COUNCIL, FERRY, WHEN, fill, in_sight, marked, question

pytestmark = pytest.mark.browser
OTTERS = """Otters 🦦🦦 of <img src=x onerror=alert(1)> the Sound

An otter 🦦 slept at noon. No OTTER was seen
again; the warden counts every otter twice.
"""


@pytest.fixture(scope="module")
def url(tmp_path_factory):
    """A server whose library holds the two articles and a note that would be HTML."""
    folder = tmp_path_factory.mktemp("searched")
    with serving(folder / "library", folder, folder / "server.log") as address:
        fill(address, ferry=FERRY, council=COUNCIL, otters=OTTERS)
        yield address


def box(page):
    return page.get_by_role("dialog", name="Search")


def option(page, words):
    return box(page).get_by_role("option").filter(has_text=words)


def search(page, words):
    """Open the box, type, and wait until all of the documents are searched."""
    page.keyboard.press("Control+k")
    page.keyboard.type(words)
    expect(box(page).get_by_text("Passages in all documents")).to_be_visible()


def test_a_document_is_gone_to_by_keyboard_alone_and_the_focus_returns(visit, url):
    page = visit(url)
    page.get_by_role("button", name="Search", exact=True).focus()
    page.keyboard.press("/")
    field = box(page).get_by_role("combobox")
    expect(field).to_be_focused()
    for _ in range(4):
        page.keyboard.press("Tab")
        assert page.evaluate("() => !document.activeElement.closest('#rb-main, #rb-sources, #rb-top')")
    page.keyboard.press("Escape")
    expect(box(page)).to_be_hidden()
    expect(page.get_by_role("button", name="Search", exact=True)).to_be_focused()
    page.keyboard.press("Control+k")
    expect(box(page).get_by_role("option")).to_have_count(3)
    page.keyboard.type("minutes council")
    first, wanted = box(page).get_by_role("option").first, option(page, "Council minutes, 22 March").first
    expect(first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(wanted).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", wanted.get_attribute("id"))
    page.keyboard.press("Enter")
    expect(page.locator("#rb-viewer")).to_contain_text("repaint the library in blue")
    expect(page).to_have_title("Council minutes, 22 March - Readback")
    expect(page.get_by_role("button", name="Search", exact=True)).to_be_focused()


def test_a_slash_that_is_typed_stays_a_slash(visit, url):
    page = visit(url)
    question(page).fill("")
    question(page).press_sequentially("and/or")
    expect(question(page)).to_have_value("and/or")
    expect(box(page)).to_be_hidden()


def test_a_passage_of_any_document_opens_where_it_stands(visit, url):
    page = visit(url)
    search(page, "tug Bram Tolley")
    option(page, "Bram Tolley").last.click()
    expect(page.locator("#rb-viewer mark.rb-on").first).to_be_visible()
    assert "The tug Bram Tolley reached her" in marked(page)
    assert in_sight(page)
    expect(page).to_have_url(re.compile(r"#/doc/\w+\?at=\d+-\d+$"))


def test_words_of_the_open_document_are_walked_with_a_count(visit, url):
    page = visit(url)
    page.locator("#rb-list .rb-doc-open", has_text="Otters").click()
    search(page, "otter")
    expect(option(page, "Otters 🦦🦦 of <img")).not_to_have_count(0)
    option(page, "Find in the open document").filter(has_text="4 times").click()
    foot = page.locator(".rb-view-foot")
    expect(foot).to_contain_text("1 of 4")
    for n, words in enumerate(("Otter", "otter", "OTTER", "otter"), 1):
        expect(foot).to_contain_text(f"{n} of 4")
        assert marked(page) == words
        if n < 4:
            page.get_by_role("button", name="Next marked passage").click()
    expect(page.get_by_role("button", name="Next marked passage")).to_be_disabled()
    search(page, "again; the\twarden")
    expect(option(page, "Find in the open document")).to_contain_text("Once")


def test_what_is_typed_can_be_asked_from_any_view_on_a_phone_too(visit, url):
    page = visit(f"{url}/#/settings", 390, 844)
    page.get_by_role("button", name="Search", exact=True).click()
    page.keyboard.type(WHEN)
    page.keyboard.press("Enter")
    turn = page.locator(".rb-turn")
    expect(turn.locator("h2")).to_have_text(WHEN)
    expect(turn).to_contain_text("16:05")
    expect(page.locator("#rb-main")).to_be_visible()


def test_letters_that_mean_nothing_find_nothing(visit, url):
    page = visit(url)
    page.keyboard.press("Control+k")
    page.keyboard.type("xqvv")
    expect(box(page).get_by_text("Nothing found in the documents.")).to_be_visible()
    expect(box(page).get_by_role("option")).to_have_count(1)  # to ask it all the same
    for _ in range(4):
        page.keyboard.press("Backspace")
    page.keyboard.type("engin")  # the beginning of a word
    expect(option(page, "without engines")).to_be_visible()
