"""The documents in a real browser: adding and what goes wrong, removing and undoing, correcting."""

import json
import re
import urllib.request

import pytest
from filelock import FileLock
from playwright.sync_api import expect
from support.pages import COUNCIL, FERRY, fill, upload

pytestmark = pytest.mark.browser
WIRE = """---
title: Bridge shut after crane falls
publication: North Coast Wire
date: 2026-03-14
---

The bridge of Varn was shut on Tuesday after a crane fell against its eastern pier. Nobody was hurt, the \
town engineer Lena Orth said. Divers found a crack of eleven centimetres in the masonry. Buses take the long \
way round by the mill until the pier is mended.
"""
POST = WIRE.replace("Bridge shut after crane falls", "Crane shuts bridge").replace(
    "North Coast Wire", "The Varn Post"
).replace("-14", "-15")  # fmt: skip
FERRY_TITLE, COUNCIL_TITLE = (
    "Ferry adrift in Corrin Sound after losing all power",
    "Council minutes, 22 March",
)


@pytest.fixture
def served(tmp_path, serve_at):
    """A server on an empty library of its own: its address, and the folder."""
    with serve_at(tmp_path / "library", tmp_path, tmp_path / "server.log") as url:
        (tmp_path / "library").mkdir(exist_ok=True)
        yield url, tmp_path / "library"


@pytest.fixture(scope="module")
def lasting(tmp_path_factory, serve_at):
    """A server for all tests that do without one of their own."""
    folder = tmp_path_factory.mktemp("lasting")
    with serve_at(folder / "library", folder, folder / "server.log") as url:
        yield url


@pytest.fixture
def two(lasting):
    """A server whose library holds the two articles and nothing else."""
    with urllib.request.urlopen(f"{lasting}/api/documents") as reply:
        for document in json.load(reply)["documents"]:
            remove(lasting, document["id"])
    fill(lasting, ferry=FERRY, council=COUNCIL)
    return lasting


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    folder.mkdir()
    for name, text in {"ferry.txt": FERRY, "council.txt": COUNCIL}.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return folder


def remove(url, ident):
    """Remove a document behind the page's back."""
    urllib.request.urlopen(urllib.request.Request(f"{url}/api/documents/{ident}", method="DELETE")).close()


def titles(url):
    """What the library holds, as the server says."""
    with urllib.request.urlopen(f"{url}/api/documents") as reply:
        return {document["title"] for document in json.load(reply)["documents"]}


def manage(page):
    """To the view of the documents."""
    page.get_by_role("navigation", name="Views").get_by_role("button", name="Documents").click()
    expect(page.get_by_role("heading", name="Documents", exact=True)).to_be_visible()
    return page.get_by_role("table", name="Documents")


def row(table, title):
    return table.locator(
        "tbody tr", has=table.page.get_by_role("rowheader", name=re.compile(re.escape(title)))
    )


def listed(page, title):
    return page.locator("#rb-list .rb-doc", has_text=title)


def test_a_pasted_text_is_a_document_like_any_file(visit, two):
    page = visit(two)
    page.get_by_role("navigation", name="Views").get_by_role("button", name="Documents").click()
    texts = ("The heron", "The heron of Tarn House eats 12 eels a week."), ("", "The heron\n\nIt left.")
    for title, text in texts:
        page.get_by_role("button", name="Paste text").click()
        page.get_by_role("button", name="Add to the documents").click()
        expect(page.get_by_role("alert").filter(has_text="Type or paste a text first.")).to_be_visible()
        page.get_by_label("Title (optional)").fill(title)
        page.get_by_label("Text", exact=True).fill(text)
        page.get_by_role("button", name="Add to the documents").click()
        expect(page.locator("#rb-paste")).to_be_hidden()
        row = page.locator("#rb-documents .rb-line-of", has_text="The heron")
        expect(row).to_have_count(1 if title else 2)
    with urllib.request.urlopen(f"{two}/api/documents") as reply:
        added = [one for one in json.load(reply)["documents"] if one["title"] == "The heron"]
    assert [one["media_type"] for one in added] == ["text/plain"] * 2
    name = re.compile(r"The heron, pasted [\d-]+ [\d.]+( \(2\))?\.txt")
    assert all(name.fullmatch(one["path"].split("/")[-1]) for one in added)
    row.first.get_by_role("button", name="The heron", exact=True).click()
    expect(page.locator("#rb-viewer .rb-view-text")).to_contain_text("The heron")


def test_what_fails_says_why_and_can_be_tried_again(visit, served, files):
    url, library = served
    page = visit(url)
    with FileLock(library / "writer.lock"):  # as another process that writes
        upload(page, files / "ferry.txt")
        coming = page.locator(".rb-upload", has_text="ferry.txt")
        expect(coming).to_contain_text("Waiting")
        expect(coming).to_contain_text(re.compile("Failed.*is being written by"))
    expect(page.locator("#rb-status")).to_contain_text("Failed: ferry.txt")
    coming.get_by_role("button", name="Try again: ferry.txt").click()
    expect(listed(page, FERRY_TITLE)).to_be_visible()
    expect(coming).to_have_count(0)
    assert titles(url) == {FERRY_TITLE}


def test_a_broken_file_fails_again_and_is_dismissed(visit, two, tmp_path):
    page = visit(two)
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnot a PDF at all")
    upload(page, broken)
    failed = page.locator(".rb-upload-failed", has_text="broken.pdf")
    expect(failed).to_contain_text("The PDF is broken")
    with page.expect_response("**/api/documents"):
        failed.get_by_role("button", name="Try again").click()
    expect(failed).to_contain_text("The PDF is broken")
    manage(page)
    expect(page.get_by_text("2 ready · 1 failed · 2 in scope")).to_be_visible()
    failed.get_by_role("button", name="Dismiss: broken.pdf").click()
    expect(failed).to_have_count(0)
    expect(page.get_by_text("2 ready · 2 in scope")).to_be_visible()


def test_another_browser_sees_what_is_being_added_and_then_the_document(visit, served, files):
    url, library = served
    one, other = visit(url), visit(url)
    with FileLock(library / "writer.lock"):
        upload(one, files / "ferry.txt")
        coming = other.locator(".rb-upload", has_text="ferry.txt")
        expect(coming).to_contain_text("Waiting")
        expect(coming.get_by_role("button")).to_have_count(0)
        expect(one.locator(".rb-upload")).to_have_count(1)
    for page in (one, other):
        expect(listed(page, FERRY_TITLE)).to_be_visible()
        expect(page.locator(".rb-upload")).to_have_count(0)


def test_a_file_that_waits_can_be_cancelled(visit, served, files):
    url, library = served
    for n in range(2):
        (files / f"note{n}.txt").write_text(f"Note {n}\n\nThe otter of pier {n} slept at noon.\n")
    page = visit(url)
    with FileLock(library / "writer.lock"):
        upload(page, *(files / name for name in ("ferry.txt", "council.txt", "note0.txt", "note1.txt")))
        expect(page.locator(".rb-upload")).to_have_count(4)
        page.get_by_role("button", name="Cancel: note0.txt").click()
        expect(page.locator(".rb-upload")).to_have_count(3)
    expect(page.locator("#rb-list .rb-doc")).to_have_count(3)
    assert titles(url) == {FERRY_TITLE, COUNCIL_TITLE, "Note 1"}


def test_a_removal_can_be_undone_and_is_carried_out_after_a_while(visit, two):
    fill(two, note="A note\n\nThe otter slept at noon.\n")
    page = visit(two)
    for title in (FERRY_TITLE, COUNCIL_TITLE, "A note"):
        listed(page, title).hover()
        listed(page, title).get_by_role("button", name=f"Remove {title}").click()
        expect(listed(page, title).get_by_role("button", name=f"Undo: keep {title}")).to_be_focused()
    expect(page.get_by_text("0 of 3 in scope")).to_be_visible()
    expect(page.locator("#rb-status")).to_contain_text("Removed: A note")
    page.keyboard.press("Escape")
    expect(listed(page, "A note").get_by_role("button", name="Remove A note")).to_be_focused()
    listed(page, FERRY_TITLE).get_by_role("button", name="Undo").click()
    expect(page.locator("#rb-status")).to_have_text(f"Kept: {FERRY_TITLE}")
    assert len(titles(two)) == 3
    expect(listed(page, COUNCIL_TITLE)).to_have_count(0)
    expect(page.get_by_text("2 of 2 in scope")).to_be_visible()
    assert titles(two) == {FERRY_TITLE, "A note"}


def test_leaving_the_page_keeps_what_looked_removed(visit, two):
    page = visit(two)
    listed(page, COUNCIL_TITLE).hover()
    listed(page, COUNCIL_TITLE).get_by_role("button", name="Remove").click()
    expect(listed(page, COUNCIL_TITLE).get_by_text("Removed", exact=True)).to_be_visible()
    page.reload()
    expect(listed(page, COUNCIL_TITLE)).to_be_visible()
    expect(listed(page, COUNCIL_TITLE).get_by_text("Removed", exact=True)).to_be_hidden()
    expect(page.get_by_text("2 of 2 in scope")).to_be_visible()
    assert len(titles(two)) == 2


def test_the_open_source_closes_with_its_document_and_the_reader_goes_on(visit, two):
    page = visit(two)
    table = manage(page)
    table.get_by_role("button", name=COUNCIL_TITLE, exact=True).click()
    expect(page.locator("#rb-viewer")).to_contain_text("repaint the library in blue")
    row(table, COUNCIL_TITLE).get_by_role("button", name=f"Remove {COUNCIL_TITLE}").click()
    field = page.get_by_label("Filter the table by title, outlet or file")
    field.fill("ferry")
    expect(page.get_by_text("No source open")).to_be_visible()
    expect(field).to_be_focused()
    expect(page.get_by_text("1 ready · 1 in scope")).to_be_visible()


def test_what_is_said_of_a_document_is_corrected_in_its_place(visit, two):
    page, other = visit(two), visit(two)
    table = manage(page)
    row(table, FERRY_TITLE).get_by_role("button", name=f"Edit {FERRY_TITLE}").click()
    title, outlet = page.get_by_label("Title", exact=True), page.get_by_label("Outlet", exact=True)
    expect(title).to_be_focused()
    title.fill(" ")
    title.press("Enter")
    expect(page.get_by_text("A title cannot be empty.")).to_be_visible()
    expect(title).to_be_focused()
    title.fill("Adrift <b>without power")
    outlet.fill("Corrin Courier")
    page.get_by_label("Date", exact=True).fill("2026-03-14")
    outlet.press("Enter")
    edited = row(table, "Adrift <b>without power")
    expect(edited).to_contain_text("Corrin Courier")
    expect(edited).to_contain_text("14 Mar 2026")
    expect(edited.get_by_role("button", name="Edit")).to_be_focused()
    expect(page.locator("#rb-status")).to_have_text("Saved: Adrift <b>without power")
    assert titles(two) == {"Adrift <b>without power", COUNCIL_TITLE}
    expect(listed(other, "Adrift <b>without power")).to_contain_text("Corrin Courier · 14 Mar 2026")
    page.keyboard.press("Enter")
    title.fill("Never mind")
    title.press("Escape")
    expect(edited.get_by_role("button", name="Edit")).to_be_focused()
    expect(edited).to_be_visible()


def test_what_others_do_leaves_an_edit_and_the_focus_where_they_are(visit, two):
    page = visit(two)
    table = manage(page)
    row(table, COUNCIL_TITLE).get_by_role("button", name="Edit").click()
    page.get_by_label("Outlet", exact=True).fill("The Skerry")
    ferry = page.locator("#rb-documents tr", has_text=FERRY_TITLE).get_attribute("data-id")
    remove(two, ferry)
    expect(page.get_by_text("1 ready · 1 in scope")).to_be_visible()
    expect(page.get_by_label("Outlet", exact=True)).to_have_value("The Skerry")
    expect(page.get_by_label("Outlet", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(row(table, COUNCIL_TITLE)).to_contain_text("The Skerry")


def test_copies_stand_together_and_are_ticked_one_by_one(visit, two):
    fill(two, **{"wire.md": WIRE, "post.md": POST})
    page = visit(two)
    group = page.locator("#rb-list .rb-group", has_text="2 articles share this text")
    expect(group.get_by_role("list", name="2 articles share this text")).to_contain_text(
        re.compile("The Varn Post.*% same")
    )
    page.get_by_role("checkbox", name="Use in answers: Crane shuts bridge").uncheck()
    expect(page.get_by_text("3 of 4 in scope")).to_be_visible()
    table = manage(page)
    boxes = table.get_by_role("checkbox", name=re.compile("Use in answers"))
    expect(boxes).to_have_count(4)
    expect(table.get_by_role("checkbox", name="Use in answers: Crane shuts bridge")).not_to_be_checked()
    expect(row(table, "Crane shuts bridge")).to_contain_text(re.compile("ame( text)? as North Coast Wire"))
    table.get_by_role("checkbox", name="Use all in answers").check()
    expect(page.get_by_text("4 ready · 4 in scope")).to_be_visible()
    page.get_by_label("Filter the table by title, outlet or file").fill("varn post")
    expect(table.locator("tbody tr:visible")).to_have_count(2)
    table.get_by_role("checkbox", name="Use all in answers").uncheck()
    expect(page.get_by_text("4 ready · 2 in scope")).to_be_visible()
    page.get_by_label("Filter the table by title, outlet or file").fill("nothing like it")
    expect(page.locator("#rb-documents").get_by_text("No document matches.")).to_be_visible()


def test_a_folder_is_added_with_the_files_that_can_be_read(visit, served, tmp_path):
    url, _ = served
    folder = tmp_path / "papers"
    for place in ("north", "south", ".kept"):
        (folder / place).mkdir(parents=True)
        (folder / place / "notes.txt").write_text(
            f"Notes from the {place}\n\nIt rained on the {place} pier.\n"
        )
    (folder / "picture.bin").write_bytes(b"\0\1\2")
    page = visit(url)
    manage_empty = page.get_by_role("navigation", name="Views").get_by_role("button", name="Documents")
    manage_empty.click()
    expect(page.get_by_text("Add files or a folder")).to_be_visible()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Add a folder").click()
    chooser.value.set_files(folder)
    table = page.get_by_role("table", name="Documents")
    expect(row(table, "Notes from the north")).to_be_visible()
    expect(row(table, "Notes from the south")).to_be_visible()
    expect(page.get_by_text("2 ready · 2 in scope")).to_be_visible()
    assert titles(url) == {"Notes from the north", "Notes from the south"}


def test_the_guide_opens_from_the_table(visit, two):
    page = visit(two)
    table = manage(page)
    row(table, FERRY_TITLE).get_by_role("button", name=f"Guide to {FERRY_TITLE}").click()
    expect(page.locator("#rb-guide")).to_contain_text(FERRY_TITLE)


def test_the_keyboard_alone_does_it_all(visit, two):
    page = visit(two)
    table = manage(page)
    table.get_by_role("button", name=FERRY_TITLE, exact=True).focus()
    for name in ("Guide to", "Edit", "Remove"):
        page.keyboard.press("Tab")
        expect(row(table, FERRY_TITLE).get_by_role("button", name=f"{name} {FERRY_TITLE}")).to_be_focused()
    page.keyboard.press("Enter")
    undo = row(table, FERRY_TITLE).get_by_role("button", name=f"Undo: keep {FERRY_TITLE}")
    expect(undo).to_be_focused()
    page.keyboard.press("Enter")
    expect(row(table, FERRY_TITLE).get_by_role("button", name=f"Remove {FERRY_TITLE}")).to_be_focused()
    page.keyboard.press("Enter")
    expect(row(table, FERRY_TITLE)).to_have_count(0)
    expect(table.get_by_role("button", name=COUNCIL_TITLE, exact=True)).to_be_focused()


def test_a_phone_manages_documents_without_scrolling_sideways(visit, two):
    page = visit(two, 390, 844)
    page.get_by_role("navigation", name="Panes").get_by_role("button", name="Sources").click()
    page.get_by_role("button", name="Manage documents").click()
    expect(page.get_by_role("heading", name="Documents", exact=True)).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    assert page.evaluate("() => document.querySelector('#rb-documents').scrollWidth") <= 390
    shown = page.locator("#rb-documents tbody tr", has_text=COUNCIL_TITLE)
    shown.get_by_role("button", name=f"Edit {COUNCIL_TITLE}").click()
    page.get_by_label("Outlet", exact=True).fill("The Skerry")
    page.get_by_role("button", name="Save").click()
    expect(shown).to_contain_text("The Skerry")
    for button in page.locator("#rb-documents button:visible").all():
        box = button.bounding_box()
        assert box["height"] >= 44, button.evaluate("node => node.outerHTML")
    shown.get_by_role("button", name=f"Remove {COUNCIL_TITLE}").click()
    shown.get_by_role("button", name="Undo").click()
    shown.get_by_role("button", name=COUNCIL_TITLE, exact=True).click()
    expect(page.locator("#rb-viewer")).to_contain_text("repaint the library in blue")
