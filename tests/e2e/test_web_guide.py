"""Guides, briefings and answers kept in them, in a real browser on the sample set."""

import json
import zipfile

import pytest
from playwright.sync_api import expect
from support.pages import ask, marked, question
from support.paths import ROOT

pytestmark = pytest.mark.browser
CABINS = "How many cabins were occupied?"
STOOD = "How long was the cableway at a standstill?"


@pytest.fixture(scope="module")
def url(tmp_path_factory, serve_at):
    """A server with the sample set in its library."""
    from rag import Readback

    folder = tmp_path_factory.mktemp("sample")
    with Readback(library=folder / "library") as readback:
        assert not readback.add([ROOT / "ui" / "sample"]).failed
    with serve_at(folder / "library", folder, folder / "server.log", READBACK_READER="") as address:
        yield address


def view(page, name):
    return page.get_by_role("navigation", name="Views").get_by_role("button", name=name, exact=True)


def saved(page, button, folder):
    """The file that a button or link gives."""
    with page.expect_download() as download:
        button.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_a_documents_guide_marks_what_it_cites_and_asks_its_questions(visit, url):
    page = visit(url)
    page.locator("#rb-list .rb-doc-open", has_text="Cable car halts").click()
    view(page, "Guide").click()
    guide = page.locator("#rb-guide .rb-guide")
    expect(guide.get_by_role("heading", name="Summary")).to_be_visible()
    expect(guide.get_by_role("heading", name="Key facts")).to_be_visible()
    expect(guide.locator(".rb-audit")).to_contain_text("quoted word for word")
    expect(page.locator("#rb-viewer mark").first).to_be_visible()
    chip = guide.locator("button.rb-chip").first
    assert chip.inner_text().startswith("¶")
    quote = chip.get_attribute("data-quote")
    chip.click()
    expect(page.locator("#rb-viewer mark.rb-on").first).to_be_visible()
    assert marked(page) == quote
    expect(chip).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("button", name="This document only")).to_be_visible()
    question = guide.locator(".rb-suggested").first
    asked = question.inner_text().strip()
    question.click()
    turn = page.locator(".rb-turn")
    expect(turn.locator("h2")).to_have_text(asked)
    expect(turn.locator(".rb-meta").first).to_contain_text("1 document searched")
    expect(view(page, "Ask")).to_have_attribute("aria-current", "page")


def test_another_documents_guide_takes_the_place_of_the_first(visit, url):
    page = visit(url)
    view(page, "Guide").click()
    expect(page.locator("#rb-guide .rb-guide")).to_be_visible()
    for words in ("Rescue log", "Families stuck", "LIGHTNING STRANDS"):
        page.locator("#rb-list .rb-doc-open", has_text=words).click()
    expect(page.locator("#rb-guide h2")).to_contain_text("LIGHTNING STRANDS")
    expect(page.locator("#rb-viewer h2")).to_contain_text("LIGHTNING STRANDS")


def test_a_briefing_is_made_read_taken_away_and_opened_again(visit, url, tmp_path):
    page = visit(url)
    page.get_by_role("checkbox", name="LIGHTNING STRANDS").uncheck()
    view(page, "Briefing").click()
    expect(page.locator("#rb-desk .rb-scope")).to_contain_text("7 of 8 documents")
    page.get_by_role("button", name="Make a briefing").click()
    paper = page.locator("#rb-brief .rb-paper")
    expect(paper.get_by_role("heading", name="Key points")).to_be_visible()
    table = paper.locator(".rb-differ table", has_text="55 minutes").first
    expect(table).to_contain_text("40 minutes")
    expect(table.locator("th[scope=col]")).to_have_text(["Value", "Who says it", "Count"])
    expect(paper.locator(".rb-ledger tbody tr")).to_have_count(7)
    paper.get_by_role("button", name="Coverage", exact=True).click()
    expect(paper.get_by_role("heading", name="Coverage")).to_be_in_viewport()
    chip = table.locator("button.rb-chip").first
    chip.click()
    expect(page.locator("#rb-viewer mark.rb-on").first).to_be_visible()
    assert marked(page) == chip.get_attribute("data-quote")
    title = paper.locator("h2").inner_text()
    assert f"# {title}" in saved(page, paper.get_by_role("link", name="Markdown"), tmp_path).read_text()
    assert "<!DOCTYPE html>" in saved(page, paper.get_by_role("link", name="Web page"), tmp_path).read_text()
    word = saved(page, paper.get_by_role("link", name="Word"), tmp_path)
    assert "word/document.xml" in zipfile.ZipFile(word).namelist()
    briefing = json.loads(saved(page, paper.get_by_role("link", name="JSON"), tmp_path).read_text())
    assert len(briefing["documents"]) == 7
    page.reload()
    page.wait_for_selector("#rb-app[data-state=full]")
    page.get_by_role("button", name="All briefings").click()
    page.locator(".rb-kept .rb-item", has_text=title).click()
    expect(paper.locator("h2")).to_have_text(title)
    page.get_by_role("button", name="All briefings").click()
    page.get_by_role("button", name=f"Remove the briefing {title}").click()
    expect(page.locator(".rb-kept .rb-item")).to_have_count(0)


def test_answers_are_kept_in_a_briefing(visit, url):
    page = visit(url)
    turn = ask(page, STOOD)
    turn.get_by_role("button", name="Save to a briefing").click()
    page.get_by_role("button", name="A new briefing").click()
    turn.get_by_role("button", name="Open the briefing").click()
    paper = page.locator("#rb-brief .rb-paper")
    expect(paper.get_by_role("heading", name=STOOD)).to_be_visible()
    view(page, "Ask").click()
    other = ask(page, "How many cabins were occupied?")
    other.get_by_role("button", name="Save to a briefing").click()
    page.get_by_role("button", name="Saved answers").click()
    other.get_by_role("button", name="Open the briefing").click()
    expect(paper.get_by_role("heading", name="How many cabins were occupied?")).to_be_visible()
    expect(paper.get_by_role("heading", name=STOOD)).to_be_visible()
    paper.locator("button.rb-chip").first.click()
    expect(page.locator("#rb-viewer mark.rb-on").first).to_be_visible()


def test_chats_are_kept_by_the_browser_opened_again_and_taken_away(visit, url, tmp_path):
    page = visit(url)
    suggested = page.locator("#rb-begin .rb-suggested")
    expect(suggested.first).to_be_visible()
    ask(page, STOOD)
    page.get_by_role("button", name="New chat").click()
    expect(page.locator(".rb-turn")).to_have_count(0)
    ask(page, "Who is Ingrid Vasko?")
    page.get_by_role("button", name="Chats").click()
    menu = page.locator("#rb-chats")
    expect(menu.locator(".rb-item")).to_have_count(2)
    menu.locator(".rb-item", has_text=STOOD).click()
    expect(page.locator(".rb-turn h2")).to_have_text([STOOD])
    page.locator(".rb-turn button.rb-chip").first.click()
    expect(page.locator("#rb-viewer mark.rb-on").first).to_be_visible()
    page.get_by_role("button", name="Export", exact=True).click()
    taken = saved(page, page.locator("#rb-export").get_by_role("button", name="Markdown"), tmp_path)
    text = taken.read_text()
    assert STOOD in text
    assert "55 minutes" in text
    other = page.context.new_page()
    other.goto(url)
    other.wait_for_selector("#rb-app[data-state=full]")
    expect(other.locator(".rb-turn")).to_have_count(0)
    other.get_by_role("button", name="Chats").click()
    expect(other.locator("#rb-chats .rb-item")).to_have_count(2)
    other.get_by_role("button", name=f"Remove the chat: {STOOD}").click()
    expect(other.locator("#rb-chats .rb-item")).to_have_count(1)


def test_the_last_answer_can_be_replaced_and_its_question_edited(visit, url):
    page = visit(url)
    ask(page, STOOD)
    turn = ask(page, CABINS)
    page.locator("#rb-list .rb-check").first.uncheck()
    turn.get_by_role("button", name="Ask again").click()
    expect(turn.locator(".rb-meta").first).to_contain_text("7 documents searched")
    heads = page.locator(".rb-turn h2")
    expect(heads).to_have_text([STOOD, CABINS])
    question(page).fill("Typed before")
    page.get_by_role("button", name="Edit the question").last.click()
    expect(question(page)).to_have_value(CABINS)
    question(page).press("Escape")
    expect(question(page)).to_have_value("Typed before")
    page.get_by_role("button", name="Edit the question").last.click()
    question(page).fill("Who paid for the repair?")
    question(page).press("Enter")
    expect(heads).to_have_text([STOOD, "Who paid for the repair?"])
    expect(page.locator(".rb-editing")).to_be_hidden()
    expect(question(page)).to_have_value("Typed before")
    expect(turn.locator(".rb-audit:not(.rb-waiting), .rb-nothing")).to_be_visible()
    page.reload()
    expect(heads).to_have_text([STOOD, "Who paid for the repair?"])
    page.get_by_role("button", name="Edit the question").last.click()
    page.get_by_role("button", name="New chat").click()
    expect(heads).to_have_count(0)
    expect(page.locator(".rb-editing")).to_be_hidden()
    ask(page, STOOD)
    expect(heads).to_have_text([STOOD])
    page.locator(".rb-turn").get_by_role("button", name="Ask again").click()
    expect(heads).to_have_text([STOOD])


def test_sources_that_disagree_are_shown_in_a_table(visit, url):
    page = visit(url)
    turn = ask(page, STOOD)
    table = turn.get_by_role("table")
    expect(table).to_contain_text("40 minutes")
    expect(table).to_contain_text("55 minutes")
    expect(table).to_contain_text("Marrowick Observer")
    table.locator("button.rb-chip").first.click()
    expect(page.locator("#rb-viewer mark.rb-on").first).to_be_visible()
