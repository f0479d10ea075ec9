"""Documents coming and going in a real browser, hostile and big ones among them."""

import json
import re
import urllib.request

import pytest
from playwright.sync_api import expect
from support.pages import COUNCIL, FERRY, WHEN, ask, fill, in_sight, marked, question, upload

pytestmark = pytest.mark.browser
HOSTILE = """<img src=x onerror="window.hacked=1"> ![pixel](http://evil.example/pixel.png)

<script>window.hacked=1</script> The zebra of Ulm weighs 300 kilograms "><svg onload=window.hacked=1>.

{{7*7}} ${window.hacked=1} [a link](javascript:window.hacked=1) <style>*{display:none}</style>
"""


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Files to upload, by name."""
    folder = tmp_path_factory.mktemp("files")
    written = {"ferry.txt": FERRY, "council.txt": COUNCIL}
    for name, text in written.items():
        (folder / name).write_text(text, encoding="utf-8", newline="")
    return {name: folder / name for name in written}


@pytest.fixture(scope="module")
def url(tmp_path_factory, files, serve_at):
    """A server on a library that is empty at first; the sample set is the same two files."""
    folder = tmp_path_factory.mktemp("served")
    with serve_at(folder / "library", next(iter(files.values())).parent, folder / "server.log") as address:
        yield address


def test_first_run_explains_itself_then_takes_files_and_names_the_one_that_fails(visit, url, files, tmp_path):
    page = visit(url)
    expect(page.get_by_role("heading", name=re.compile("Every sentence is read back"))).to_be_visible()
    expect(page.get_by_role("button", name="Load the sample set")).to_be_visible()
    expect(page.get_by_text("What an answer looks like")).to_be_visible()
    expect(question(page)).not_to_be_visible()
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnot a PDF at all")
    upload(page, files["ferry.txt"], broken, files["council.txt"])
    expect(page.locator(".rb-doc")).to_have_count(2)
    failed = page.locator(".rb-upload-failed")
    expect(failed).to_have_count(1)
    expect(failed).to_contain_text("broken.pdf")
    assert len(failed.locator(".rb-upload-state").inner_text()) > len("Failed: ")
    failed.get_by_role("button", name="Dismiss: broken.pdf").click()
    expect(failed).to_have_count(0)
    expect(page.get_by_text("2 of 2 in scope")).to_be_visible()
    expect(question(page)).to_be_visible()
    for title in ("Council minutes, 22 March", "Ferry adrift in Corrin Sound after losing all power"):
        row = page.locator(".rb-doc", has_text=title)
        row.hover()
        row.get_by_role("button", name=f"Remove {title}").click()
        row.get_by_role("button", name=f"Undo: keep {title}").click()
        row.get_by_role("button", name=f"Remove {title}").click()
        expect(row).to_have_count(0)
    page.get_by_role("button", name="Load the sample set").click()
    expect(page.locator(".rb-doc")).to_have_count(2)


def test_files_can_be_dropped(visit, full):
    page = visit(full)
    data = page.evaluate_handle(
        """() => { const data = new DataTransfer();
          const text = 'Dropped note\\n\\nThe otter slept at noon.\\n';
          data.items.add(new File([text], 'dropped.txt', {type: 'text/plain'}));
          return data; }"""
    )
    page.dispatch_event("#rb-main", "drop", {"dataTransfer": data})
    row = page.locator(".rb-doc", has_text="Dropped note")
    expect(row).to_be_visible()
    row.locator(".rb-doc-open").click()
    expect(page.locator("#rb-viewer")).to_contain_text("The otter slept at noon.")
    row.hover()
    row.get_by_role("button", name="Remove Dropped note").click()
    expect(row).to_have_count(0)
    expect(page.get_by_text("No source open")).to_be_visible()


def test_a_file_over_the_limit_is_told_so_before_it_is_sent(visit, full, tmp_path):
    big = tmp_path / "big.txt"
    with big.open("wb") as file:
        file.truncate(51_000_000)
    page = visit(full)
    upload(page, big)
    expect(page.locator(".rb-upload-failed")).to_contain_text("larger than 50 MB")
    expect(page.locator(".rb-doc")).to_have_count(2)


def test_a_hostile_document_runs_nothing_and_fetches_nothing(visit, tmp_path_factory, serve_at):
    folder = tmp_path_factory.mktemp("hostile")
    with serve_at(folder / "library", folder, folder / "server.log") as url:
        page = visit(url)
        name = '"><img src=x onerror=window.hacked=1>.txt'
        page.locator("input[type=file]").set_input_files(
            [{"name": name, "mimeType": "text/plain", "buffer": HOSTILE.encode()}]
        )
        expect(page.locator(".rb-doc")).to_have_count(1)
        expect(page.locator(".rb-doc")).to_contain_text("img src=x onerror")
        turn = ask(page, "How much does the zebra of Ulm weigh? <img src=x onerror=window.hacked=1>")
        button = turn.locator("button.rb-chip, .rb-open").first
        button.hover()
        button.click()
        expect(page.locator("#rb-viewer mark.rb-on").first).to_be_visible()
        assert marked(page) in HOSTILE
        text = page.locator("#rb-viewer .rb-view-text").text_content().replace("cited as 1: ", "")
        assert "<script>window.hacked=1</script>" in text
        assert "{{7*7}} ${window.hacked=1}" in text
        assert page.locator("#rb-app img, #rb-app script, #rb-app style").count() == 0
        [link] = page.locator("#rb-viewer a").evaluate_all("links => links.map(link => link.pathname)")
        assert re.fullmatch(r"/api/documents/[0-9a-f]{12}/file", link)
        assert page.evaluate("() => window.hacked") is None


def test_a_big_document_opens_at_its_passage(visit, tmp_path_factory, serve_at):
    folder = tmp_path_factory.mktemp("big")
    words = " and some more words to fill the line with" * 8
    lines = [f"Entry {n} of the log was written by keeper number {n}{words}." for n in range(900)]
    lines[600] = "The lamp of Calder Light was out for nine minutes on the longest night."
    with serve_at(folder / "library", folder, folder / "server.log") as url:
        fill(url, log="\n\n".join(["Log of the light", *lines]))
        page = visit(url)
        page.locator("#rb-list .rb-doc-open").click()
        expect(page.locator("#rb-viewer")).to_contain_text("Entry 3 of")
        assert page.locator("#rb-viewer .rb-p").count() < 250
        page.get_by_role("button", name="Later text").click()
        expect(page.locator("#rb-viewer")).to_contain_text("Entry 200 of")
        expect(page.get_by_role("button", name="Earlier text")).to_be_visible()
        turn = ask(page, "How long was the lamp of Calder Light out on the longest night?")
        turn.locator("button.rb-chip").first.click()
        expect(page.locator("#rb-viewer mark.rb-on").first).to_be_visible()
        assert "nine minutes" in marked(page)
        assert in_sight(page)
        turn = ask(page, "Which keeper wrote poems about cheese?")
        turn.locator(".rb-open").first.click()
        expect(page.locator(".rb-view-foot")).to_contain_text("Nearest passage")
        page.get_by_role("button", name="Close the source").click()
        turn.locator(".rb-open").last.click()
        count = page.locator(".rb-count")
        total = int(count.inner_text().split(" of ")[1])
        assert total > 1
        while page.get_by_role("button", name="Previous marked passage").is_enabled():
            before = count.inner_text()
            page.get_by_role("button", name="Previous marked passage").click()
            expect(count).not_to_have_text(before)
        expect(count).to_have_text(f"1 of {total}")
        page.get_by_role("button", name="Next marked passage").click()
        expect(count).to_have_text(f"2 of {total}")
        assert in_sight(page)
        page.close()  # its guide is still being made: the server's end would be an error there


def test_a_document_removed_elsewhere_is_missed_in_one_line(visit, full):
    fill(full, gone="A short notice\n\nThe heron of Tarn House eats 12 eels a week.")
    page = visit(full)
    turn = ask(page, "How many eels a week does the heron of Tarn House eat?")
    chip = turn.locator("button.rb-chip").first
    ident = chip.get_attribute("data-doc")
    with urllib.request.urlopen(
        urllib.request.Request(f"{full}/api/documents/{ident}", method="DELETE")
    ) as reply:
        assert json.load(reply)["removed"] == [ident]
    chip.click()
    expect(page.locator("#rb-viewer .rb-problem")).to_be_visible()
    expect(ask(page, WHEN)).to_contain_text("16:05")
