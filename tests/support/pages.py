"""What the tests of the page share: two articles, and what a reader does."""

import json
import urllib.request

from playwright.sync_api import Page, expect

WHEN = "When did the Aldis Rose leave Norhaven?"
NEVER = "What is the boiling point of molybdenum in kelvin?"
FERRY = """Ferry adrift in Corrin Sound after losing all power

A passenger ferry drifted in Corrin Sound on Saturday afternoon, without engines, heat or light.

The Aldis Rose left Norhaven at 16:05 with 212 people aboard. She lost all power at about \
16:20, passengers said.

The tug Bram Tolley reached her shortly after 17:30. Her crew put a line aboard near Calder Light \
and brought the ferry to the Sule pier at 18:30.

“It was quiet more than anything,” said Petra Vane, a schoolteacher travelling with eleven pupils.
"""
COUNCIL = """Council minutes, 22 March

Members asked whether the island would be charged for the relief ship Anna Skerrow.

The clerk had no figure and would write to the operator. The council agreed to repaint the library in blue.
"""


def question(page: Page):
    return page.get_by_label("Question", exact=True)


def ask(page: Page, text: str):
    """Ask with Enter, wait for the answer, and give its turn."""
    question(page).fill(text)
    question(page).press("Enter")
    turn = page.locator(".rb-turn").last
    expect(turn.locator("h2")).to_have_text(text)
    expect(turn.locator(".rb-audit:not(.rb-waiting), .rb-nothing, .rb-problem")).to_be_visible()
    return turn


def upload(page: Page, *paths):
    page.locator("input[type=file]").set_input_files([str(path) for path in paths])


def fill(url: str, library: str = "", **texts: str):
    """Put documents into a library over HTTP; a name without an ending is a plain text's."""
    for name, text in texts.items():
        file = name if "." in name else f"{name}.txt"
        head = f'Content-Disposition: form-data; name="files"; filename="{file}"'
        body = f"--x\r\n{head}\r\n\r\n{text}\r\n--x--\r\n"
        headers = {"Content-Type": "multipart/form-data; boundary=x"}
        with urllib.request.urlopen(
            urllib.request.Request(f"{url}/api/documents?library={library}", body.encode(), headers)
        ) as reply:
            assert not json.load(reply)["failed"]


def marked(page: Page) -> str:
    return "".join(page.locator("#rb-viewer mark.rb-on").all_text_contents())


def in_sight(page: Page) -> bool:
    """Whether the open mark comes to stand inside its pane: wait for it, scrolling may be smooth."""
    page.wait_for_function(
        """() => {
          const mark = document.querySelector('#rb-viewer mark.rb-on')?.getBoundingClientRect();
          const pane = document.querySelector('#rb-viewer .rb-view-text')?.getBoundingClientRect();
          return mark && pane && mark.top >= pane.top && mark.top < pane.bottom && mark.height > 0;
        }"""
    )
    return True
