"""A draft, its marks and its way out again, in a real browser."""

import json
import zipfile

import pytest
from playwright.sync_api import expect
from support.pages import in_sight, marked

pytestmark = pytest.mark.browser
GOOD = "The tug Bram Tolley reached her shortly after 17:30."
WRONG = "The Aldis Rose left Norhaven at 16:05 with 312 people aboard."
NOWHERE = "The chess tournament in Velm was won by a retired dentist."
DRAFT = f"What we know\n\n{GOOD} {WRONG}\n\n- {NOWHERE}\n\nWho paid for it?\n"
GO = "Check against the documents"


def to_check(page):
    page.get_by_role("navigation", name="Views").get_by_role("button", name="Check", exact=True).click()
    return page.get_by_label("Draft", exact=True)


def check(page, text):
    """Have a draft checked; give what is shown of it."""
    to_check(page).fill(text)
    page.get_by_role("button", name=GO).click()
    checked = page.locator(".rb-checked")
    expect(checked).to_be_visible()
    return checked


def saved(page, button, folder):
    with page.expect_download() as download:
        button.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def drop(page, target, **files):
    """Drop files, given by name with their text, on a part of the page."""
    data = page.evaluate_handle(
        """(files) => {
          const data = new DataTransfer();
          for (const [name, text] of Object.entries(files)) data.items.add(new File([text], name));
          return data;
        }""",
        {name.replace("_", "."): text for name, text in files.items()},
    )
    page.dispatch_event(target, "drop", {"dataTransfer": data})


def test_a_draft_gets_its_marks_and_each_leads_to_its_source(visit, full, tmp_path):
    page = visit(full)
    checked = check(page, DRAFT)
    verdicts = checked.locator(".rb-check-text .rb-sentence")
    expect(verdicts).to_have_count(5)
    shown = verdicts.evaluate_all("all => all.map(one => one.dataset.verdict)")
    assert shown == ["unchecked", "exact", "contradicted", "unsupported", "unchecked"]
    expect(checked.locator(".rb-check-text li")).to_contain_text(NOWHERE)
    expect(checked.locator(".rb-audit")).to_contain_text("1 quoted word for word")
    expect(checked.locator(".rb-audit")).to_contain_text("1 contradicted")
    mends = checked.locator(".rb-mends li")
    expect(mends).to_have_count(2)
    expect(mends.nth(0)).to_contain_text("“312”: the source says “212”")
    expect(mends.nth(1)).to_contain_text(f"“{NOWHERE}”: not in your documents")
    chip = mends.nth(0).locator("button.rb-chip")
    chip.click()
    assert in_sight(page)
    assert marked(page) == chip.get_attribute("data-quote")
    mends.nth(1).get_by_role("button").first.click()
    expect(page.locator(".rb-sentence", has_text=NOWHERE)).to_be_focused()
    page.locator("body").press("Tab")
    web = saved(page, checked.get_by_role("button", name="Web page"), tmp_path)
    assert "Your documents say otherwise" in web.read_text()
    word = zipfile.ZipFile(saved(page, checked.get_by_role("button", name="Word"), tmp_path))
    assert "you write “312”" in word.read("word/comments.xml").decode()


def test_a_draft_is_kept_and_is_checked_again_only_when_asked(visit, full):
    page = visit(full)
    checked = check(page, DRAFT)
    page.reload()
    page.wait_for_selector("#rb-app[data-state=full]")
    draft = to_check(page)
    expect(checked.locator("[data-verdict=contradicted]").first).to_be_visible()
    page.get_by_role("button", name="Edit", exact=True).click()
    expect(draft).to_have_value(DRAFT)
    page.get_by_role("button", name="Back to the marks").click()
    expect(checked).to_be_visible()
    page.get_by_role("button", name="Edit", exact=True).click()
    draft.fill(DRAFT.replace("312", "212"))
    page.get_by_role("navigation", name="Views").get_by_role("button", name="Ask", exact=True).click()
    to_check(page)
    expect(draft).to_have_value(DRAFT.replace("312", "212"))
    expect(page.get_by_role("button", name="Back to the marks")).to_be_hidden()
    expect(checked).to_be_hidden()
    page.get_by_role("checkbox", name="Use in answers: Ferry adrift").uncheck()
    page.get_by_role("button", name=GO).click()
    expect(checked.locator(".rb-sentence", has_text=GOOD)).to_have_attribute("data-verdict", "unsupported")
    page.get_by_role("checkbox", name="Use in answers: Council minutes").uncheck()
    page.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_role("button", name=GO).click()
    expect(page.get_by_role("alert").filter(has_text="No document is ticked")).to_be_visible()


def test_a_check_tells_how_far_it_is_and_can_be_stopped(visit, full):
    page = visit(full)
    long = " ".join(f"On day {day} the tug reached {day + 1} ships near the pier." for day in range(900))
    draft = to_check(page)
    draft.fill(long)
    page.get_by_role("button", name=GO).click()
    expect(page.locator(".rb-working")).to_contain_text("of 900 sentences")
    page.get_by_role("button", name="Stop", exact=True).last.click()
    expect(page.locator("#rb-check-result")).to_contain_text("Stopped. Your draft is as you left it.")
    expect(draft).to_have_value(long)
    expect(page.get_by_role("button", name=GO)).to_be_visible()


def test_a_file_is_a_draft_as_it_is_for_the_command_line(visit, full):
    page = visit(full)
    draft = to_check(page)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a file").click()
    page_of_web = f"<html><body><h1>A report</h1><p>{GOOD}</p></body></html>"
    chooser.value.set_files({"name": "a.html", "mimeType": "text/html", "buffer": page_of_web.encode()})
    expect(draft).to_have_value(f"A report\n\n{GOOD}")
    drop(page, "#rb-draft", note_md=f"# A note\n\n**{GOOD}**\n")
    expect(draft).to_have_value(f"# A note\n\n**{GOOD}**\n")
    expect(page.get_by_role("checkbox", name="Markdown")).to_be_checked()
    drop(page, "#rb-draft", picture_xyz="?")
    expect(page.locator("#rb-draft-why")).to_contain_text(
        "picture.xyz cannot be read. Choose a file of one of"
    )
    expect(draft).to_have_value(f"# A note\n\n**{GOOD}**\n")
    page.get_by_role("button", name=GO).click()
    sentences = page.locator(".rb-check-text .rb-sentence")
    expect(sentences).to_have_text(["A note", f"{GOOD}1"])
    expect(page.locator(".rb-draft-title")).to_have_text("note")
    assert json.loads(page.evaluate("localStorage['readback-draft']"))["file"] == "note.md"
    expect(page.locator("#rb-list .rb-doc")).to_have_count(2)
    assert all("415" in problem for problem in visit.problems)  # as Chromium notes what was refused
    visit.problems.clear()
