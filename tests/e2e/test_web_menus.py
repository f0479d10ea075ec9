"""Menus stand beside their buttons, inside the window; the way between a source and its guide on a phone."""

import pytest
from playwright.sync_api import expect
from support.pages import WHEN, ask

pytestmark = pytest.mark.browser
GAP = 12


def stands_beside(page, button, menu):
    """Open a menu, wait until it touches its button's place and lies inside the window, and close it."""
    button.click()
    page.wait_for_function(
        """([button, menu, gap]) => {
          const [at, box] = [button, menu].map((node) => node.getBoundingClientRect());
          const apart = Math.max(box.top - at.bottom, at.top - box.bottom);
          return box.height > 40 && apart >= 0 && apart <= gap
            && box.left <= at.right && box.right >= at.left
            && box.left >= 8 && box.right <= innerWidth - 8 && box.top >= 0 && box.bottom <= innerHeight;
        }""",
        arg=[button.element_handle(), page.locator(menu).element_handle(), GAP],
    )
    page.keyboard.press("Escape")
    expect(page.locator(menu)).to_be_hidden()


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (390, 844), (360, 480)])
def test_every_menu_opens_beside_its_button(visit, full, width, height):
    page = visit(full, width, height)
    turn = ask(page, WHEN)
    stands_beside(page, page.get_by_role("button", name="Chats"), "#rb-chats")
    stands_beside(page, page.get_by_role("button", name="Export", exact=True), "#rb-export")
    stands_beside(page, page.locator(".rb-library"), "#rb-libraries")
    pin = turn.get_by_role("button", name="Save to a briefing")
    stands_beside(page, pin, "#rb-notes")
    # At the lower edge it stands above its button.
    page.locator("#rb-thread").evaluate("node => { node.style.paddingTop = '2000px'; }")
    pin.evaluate("node => node.scrollIntoView({ block: 'end' })")
    stands_beside(page, pin, "#rb-notes")


def test_on_a_phone_a_source_leads_to_its_guide_and_back(visit, full):
    page = visit(full, 390, 844)
    ask(page, WHEN).locator("button.rb-chip").first.click()
    page.locator("#rb-viewer").get_by_role("button", name="Guide").click()
    expect(page.locator("#rb-guide .rb-guide h2")).to_contain_text("Ferry adrift")
    page.go_back()
    expect(page.locator("#rb-viewer mark.rb-on").first).to_be_visible()
