"""Locked doors in a real browser: log in, read, log out; by keyboard, on a phone, in both colours."""

import os
import re
import subprocess
import sys

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from support.browser import close_pages
from support.pages import FERRY, WHEN, ask, question

from rag import Readback

USER, PASSWORD = "jonas", "seven grey herons"
pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def locked(tmp_path_factory):
    """The address of ``readback serve --auth`` on a library with one article."""
    folder = tmp_path_factory.mktemp("locked")
    (folder / "ferry.txt").write_text(FERRY, encoding="utf-8")
    with Readback(library=folder / "library") as readback:
        assert not readback.add([folder / "ferry.txt"]).failed
    process = subprocess.Popen(
        [sys.executable, "-m", "ui.cli", "serve", "--port", "0", "--library", str(folder / "library")],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "READBACK_AUTH": f"{USER}:{PASSWORD}"},
    )  # fmt: skip
    try:
        found = re.search(r"http://\S+:\d+", process.stdout.readline())
        assert found, "the server did not start"
        yield found.group()
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture
def tab(browser):
    """Opens a page in a profile of its own; nothing may be asked of another host."""
    contexts, strange = [], []

    def open_at(url, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda asked: None if asked.url.startswith(url) else strange.append(asked.url))
        page.on("pageerror", lambda error: strange.append(str(error)))
        page.goto(url)
        return page

    yield open_at
    close_pages(contexts)
    assert [url for url in strange if not url.startswith(("data:", "blob:"))] == []


def log_in(page, password=PASSWORD):
    page.get_by_label("User").fill(USER)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()


def test_a_reader_logs_in_asks_and_logs_out(locked, tab):
    page = tab(locked)
    expect(page).to_have_url(f"{locked}/login")
    log_in(page, "a wrong guess")
    expect(page.get_by_role("alert")).to_have_text("Name or password is wrong.")
    expect(page.get_by_label("User")).to_have_value(USER)
    expect(page.get_by_label("Password")).to_be_focused()
    log_in(page)
    page.wait_for_selector("#rb-app[data-state]")
    expect(page).to_have_url(f"{locked}/#/ask")
    expect(ask(page, WHEN)).to_contain_text("16:05")
    page.reload()
    expect(question(page)).to_be_visible()
    page.evaluate(
        """() => {
          document.body.insertAdjacentHTML('beforeend', '<form method="post" action="/logout"></form>');
          document.body.lastElementChild.submit();
        }"""
    )
    expect(page).to_have_url(f"{locked}/login")
    page.goto(f"{locked}/")
    expect(page).to_have_url(f"{locked}/login")
    page.go_back()
    expect(page.locator("#rb-app")).to_have_count(0)


def test_a_link_leads_on_after_the_log_in_and_from_another_site_later(locked, tab):
    page = tab(locked)
    page.goto(f"{locked}/?library=#/documents")
    expect(page).to_have_url(f"{locked}/login?next=/%3Flibrary%3D#/documents")
    log_in(page, "a wrong guess")
    log_in(page)
    expect(page).to_have_url(f"{locked}/?library=#/documents")
    page.wait_for_selector("#rb-app[data-state]")
    page.goto("about:blank")  # of another site, to a browser
    page.set_content(f'<a href="{locked}/">Read</a>')
    page.get_by_role("link").click()
    page.wait_for_selector("#rb-app[data-state]")


def test_the_cookie_is_out_of_reach_of_scripts(locked, tab):
    page = tab(locked)
    log_in(page)
    page.wait_for_selector("#rb-app[data-state]")
    (cookie,) = [kept for kept in page.context.cookies() if kept["name"].startswith("readback-")]
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"
    assert "readback-" not in page.evaluate("document.cookie")


def test_two_browsers_have_sessions_of_their_own(locked, tab):
    first, second = tab(locked), tab(locked)
    log_in(first)
    first.wait_for_selector("#rb-app[data-state]")
    second.reload()
    expect(second).to_have_url(f"{locked}/login")
    log_in(second)
    second.wait_for_selector("#rb-app[data-state]")
    first.request.post(f"{locked}/logout", headers={"Origin": locked})
    second.reload()
    second.wait_for_selector("#rb-app[data-state]")


def test_by_keyboard_alone(locked, tab):
    page = tab(locked)
    expect(page.get_by_label("User")).to_be_focused()
    page.keyboard.type(USER)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("#rb-app[data-state]")


@pytest.mark.parametrize(
    ("width", "scheme", "script"),
    [(320, "light", True), (1280, "dark", True), (320, "dark", False)],
    ids=["phone", "dark", "no-script"],
)
def test_the_form_is_whole_for_everyone(locked, tab, width, scheme, script):
    size = {"width": width, "height": 640}
    page = tab(locked, viewport=size, color_scheme=scheme, java_script_enabled=script)
    log_in(page, "a wrong guess")
    expect(page.get_by_role("alert")).to_be_visible()
    page.wait_for_load_state()  # an element is found before its style sheet has come; a person sees it after
    for part in (page.get_by_label("User"), page.get_by_label("Password"), page.get_by_role("button")):
        box = part.bounding_box()
        assert box["height"] >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
    if script:
        found = Axe().run(page)
        assert [one["id"] for one in found.response["violations"]] == []
        behind = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert behind == ("rgb(255, 255, 255)" if scheme == "light" else "rgb(16, 20, 21)")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
