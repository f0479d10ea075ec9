"""People with roles in a real browser: what each sees, and that nobody sees another's chats."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from support.pages import ask
from support.teams import OTHERS, OURS, PASSWORD, team_server

pytestmark = pytest.mark.browser
ASKED = "How many passengers did the ferry carry?"


@pytest.fixture(scope="module")
def server(built, tmp_path_factory):
    with team_server(built, tmp_path_factory.mktemp("teams")) as served:
        yield served


@pytest.fixture
def tab(browser):
    """A page in a profile of its own, with which one can log in more than once."""
    context = browser.new_context()
    page, errors = context.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    context.close()
    assert errors == []


def log_in(page, server, person):
    page.goto(server.url)
    page.get_by_label("User").fill(person)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def ready(page):
    page.wait_for_selector("#rb-app[data-state]")
    expect(page.locator("#rb-top .rb-person")).to_be_visible()


def test_a_reader_asks_and_finds_no_button_to_change_anything(server, tab):
    log_in(tab, server, "rita")
    ready(tab)
    expect(tab.locator("#rb-top .rb-person")).to_contain_text("rita")
    expect(ask(tab, ASKED)).to_contain_text("212")
    expect(tab.locator("#rb-list .rb-doc").first).to_be_visible()
    for deed in ("add", "remove", "note", "edit", "forget"):
        expect(tab.locator(f"[data-do={deed}]:visible")).to_have_count(0)
    expect(tab.get_by_role("button", name="Settings")).to_have_count(0)
    tab.get_by_role("button", name="Documents", exact=True).first.click()
    expect(tab.get_by_role("heading", name="Documents", exact=True)).to_be_visible()
    for name in ("Paste text", "Web address", "Add a folder", "Add files"):
        expect(tab.get_by_role("button", name=name)).to_have_count(0)


def test_two_people_of_one_browser_share_no_chats(server, tab):
    for person, chats in (("rita", 1), ("eda", 0), ("rita", 1)):
        log_in(tab, server, person)
        ready(tab)
        if person == "rita" and not tab.get_by_text(ASKED).count():
            ask(tab, ASKED)
        expect(tab.locator(".rb-turn").filter(has_text=ASKED)).to_have_count(chats)
        tab.get_by_role("button", name="Chats").click()
        expect(tab.locator("#rb-chats li").filter(has_text=ASKED)).to_have_count(chats)
        tab.keyboard.press("Escape")
        tab.get_by_role("button", name="Log out").click()
        expect(tab).to_have_url(f"{server.url}/login")


def test_an_owner_makes_and_deletes_a_library(server, tab):
    log_in(tab, server, "odo")
    ready(tab)
    expect(tab.get_by_role("button", name="Settings")).to_be_visible()
    tab.get_by_role("button", name="Library:").click()
    expect(tab.locator("#rb-libraries a")).to_have_count(2)
    tab.get_by_label("New library").fill("Pier")
    tab.get_by_role("button", name="Create").click()
    expect(tab).to_have_url(f"{server.url}/?library=Pier#/ask")
    ready(tab)
    tab.get_by_role("button", name="Library:").click()
    tab.get_by_text("Delete this library").click()
    tab.get_by_label("Type its name to delete it").fill("Pier")
    tab.get_by_role("button", name="Delete", exact=True).click()
    ready(tab)
    assert not (server.shelf / "Pier").exists()


def test_whose_library_it_is_not_is_shown_the_way_to_their_own(server, tab):
    log_in(tab, server, "mia")
    tab.wait_for_url(f"{server.url}/?library={OTHERS}**")
    ready(tab)
    tab.goto(f"{server.url}/?library={OURS}")
    expect(tab.get_by_text("There is no such library for you.")).to_be_visible()
    assert [one["id"] for one in Axe().run(tab).response["violations"]] == []
    tab.get_by_role("link", name=OTHERS).click()
    ready(tab)
