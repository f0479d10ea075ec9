"""More than fifty hostile documents, file names and model replies: nothing runs, nothing is fetched."""

import json
import re
import urllib.request
from itertools import cycle

import pytest
from playwright.sync_api import expect
from support.hostile import HOSTILE
from support.judged import judged_alike, keys
from support.pages import question
from support.scripted import Request, ScriptedServer, reply

pytestmark = pytest.mark.browser
# What must not be there: elements that only foreign text could have brought.
FOREIGN = (
    "#rb-app :is(img, script, style, iframe, object, embed, link, meta, base, video, audio, math,"
    " form:not(.rb-settings, .rb-brief-form, .rb-check-form, .rb-paste-form, .rb-library-form, .rb-edit,"
    " .rb-watch),"
    " input[autofocus],"
    " [onclick], [onerror], [onload], [onmouseover], [ontoggle]),"
    " #rb-app a:not(.rb-download, .rb-skip, .rb-item, .rb-own, .rb-open-file[href^='/api/documents/'])"
)
BATCH = 18  # replies of a model in one answer


def put(url, files):
    """Upload all at once; gives how many were taken."""
    parts = []
    for name, text in files:
        written = name.encode("utf-8", "replace").decode().replace("\\", "\\\\").replace('"', '\\"')
        head = f'Content-Disposition: form-data; name="files"; filename="{written}"\r\n\r\n'
        parts.append(b"--xXx\r\n" + head.encode() + text.encode() + b"\r\n")
    body = b"".join(parts) + b"--xXx--\r\n"
    headers = {"Content-Type": "multipart/form-data; boundary=xXx"}
    with urllib.request.urlopen(urllib.request.Request(f"{url}/api/documents", body, headers)) as sent:
        done = json.load(sent)
    assert done["failed"] == []
    return len(done["added"])


def files():
    """A document for each: hostile in its title, its text and its name."""
    for at, words in enumerate(HOSTILE):
        first = words.split("\n")[0][:300]
        name = "".join(char for char in first[:120] if char.isprintable())
        yield (
            f"{name} {at}.txt",
            f"{at} {first}\n\nThe otter of case {at} weighs {300 + at} kilograms: {words} it says.\n",
        )


def harmless(page):
    assert page.evaluate("() => window.hacked") is None
    assert page.locator(FOREIGN).evaluate_all("nodes => nodes.map(node => node.outerHTML)") == []
    assert page.evaluate("() => document.querySelectorAll('#rb-app').length") == 1
    expect(page.locator("#rb-top h1")).to_be_visible()


@pytest.fixture(scope="module")
def endpoint():
    with ScriptedServer() as server:
        yield server


@pytest.fixture(scope="module")
def url(tmp_path_factory, serve_at):
    """A server with all the documents."""
    folder = tmp_path_factory.mktemp("hostile")
    with serve_at(folder / "library", folder, folder / "server.log") as address:
        assert put(address, files()) == len(HOSTILE) > 50
        yield address


@pytest.fixture(scope="module")
def modelled(tmp_path_factory, serve_at, endpoint):
    """A server with a few of them, and a model that can be made to say anything."""
    folder = tmp_path_factory.mktemp("modelled")
    model = {"READBACK_MODEL": "<b>qwen</b>", "OPENAI_BASE_URL": endpoint.url}
    with serve_at(folder / "library", folder, folder / "server.log", **model) as address:
        put(address, list(files())[:3])
        yield address


def test_every_document_is_listed_and_read_as_text(visit, url):
    page = visit(url)
    rows = page.locator("#rb-list .rb-doc-open")
    expect(rows).to_have_count(len(HOSTILE))
    harmless(page)
    for at in range(len(HOSTILE)):
        rows.nth(at).click()
        expect(page.locator("#rb-viewer .rb-view-text")).to_contain_text(
            re.compile(r"The otter of case \d+ weighs")
        )
    harmless(page)
    page.get_by_role("navigation", name="Views").get_by_role("button", name="Documents").click()
    expect(page.locator("#rb-documents")).to_contain_text("window.hacked=1")
    harmless(page)


def test_answers_guides_and_briefings_of_them_are_text(visit, url):
    page = visit(url)
    for asked, at in enumerate((0, 4, 7, 18, 32, 42, 43, 46)):
        question(page).fill(f"How much does the otter of case {at} weigh?")
        question(page).press("Enter")
        turn = page.locator(".rb-turn").nth(asked)  # the last one may still be the one before
        expect(turn.locator(".rb-audit, .rb-nothing")).to_be_visible()
        button = turn.locator("button.rb-chip, .rb-open").first
        if button.count():
            button.hover()
            button.click()
        harmless(page)
    page.locator("#rb-list .rb-doc-open").nth(3).click()
    page.get_by_role("navigation", name="Views").get_by_role("button", name="Guide").click()
    expect(page.locator("#rb-guide .rb-guide")).to_be_visible()
    harmless(page)
    page.get_by_role("navigation", name="Views").get_by_role("button", name="Briefing").click()
    page.get_by_label("Topic").fill("the otter <img src=x onerror=window.hacked=1>")
    page.get_by_role("button", name="Make a briefing").click()
    expect(page.locator("#rb-brief .rb-paper")).to_be_visible()
    harmless(page)


@pytest.mark.parametrize("first", range(0, len(HOSTILE), BATCH))
def test_whatever_a_model_says_is_text(visit, modelled, endpoint, first):
    page = visit(modelled)
    said = [" ".join(words.split())[:600] for words in HOSTILE[first : first + BATCH]]

    def answer(request: Request):
        key, blocks = next(iter(keys(request))), cycle(("", "\n- ", "\n| ", "\n\n## ", "\n\n"))
        lines = (
            f"{mark}The otter says {words} today [{key}]. " for words, mark in zip(said, blocks, strict=False)
        )
        return reply(*lines, sizes=(7,))

    endpoint.requests.clear()
    endpoint.enqueue(answer, judged_alike("supported"))
    question(page).fill("How much does the otter of case 1 weigh?")
    question(page).press("Enter")
    turn = page.locator(".rb-turn").last
    expect(turn.locator(".rb-audit:not(.rb-waiting), .rb-nothing")).to_be_visible()
    assert endpoint.requests
    harmless(page)
    page.reload()
    page.wait_for_selector("#rb-app[data-state]")
    expect(page.locator(".rb-turn")).to_have_count(1)
    harmless(page)
