"""A web address added in the page, from a site on loopback."""

import pytest
from playwright.sync_api import expect
from support.web_site import SitePage, web_site

pytestmark = pytest.mark.browser


def test_a_web_address_becomes_a_document_and_one_that_fails_can_be_tried_again(visit, tmp_path, serve_at):
    pages = {"/bridge": SitePage()}
    library = (tmp_path / "library", tmp_path, tmp_path / "server.log")
    with web_site(pages) as site, serve_at(*library, READBACK_PRIVATE_ADDRESSES="on") as url:
        page = visit(f"{url}/#/documents")
        adding = page.get_by_role("button", name="Web address")
        address = page.get_by_label("Web address", exact=True)

        adding.click()
        expect(address).to_be_focused()
        address.fill("javascript:alert(1)")
        address.press("Enter")
        expect(page.get_by_role("alert").filter(has_text="begins with https://")).to_be_visible()
        address.fill(site("/bridge"))
        address.press("Enter")
        row = page.locator("#rb-documents tbody tr", has_text="Harbour bridge closed")
        expect(row).to_contain_text("127.0.0.1")
        expect(page.locator("#rb-uploads li")).to_have_count(0)
        row.get_by_role("button", name="Harbour bridge closed", exact=True).click()
        expect(page.locator("#rb-viewer")).to_contain_text("closed on Friday for 19 days")
        expect(page.locator("#rb-viewer .rb-meta")).to_contain_text(f"127.0.0.1:{site.port}/bridge")

        adding.click()
        address.fill(site("/later"))
        address.press("Enter")
        failed = page.locator(".rb-upload-failed", has_text=site("/later"))
        expect(failed).to_contain_text(
            "The server answers 404 Not Found: nothing is there; check the address"
        )
        pages["/later"] = SitePage(b"The ring road is 12 km long.", "text/plain")
        failed.get_by_role("button", name="Try again").click()
        expect(page.locator("#rb-documents tbody tr")).to_have_count(2)
        assert [path for path, _ in site.asked] == ["/bridge", "/later", "/later"]
