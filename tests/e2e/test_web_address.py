"""Addresses of views, passages, chats and briefings: opened, kept, walked back and forward."""

import re

import pytest
from playwright.sync_api import expect
from support.pages import FERRY, WHEN, ask, in_sight, marked, question

pytestmark = pytest.mark.browser
QUOTE = "The Aldis Rose left Norhaven at 16:05 with 212 people aboard."
START = FERRY.index(QUOTE)
AT = f"at={START}-{START + len(QUOTE)}"


def view(page, name):
    return page.get_by_role("navigation", name="Views").get_by_role("button", name=name, exact=True)


def document(page):
    """The id of the article about the ferry."""
    return page.locator("#rb-list .rb-doc-open", has_text="Ferry adrift").get_attribute("data-doc")


def at(page, address):
    """Wait until the page has an address, given without its ids."""
    expect(page).to_have_url(re.compile(f"#/{address}$"))


def shows_passage(page):
    expect(page.locator("#rb-viewer mark.rb-on").first).to_be_visible()
    assert marked(page) == QUOTE
    assert in_sight(page)


def test_the_address_of_a_passage_opens_the_exact_words_anywhere(visit, full):
    page = visit(full)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    turn = ask(page, WHEN)
    expect(page).to_have_title(f"{WHEN} - Readback")
    turn.locator("button.rb-chip", has_text="1").first.click()
    shows_passage(page)
    expect(page).to_have_title("Ferry adrift in Corrin Sound after losing all power - Readback")
    page.get_by_role("button", name="Copy a link to this passage").click()
    expect(page.locator("#rb-status")).to_have_text("Link copied")
    link = page.evaluate("() => navigator.clipboard.readText()")
    assert link == f"{full}/#/doc/{document(page)}?{AT}"
    other = visit(link)
    shows_passage(other)
    expect(other.locator(".rb-view-foot")).to_contain_text("Exact text")
    other.reload()
    shows_passage(other)
    assert other.url == link
    other.get_by_role("button", name="Close the source").click()
    at(other, "ask")
    expect(other.locator("#rb-viewer")).to_contain_text("No source open")


def test_back_and_forward_walk_views_sources_and_chats(visit, full):
    page = visit(full)
    turn = ask(page, WHEN)
    at(page, "ask/[\\w-]+")
    chat = page.url
    chip = turn.locator("button.rb-chip").first
    chip.click()
    shows_passage(page)
    view(page, "Documents").click()
    at(page, "documents")
    expect(page).to_have_title("Documents - Readback")
    page.go_back()
    at(page, rf"doc/\w+\?{AT}")
    expect(turn).to_be_visible()
    page.go_back()
    expect(page).to_have_url(chat)
    expect(page.locator("#rb-viewer")).to_contain_text("No source open")
    expect(chip).to_be_focused()
    page.go_forward()
    shows_passage(page)
    expect(chip).to_have_attribute("aria-expanded", "true")
    page.get_by_role("button", name="New chat").click()
    at(page, "ask")
    expect(page.locator(".rb-turn")).to_have_count(0)
    page.go_back()
    expect(page.locator(".rb-turn h2")).to_have_text(WHEN)
    shows_passage(page)


def test_closing_a_source_goes_back_to_where_it_was_opened(visit, full):
    page = visit(full)
    turn = ask(page, WHEN)
    length = page.evaluate("() => history.length")
    chip = turn.locator("button.rb-chip").first
    chip.click()
    page.locator("#rb-list .rb-doc-open", has_text="Council minutes").click()
    expect(page.locator("#rb-viewer")).to_contain_text("repaint the library in blue")
    page.get_by_role("button", name="Close the source").click()
    at(page, "ask/[\\w-]+")
    view(page, "Documents").click()
    at(page, "documents")
    assert page.evaluate("() => history.length") == length + 1
    page.go_back()
    at(page, "ask/[\\w-]+")


def test_the_next_passage_takes_the_place_of_the_last_address(visit, full):
    page = visit(f"{full}/#/doc/{document(visit(full))}/guide")
    page.locator("#rb-guide button.rb-chip").first.click()
    expect(page.locator("#rb-viewer mark.rb-on").first).to_be_visible()
    first, length = page.url, page.evaluate("() => history.length")
    page.locator(".rb-view-foot :is([data-do=next], [data-do=previous]):enabled").first.click()
    expect(page).not_to_have_url(first)
    assert page.evaluate("() => history.length") == length
    page.go_back()
    at(page, r"doc/\w+/guide")
    expect(page.locator("#rb-viewer mark.rb-on")).to_have_count(0)


def test_a_reload_keeps_the_view_and_the_conversation(visit, full):
    page = visit(full)
    ask(page, WHEN)
    for name, address in (("Documents", "documents"), ("Briefing", "brief")):
        view(page, name).click()
        at(page, address)
        page.reload()
        page.wait_for_selector("#rb-app[data-state]")
        expect(view(page, name)).to_have_attribute("aria-current", "page")
        at(page, address)
    view(page, "Ask").click()
    expect(page.locator(".rb-turn h2")).to_have_text(WHEN)


def test_a_chat_and_a_guide_open_in_another_tab(visit, full):
    page = visit(full)
    ask(page, WHEN)
    at(page, "ask/[\\w-]+")
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator(".rb-turn h2")).to_have_text(WHEN)
    other.goto(f"{full}/#/doc/{document(page)}/guide")
    expect(other.locator("#rb-guide .rb-guide h2")).to_contain_text("Ferry adrift")
    expect(other.locator("#rb-viewer h2")).to_contain_text("Ferry adrift")
    expect(other).to_have_title(re.compile("^Guide: Ferry adrift"))


def test_a_saved_briefing_has_an_address(visit, full):
    page = visit(full)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    view(page, "Briefing").click()
    page.get_by_role("button", name="Make a briefing").click()
    paper = page.locator("#rb-brief .rb-paper")
    expect(paper).to_be_visible()
    at(page, r"brief/[\w-]+")
    title = paper.locator("h2").inner_text()
    expect(page).to_have_title(f"{title} - Readback")
    paper.get_by_role("button", name="Copy link").click()
    expect(page.locator("#rb-status")).to_have_text("Link copied")
    other = visit(page.evaluate("() => navigator.clipboard.readText()"))
    expect(other.locator("#rb-brief .rb-paper h2")).to_have_text(title)
    other.get_by_role("button", name="All briefings").click()
    at(other, "brief")
    other.go_back()
    expect(other.locator("#rb-brief .rb-paper h2")).to_have_text(title)


GONE = [
    ("doc/0123456789ab?at=1-9", "That document is not in this library any more.", "ask"),
    ("doc/0123456789ab/guide", "That document is not in this library any more.", "ask"),
    ("ask/no-such-chat", "That chat is not in this browser.", "ask"),
    ("brief/20260315-080211-5e0c91fa", "That briefing is not kept with this library any more.", "brief"),
    ("brief/../../etc", "That address leads to no page of Readback.", "ask"),
    ("no-such-view", "That address leads to no page of Readback.", "ask"),
    ('doc/"><img src=x onerror=alert(1)>', "That address leads to no page of Readback.", "ask"),
]


def test_an_address_of_what_is_gone_says_so_and_shows_the_plain_view(visit, full):
    page = visit(f"{full}/#/doc/0123456789ab")
    expect(page.locator("#rb-gone")).to_contain_text("not in this library")
    for address, words, plain in GONE:
        page.evaluate("address => { location.hash = `#/${address}` }", address)
        expect(page.locator("#rb-gone")).to_contain_text(words)
        at(page, plain)
        expect(question(page) if plain == "ask" else page.get_by_label("Topic")).to_be_visible()
        view(page, "Documents").click()
        expect(page.locator("#rb-gone")).to_have_count(0)


def test_a_passage_beyond_the_end_shows_the_document(visit, full):
    ident = document(visit(full))
    page = visit(f"{full}/#/doc/{ident}?at=9-99999999")
    expect(page.locator("#rb-viewer")).to_contain_text("ends before the passage of this link")
    expect(page.locator("#rb-viewer")).to_contain_text(QUOTE)


def test_on_a_phone_back_leads_from_the_source_to_the_chip(visit, full):
    page = visit(full, 390, 844)
    chip = ask(page, WHEN).locator("button.rb-chip").first
    chip.click()
    expect(page.locator("#rb-viewer mark.rb-on").first).to_be_focused()
    page.go_back()
    expect(page.locator("#rb-main")).to_be_visible()
    expect(chip).to_be_focused()
    page.go_forward()
    expect(page.locator("#rb-viewer mark.rb-on").first).to_be_focused()
    page.reload()
    shows_passage(page)
    page.go_back()
    expect(page.locator(".rb-turn button.rb-chip").first).to_be_focused()
    bar = page.get_by_role("navigation", name="Panes")
    bar.get_by_role("button", name="Sources").click()
    at(page, "sources")
    bar.get_by_role("button", name="Ask").click()
    page.go_back()
    expect(page.locator("#rb-sources")).to_be_visible()
