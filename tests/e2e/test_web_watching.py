"""The folder that a library follows, in a real browser: named, seen, refused and let go."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
NOTE = "The dry dock of Sorrel took its first ship in 1887.\n"


def test_a_folder_is_watched_from_the_page_until_it_is_let_go(tmp_path, serve_at, visit):
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "dock.txt").write_text(NOTE)
    with serve_at(tmp_path / "library", tmp_path, tmp_path / "server.log") as url:
        page = visit(f"{url}/#/documents")
        switch, line = page.get_by_role("switch", name="Watch a folder"), page.locator(".rb-watch-state")
        rows = page.locator("#rb-documents .rb-line-of")
        switch.check()
        field = page.get_by_label("Folder on this computer")
        expect(field).to_be_focused()
        field.press("Enter")
        expect(page.locator("#rb-watch-why")).to_have_text("Type the whole path of a folder.")
        field.fill(str(folder))
        field.press("Enter")
        expect(line).to_have_text(re.compile(rf"{re.escape(str(folder))} · read at \d\d:\d\d"))
        expect(rows).to_have_count(1)
        expect(field).to_be_hidden()
        (folder / "dock.txt").rename(folder / "sorrel.txt")
        expect(rows.locator(".rb-sub")).to_have_text("sorrel.txt")
        page.reload()
        expect(switch).to_be_checked()
        switch.uncheck()
        expect(line).to_be_empty()
        expect(rows).to_have_count(1)
