"""Asking and reading in a real browser, on a real library."""

import re

import pytest
from playwright.sync_api import expect
from support.pages import FERRY, NEVER, WHEN, ask, in_sight, marked, question

pytestmark = pytest.mark.browser


def test_a_citation_shows_its_quote_and_opens_the_exact_words(visit, full):
    page = visit(full)
    turn = ask(page, WHEN)
    expect(turn).to_contain_text("16:05")
    expect(turn.locator(".rb-audit")).to_contain_text("quoted word for word")
    chip = turn.get_by_role("button", name=re.compile("^Source 1: ")).first
    quote = chip.get_attribute("data-quote")
    assert quote in FERRY
    chip.hover()
    card = page.get_by_role("tooltip")
    expect(card).to_contain_text("Exact text")
    expect(card.locator("blockquote")).to_have_text(quote)
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    chip.focus()
    expect(card).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("#rb-viewer mark.rb-on").first).to_be_visible()
    assert marked(page) == quote
    assert in_sight(page)
    start = FERRY.index(quote)
    expect(page.locator(".rb-view-foot")).to_contain_text(f"characters {start}–{start + len(quote)}")
    expect(chip).to_have_attribute("aria-expanded", "true")
    expect(chip).to_be_focused()
    page.get_by_role("button", name="Close the source").click()
    expect(page.get_by_text("No source open")).to_be_visible()
    expect(chip).to_have_attribute("aria-expanded", "false")


def test_what_the_documents_do_not_say_is_said_so(visit, full):
    page = visit(full)
    turn = ask(page, NEVER)
    expect(turn).to_contain_text("Your documents do not say.")
    expect(turn.locator(".rb-chip")).to_have_count(0)
    ask(page, WHEN)
    expect(page.locator(".rb-turn")).to_have_count(2)


def test_unticked_documents_are_not_used(visit, full):
    page = visit(full)
    page.get_by_role("checkbox", name=re.compile("Ferry adrift")).uncheck()
    expect(page.get_by_text("1 of 2 in scope")).to_be_visible()
    turn = ask(page, WHEN)
    expect(turn).to_contain_text("1 document searched")
    expect(turn).not_to_contain_text("16:05")
    page.get_by_role("checkbox", name=re.compile("Council minutes")).uncheck()
    expect(page.get_by_role("button", name="No document ticked: tick one to ask")).to_be_visible()
    question(page).fill("Nothing can be asked now")
    question(page).press("Enter")
    page.locator("#rb-all").check()
    expect(page.get_by_text("2 of 2 in scope")).to_be_visible()
    expect(question(page)).to_have_value("Nothing can be asked now")
    expect(ask(page, WHEN)).to_contain_text("16:05")
    expect(page.locator(".rb-turn")).to_have_count(2)


def test_the_list_filters_and_opens_documents(visit, full):
    page = visit(full)
    page.get_by_label("Filter by title or outlet").fill("COUNCIL")
    expect(page.locator(".rb-doc:visible")).to_have_count(1)
    page.get_by_label("Filter by title or outlet").fill("nothing like it")
    expect(page.locator("#rb-sources").get_by_text("No document matches.")).to_be_visible()
    page.get_by_label("Filter by title or outlet").fill("")
    page.locator("#rb-list .rb-doc-open", has_text="Council minutes").click()
    expect(page.locator("#rb-viewer")).to_contain_text("repaint the library in blue")
    expect(page.locator("#rb-viewer mark")).to_have_count(0)


def test_shift_enter_makes_a_line_and_the_button_asks(visit, full):
    page = visit(full)
    question(page).fill("When did the Aldis Rose")
    question(page).press("Shift+Enter")
    question(page).press_sequentially("leave Norhaven?")
    expect(question(page)).to_have_value("When did the Aldis Rose\nleave Norhaven?")
    page.get_by_role("main", name="Conversation").get_by_role("button", name="Ask", exact=True).click()
    expect(page.locator(".rb-turn .rb-audit")).to_be_visible()
    expect(question(page)).to_have_value("")


def test_a_reload_keeps_the_conversation_and_new_chat_ends_it(visit, full):
    page = visit(full)
    ask(page, WHEN)
    page.get_by_role("checkbox", name=re.compile("Council minutes")).uncheck()
    page.reload()
    expect(page.locator(".rb-turn h2")).to_have_text(WHEN)
    expect(page.get_by_text("1 of 2 in scope")).to_be_visible()
    page.locator(".rb-turn button.rb-chip").first.click()
    expect(page.locator("#rb-viewer mark.rb-on").first).to_be_visible()
    ask(page, NEVER)
    expect(page.locator(".rb-turn")).to_have_count(2)
    page.get_by_role("button", name="New chat").click()
    expect(page.locator(".rb-turn")).to_have_count(0)
    expect(page.get_by_role("heading", name="Ask your documents")).to_be_visible()
    page.reload()
    page.wait_for_selector("#rb-app[data-state=full]")
    expect(page.locator(".rb-turn")).to_have_count(0)


def test_two_browsers_do_not_mix(visit, full):
    one, two = visit(full), visit(full)
    ask(one, WHEN)
    expect(two.locator(".rb-turn")).to_have_count(0)
    two.get_by_role("checkbox", name=re.compile("Ferry adrift")).uncheck()
    ask(two, "Who had no figure?")
    expect(one.locator(".rb-turn h2")).to_have_text(WHEN)
    expect(one.get_by_text("2 of 2 in scope")).to_be_visible()
    expect(two.locator(".rb-turn h2")).to_have_text("Who had no figure?")


def test_dark_follows_the_system_and_the_button(visit, full):
    shade = "() => getComputedStyle(document.querySelector('#rb-app')).backgroundColor"
    light, dark = visit(full), visit(full, scheme="dark")
    assert light.evaluate(shade) == "rgb(255, 255, 255)"
    assert dark.evaluate(shade) == "rgb(23, 28, 30)"
    button = light.get_by_role("button", name="Dark colours")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert light.evaluate(shade) == "rgb(23, 28, 30)"
    light.reload()
    light.wait_for_selector("#rb-app[data-state]")
    expect(button).to_have_attribute("aria-pressed", "true")
    assert light.evaluate(shade) == "rgb(23, 28, 30)"


def test_a_phone_shows_one_pane_at_a_time(visit, full):
    page = visit(full, 390, 844)
    expect(page.locator("#rb-sources")).to_be_hidden()
    turn = ask(page, WHEN)
    chip = turn.locator("button.rb-chip").first
    chip.click()
    expect(page.locator("#rb-main")).to_be_hidden()
    expect(page.locator("#rb-viewer mark.rb-on").first).to_be_focused()
    assert in_sight(page)
    page.get_by_role("button", name="Close the source").click()
    expect(chip).to_be_focused()
    expect(page.get_by_role("status").and_(page.locator("#rb-status"))).to_have_count(1)  # heard here, too
    page.get_by_role("navigation").get_by_role("button", name="Sources").click()
    expect(page.locator(".rb-doc")).to_have_count(2)
    expect(page.locator("#rb-main")).to_be_hidden()
    wide = page.evaluate("() => document.documentElement.scrollWidth")
    assert wide <= 390


def test_a_narrow_window_folds_the_list_while_a_source_is_open(visit, full):
    page = visit(full, 1024, 768)
    turn = ask(page, WHEN)
    turn.locator("button.rb-chip").first.click()
    expect(page.locator("#rb-viewer mark.rb-on").first).to_be_visible()
    expect(page.locator("#rb-list")).to_be_hidden()
    page.get_by_role("button", name="Show the sources").click()
    expect(page.locator("#rb-list")).to_be_visible()


def test_copying_gives_text_with_citations(visit, full):
    page = visit(full)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    turn = ask(page, WHEN)
    turn.get_by_role("button", name="Copy with citations").click()
    expect(page.locator("#rb-status")).to_have_text("Copied")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith(WHEN)
    assert "[1]" in copied
    assert "\nSources\n" in copied


def test_the_keyboard_reaches_everything_in_order(visit, full):
    page = visit(full)
    ask(page, WHEN)
    page.locator("body").evaluate("() => document.activeElement.blur()")
    page.evaluate("() => document.querySelector('.rb-skip').focus()")
    seen = []
    while len(seen) < 60 and "rb-ask" not in seen:
        seen.append(
            page.evaluate(
                "() => { const node = document.activeElement;"
                " return node.id || node.getAttribute('aria-label') || node.textContent.trim() }"
            )
        )
        page.keyboard.press("Tab")
    order = [
        "Skip to the question", "Briefing", "Dark colours", "Settings", "Add files", "rb-filter", "rb-all",
        "Chats", "New chat", "Source 1:", "Save to a briefing", "Copy with citations", "rb-ask",
    ]  # fmt: skip
    places = [next(i for i, name in enumerate(seen) if name.startswith(words)) for words in order]
    assert places == sorted(places)


def test_a_question_asked_before_the_new_chat_is_there_is_not_lost(visit, full):
    page = visit(full)
    ask(page, WHEN)
    held = []
    hold = lambda route: held.append(route)  # noqa: E731, PLW0108  # Playwright takes no method of a list
    page.route("**/gradio_api/run/**", hold, times=1)
    page.get_by_role("button", name="New chat").click()
    question(page).fill(NEVER)
    question(page).press("Enter")
    expect(page.locator(".rb-turn h2")).to_have_text(WHEN)
    [fresh] = held
    fresh.continue_()
    expect(page.locator(".rb-turn h2")).to_have_text([NEVER])
    nothing = page.locator(".rb-nothing")
    expect(nothing).to_be_visible()
    expect(question(page)).to_have_value("")
    nothing.get_by_role("button", name="Ask again").click()
    expect(page.locator(".rb-turn h2")).to_have_text([NEVER])
    page.get_by_role("button", name="Chats").click()
    expect(page.locator("#rb-chats li")).to_have_count(2)
