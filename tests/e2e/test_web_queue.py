"""What workers could not add, in a real browser: it is named with its reason, and can be dismissed."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from support.helpers import BAKERY
from support.workers import variables

from index.results import Added

pytestmark = pytest.mark.browser
WHY = "It holds no text that can be read"


@pytest.fixture
def url(own_places, shared_folder, tmp_path, serve_at):
    """A server of a library in shared mode."""
    with serve_at(shared_folder, tmp_path, tmp_path / "server.log", **variables(own_places)) as address:
        yield address


@pytest.fixture
def failed(queue, shared_folder, tmp_path):
    """Two files that workers could not add."""
    for name in ("scan.pdf", "blank.txt"):
        (tmp_path / name).write_text(BAKERY)
        queue.put(shared_folder.name, shared_folder.name, [(tmp_path / name, f"/press/{name}")])
    for one in queue.open_files():
        queue.finish([one], Added((), (), (), ()), {one.number: WHY})


def row(page, name):
    return page.locator(".rb-upload-failed", has_text=name)


def dismissal(page, name):
    return page.get_by_role("button", name=f"Dismiss: {name}")


def serious(page):
    found = Axe().run(page).response["violations"]
    return [fault["id"] for fault in found if fault["impact"] in ("serious", "critical")]


def test_a_file_that_workers_could_not_add_is_dismissed_with_the_keyboard_on_every_page(visit, url, failed):
    page, other = visit(url), visit(url, 390, 844, "dark")
    for one in (page, other):
        expect(row(one, "scan.pdf")).to_contain_text(WHY)
        expect(row(one, "blank.txt")).to_be_visible()
        assert serious(one) == []
    dismissal(page, "scan.pdf").focus()
    page.keyboard.press("Enter")
    for one in (page, other):
        expect(row(one, "scan.pdf")).to_have_count(0)
    expect(page.locator("#rb-status")).to_have_text("Dismissed: scan.pdf")
    expect(dismissal(page, "blank.txt")).to_be_focused()
    page.reload()
    expect(row(page, "blank.txt")).to_be_visible()
    expect(row(page, "scan.pdf")).to_have_count(0)


def test_the_view_of_the_documents_counts_what_failed_apart(visit, url, failed):
    page = visit(url)
    page.get_by_role("button", name="Documents", exact=True).first.click()
    expect(page.get_by_text("0 ready · 2 failed")).to_be_visible()
    assert serious(page) == []
    dismissal(page, "blank.txt").press("Space")
    expect(page.get_by_text("0 ready · 1 failed")).to_be_visible()
    dismissal(page, "scan.pdf").click()
    expect(page.locator(".rb-upload")).to_have_count(0)
