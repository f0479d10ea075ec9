"""The questions under the latest answer, in a real browser on the sample set."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from support.pages import ask
from support.paths import ROOT

pytestmark = pytest.mark.browser
STOOD = "How long was the cableway at a standstill?"


@pytest.fixture(scope="module")
def url(tmp_path_factory, serve_at):
    """A server with the sample set in its library."""
    from rag import Readback

    folder = tmp_path_factory.mktemp("further")
    with Readback(library=folder / "library") as readback:
        assert not readback.add([ROOT / "ui" / "sample"]).failed
    with serve_at(folder / "library", folder, folder / "server.log") as address:
        yield address


@pytest.mark.parametrize(("width", "height", "scheme"), [(1440, 900, "light"), (390, 844, "dark")])
def test_the_latest_answer_offers_questions_that_are_asked_by_a_key(visit, url, width, height, scheme):
    page = visit(url, width, height, scheme)
    ask(page, STOOD)
    offered = page.locator("#rb-further .rb-suggested")
    expect(offered.first).to_be_visible()
    assert offered.count() <= 3
    assert [
        one["id"]
        for one in Axe().run(page).response["violations"]
        if one["impact"] in ("serious", "critical")
    ] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    first = offered.first.inner_text().strip()
    offered.first.focus()
    page.keyboard.press("Enter")
    turn = page.locator("#rb-latest .rb-turn")
    expect(turn.locator("h2")).to_have_text(first)
    expect(turn.locator(".rb-audit")).to_be_visible()  # it is answered
    assert page.locator("#rb-earlier .rb-next, #rb-earlier .rb-suggested").count() == 0
    assert first not in offered.all_inner_texts()
    assert page.evaluate("document.activeElement !== document.body")


def test_a_conversation_opened_again_has_them_and_a_new_one_has_none(visit, url):
    page = visit(url)
    ask(page, STOOD)
    offered = page.locator("#rb-further .rb-suggested")
    expect(offered.first).to_be_visible()
    page.reload()
    expect(offered.first).to_be_visible()
    page.get_by_role("button", name="New chat").click()
    expect(page.locator("#rb-begin .rb-suggested").first).to_be_visible()
    expect(offered).to_have_count(0)


def test_a_new_question_ends_the_request_for_the_questions_under_the_last(visit, url):
    page = visit(url)
    page.route("**/api/parts/next*", lambda route: None)  # it gets no answer
    with page.expect_request("**/api/parts/next*") as sent:
        ask(page, STOOD)
    with page.expect_event("requestfailed", lambda request: request == sent.value):
        ask(page, "How many passengers were on board?")
