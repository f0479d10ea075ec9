"""A library renamed and deleted in the page: its chats go with it, and the page goes on elsewhere."""

import re

import pytest
from playwright.sync_api import expect
from support.pages import FERRY, WHEN, ask, fill

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def url(tmp_path_factory, serve_at):
    """A server with a shelf."""
    folder = tmp_path_factory.mktemp("shelf")
    with serve_at(folder / "home", folder, folder / "server.log", folder / "shelf") as address:
        yield address


def menu(page):
    page.locator(".rb-library").click()
    return page.locator("#rb-libraries")


def test_the_first_library_offers_no_end(visit, url):
    page = visit(url)
    expect(menu(page).get_by_text("New library")).to_be_visible()
    expect(page.get_by_text("Delete this library")).to_have_count(0)


@pytest.mark.parametrize("width", [1440, 390])
def test_a_library_is_renamed_with_its_chats_and_deleted_by_its_name(visit, url, width):
    page = visit(url, width=width)
    menu(page).get_by_label("New library").fill("Tides")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"library=Tides"))
    page.wait_for_selector("#rb-app[data-state]")
    fill_library(page, url)
    ask(page, WHEN)

    deed = menu(page)
    deed.get_by_text("Rename this library").click()
    new = deed.get_by_label("New name")
    expect(new).to_be_focused()
    new.fill("a/b")
    new.press("Enter")
    expect(deed.get_by_role("alert").filter(has_text="letters, digits")).to_be_visible()
    new.fill("High tides")
    new.press("Enter")
    page.wait_for_url(re.compile(r"library=High%20tides"))
    expect(page.locator(".rb-library-name")).to_have_text("High tides")
    expect(page.locator(".rb-turn h2")).to_have_text(WHEN)

    deed = menu(page)
    deed.get_by_text("Delete this library").click()
    expect(deed).to_contain_text("High tides goes for good, with its 1 document")
    typed = deed.get_by_label("Type its name to delete it")
    typed.fill("tides")
    typed.press("Enter")
    expect(deed.get_by_role("alert").filter(has_text="Type the name as it is: High tides")).to_be_visible()
    typed.fill("High tides")
    typed.press("Enter")
    page.wait_for_url(f"{url}/")
    page.wait_for_selector("#rb-app[data-state]")
    assert page.evaluate("() => Object.keys(localStorage).filter(key => key.includes('@'))") == []
    expect(menu(page).locator("a")).to_have_count(1)


def fill_library(page, url):
    """A document in the page's library, which the page notices by itself."""
    fill(url, library="Tides", ferry=FERRY)
    expect(page.locator(".rb-doc")).to_have_count(1)
